"""Declared corrections: what they change, what is kept of them, and when they no longer fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from analysis.ingest.clean import Cleaned, summary
from analysis.project import Project

Change = Callable[..., None]
Lines = Callable[[], list[str]]

FILE = "corrections.yaml"


def test_the_first_two_corrections_are_applied_flagged_and_counted(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    made = cleaned()
    ballots = made.frame("ballots").set_index("key")
    row = ballots.loc["PCS-2019-04-NAT-asos"]
    assert (row["yes"], row["no"], row["spoiled"]) == (53296, 5092, 1064)
    assert row["votes_cast"] == row["yes"] + row["no"] + row["spoiled"] == 59452
    assert row["flags"] == "corrected: yes; corrected: spoiled"
    declared = yaml.safe_load((project.raw / FILE).read_text(encoding="utf-8"))
    for table, counts in summary(made).items():
        assert counts["corrections"] == sum(one["table"] == table for one in declared), table
    assert [one["found"] for one in made.corrections][:2] == ["59296", "1.064"]


def test_without_its_correction_the_row_is_impossible(project: Project, lines: Lines) -> None:
    (project.raw / FILE).unlink()
    path = project.raw / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    found = lines()
    assert any("column spoiled: found '1.064'; allowed: a whole number" in line for line in found)
    assert any("if the point parts thousands, write 1064" in line for line in found)
    assert any("allowed: yes and no together at most 59452, the votes cast" in x for x in found)


def test_a_correction_whose_raw_value_has_been_mended_fails(change: Change, lines: Lines) -> None:
    change("ballots/ballots.csv", ",59296,", ",53296,")
    [line] = lines()
    assert line == (
        "corrections.yaml, line 20, column found: found '59296'; allowed: '53296', which the raw "
        "row now holds; mend: the source may have been mended: remove or renew the correction"
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('table: "ballots"', 'table: "balots"', "column table: found 'balots'"),
        ('row: "PCS-2019-04-NAT-asos"', 'row: "PCS-2019"', "column row: found 'PCS-2019'"),
        ('column: "yes"', 'column: "yess"', "column column: found 'yess'"),
        ('column: "yes"', "column: yes", "column column: found 'True'"),
        ("used:", "use:", "allowed: table, row, column, found, used, reason, source"),
    ],
)
def test_a_correction_that_fits_nothing_says_what_is_wrong(
    change: Change, lines: Lines, old: str, new: str, found: str
) -> None:
    change(FILE, old, new)
    assert any(line.startswith(f"{FILE}, line 20") and found in line for line in lines())


@pytest.mark.parametrize("text", ["just words", "a: 1", "3"])
def test_a_file_that_is_no_list_of_corrections_is_one_problem(
    project: Project, lines: Lines, text: str
) -> None:
    (project.raw / FILE).write_text(text, encoding="utf-8")
    [line] = lines()
    assert line.startswith(f"{FILE}: found '{type(yaml.safe_load(text)).__name__}'; allowed: a ")


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("- table: [x", "line 2, column 1", "did not find expected ',' or ']'"),
        ('- table: "x"\n  row "y"\n  a: b', "line 3, column 3", "could not find expected ':'"),
        ("- a: b: c", "line 1, column 7", "mapping values are not allowed in this context"),
        ("- a: 1\n- b: \x01", "line 2, column 6", "a character that YAML does not allow"),
    ],
)
def test_broken_yaml_is_one_problem_that_says_where_and_what(
    project: Project, lines: Lines, text: str, place: str, found: str
) -> None:
    (project.raw / FILE).write_text(text + "\n", encoding="utf-8")
    [line] = lines()
    assert line.startswith(f"{FILE}, {place}: found '{found}")


def test_yaml_that_goes_wrong_in_a_later_line_says_where_it_began(
    project: Project, lines: Lines
) -> None:
    (project.raw / FILE).write_text('- table: "x"\n  row "y"\n  a: b\n', encoding="utf-8")
    [line] = lines()
    assert line == (
        "corrections.yaml, line 3, column 3: found 'could not find expected ':''; allowed: a YAML "
        "list of corrections; mend: look at this line and at those above it: the trouble began in "
        "line 2 (while scanning a simple key)"
    )


def test_rows_are_not_blamed_while_their_corrections_cannot_be_read(
    change: Change, lines: Lines
) -> None:
    change(FILE, 'used: "53296"', 'used: "53296')
    assert [line.split(", line")[0] for line in lines()] == [FILE]


def test_broken_sources_are_named_by_line_and_column(change: Change, lines: Lines) -> None:
    change("sources.yaml", "files:\n", "files: of: all\n")
    [line] = lines()
    assert line.startswith("sources.yaml, line 15, column 10: found 'mapping values are not")


def test_sources_without_their_two_lists_are_told_what_is_missing(
    change: Change, lines: Lines
) -> None:
    change("sources.yaml", "files:\n", "file:\n")
    [line] = lines()
    assert line.startswith("sources.yaml: found 'licences, file'; allowed: a list 'licences'")


def test_a_value_of_a_series_can_be_corrected_too(
    add: Callable[[str, str], None], cleaned: Callable[[], Cleaned]
) -> None:
    add(
        FILE,
        '- table: "prices"\n  row: "CDKO/1947-06"\n  column: "value"\n  found: "28.9"\n'
        '  used: "29.0"\n  reason: "invented"\n  source: "invented"\n',
    )
    made = cleaned()
    prices = made.frame("prices").set_index("key")
    assert prices.loc["CDKO/1947-06", "value"] == 29.0
    assert prices.loc["CDKO/1947-06", "flags"] == "corrected: value"


def test_a_correction_to_what_is_no_number_is_a_problem(
    add: Callable[[str, str], None], lines: Lines
) -> None:
    add(
        FILE,
        '- table: "prices"\n  row: "CDKO/1947-06"\n  column: "value"\n  found: "28.9"\n'
        '  used: "about 29"\n  reason: "invented"\n  source: "invented"\n',
    )
    [line] = lines()
    assert "column used: found 'about 29'; allowed: a number" in line
