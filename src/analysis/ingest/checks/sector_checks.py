"""Growth by sector as stated, held against the levels of the two years.

The Annual Survey of Hours and Earnings prints both. Levels are revised a year later, so a growth
that the printed levels do not give is a doubt about one of the three figures, not an error.
"""

from __future__ import annotations

from analysis.ingest.reading.draft import Cell, Draft

SAME = ("geography", "sector", "group", "sex", "working_pattern", "pay_kind")
GROWTH = "annual growth of "


def check_growth_by_sector(made: Draft) -> None:
    """Flag a stated growth that levels, rounded as they are, cannot give."""
    values = made.values
    levels: dict[tuple[Cell, ...], int] = {}
    for place, measure in enumerate(values["measure"]):
        levels[_about(made, place, measure, 0)] = place
    for place, measure in enumerate(values["measure"]):
        stated = made.number("value", place)
        if stated is None or not str(measure).startswith(GROWTH):
            continue
        level = str(measure).removeprefix(GROWTH)
        now = levels.get(_about(made, place, level, 0))
        before = levels.get(_about(made, place, level, 1))
        if now is not None and before is not None:
            low, high = _implied(made, now, before)
            slack = _half_unit(made, place) + 1e-9
            if not low - slack <= stated <= high + slack:
                made.flag(place, "stated growth and levels differ")


def _about(made: Draft, place: int, measure: Cell, years_back: int) -> tuple[Cell, ...]:
    year = made.whole("year", place)
    same = (made.values[name][place] for name in SAME)
    return (measure, None if year is None else year - years_back, *same)


def _implied(made: Draft, now: int, before: int) -> tuple[float, float]:
    """Return the least and the greatest growth, per cent, that two rounded levels allow."""
    top, bottom = made.number("value", now) or 0.0, made.number("value", before) or 0.0
    up, down = _half_unit(made, now), _half_unit(made, before)
    if bottom <= down:
        return float("-inf"), float("inf")
    low, high = (top - up) / (bottom + down), (top + up) / (bottom - down)
    return (low - 1) * 100, (high - 1) * 100


def _half_unit(made: Draft, place: int) -> float:
    return 0.5 * 10.0 ** -len(made.raw["value"][place].partition(".")[2])
