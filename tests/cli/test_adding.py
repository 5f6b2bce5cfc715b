"""`realpay add`: asked question by question, an answer that cannot be read asked again."""

import shutil

import pytest
from typer.testing import CliRunner

from analysis.cli.commands import app

pytestmark = pytest.mark.slow
ADDED = {
    "claim": (
        ["EO pay fell in real terms", "change in real terms", "-13.5", "%", "EO medians"],
        ["EO median", "2020", "2023", "RPI", "Pay and Prices", "https://example.org/pay"],
        "pay/claims.csv",
        "PP-1,EO pay fell in real terms,-13.5,-13.5,,1,%,change in real terms,EO medians,EO median",
        "PP-1: EO pay fell in real terms",
    ),
    "action": (
        ["prospect", "met office", "", "2 November 2026", "", "", "announced", "A page", ""],
        ["1 November 2026", ""],
        "ballots/actions.csv",
        "Prospect,Met Office,strike,2026-11-02,,,announced,A page,,2026-11-01,verified in text",
        "strike, Met Office, 2026-11-02",
    ),
    "employer": (
        ["Soil Survey Agency", "The Soil Survey | SSA", "", "", "Scotland", "yes"],
        [],
        "employers.csv",
        "soil-survey-agency,Soil Survey Agency,The Soil Survey | SSA,,,employer,",
        "soil-survey-agency: employer, Soil Survey Agency, civil service",
    ),
}
ANSWERS = [
    *("Acmo Office", "met office", "", "prospect", "2026-27", "", "average award", "3.4"),
    *("", "", "", "1 July 2026", "July 2026", "", "union", "A page", "", "2 July 2026", ""),
]


def test_an_offer_is_asked_for_shown_with_what_it_means_and_appended(clean_copy, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(clean_copy.root, root)
    path = root / "data/raw/pay/offers.csv"
    before = path.read_bytes()
    said = CliRunner().invoke(
        app, ["--root", str(root), "add", "offer"], input="\n".join([*ANSWERS, "y"]) + "\n"
    )
    assert said.exit_code == 0, said.output
    assert "no such employer. Did you mean met-office" in said.output
    assert "3.4 % average award, from July 2026; CPI known that day 2.8 %: +0.6" in said.output
    added = path.read_bytes()
    assert added.startswith(before)
    assert added.removeprefix(before).count(b"\n") == 1
    assert b"MO-2026,Met Office,,Prospect,2026-27" in added


@pytest.mark.parametrize("kind", ADDED)
def test_each_other_kind_is_asked_for_and_what_is_added_cleans(clean_copy, tmp_path, kind):
    first, then, file, line, meant = ADDED[kind]
    root = tmp_path / "copy"
    shutil.copytree(clean_copy.root, root)
    before = (root / "data/raw" / file).read_bytes()
    said = CliRunner().invoke(
        app, ["--root", str(root), "add", kind], input="\n".join([*first, *then, "y"]) + "\n"
    )
    assert said.exit_code == 0, said.output
    assert meant in said.output
    added = (root / "data/raw" / file).read_bytes()
    assert added.startswith(before)
    assert added.removeprefix(before).count(b"\n") == 1
    assert line in added.removeprefix(before).decode()
    cleaned = CliRunner().invoke(app, ["--root", str(root), "clean"])
    assert cleaned.exit_code == 0, cleaned.output
