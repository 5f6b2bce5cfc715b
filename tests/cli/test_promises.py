"""What each command promises: JSON wherever a program may read, and the findings first."""

import json

import pytest
from tests.publish.small import make_project

COUNTED = """from analysis.present import Finding, Value
held = read("prices", as_of=as_of)
Finding("held", "On record are {rates}.", {"rates": Value(len(held), "rates", decimals=0)})
"""


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "pay", "one", "two", code=COUNTED)


@pytest.mark.slow
def test_a_build_says_as_json_what_it_would_do_and_what_it_did(small_realpay, project):
    _, out, _ = small_realpay("build", "--dry-run", "--json", "--jobs", "1")
    would = json.loads(out)
    assert would["to_run"] == {"one": "not built yet", "two": "not built yet"}
    assert would["made"] == []
    _, out, _ = small_realpay("build", "--json", "--jobs", "1")
    did = json.loads(out)
    assert (did["made"], did["failed"], did["site_changed"]) == (["one", "two"], {}, True)
    assert did["site"] == str(project.site)
    _, out, _ = small_realpay("build", "--json")
    assert (json.loads(out)["made"], json.loads(out)["kept"]) == ([], ["one", "two"])


@pytest.mark.slow
def test_between_two_days_diff_begins_with_the_findings_of_both(small_realpay, project):
    status, out, _ = small_realpay("diff", "2022-10-18", "2022-11-16")
    assert status == 0
    assert (project.root / "reports" / "as-of" / "2022-11-16" / "index.html").is_file()
    lines = [line for line in out.splitlines() if line]
    assert lines[0] == "From 2022-10-18 to 2022-11-16"
    assert lines[1].startswith("Findings that moved")
    assert "    was: On record are 0\N{NO-BREAK SPACE}rates." in lines
    assert "    now: On record are 2\N{NO-BREAK SPACE}rates." in lines
    assert "Findings" not in small_realpay("diff", "2022-10-19", "2022-11-15", "--no-findings")[1]


def test_why_lists_reports_and_numbers_as_json_too(small_realpay, project):
    (project.site / "one").mkdir(parents=True)
    (project.site / "one.html").write_text("<html></html>")
    value = {"anchor": "rate", "text": "11.1 %"}
    plain = {"findings": {"a": {"sentence": "It is.", "values": {"rate": value}}}}
    (project.site / "one" / "values.json").write_text(json.dumps(plain))
    assert json.loads(small_realpay("why", "--json")[1]) == ["one"]
    assert json.loads(small_realpay("why", "one", "--json")[1]) == {"one/rate": "11.1 %"}


def test_a_project_without_editions_lists_none_as_json(small_realpay):
    assert json.loads(small_realpay("editions", "--json")[1]) == []


def test_tables_are_listed_as_json_and_two_forms_at_once_are_refused(small_realpay):
    assert "prices" in json.loads(small_realpay("show", "--json")[1])
    status, _, said = small_realpay("show", "prices", "--json", "--csv")
    assert status == 2
    assert "name one of --csv and --json" in said
