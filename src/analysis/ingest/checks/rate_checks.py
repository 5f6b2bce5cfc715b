"""Published rates and growth held against the indices and levels that they are computed from.

Both are printed rounded, and the Office for National Statistics computes rates from unrounded
figures. So a printed rate and one recomputed from printed levels differ by as much as rounding
allows, and never by more.

The Annual Survey of Hours and Earnings prints growth by sector and the levels of the two years.
Levels are revised a year later, so a growth that they do not give is a doubt about one of the three
figures, not an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.ingest.ons import Observations, OnsSeries
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.cells import half_unit
from analysis.ingest.reading.draft import Cell, Draft
from analysis.ingest.reading.problems import Problems


def check_rates(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    by_series: Mapping[str, str],
    problems: Problems,
) -> dict[str, int]:
    """Hold each published 12-month rate against its index, within what rounding allows.

    A rate is computed by ONS from unrounded indices, so that it may differ by 0.1 or 0.2 from the
    one recomputed from printed indices; beyond the bounds of rounding it is an error. Returns how
    many rates differ from the recomputed one, by series.
    """
    counts: dict[str, int] = {}
    for rate_id, index_id in _pairs(configured, by_series):
        if not (releases.get(rate_id) and releases.get(index_id)):
            continue
        rates, index = releases[rate_id][-1].months, releases[index_id][-1].months
        levels = index.by_ordinal
        differing = 0
        for place, ordinal in enumerate(rates.ordinals):
            now, before = levels.get(ordinal), levels.get(ordinal - 12)
            if now is None or before is None:
                continue
            printed = rates.values[place]
            if round((now / before - 1) * 100 + 1e-9, 1) != printed:
                differing += 1
            low = ((now - 0.05) / (before + 0.05) - 1) * 100 - 0.05
            high = ((now + 0.05) / (before - 0.05) - 1) * 100 + 0.05
            if not low - 1e-9 <= printed <= high + 1e-9:
                file = releases[rate_id][-1].file
                allowed = f"between {low:.2f} and {high:.2f}, by the index {index_id}"
                mend = "download both series again: one of them is wrong"
                problems.add(file, rates.rows[place], rate_id, printed, allowed, mend)
        counts[rate_id] = differing
    return counts


def _pairs(
    configured: Mapping[str, Configured], by_series: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pair the two series by which one price index goes: its rates and its levels."""
    parts: dict[str, dict[str, str]] = {}
    for cdid, name in by_series.items():
        if cdid in configured:
            parts.setdefault(name, {})[configured[cdid]["measure"] or ""] = cdid
    both = {"rate_12m", "index"}
    return [(one["rate_12m"], one["index"]) for one in parts.values() if both <= one.keys()]


GROWTH = {"growth_3m": ("index", "level"), "real_growth_3m": ("real_index",)}


def check_growth(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    problems: Problems,
) -> dict[str, int]:
    """Hold three-month growth against the index and the level of the same pay and sector.

    Growth is of the mean of three months on the same three months a year before. Only series of
    one release are compared, since earnings are revised. Returns how many figures of each series
    differ from the recomputed ones, by "series/series".
    """
    counts: dict[str, int] = {}
    for growth in configured.values():
        for level in configured.values():
            if not _belong(growth, level):
                continue
            both = [releases.get(one.cdid) for one in (growth, level)]
            if not (both[0] and both[1]) or both[0][-1].release != both[1][-1].release:
                continue
            differing = _compare_growth(both[0][-1], both[1][-1], problems)
            counts[f"{growth.cdid}/{level.cdid}"] = differing
    return counts


def _belong(growth: Configured, level: Configured) -> bool:
    """Whether the level is one that the growth is computed from."""
    same = ("table", "index", "sector", "pay", "adjustment")
    return level["measure"] in GROWTH.get(growth["measure"] or "", ()) and all(
        growth[name] == level[name] for name in same
    )


def _compare_growth(growth: OnsSeries, level: OnsSeries, problems: Problems) -> int:
    sums = _three_months(level.months)
    rounding, printed_half = 3 * _half_unit(level.months), _half_unit(growth.months) + 1e-9
    differing = 0
    rows = zip(growth.months.ordinals, growth.months.values, growth.months.rows, strict=True)
    for ordinal, printed, row in rows:
        now, before = sums.get(ordinal), sums.get(ordinal - 12)
        if now is None or not before:
            continue
        implied = (now / before - 1) * 100
        differing += round(implied + 1e-9, 1) != printed
        slack = printed_half + 100 * rounding * (now + before) / (before * (before - rounding))
        if abs(implied - printed) > slack:
            low, high = implied - slack, implied + slack
            allowed = f"between {low:.2f} and {high:.2f}, by {level.cdid}"
            mend = "download both series again: one of them is wrong, or they are not of one day"
            problems.add(growth.file, row, growth.cdid, printed, allowed, mend)
    return differing


def _three_months(months: Observations) -> dict[int, float]:
    """Sum each month with the two before it; the readers let no gap into a series."""
    values = months.values
    return {
        month: sum(values[at - 2 : at + 1]) for at, month in enumerate(months.ordinals) if at > 1
    }


def _half_unit(months: Observations) -> float:
    """Return half a unit of the last digit printed, the most that rounding can have moved."""
    return 0.5 * 10.0 ** -max(months.decimals, default=0)


SAME = ("geography", "sector", "group", "sex", "working_pattern", "pay_kind")
ANNUAL_GROWTH = "annual growth of "


def check_growth_by_sector(made: Draft) -> None:
    """Flag a stated growth that levels, rounded as they are, cannot give."""
    values = made.values
    levels: dict[tuple[Cell, ...], int] = {}
    for place, measure in enumerate(values["measure"]):
        levels[_about(made, place, measure, 0)] = place
    for place, measure in enumerate(values["measure"]):
        stated = made.number("value", place)
        if stated is None or not str(measure).startswith(ANNUAL_GROWTH):
            continue
        level = str(measure).removeprefix(ANNUAL_GROWTH)
        now = levels.get(_about(made, place, level, 0))
        before = levels.get(_about(made, place, level, 1))
        if now is not None and before is not None:
            low, high = _implied(made, now, before)
            slack = half_unit(made.raw["value"][place]) + 1e-9
            if not low - slack <= stated <= high + slack:
                made.flag(place, "stated growth and levels differ")


def _about(made: Draft, place: int, measure: Cell, years_back: int) -> tuple[Cell, ...]:
    year = made.whole("year", place)
    same = (made.values[name][place] for name in SAME)
    return (measure, None if year is None else year - years_back, *same)


def _implied(made: Draft, now: int, before: int) -> tuple[float, float]:
    """Return the least and the greatest growth, per cent, that two rounded levels allow."""
    top, bottom = made.number("value", now) or 0.0, made.number("value", before) or 0.0
    up, down = (half_unit(made.raw["value"][place]) for place in (now, before))
    if bottom <= down:
        return float("-inf"), float("inf")
    low, high = (top - up) / (bottom + down), (top + up) / (bottom - down)
    return (low - 1) * 100, (high - 1) * 100
