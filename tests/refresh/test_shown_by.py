"""One command on a schedule: fresh figures in, the right reports made anew, what changed told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.project import Project

from .conftest import ROOT, Ons, figures, later, serve

COMMAND = Path(sys.executable).with_name("realpay")
REPORTS = {
    "sectors": "03_sectors",
    "wage-floor": "07_wage_floor",
    "dispute-hm-land-registry": "06_dispute",
}
CATALOGUE = """groups:
  pay: What happened to pay?
reports:
""" + "".join(
    f"""  - name: {name}
    title: "Report {name}"
    question: What happened?
    group: pay
    notebook: {notebook}
"""
    + ("    parameters: {employer: hm-land-registry}\n" if "dispute" in name else "")
    for name, notebook in REPORTS.items()
)
# The days that the files on record announce for their next releases.
PRICES_DAY, EARNINGS_DAY = "2026-10-21", "2026-08-18"
REVISED = "K54Q"
pytestmark = pytest.mark.slow


def printed(day: str) -> str:
    return "-".join(reversed(day.split("-")))


def value_at(body: bytes, period: str) -> float:
    found = re.search(rf'^"{period}","([^"]*)"', body.decode(), flags=re.M)
    assert found is not None, period
    return float(found[1])


def refresh(project: Project, ons: Ons) -> tuple[int, Any, str]:
    done = subprocess.run(
        [COMMAND, "--root", project.root, "refresh", "--json", "--base-url", ons.url],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.fixture
def standing(project: Project, ons: Ons) -> Project:
    """A copy with three reports, built from the figures as they stand, which ONS serves too."""
    shutil.rmtree(project.notebooks)
    shutil.copytree(ROOT / "notebooks", project.notebooks)
    project.catalogue.parent.mkdir(exist_ok=True)
    project.catalogue.write_text(CATALOGUE, encoding="utf-8")
    for path in sorted((project.raw / "ons").glob("*.csv")):
        ons.behaviours[path.stem] = serve(path.read_bytes())
    status, told, errors = refresh(project, ons)
    assert (status, errors) == (0, ""), told
    assert told["fetch"]["taken"] == {}
    return project


def pages(project: Project) -> dict[str, bytes]:
    names = {name: project.site / name for name in REPORTS}
    return {
        name: next(project.site.glob(f"**/{name}*.html")).read_bytes()
        if not (folder / "index.html").exists()
        else (folder / "index.html").read_bytes()
        for name, folder in names.items()
    }


def test_a_later_month_and_a_revised_value_are_taken_built_and_told_by_one_command(
    standing: Project, ons: Ons
) -> None:
    before = pages(standing)
    status, told, errors = refresh(standing, ons)  # there is nothing new yet, and it says so
    assert (status, errors) == (0, ""), told
    assert told["nothing_new"]
    assert told["page"] == ""
    assert pages(standing) == before

    index, rate = figures(standing, "D7BT"), figures(standing, "D7G7")
    earnings = figures(standing, REVISED)
    level = 144.1
    growth = round(100 * (level / value_at(index, "2025 SEP") - 1), 1)
    old = value_at(earnings, "2026 MAR")
    ons.behaviours["D7BT"] = serve(
        later(index, f'"2026 SEP","{level}"\n', release=printed(PRICES_DAY))
    )
    ons.behaviours["D7G7"] = serve(
        later(rate, f'"2026 SEP","{growth}"\n', release=printed(PRICES_DAY))
    )
    revised = {"p2026_MAR": f"{old + 1.5:.1f}"}
    ons.behaviours[REVISED] = serve(later(earnings, release=printed(EARNINGS_DAY), **revised))
    assert len(ons.behaviours) == 36
    raw = {path.name: path.read_bytes() for path in (standing.raw / "ons").glob("*.csv")}

    status, told, errors = refresh(standing, ons)

    assert (status, errors) == (0, ""), told
    assert told["status"] == "good"
    taken = {"D7BT": PRICES_DAY, "D7G7": PRICES_DAY, REVISED: EARNINGS_DAY}
    assert told["fetch"]["taken"] == taken
    assert len(told["fetch"]["same"]) == 33

    kept = {path.name for path in (standing.raw / "ons" / "releases").rglob("*.csv")}
    for cdid in taken:
        stands = (standing.raw / "ons" / f"{cdid}.csv").read_bytes()
        assert stands != raw[f"{cdid}.csv"]
        copies = [
            path
            for path in (standing.raw / "ons" / "releases").rglob("*.csv")
            if cdid in path.as_posix() and path.read_bytes() == raw[f"{cdid}.csv"]
        ]
        assert copies, kept
    for name, body in raw.items():
        if name.removesuffix(".csv") not in taken:
            assert (standing.raw / "ons" / name).read_bytes() == body

    # The wage floor says the same: only the lines have moved where its kept readings stand.
    assert told["reports"]["made"] == ["dispute-hm-land-registry", "sectors", "wage-floor"]
    assert (told["reports"]["kept"], told["reports"]["failed"]) == (0, {})
    after = pages(standing)
    assert after["dispute-hm-land-registry"] != before["dispute-hm-land-registry"]
    assert after["sectors"] != before["sectors"]

    page = (standing.site / told["page"]).read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", " ", page)
    assert "D7BT" in words
    assert "D7G7" in words
    assert REVISED in words
    for number in (f"{level:g}", f"{growth:g}", f"{old:g}", f"{old + 1.5:g}"):
        assert number in words, number
    findings = told["changes"]["findings"]
    moved = {(one["report"], one["finding"]) for one in findings["moved"]}
    assert {("sectors", "sectors"), ("dispute-hm-land-registry", "known-prices")} <= moved
    assert {report for report, _ in moved} == {"sectors", "dispute-hm-land-registry"}
    new = [(one["series"], one["period"], one["new"]) for one in told["changes"]["series"]["new"]]
    assert new == [("D7BT", "2026-09", f"{level}"), ("D7G7", "2026-09", f"{growth}")]
    (changed,) = told["changes"]["series"]["revised"]
    assert (changed["series"], changed["period"]) == (REVISED, "2026-03")
    for one in findings["moved"]:
        assert one["new"].replace("\u00a0", " ") in " ".join(
            words.replace("\u00a0", " ").split()
        ).replace(" ,", ","), one["finding"]
    front = (standing.site / "index.html").read_text(encoding="utf-8")
    assert told["page"] in front
