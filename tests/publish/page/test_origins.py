"""Where the rows behind a page's numbers stand, and which raw files decide that."""

from pathlib import Path

from analysis.project import Project
from analysis.publish.page.origins import files_behind, origins_of
from analysis.publish.page.panels import MOST_ROWS


def test_each_row_that_a_page_lists_is_looked_up_once_with_the_release_of_its_file(monkeypatch):
    asked = []

    def where_from(project, table, key):
        asked.append((table, key))
        return {"file": f"{table}.csv", "row": 9}

    monkeypatch.setattr("analysis.ingest.provenance.where_from", where_from)
    rows = [["prices", f"P{n:03d}"] for n in range(MOST_ROWS + 1)]
    finding = {"values": {"n": {"rows": rows}, "m": {"rows": [["pay", "S1"], ["prices", "P000"]]}}}
    manifest = {"series": [{"file": "prices.csv", "released": "2026-08-19"}]}
    found = origins_of(Project(Path()), {"findings": {"first": finding}}, manifest)
    assert len(asked) == len(set(asked)) == len(found) == MOST_ROWS + 1
    assert found["prices", "P000"] == {
        "table": "prices", "key": "P000", "released": "2026-08-19", "file": "prices.csv", "row": 9,
    }  # fmt: skip
    assert found["pay", "S1"]["released"] == ""
    assert ("prices", f"P{MOST_ROWS:03d}") not in found


def test_all_files_of_earnings_decide_which_row_a_salary_is():
    raw = ["earnings/a.csv", "earnings/b.csv", "ons/D7G7.csv"]
    salary = {"table": "salaries", "file": "earnings/a.csv"}
    assert files_behind([salary], raw) == {"earnings/a.csv", "earnings/b.csv"}
    assert files_behind([{"table": "prices", "file": "ons/D7G7.csv"}], raw) == {"ons/D7G7.csv"}
