"""`realpay show`: which tables there are, some rows of one, as many columns as fit."""

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli.shown import as_text, narrowed
from analysis.tables.registry import TABLES

COMMAND = Path(sys.executable).with_name("realpay")
RATES = pd.DataFrame(
    {
        "key": ["D7G7/2022-09", "D7G7/2022-10", "CZBH/2022-10"],
        "series": ["D7G7", "D7G7", "CZBH"],
        "value": [10.1, 11.1, 14.2],
        "flags": ["", "", ""],
        "known_from": ["2022-10-19", "2022-11-16", "2022-11-16"],
    }
)


@pytest.fixture
def show(realpay_here, copy, cleaned):
    def shown(*words, **variables):
        return realpay_here("--root", copy, "show", *words, **variables)

    return shown


def test_without_a_name_it_lists_the_tables_and_what_a_row_of_each_is(show):
    lines = show().stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(TABLES)
    assert any(line.endswith("one question of one ballot, for one unit or employer or in aggregate")
               for line in lines)  # fmt: skip


def test_the_newest_prices_known_on_a_day_are_one_command_away(show):
    words = ("prices", "--as-of", "2022-12-07", "--where", "series=D7G7", "--last", "--rows", "2")
    lines = show(*words).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["D7G7/2022-09", "D7G7/2022-10"]
    assert lines[3].endswith("more rows (--rows 0 shows all)")


def test_what_is_asked_of_the_text_is_asked_of_csv_and_json_too(show):
    words = ("prices", "--where", "key=D7G7/2022-10")
    assert show(*words, "--csv").stdout.count("\n") == 2
    assert show(*words, "--json").stdout.count('"key"') == 1


@pytest.mark.parametrize(
    "words", [("series=d7g7",), ("index=cpi", "measure=rate_12m"), ("series=D7G7", "index=CPI")]
)
def test_words_are_asked_for_in_any_case(show, words):
    asked = [part for word in words for part in ("--where", word)]
    done = show("prices", *asked, "--newest", "--csv")
    assert done.stdout.splitlines()[1].startswith("D7G7/")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("offers", "--where", "employer=HMRCC"), "Did you mean hm-revenue-and-customs"),
        (("prices", "--where", "serie=D7G7"), "no column 'serie'. Did you mean series?"),
        (("prices", "--where", "series=D7G8"), "Did you mean D7G7?"),
        (("prices", "--where", "series"), "write COLUMN=VALUE"),
        (
            ("prices", "--as-of", "07/12/2022"),
            "may be 7 December 2022 (type 2022-12-07) or 12 July",
        ),
        (("prices", "--as-of", "2999-01-01"), "is still to come"),
    ],
)
def test_what_cannot_be_shown_is_answered_with_what_to_type(show, words, said):
    done = show(*words)
    assert done.returncode == 2
    assert said in done.stderr


def test_json_has_numbers_as_numbers_and_blanks_as_null(show):
    words = ("ballots", "--where", "key=PCS-2019-04-NAT-strike", "--json")
    (row,) = json.loads(show(*words).stdout)
    assert row["counted"] is True
    assert row["entitled"] == 124710
    assert row["closed_first"] == "2019-04-29"
    assert row["important_service"] is None
    assert row["source_url"].startswith("https://www.pcs.org.uk/")


def test_a_blank_is_asked_for_with_nothing_after_the_sign():
    frame = pd.DataFrame({"grade": ["AO", None]})
    assert len(narrowed(frame, "grade=", table="t")) == 1


def test_columns_that_do_not_fit_are_named_and_empty_ones_are_not_shown():
    lines = as_text(RATES, rows=2, last=False, width=34)
    assert lines[0].split() == ["key", "series", "value"]
    assert all(len(line) <= 34 for line in lines[:3])
    assert lines[3:] == [
        "… 1 more row (--rows 0 shows all)",
        "No room for known_from (--csv has every column)",
    ]


def test_all_rows_and_columns_are_shown_where_there_is_room():
    lines = as_text(RATES, rows=0, last=False, width=None)
    assert lines[0].split() == ["key", "series", "value", "known_from"]
    assert len(lines) == 4


def test_in_a_window_no_row_is_folded(on_terminal, copy, cleaned):
    lines = on_terminal("--root", copy, "show", "offer_statements", "--rows", "3", COLUMNS="80")
    assert all(len(line) <= 80 for line in lines[:4])
    assert lines[-1].startswith("No room for ")
