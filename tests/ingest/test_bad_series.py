"""ONS series on disk against the list of series, the sources, and each other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned
from analysis.project import Project

Change = Callable[..., None]
Lines = Callable[[], list[str]]

HEADER = """"Title","{title}"
"CDID","{cdid}"
"Source dataset ID","{dataset}"
"PreUnit",""
"Unit","{unit}"
"Release date","{release}"
"Next release","21 October 2026"
"Important notes",
"""
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def series_text(cdid: str, values: list[float], *, title: str = "A series", **more: str) -> str:
    """Write a series of months from January 2024 in the generator's form."""
    words = {"dataset": "MM23", "unit": "", "release": "16-09-2026", **more}
    rows = "".join(
        f'"{2024 + place // 12} {MONTHS[place % 12]}","{value}"\n'
        for place, value in enumerate(values)
    )
    return HEADER.format(cdid=cdid, title=title, **words) + rows


def released(project: Project, cdid: str, text: str, folder: str = "ons") -> None:
    path = project.raw / folder / f"{cdid}.csv"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")


def test_a_file_without_a_line_in_the_list_says_so(
    project: Project, add: Callable[[str, str], None], lines: Lines
) -> None:
    released(project, "ABCD", series_text("ABCD", [100.0, 101.0]))
    found = lines()
    assert (
        "ons/ABCD.csv, column CDID: found 'ABCD'; allowed: a series in series.csv; "
        "mend: add a line for it to data/raw/series.csv, or take the file away" in found
    )
    assert any("ons/ABCD.csv: found 'no source named'" in line for line in found)


def test_a_line_without_a_file_says_so(project: Project, lines: Lines) -> None:
    (project.raw / "ons" / "K5BE.csv").unlink()
    found = lines()
    assert "ons/K5BE.csv: found 'no such file'" in "\n".join(found)
    assert any(
        line.startswith("series.csv, row ")
        and "column cdid: found 'K5BE'; allowed: a series with a file" in line
        for line in found
    )


def test_a_file_without_a_source_and_a_source_without_a_file_are_named(
    change: Change, lines: Lines
) -> None:
    change("sources.yaml", "  pay/offers.csv:", "  pay/offer.csv:")
    assert lines() == [
        (
            "pay/offer.csv: found 'no such file'; allowed: the file that sources.yaml lists; "
            "mend: put the file back, or take its entry out of data/raw/sources.yaml"
        ),
        (
            "pay/offers.csv: found 'no source named'; allowed: an entry in sources.yaml; "
            "mend: add the file to data/raw/sources.yaml, or take it away"
        ),
    ]


def test_sources_that_are_no_yaml_are_one_problem(project: Project, lines: Lines) -> None:
    (project.raw / "sources.yaml").write_text("files: [\n", encoding="utf-8")
    [line] = lines()
    assert line == (
        "sources.yaml, line 2, column 1: found 'did not find expected node content'; allowed: "
        "YAML with the lists licences and files; mend: look at this line and at those above it"
    )


def test_an_unknown_licence_is_refused(change: Change, lines: Lines) -> None:
    change(
        "sources.yaml",
        'licence: "Open Government Licence v3.0"',
        'licence: "Open Government Licence v2.0"',
    )
    [line] = lines()
    assert "found 'Open Government Licence v2.0'; allowed: Open Government Licence v3.0" in line


def test_two_files_of_one_series_and_release_that_disagree_stop(
    project: Project, change: Change, lines: Lines
) -> None:
    shutil.copyfile(project.raw / "ons" / "D7G7.csv", project.raw / "ons" / "copy.csv")
    change("ons/copy.csv", '"2022 OCT","11.1"', '"2022 OCT","11.2"')
    [line] = [line for line in lines() if "source" not in line]
    assert line.startswith("ons/copy.csv, row 601, column D7G7: found '11.2 for 2022")
    assert "allowed: 11.1, as in ons/D7G7.csv, row 601 (both released 2026-09-16)" in line


def test_the_same_file_twice_is_no_contradiction(project: Project, lines: Lines) -> None:
    shutil.copyfile(project.raw / "ons" / "D7G7.csv", project.raw / "ons" / "copy.csv")
    assert [line for line in lines() if "no source named" not in line] == []


def test_a_series_made_for_the_purpose_needs_one_line_and_no_code(
    project: Project, add: Callable[[str, str], None], cleaned: Callable[[], Cleaned]
) -> None:
    released(project, "ABCD", series_text("ABCD", [500.0, 501.0, 503.0], title="Pay (£)"))
    add(
        "series.csv",
        "ABCD,earnings,,level,whole economy,regular,not seasonally adjusted,GBP per week,,0,yes,"
        "emp,/somewhere,,,,an invented series",
    )
    add(
        "sources.yaml",
        '  ons/ABCD.csv:\n    publisher: "ONS"\n    title: "Pay"\n    address: "https://x.org"\n'
        '    licence: "Open Government Licence v3.0"\n',
    )
    rows = cleaned().frame("earnings")
    rows = rows[rows["series"] == "ABCD"]
    assert rows["key"].tolist() == ["ABCD/2024-01", "ABCD/2024-02", "ABCD/2024-03"]
    assert rows["value"].tolist() == [500.0, 501.0, 503.0]
    assert set(rows["known_how"]) == {"undated"}


def test_a_series_may_come_as_json_or_in_a_whole_data_set(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    before = cleaned().frame("prices")
    csv = (project.raw / "ons" / "D7G7.csv").read_text(encoding="utf-8")
    months = [line.strip('"').split('","') for line in csv.splitlines()[8:] if " " in line]
    monthly = [
        {"date": f"{date[:4]} {date[5:]}", "value": value}
        for date, value in months
        if date[5:] in MONTHS
    ]
    content = {
        "description": {
            "title": "CPI ANNUAL RATE 00: ALL ITEMS 2015=100",
            "cdid": "D7G7",
            "releaseDate": "2026-09-15T23:00:00.000Z",
            "nextRelease": "21 October 2026",
        },
        "years": [],
        "quarters": [],
        "months": monthly,
    }
    (project.raw / "ons" / "D7G7.csv").unlink()
    (project.raw / "ons" / "D7G7.json").write_text(json.dumps(content), encoding="utf-8")
    path = project.raw / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace("ons/D7G7.csv", "ons/D7G7.json")
    path.write_text(text, encoding="utf-8")
    after = cleaned().frame("prices")
    columns = ["key", "value", "known_from", "known_how"]
    assert after[columns].equals(before[columns])


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("table", "D7BT,prices,", "D7BT,price,"),
        ("index", "D7BT,prices,CPI,", "D7BT,prices,CPY,"),
        ("measure", ",CPI,rate_12m,", ",CPI,rate,"),
        ("revisable", ",1,no,mm23,", ",1,never,mm23,"),
        ("first_published", ",1987-01,,,", ",1987-01,19 March 1987,,"),
        ("later_revised_to", ",1996-12,", ",1996,"),
        ("cdid", "L522,", "D7BT,"),
    ],
)
def test_a_wrong_word_in_the_list_of_series_names_row_and_column(
    change: Change, lines: Lines, column: str, old: str, new: str
) -> None:
    change("series.csv", old, new)
    assert any(f"column {column}: found" in x and x.startswith("series.csv, row") for x in lines())


def test_a_price_file_that_holds_earnings_stops(project: Project, lines: Lines) -> None:
    earnings = (project.raw / "ons" / "K5BE.csv").read_text(encoding="utf-8").splitlines()
    prices = (project.raw / "ons" / "CHAW.csv").read_text(encoding="utf-8").splitlines()
    months = [line for line in earnings[8:] if line[6:9] in MONTHS]
    (project.raw / "ons" / "CHAW.csv").write_text("\n".join([*prices[:8], *months]) + "\n")
    assert any(
        "months in a row equal to" in line and "saved under the other's name" in line
        for line in lines()
    )


def test_a_gap_inside_a_monthly_series_is_named(change: Change, lines: Lines) -> None:
    change("ons/D7G7.csv", '"2022 OCT","11.1"\n', "")
    assert any("ons/D7G7.csv" in line and "some are missing between" in line for line in lines())


def test_a_rate_that_its_index_does_not_support_stops(change: Change, lines: Lines) -> None:
    change("ons/D7G7.csv", '"2022 OCT","11.1"', '"2022 OCT","12.1"')
    assert any(
        "column D7G7: found '12.1'; allowed: between 10." in line and "by the index D7BT" in line
        for line in lines()
    )


def test_growth_that_its_index_does_not_support_stops(
    project: Project, change: Change, lines: Lines
) -> None:
    text = (project.raw / "ons" / "KAC3.csv").read_text(encoding="utf-8")
    [row] = [line for line in text.splitlines() if line.startswith('"2023 JUN"')]
    value = row.split('"')[3]
    change("ons/KAC3.csv", row, f'"2023 JUN","{float(value) + 1:.1f}"')
    found = lines()
    assert any("column KAC3: found" in line and "by K54U" in line for line in found)
    assert any("a value on record in earnings/awe_revisions.csv" in line for line in found)
