"""Prices: every value of the price series with the days between which it was the one known.

What is on disk is mostly the newest release, whose values of years ago stand in for what was
printed then. The release calendar says when a month's value came out; a series has a day before
which nobody knew it at all (CPIH: 19 March 2013), and months whose values have moved since.
Older releases kept in `data/raw/ons/releases/` give the values they had, to the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft
from analysis.ingest.ons import Observations, OnsSeries, period_of
from analysis.ingest.problems import Problems
from analysis.ingest.releases import Calendar
from analysis.ingest.series import FILE, Configured
from analysis.periods import Month
from analysis.tables.prices import PRICES, RELEASES

RAW = "ons"
LIKELY = {"published": "true", "announced": "inferred", "estimated": "estimated"}


@dataclass
class Rows:
    """Price rows column by column, while they are gathered."""

    cells: dict[str, list[object]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def add(self, row: int, **cells: object) -> None:
        """Add one row."""
        self.rows.append(row)
        for name, value in cells.items():
            self.cells.setdefault(name, []).append(value)


def clean_prices(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    calendar: Calendar,
    problems: Problems,
    corrections: Corrections,
) -> Draft:
    """Lay out the values of every configured price series, with all releases that are on disk."""
    rows = Rows()
    for cdid in sorted(cdid for cdid in releases if configured[cdid]["table"] == "prices"):
        found, settings = releases[cdid], configured[cdid]
        if not found:
            continue
        _check_base(found[-1], settings, problems)
        _add_series(rows, found, settings, calendar, problems)
    made = Draft(PRICES, RAW, rows.rows, {}, problems, dict(rows.cells), [[] for _ in rows.rows])
    return corrections.for_values(made)


def _check_base(newest: OnsSeries, settings: Configured, problems: Problems) -> None:
    if newest.base != settings["base"] and settings["base"]:
        mend = f"if ONS has moved the base, declare it in data/raw/{FILE} and keep the old release"
        problems.add(newest.file, None, "Title", newest.base, str(settings["base"]), mend)


def _add_series(
    rows: Rows,
    releases: Sequence[OnsSeries],
    settings: Configured,
    calendar: Calendar,
    problems: Problems,
) -> None:
    newest = releases[-1]
    if newest.release and len(newest.months):
        calendar.add(_month(newest.months.ordinals[-1]), newest.release)
    standing: dict[int, tuple[float, int]] = {}  # month -> value, place in rows
    base = releases[0].base
    for series in releases:
        if series.base != base:
            _close(rows, standing.values(), series.release)
            standing, base = {}, series.base
            moved = True
        else:
            moved = False
        for ordinal, value, decimals, row in _cells(series.months):
            old = standing.get(ordinal)
            if old is not None and old[0] == value:
                continue
            if old is not None:
                if not settings.revisable:
                    _refuse(series, ordinal, row, old[0], value, problems)
                _close(rows, [old], series.release)
            month = _month(ordinal)
            new_here = old is not None or moved
            first, last, how = _known(month, series, settings, calendar, late=new_here)
            standing[ordinal] = (value, len(rows.rows))
            later = f"/{series.release}" if new_here else ""
            rows.add(
                row,
                key=f"{series.cdid}/{month.text}{later}",
                series=series.cdid,
                index=settings["index"],
                measure=settings["measure"],
                base=series.base if settings["measure"] == "index" else None,
                frequency="month",
                period=ordinal,
                value=value,
                decimals=decimals,
                source=series.file,
                known_first=first,
                known_from=last,
                known_until=None,
                known_how=how,
            )
    _add_years(rows, newest, settings)


def _cells(observed: Observations) -> zip[tuple[int, float, int, int]]:
    return zip(observed.ordinals, observed.values, observed.decimals, observed.rows, strict=True)


def _month(ordinal: int) -> Month:
    month = period_of("month", ordinal)
    assert isinstance(month, Month)  # noqa: S101 - by the frequency asked for
    return month


def _close(rows: Rows, standing: object, release: date | None) -> None:
    """End the time of the values that a later release replaced."""
    until = release - timedelta(days=1) if release else None
    for _, place in standing:  # type: ignore[attr-defined]
        rows.cells["known_until"][place] = until


def _refuse(
    series: OnsSeries, ordinal: int, row: int, old: float, value: float, problems: Problems
) -> None:
    mend = (
        f"values of {series.cdid} are never revised: download it again; if ONS has revised it, "
        f"say so in data/raw/{FILE} (revisable)"
    )
    allowed = f"{old}, as an earlier release has it"
    period = _month(ordinal).text
    problems.add(series.file, row, period, value, allowed, mend)


def _known(
    month: Month, series: OnsSeries, settings: Configured, calendar: Calendar, *, late: bool
) -> tuple[date | None, date | None, str]:
    """Return first and last day on which the value became known, and how that is known."""
    if late and series.release:
        return series.release, series.release, "true"
    first, last, how = calendar.interval(month)
    known_how = LIKELY[how]
    floor = settings.first_published
    if floor is not None and last < floor.last:
        first, last = max(first, floor.first), floor.last
        known_how = "later_revised"
    if settings.later_revised_to is not None and month <= settings.later_revised_to:
        known_how = "later_revised"
    return first, last, known_how


def _add_years(rows: Rows, series: OnsSeries, settings: Configured) -> None:
    """Keep the yearly values of years that have no months (RPI before June 1947)."""
    if settings["measure"] != "index" or not len(series.months):
        return
    first_year = series.months.ordinals[0] // 12
    for ordinal, value, decimals, row in _cells(series.years):
        if ordinal >= first_year:
            continue
        rows.add(
            row,
            key=f"{series.cdid}/{1970 + ordinal}",
            series=series.cdid,
            index=settings["index"],
            measure=settings["measure"],
            base=series.base,
            frequency="year",
            period=ordinal * 12,
            value=value,
            decimals=decimals,
            source=series.file,
            known_first=None,
            known_from=None,
            known_until=None,
            known_how="undated",
        )


def clean_releases(prices: Draft, calendar: Calendar) -> Draft:
    """List the release of every month that has prices: the day, or the interval it was in."""
    months = sorted(
        {
            period
            for period, frequency in zip(
                prices.values["period"], prices.values["frequency"], strict=True
            )
            if frequency == "month" and isinstance(period, int)
        }
    )
    rows = Rows()
    for ordinal in months:
        reference = _month(ordinal)
        first, last, how = calendar.interval(reference)
        rows.add(
            0,
            key=reference.text,
            reference_month=ordinal,
            published_first=first,
            published_last=last,
            likely_on=calendar.likely(reference),
            how=how,
            source="prices/release_calendar.csv",
            known_first=first,
            known_from=last,
            known_until=None,
            known_how=LIKELY[how],
        )
    flags: list[list[str]] = [[] for _ in rows.rows]
    return Draft(RELEASES, RAW, rows.rows, {}, prices.problems, dict(rows.cells), flags)
