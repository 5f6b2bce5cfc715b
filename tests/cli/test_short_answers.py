"""What commands answer where there is little to do: their words and the status they end with."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from analysis.cli import adding, complete, parameters
from analysis.cli.commands import app
from analysis.errors import MeasureError, UsageError
from analysis.measures.offers.worth import KNOWN
from analysis.project import CARRIED, Project, find_checkout, find_project
from analysis.publish import builder
from analysis.refresh import editions
from analysis.refresh.fetching import fetch


@pytest.fixture
def root(tmp_path):
    """A copy of the project with nothing in it but one page and a catalogue of one heading."""
    for name in ("data/raw", "data/clean", "notebooks", "reports/html/pay"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "reports/html/pay.html").write_text("<html></html>", encoding="utf-8")
    catalogue = "groups:\n  record: The record\nreports:\n"
    (tmp_path / "reports/catalogue.yaml").write_text(catalogue, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(root):
    """Run a command in this process: its status, and what it said."""

    def run(*words, **more):
        done = CliRunner().invoke(app, ["--root", str(root), *map(str, words)], **more)
        return (done.exit_code, done.exception if done.exit_code == 1 else None, done.stdout)

    return run


def refusal(answer):
    """The sentence with which a command refused."""
    _, error, _ = answer
    return str(error)


def test_the_version_is_said_without_any_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["--version"])
    assert done.exit_code == 0
    assert done.stdout.startswith("realpay 0.")


def test_a_new_report_names_what_was_written_and_what_comes_next(call, root, monkeypatch):
    monkeypatch.setattr(
        "analysis.publish.catalogue.read_written",
        lambda _: SimpleNamespace(groups={"record": "The record"}),
    )
    status, _, said = call("new", "report", "pay_gap")
    assert status == 0
    assert said.splitlines() == [
        "notebooks/00_pay_gap.ipynb",
        "src/analysis/collection/pay_gap.py",
        "tests/collection/test_pay_gap.py",
        "reports/catalogue.yaml",
        "Next: realpay build pay-gap",
    ]
    assert all((root / line).is_file() for line in said.splitlines()[:-1])
    assert '"Pay gap"' in (root / "reports/catalogue.yaml").read_text(encoding="utf-8")
    assert "Nothing called 'chart' can be begun" in refusal(call("new", "chart", "pay_gap"))


@pytest.mark.parametrize(
    ("found", "status", "end"),
    [
        ((), 0, "All is as it was made. "),
        (("pay: the page is gone",), 1, "1 not as made. "),
    ],
)
def test_verify_lists_what_is_not_as_made_and_ends_with_one(call, monkeypatch, found, status, end):
    made = SimpleNamespace(found=found, built=None)
    monkeypatch.setattr(builder, "verify", lambda project, choices, tell: made)
    monkeypatch.setattr("analysis.cli.building.conclusion", lambda _: "2 of 2 stand.")
    ended, _, said = call("verify")
    assert ended == status
    assert said.splitlines() == [*found, f"{end}2 of 2 stand."]


def test_editions_are_listed_with_what_was_altered(call, monkeypatch):
    assert call("editions")[2].startswith("No edition is kept yet.")
    kept = [SimpleNamespace(day=day, files=3, checksum="ab12") for day in ("2026-09", "2026-08")]
    monkeypatch.setattr(editions, "listed", lambda project: kept)
    monkeypatch.setattr(
        editions, "altered", lambda project, day: ("pay.html",) if day == "2026-08" else ()
    )
    status, _, said = call("editions")
    assert (status, said.splitlines()[0]) == (0, "2026-09  3 files  sha256 ab12")
    status, _, said = call("editions", "--check")
    assert status == 1
    assert said.splitlines()[-2:] == ["2026-08  3 files  sha256 ab12", "  ALTERED: pay.html"]
    listed = json.loads(call("editions", "--check", "--json")[2])
    assert [one["altered"] for one in listed] == [[], ["pay.html"]]


def test_a_fetch_that_refused_a_series_ends_with_one(call, monkeypatch):
    done = SimpleNamespace(sound=False)
    monkeypatch.setattr(fetch, "fetch", lambda project, choices, tell: done)
    monkeypatch.setattr("analysis.cli.refreshing.fetched_as_plain", lambda _: {"taken": 0})
    monkeypatch.setattr("analysis.cli.refreshing.fetched_lines", lambda _: ["D7BT refused"])
    status, _, said = call("fetch")
    assert (status, said) == (1, "D7BT refused\n")


def test_diff_takes_two_states_or_two_days_and_writes_a_page(call, monkeypatch, tmp_path):
    both = call("diff", "a", "b", "--as-of", "2022-10-18", "2022-11-16")
    assert "Name two states, or two days after --as-of: not both." in refusal(both)
    assert "diff needs two states" in refusal(call("diff", "a"))
    assert "No earlier release is kept yet" in refusal(call("diff"))
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("<html></html>", encoding="utf-8")
    page = tmp_path / "changes.html"
    status, _, said = call("diff", tmp_path / "old", tmp_path / "new", "--page", page)
    assert status == 0
    assert "old" in said
    assert page.read_text(encoding="utf-8").startswith("<!")


def test_why_says_what_is_nearest_and_how_to_mend_what_cannot_be_read(call, root):
    assert "No page of a report called 'pya'. Did you mean pay?" in refusal(call("why", "pya"))
    assert "Make them again: realpay build pay" in refusal(call("why", "pay"))
    value = {"anchor": "pay-n", "text": "3"}
    values = {"findings": {"first": {"sentence": "It is 3.", "values": {"n": value}}}}
    (root / "reports/html/pay/values.json").write_text(json.dumps(values), encoding="utf-8")
    assert call("why", "pay")[2] == "pay/pay-n  3\n"
    assert "No number 'pay-m' in pay. Did you mean pay-n?" in refusal(call("why", "pay/pay-m"))


def test_why_tells_of_corrections_and_of_rows_that_are_not_shown(call, root, monkeypatch):
    value = {
        "anchor": "pay-n", "text": "3", "amount": 3, "unit": "%", "function": "", "note": "",
        "rows": [["ballots", "B1"], ["ballots", "B2"], ["ballots", "B3"]],
    }  # fmt: skip
    values = {"findings": {"first": {"sentence": "It is 3 %.", "values": {"n": value}}}}
    (root / "reports/html/pay/values.json").write_text(json.dumps(values), encoding="utf-8")
    corrected = {
        "column": "yes", "used": "12", "found": "21", "reason": "Turned round.", "source": "PCS",
    }  # fmt: skip
    provenance = "analysis.ingest.provenance"
    monkeypatch.setattr(f"{provenance}.where_from", lambda *_: {"file": "b.csv", "note": None})
    monkeypatch.setattr(f"{provenance}.corrections_of", lambda *_: [corrected])
    said = call("why", "pay/pay-n", "--rows", "1")[2].splitlines()
    assert said[3:] == [
        "  ballots B1",
        "    file: b.csv",
        "    corrected: yes is used as 12; printed was 21. Turned round. (PCS)",
        "  and 2 more rows (--rows)",
    ]
    assert call("why", "pay/pay-n", "--rows", "2")[2].endswith("and 1 more row (--rows)\n")


BALLOT = {
    "ballot_id": "B1", "union": "PCS", "employer": "Acas", "close_date": "2022-11-07",
    **dict.fromkeys(
        ("papers_returned", "votes_cast", "entitled", "turnout_pct_published", "yes", "no",
         "yes_pct_published", "parent_ballot_id"), ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, ""),
        (
            {"papers_returned": "1200", "entitled": "2400", "yes": "1000", "no": "250"},
            "; 1,200 of 2,400 voted (at least half); 1,000 of 1,250 valid votes are yes",
        ),
        ({"votes_cast": "1199", "entitled": "2400"}, "; 1,199 of 2,400 voted (fewer than half)"),
        (
            {"turnout_pct_published": "51", "yes_pct_published": "80", "parent_ballot_id": "P1"},
            "; turnout 51 % as printed; yes 80 % as printed; part of P1",
        ),
    ],
)
def test_a_ballot_to_be_added_is_said_with_its_turnout_and_its_yes(cells, said):
    told = adding.meaning(SimpleNamespace(kind="ballot"), BALLOT | cells)
    assert told == f"B1, PCS at Acas, closed 2022-11-07{said}"


OFFER = {
    "offer_id": "X-1", "employer": "Acas", "basis": "average_award", "percent": "3",
    "percent_low": "", "percent_high": "", "effective_from": "2022-07", "offered_on": "2022-12-07",
    "source_date": "",
}  # fmt: skip


def test_an_offer_to_be_added_says_why_nothing_stands_against_it(monkeypatch):
    form = SimpleNamespace(kind="offer", project=None)
    start = "X-1, Acas: 3.0 % average award, from July 2022"
    undated = OFFER | {"offered_on": "2022-12"}
    assert adding.meaning(form, undated) == (
        f"{start}; no day or no percentage to set against prices"
    )
    monkeypatch.setattr("analysis.cli.worth.chosen_indices", lambda *_: ["CPI"])
    monkeypatch.setattr("analysis.collection.versions.published_versions", lambda _: None)
    none = SimpleNamespace(reading=KNOWN, rate=None, real_change=None, missing="none by then")
    readings = "analysis.measures.offers.worth.readings"
    monkeypatch.setattr(readings, lambda *_, **__: [none])
    assert adding.meaning(form, OFFER) == f"{start}; none by then"

    def fail(*_, **__):
        raise MeasureError("there are no prices")

    monkeypatch.setattr(readings, fail)
    assert adding.meaning(form, OFFER) == f"{start}; there are no prices"


def test_rows_are_added_only_where_the_answer_is_yes(call, root, monkeypatch):
    form = SimpleNamespace(kind="employer", file="employers.csv")
    rows = [{"slug": f"e{n}", "kind": "employer", "name": f"E{n}"} for n in range(12)]
    added = []
    for name, stand_in in {
        "load_form": lambda project, kind: form,
        "read_sheet": lambda form, sheet: rows,
        "check": lambda form, rows: None,
        "append": lambda project, form, rows: added.append(len(rows)),
    }.items():
        monkeypatch.setattr(f"analysis.ingest.adding.{name}", stand_in)
    status, _, said = call("add", "employer", "--from", root / "sheet.csv", input="n\n")
    assert (status, added) == (1, [])
    assert said.splitlines()[9:11] == ["e9: employer, E9", "… and 2 more"]
    status, _, said = call("add", "employer", "--from", root / "sheet.csv", "--yes")
    assert (status, added) == (0, [12])
    assert said.endswith("12 lines added to data/raw/employers.csv. Next: realpay clean\n")


class Context:
    """What a shell gives that completes words: the folder named, nothing else."""

    args, params = (), {}

    def __init__(self, root):
        self.params = {"root": str(root)}

    def find_root(self):
        return self


def test_where_nothing_can_be_read_nothing_is_offered_to_complete(root, tmp_path):
    there, nowhere = Context(root), Context(tmp_path / "nowhere")
    for offer in (complete.indices, complete.reports, complete.numbers, complete.series):
        assert offer(nowhere, "p") == []
    assert complete.notebooks(nowhere, "") == []
    assert complete.parameters(nowhere, "as") == []
    assert complete.indices(there, "C") == []
    assert complete.reports(there, "p") == ["pay"]
    assert complete.numbers(there, "pay/x") == []
    assert complete.numbers(there, "p") == []
    there.params["notebook"] = "no_such"
    assert complete.parameters(there, "as") == []


def test_without_a_copy_what_the_installation_carries_is_read_and_not_worked_on(
    monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.project._looks_like_project", lambda folder: False)
    with pytest.raises(UsageError, match=r"No project found in .* or above it"):
        find_project()
    monkeypatch.setattr("analysis.project.CARRIED", tmp_path)
    assert find_project() == Project(tmp_path)
    with pytest.raises(UsageError, match="realpay fetch works on a copy of the project"):
        find_checkout(None, "fetch")
    assert CARRIED.name == "carried"


def test_values_that_cannot_be_listed_are_not_offered(tmp_path):
    assert parameters.values(Context(tmp_path / "nowhere"), "employer", "a") == []
