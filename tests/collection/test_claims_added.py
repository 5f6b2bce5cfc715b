"""Forty claims of every kind, added as rows and tried with no change of code.

Their answers are worked out here from the clean figures, by the definition of each kind and apart
from the code that tries them.
"""

import csv
import shutil
from pathlib import Path

import pytest

from analysis.collection.claims.claims import gather
from analysis.project import Project
from analysis.publish.catalogue import load_catalogue
from analysis.tables import read

pytestmark = pytest.mark.slow

GRADES = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level", "All")
SERIES = {"CPI": "D7BT", "CPIH": "L522", "RPI": "CHAW"}
REAL, MONEY, NEEDED, LEVEL = "change in real terms", "change in money", "rise needed", "level"
GAP, OPENED, LOSS = "gap between two groups", "gap that opened", "cumulative loss"
FLOOR, SHARE = "ratio to the wage floor", "share that is below"
WEEKS = 52.143
ROOT = Path(__file__).parents[2]


class Figures:
    """The figures as they stand in the clean tables, by name."""

    def __init__(self, project):
        prices = read("prices", project=project)
        prices = prices[prices["frequency"] == "month"].assign(month=prices["period"].astype(str))
        self.index = prices.set_index(["series", "month"])["value"].to_dict()
        salaries = read("salaries", project=project)
        self.medians = salaries[(salaries["measure"] == "median") & salaries["value"].notna()]
        whole = self.medians[self.medians["population"] == "whole civil service"]
        self.pay = whole.set_index(["responsibility_level", "year"])["value"].to_dict()
        weekly = read("earnings", project=project, where={"series": ["KAB9", "KAI7"]})
        self.weekly = weekly.assign(month=weekly["period"].astype(str)).set_index(
            ["series", "month"]
        )["value"]

    def prices(self, name, start, end):
        series = SERIES[name]
        return self.index[series, f"{end}-03"] / self.index[series, f"{start}-03"]

    def money(self, grade, start, end):
        return self.pay[grade, end] / self.pay[grade, start]

    def real(self, grade, name, start, end):
        return 100 * (self.money(grade, start, end) / self.prices(name, start, end) - 1)


def answers(of):
    """Each claim as changed cells of its row, and its figure."""
    for grade in GRADES:
        for name in ("CPI", "RPI"):
            yield (
                {"kind": REAL, "pay": f"median of {grade}", "deflator": name},
                of.real(grade, name, 2020, 2023),
            )
    for grade in GRADES[:4]:
        yield (
            {"kind": MONEY, "pay": f"median of {grade}", "deflator": "none"},
            100 * (of.money(grade, 2020, 2023) - 1),
        )
        fell = of.real(grade, "CPIH", 2020, 2023) / 100
        needed = 100 * (1 / (1 + fell) - 1)
        yield {"kind": NEEDED, "pay": f"{grade} median", "deflator": "CPIH"}, needed
    for grade in ("EO", "All"):
        cells = {"kind": LEVEL, "pay": f"median of {grade}", "unit": "GBP a year", "decimals": "0"}
        yield {**cells, "base": "", "deflator": "none"}, of.pay[grade, 2023]
        later = of.pay[grade, 2020] * of.prices("CPI", 2020, 2023)
        yield {**cells, "deflator": "CPI"}, later
    of_week = {"kind": LEVEL, "pay": "KAB9", "unit": "GBP a week", "decimals": "0", "base": ""}
    yield {**of_week, "end": "2023-03", "deflator": "none"}, of.weekly["KAB9", "2023-03"]
    gap = {"kind": GAP, "pay": "median of EO", "base": "", "deflator": "none"}
    eo, ao, everyone = (of.pay[grade, 2023] for grade in ("EO", "AA/AO", "All"))
    yield {**gap, "against": "median of AA/AO"}, 100 * (eo / ao - 1)
    pounds = {"unit": "GBP a year", "decimals": "0"}
    yield {**gap, **pounds, "against": "median of AA/AO"}, eo - ao
    yearly = of.weekly["KAB9", "2023-03"] * WEEKS
    yield {**gap, "pay": "median of All", "against": "KAB9"}, 100 * (everyone / yearly - 1)
    opened = {"kind": OPENED, "pay": "median of EO", "against": "median of AA/AO"}
    ratio = of.money("EO", 2020, 2023) / of.money("AA/AO", 2020, 2023)
    yield {**opened, "deflator": "none"}, 100 * (ratio - 1)
    points = {**opened, "unit": "percentage points"}
    apart = of.money("EO", 2020, 2023) - of.money("AA/AO", 2020, 2023)
    yield {**points, "deflator": "none"}, 100 * apart
    behind = of.real("EO", "RPI", 2020, 2023) - of.real("AA/AO", "RPI", 2020, 2023)
    yield {**points, "deflator": "RPI"}, behind
    for grade in ("EO", "AA/AO", "SEO/HEO"):
        lost = sum(
            of.pay[grade, 2020] * of.prices("CPI", 2020, year) - of.pay[grade, year]
            for year in (2022, 2023)
        )
        first = of.index["D7G7", "2021-03"] / 100  # over twelve months, the rate as published
        lost += of.pay[grade, 2020] * (1 + first) - of.pay[grade, 2021]
        yield {"kind": LOSS, "pay": f"median of {grade}", **pounds, "deflator": "CPI"}, lost
    for hours in (37, 42):
        over = of.pay["AA/AO", 2023] / (9.50 * hours * WEEKS)
        floor = {"kind": FLOOR, "pay": "median of AA/AO", "base": "", "deflator": "none"}
        yield {**floor, "hours": str(hours), "unit": "times", "decimals": "3"}, over
        yield {**floor, "hours": str(hours)}, 100 * (over - 1)
    of_each = of.medians[of.medians["unit_kind"] == "organisation"]
    for grade, name in (("EO", "CPI"), ("AA/AO", "CPI"), ("G6/G7", "RPI")):
        rows = of_each[of_each["responsibility_level"] == grade]
        wide = rows.pivot_table("value", "population", "year", aggfunc="first")[[2020, 2023]]
        fell = (wide.dropna()[2023] / wide.dropna()[2020]) < of.prices(name, 2020, 2023)
        yield (
            {"kind": SHARE, "pay": f"median of {grade}, *", "deflator": name},
            100 * fell.mean(),
        )


def as_row(head, key, cells, figure):
    row = {
        "claim_id": key,
        "claim": f"A finding of the test, {key}",
        "decimals": "1",
        "unit": "%",
        "base": "2020",
        "end": "2023",
        "convention": "month to month",
        "source_title": "A paper",
    } | cells
    printed = f"{figure:.{row['decimals']}f}"
    row |= {"value_low": printed, "value_high": printed}
    return [row.get(name, "") for name in head]


@pytest.fixture(scope="module")
def added(clean_copy, tmp_path_factory):
    """A copy of the project with the claims added and cleaned, and what each should come to."""
    from analysis.publish.keeping.freshness import clean_tables

    of = Figures(clean_copy)
    expected = {f"T{place}": pair for place, pair in enumerate(answers(of))}
    root = tmp_path_factory.mktemp("claims")
    shutil.copytree(clean_copy.raw, root / "data" / "raw")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    path = root / "data" / "raw" / "pay" / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = (as_row(head, key, *pair) for key, pair in expected.items())
        csv.writer(file, lineterminator="\n").writerows(rows)
    clean_tables(Project(root))
    return Project(root), expected


@pytest.fixture(scope="module")
def verdicts(added):
    project, _ = added
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REALPAY_ROOT", str(project.root))
        return {one.key: one for one in gather(claim="all").verdicts}


def test_forty_claims_of_every_kind_are_added(added):
    _, expected = added
    assert len(expected) >= 40
    assert {cells["kind"] for cells, _ in expected.values()} == {
        *(REAL, MONEY, NEEDED, LEVEL, GAP, OPENED, LOSS, FLOOR, SHARE)
    }


def test_each_comes_to_what_was_worked_out_apart(added, verdicts):
    _, expected = added
    wrong = {}
    for key, (cells, figure) in expected.items():
        values = [cell.value.value for cell in verdicts[key].cells]
        if not any(value == pytest.approx(figure, abs=1e-6) for value in values):
            wrong[key] = (cells, figure, values, verdicts[key].reason)
    assert wrong == {}


def test_each_is_reproduced_and_says_which_choices_came_from_its_source(added, verdicts):
    _, expected = added
    for key, (cells, _) in expected.items():
        found = verdicts[key]
        assert found.outcome == "reproduced", key
        # No source says of which release a level of earnings is.
        assert found.ours == (("release",) if cells["pay"] == "KAB9" else ()), (key, cells)
        assert "pay" in found.stated


def test_those_computed_have_pages_of_their_own(added):
    project, expected = added
    (project.root / "reports").mkdir(exist_ok=True)
    shutil.copy(ROOT / "reports" / "catalogue.yaml", project.catalogue)
    names = {report.name for report in load_catalogue(project).reports}
    computed = {
        key
        for key, (cells, _) in expected.items()
        if not (cells["kind"] == LEVEL and cells["deflator"] == "none")
    }
    assert {f"claim-{key.lower()}" for key in computed} <= names
