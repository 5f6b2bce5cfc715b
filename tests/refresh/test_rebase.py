"""A change of reference base is no revision, and no collapse of prices."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.ingest.clean import clean
from analysis.project import Project
from analysis.refresh.fetching.fetch import Choices, fetch
from analysis.tables.store import as_frame

from .conftest import Ons, figures, later, serve

Only = Callable[..., Choices]
FACTOR = 100 / 131.2  # a new base in which the mean of some later year is 100


def rebased(body: bytes, *, title: bool = True) -> bytes:
    """The same series a month on, every value on a new base.

    Three decimals, because here the old values were rounded already: ONS divides unrounded ones.
    """
    text = later(body, '"2026 SEP","144.1"\n').decode()

    def move(found: re.Match[str]) -> str:
        return f'{found[1]}"{float(found[2]) * FACTOR:.3f}"'

    moved = re.sub(r'^("[0-9]{4}[^"]*",)"([0-9.]+)"', move, text, flags=re.M)
    return (moved.replace("2015=100", "2023=100") if title else moved).encode()


def declare(project: Project, cdid: str, base: str) -> None:
    path = project.raw / "series.csv"
    lines = [
        line.replace("2015=100", base) if line.startswith(cdid) else line
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
    ]
    path.write_text("".join(lines), encoding="utf-8")


def test_a_new_base_that_nobody_declared_is_refused_with_how_to_declare_it(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(rebased(figures(project, "D7BT")))
    reason = fetch(project, only("D7BT")).refused["D7BT"]
    assert "ONS has moved the base from 2015=100 to 2023=100" in reason
    assert "464 of 464 shared months are 0.7622 times what they were" in reason
    assert "write 2023=100 in column base of the line of D7BT in data/raw/series.csv" in reason


def test_a_declared_new_base_is_taken_and_the_old_one_stays_readable(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(rebased(figures(project, "D7BT")))
    fetch(project, only("D7BT"))
    declare(project, "D7BT", "2023=100")
    done = fetch(project, only("D7BT"))
    assert done.refused == {}
    assert done.taken == {"D7BT": "2026-10-21"}
    prices = as_frame(clean(project).tables["prices"])
    bases = set(prices.loc[prices["series"] == "D7BT", "base"])
    assert bases == {"2015=100", "2023=100"}


def test_a_new_base_with_a_wrong_value_in_it_is_refused(
    project: Project, ons: Ons, only: Only
) -> None:
    declare(project, "D7BT", "2023=100")
    body = rebased(figures(project, "D7BT"))
    ons.behaviours["D7BT"] = serve(re.sub(rb'("2020 JAN",)"[^"]*"', rb'\1"99.9"', body))
    reason = fetch(project, only("D7BT")).refused["D7BT"]
    assert "its values do not all move by one factor" in reason


def test_a_new_base_in_the_title_alone_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), '"2026 SEP","144.1"\n')
    ons.behaviours["D7BT"] = serve(body.replace(b"2015=100", b"2023=100"))
    reason = fetch(project, only("D7BT")).refused["D7BT"]
    assert "its base is 2023=100 where the file that stands has 2015=100" in reason


def test_a_new_base_that_the_title_does_not_name_is_seen_in_the_values(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(rebased(figures(project, "D7BT"), title=False))
    reason = fetch(project, only("D7BT")).refused["D7BT"]
    assert "a new base that the title does not name" in reason


def test_a_rate_whose_title_names_the_new_base_is_no_new_base(
    project: Project, ons: Ons, only: Only
) -> None:
    body = later(figures(project, "D7G7"), '"2026 SEP","3.2"\n')
    ons.behaviours["D7G7"] = serve(body.replace(b"2015=100", b"2023=100"))
    assert fetch(project, only("D7G7")).taken == {"D7G7": "2026-10-21"}
