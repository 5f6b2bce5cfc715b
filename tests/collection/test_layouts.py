"""Tables of reports are laid out as `layouts.csv` and `layout_columns.csv` declare them."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analysis.collection import layouts
from analysis.collection.layouts import lay_out, words_of
from analysis.errors import ReportError

HERE = Path(layouts.__file__).parent


def declared(name):
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


def test_words_in_braces_are_filled_and_a_repeated_column_comes_once_for_each_name():
    frame = pd.DataFrame({"year": ["2023"], "EO": [1.5], "HEO": [1.9]})
    made = lay_out("compression", frame, each=["EO", "HEO"])
    assert [column.header for column in made.columns] == ["Year", "EO", "HEO"]
    known = pd.DataFrame({"index": ["CPI"], "month": "2022-10", "rate": 11.1, "real": -7.3})
    made = lay_out("against-known", known.assign(gap=-8.1, how="printed"), percent=3.0, day="today")
    assert made.caption == "A rise of 3 % beside the rates known on today"


def test_neighbours_that_are_repeated_stand_together_name_by_name():
    frame = pd.DataFrame(
        {"label": ["A"], "asserted_by": "B", "nominal_low": 1.0, "nominal_high": 1.0, "clock": "C"}
        | {f"{index}_{end}": 2.0 for end in ("low", "high") for index in ("CPI", "RPI")}
        | {"of": "offer_statements/N1"}
    )
    words = {"about": "all", "named": "Whose", "each": ["CPI", "RPI"], "answer": ["clock"]}
    made = lay_out("offers", frame, **words)
    names = [column.name for column in made.columns]
    assert names[-4:] == ["CPI_low", "CPI_high", "RPI_low", "RPI_high"]


def test_a_column_shown_perhaps_is_shown_where_the_frame_has_it():
    frame = pd.DataFrame({"year": ["2023"], "private": [600.0], "public": [650.0]})
    words = {"newest": "2023", "index": "CPI"}
    assert len(lay_out("ashe", frame, **words).columns) == 3
    with_real = frame.assign(private_real=600.0, public_real=650.0)
    headers = [column.header for column in lay_out("ashe", with_real, **words).columns]
    assert headers[-1] == "Public, prices of 2023"


def test_a_chart_is_given_what_is_declared_of_it_and_nothing_blank():
    found = words_of("remits-chart", index="CPI", no_day="no day")
    assert (found["id"], found["units"]["ceiling"]) == ("remits-chart", "%")
    assert found["headers"]["rate_low"] == "CPI, lowest"
    assert found["blanks"] == {"rate_low": "no day", "rate_high": "no day"}
    assert not {"decimals", "source", "none"} & set(found)
    assert words_of("chain-path", id="chain")["id"] == "chain"


def test_an_empty_frame_may_lack_the_columns_and_says_that_there_is_nothing():
    made = lay_out("forms", pd.DataFrame())
    assert made.none == "No other figure of this study is this number in another form."
    assert made.columns[0].name == "key"


def test_notes_given_replace_those_declared_and_reasons_by_row_add_to_them():
    frame = pd.DataFrame({"reason": ["A"], "statements": [None]})
    made = lay_out("left-out", frame, about="all", notes=["N."], blanks={"statements": ["why"]})
    assert (made.notes, made.blanks["statements"]) == (["N."], ["why"])


@pytest.mark.parametrize(
    ("name", "columns", "told"),
    [
        ("left-outs", {}, "no table 'left-outs' in layouts.csv. Did you mean left-out?"),
        ("left-out", {"reasons": ["A"]}, "Table left-out: no column 'reason'. Did you mean"),
    ],
)
def test_a_table_that_is_not_declared_and_a_frame_without_its_columns_are_refused(
    name, columns, told
):
    with pytest.raises(ReportError) as refused:
        lay_out(name, pd.DataFrame(columns), about="all")
    assert str(refused.value).startswith(told)


def test_every_declared_table_has_columns_and_is_laid_out_by_the_code():
    names = [row["table"] for row in declared("layouts.csv")]
    code = "".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.py"))
    assert len(set(names)) == len(names)
    assert {row["table"] for row in declared("layout_columns.csv")} == set(names)
    assert [name for name in names if f'"{name}"' not in code] == []
    assert {row["place"] for row in declared("layout_columns.csv")} <= {
        "",
        "row",
        "answer",
        "perhaps",
    }
