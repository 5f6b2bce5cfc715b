"""`realpay add`: asked question by question, an answer that cannot be read asked again."""

import shutil

import pytest
from typer.testing import CliRunner

from analysis.cli.commands import app

pytestmark = pytest.mark.slow
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
