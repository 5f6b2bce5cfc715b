"""The shell completes names: asked as bash asks, and in a bash of its own."""

import json
import subprocess

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import COMMAND

from analysis.tables.indices import COLUMNS


@pytest.fixture
def shelf(tmp_path):
    """A project with names to offer and nothing behind them."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["label = 1"]},
        {
            "cell_type": "code",
            "metadata": {"tags": ["parameters"]},
            "source": ['union: str = "all"  # of it\n', "years = 1"],
        },
    ]
    (tmp_path / "data/raw/ons").mkdir(parents=True)
    for name in ("D7BT", "D7G7", "CHAW"):
        (tmp_path / f"data/raw/ons/{name}.csv").touch()
    (tmp_path / "data/clean").mkdir()
    rows = [(name, name, "index and rate", "A", "B", True, 1) for name in ("CPI", "CPIH", "RPI")]
    columns = zip(COLUMNS, zip(*rows, strict=True), strict=True)
    pq.write_table(pa.table(dict(columns)), tmp_path / "data/clean/indices.parquet")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/05_ballots.ipynb").write_text(json.dumps({"cells": cells}))
    page = tmp_path / "reports/html/ballots-pcs"
    page.mkdir(parents=True)
    page.with_suffix(".html").touch()
    values = {
        "a": {"anchor": "nearest-short"},
        "b": {"anchor": "nearest-n"},
        "c": {"anchor": "all"},
    }
    (page / "values.json").write_text(json.dumps({"findings": {"nearest": {"values": values}}}))
    return tmp_path


def offered(realpay, root, typed):
    words = typed.split(" ")
    asked = realpay(
        cwd=root,
        _REALPAY_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(words) - 1),
    )
    assert asked.stderr == ""
    return asked.stdout.split()


COMPLETED = {
    "realpay sh": ["show"],
    "realpay show ball": ["ballot_rules", "ballots"],
    "realpay worth 3 --index CP": ["CPI", "CPIH"],
    "realpay run 05": ["05_ballots"],
    "realpay run 05_ballots -p ": ["union=", "years="],
    "realpay run 05_ballots -p un": ["union="],
    "realpay build ball": ["ballots-pcs"],
    "realpay why ball": ["ballots-pcs"],
    "realpay why ballots-pcs/near": ["ballots-pcs/nearest-n", "ballots-pcs/nearest-short"],
    "realpay fetch D7": ["D7BT", "D7G7"],
}


@pytest.mark.parametrize("typed", COMPLETED)
def test_the_shell_completes_the_names_of_everything_that_has_one(realpay, shelf, typed):
    assert offered(realpay, shelf, typed) == COMPLETED[typed]


@pytest.mark.parametrize(
    "typed",
    ["realpay build x", "realpay run 06", "realpay run 06_x -p u", "realpay why none/x"],
)
def test_where_nothing_fits_nothing_is_offered_and_nothing_fails(realpay, shelf, typed):
    assert offered(realpay, shelf, typed) == []


def test_outside_a_project_names_of_tables_are_offered_all_the_same(realpay, tmp_path):
    assert offered(realpay, tmp_path, "realpay show wage") == ["wage_floors"]


def test_bash_itself_completes_once_it_has_the_script(realpay, shelf):
    script = realpay(_REALPAY_COMPLETE="source_bash").stdout
    asking = (
        f"{script}\n"
        "COMP_WORDS=(realpay fetch D7); COMP_CWORD=2; _realpay_completion realpay\n"
        'printf "%s " "${COMPREPLY[@]}"\n'
        "complete -p realpay"
    )
    done = subprocess.run(
        ["bash", "-c", asking],
        cwd=shelf,
        env={"PATH": f"{COMMAND.parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("D7BT D7G7 ")
    assert "_realpay_completion" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("realpay run 05_ballots -p union=PC", ["union=PCS"]),
        ("realpay run 05_ballots -p union = PC", ["PCS"]),
        ("realpay run 01_offers_against_inflation -p indices=CPI,R", ["indices=CPI,RPI"]),
        ("realpay run 08_robustness -p convention=three", ["convention=three-month", "average"]),
        ("realpay run 05_ballots -p unoin=P", []),
    ],
)
def test_values_of_a_parameter_are_completed(realpay, clean_copy, typed, offers):
    assert offered(realpay, clean_copy.root, typed) == offers
