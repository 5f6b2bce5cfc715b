"""Prices: every value of the price series with the days between which it was the one known.

What is on disk is mostly the newest release, whose values of years ago stand in for what was
printed then. The release calendar says when a month's value came out; a series has a day before
which nobody knew it at all (CPIH: 19 March 2013), and months whose values have moved since.
Older releases kept in `data/raw/ons/releases/` give the values they had, to the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from analysis.ingest.checks.series_checks import check_base, check_rescaled, refuse_revised
from analysis.ingest.kinds.household_costs import add_household_costs
from analysis.ingest.kinds.indices import Families
from analysis.ingest.kinds.releases import FILE as CALENDAR
from analysis.ingest.kinds.releases import Calendar
from analysis.ingest.making.versions import Version, Versions, cells_of, month_of
from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile
from analysis.ingest.words.corrections import Corrections
from analysis.periods import Span
from analysis.tables.declared import PRICES, RELEASES

RAW = "ons"
LIKELY = {"published": "true", "announced": "inferred", "estimated": "estimated"}


def clean_prices(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    calendar: Calendar,
    families: Families,
    costs: RawFile | None,
    problems: Problems,
    corrections: Corrections,
) -> Draft:
    """Lay out the values of every configured price series, with all releases that are on disk.

    `families` says which index goes by which series, `costs` has the rates that bulletins print.
    """
    rows, by_series = Versions(), families.series()
    wanted = sorted(cdid for cdid in releases if configured[cdid]["table"] == "prices")
    for cdid in wanted:
        newest = releases[cdid][-1] if releases[cdid] else None
        if newest is not None and newest.release and newest.months:
            calendar.add(month_of(newest.months.ordinals[-1]), newest.release)
    for cdid in wanted:
        found, settings = releases[cdid], configured[cdid]
        if not found:
            continue
        check_base(found, settings, problems)
        same: dict[str, object] = {
            "series": cdid,
            "index": settings["index"],
            "measure": settings["measure"],
        }
        same["main"] = by_series.get(cdid) == settings["index"]
        floor = settings.first_published or families.first_published(settings["index"])
        for base, versions in _by_base(found, settings, calendar, floor, problems):
            shown = base if settings["measure"] == "index" else None
            rows.add(versions, {**same, "base": shown, "frequency": "month"})
        if settings["measure"] == "index":
            years = list(_years(found[-1]))
            base = found[-1].base
            rows.add(years, {**same, "base": base, "frequency": "year"}, yearly=True)
    add_household_costs(rows, costs, families.groups(), problems)
    made = Draft(PRICES, RAW, rows.rows, {}, problems, rows.values)
    return corrections.for_values(made)


def _by_base(
    releases: Sequence[OnsSeries],
    settings: Configured,
    calendar: Calendar,
    floor: Span | None,
    problems: Problems,
) -> list[tuple[str | None, list[Version]]]:
    """Give the versions of a series, those of each reference base by themselves.

    With a new base every value is new, and the old ones end: that is no revision.
    """
    parts: list[tuple[str | None, list[Version]]] = []
    for series in releases:
        moved = bool(parts) and parts[-1][0] != series.base
        if moved and series.release:
            old = parts[-1][1]
            old[:] = [one if one.until else _ended(one, series.release) for one in old]
        if moved or not parts:
            parts.append((series.base, []))
        _merge(parts[-1][1], series, settings, calendar, floor, problems, moved=moved)
    return parts


def _merge(
    versions: list[Version],
    series: OnsSeries,
    settings: Configured,
    calendar: Calendar,
    floor: Span | None,
    problems: Problems,
    *,
    moved: bool,
) -> None:
    """Add the values of one release that are new or differ from those that stood till then."""
    standing = {one.ordinal: place for place, one in enumerate(versions) if one.until is None}
    if check_rescaled(series, {month: versions[standing[month]] for month in standing}, problems):
        return
    for ordinal, value, decimals, row in cells_of(series.months):
        place = standing.get(ordinal)
        if place is not None and versions[place].value == value:
            continue
        if place is not None:
            if not settings.revisable:
                refuse_revised(series, ordinal, row, versions[place].value, value, problems)
            versions[place] = _ended(versions[place], series.release)
        late = place is not None or moved
        first, last, how = _known(ordinal, series, settings, calendar, floor, late=late)
        later = f"/{series.release}" if late else ""
        versions.append(
            Version(row, ordinal, value, decimals, series.file, later, first, last, None, how)
        )


def _ended(one: Version, release: date | None) -> Version:
    return one._replace(until=release - timedelta(days=1)) if release else one


def _known(
    ordinal: int,
    series: OnsSeries,
    settings: Configured,
    calendar: Calendar,
    floor: Span | None,
    *,
    late: bool,
) -> tuple[date | None, date | None, str]:
    """Return first and last day on which the value became known, and how that is known."""
    if late and series.release:
        return series.release, series.release, "true"
    month = month_of(ordinal)
    first, last, how = calendar.interval(month)
    known_how = LIKELY[how]
    if floor is not None and last < floor.last:
        first, last = max(first, floor.first), floor.last
        known_how = "later_revised"
    if settings.later_revised_to is not None and month <= settings.later_revised_to:
        known_how = "later_revised"
    return first, last, known_how


def _years(series: OnsSeries) -> Iterable[Version]:
    """Give the yearly values of years without all their months (RPI until 1947)."""
    first_year = (series.months.ordinals[0] + 11) // 12 if series.months else 0
    for ordinal, value, decimals, row in cells_of(series.years):
        if ordinal < first_year:
            yield Version(
                *(row, ordinal * 12, value, decimals, series.file, ""),
                *(None, None, None, "undated"),
            )


def clean_releases(prices: Draft, calendar: Calendar) -> Draft:
    """List the release of every month that has prices: the day, or the interval it was in."""
    frequencies = prices.values.get("frequency", [])
    periods = prices.values.get("period", [])
    monthly = zip(periods, frequencies, strict=True)
    months = sorted({at for at, what in monthly if what == "month" and isinstance(at, int)})
    made = Draft(RELEASES, CALENDAR, [0] * len(months), {}, prices.problems)
    intervals = [calendar.interval(month_of(ordinal)) for ordinal in months]
    firsts: list[object] = [first for first, _, _ in intervals]
    lasts: list[object] = [last for _, last, _ in intervals]
    made.values |= {
        "key": [month_of(ordinal).text for ordinal in months],
        "reference_month": list(months),
        "published_first": firsts,
        "published_last": lasts,
        "likely_on": [calendar.likely(month_of(ordinal)) for ordinal in months],
        "how": [how for _, _, how in intervals],
        "known_first": firsts,
        "known_from": lasts,
        "known_how": [LIKELY[how] for _, _, how in intervals],
    }
    return made
