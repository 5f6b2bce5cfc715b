"""Choosing what a report is about: an employer, a union, a span of pay years, a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analysis.errors import UsageError
from analysis.periods import PayYear, parse_pay_years
from analysis.tables import read

ALL, LATEST = "all", "latest"
SERVICE = "uk-civil-service"
OWN_POLICY = ("Scotland", "Northern Ireland")  # where pay policy is the devolved government's


def employer_name(slug: str) -> str:
    """Return the name of an employer by its slug; `all` is all employers in the record.

    Raises `UsageError` for a slug that no employer has.
    """
    if slug == ALL:
        return "all employers"
    found = read("employers", where={"key": slug}, columns=["name"])
    if found.empty:
        raise UsageError(f"No employer has the slug {slug!r}: see data/raw/employers.csv.")
    return str(found["name"].iloc[0])


def slugs_under(slug: str) -> list[str]:
    """Return an employer's slug, those of its parts, and those of the bodies it took over from."""
    employers = read("employers", columns=["key", "parent", "successor"])
    found, new = {slug}, {slug}
    while new:
        kin = employers["parent"].isin(new) | employers["successor"].isin(new)
        new = set(employers.loc[kin, "key"]) - found
        found |= new
    return sorted(found)


def national_groups(employers: pd.DataFrame, slug: str) -> list[str]:
    """Name the groups that sources count together with an employer: its own, and the service's."""
    own = employers[employers["key"] == slug]
    service = len(own) and pd.notna(own["civil_service"].iloc[0]) and own["civil_service"].iloc[0]
    wanted = {slug, SERVICE} if service else {slug}
    members = employers["members"].fillna("").str.split(";")
    inside = members.map(lambda found: bool(wanted & {one.strip() for one in found}))
    groups = set(employers.loc[inside & (employers["kind"] == "group"), "key"])
    if service:
        groups.add(SERVICE)
    return sorted(groups)


def under_uk_remits(employer: pd.DataFrame) -> bool:
    """Say whether a body (its one row, or none) is of the service whose pay the remits bound.

    >>> body = pd.DataFrame({"civil_service": [True], "nation": ["Great Britain"]})
    >>> under_uk_remits(body), under_uk_remits(body.assign(nation="Scotland"))
    (True, False)
    """
    if employer.empty or not bool(employer["civil_service"].eq(True).any()):
        return False
    return employer["nation"].iloc[0] not in OWN_POLICY


def pay_years(text: str) -> tuple[PayYear, PayYear] | None:
    """Read ``2018-19 to 2023-24``, one pay year, or ``all`` (None).

    >>> [year.text for year in pay_years("2018-19 to 2023-24")]
    ['2018-19', '2023-24']
    """
    if text == ALL:
        return None
    first, _, last = text.partition(" to ")
    return parse_pay_years(first)[0], parse_pay_years(last or first)[1]


def within_years(rows: pd.DataFrame, text: str, first: str, last: str) -> pd.DataFrame:
    """Keep the rows whose days, from column `first` to `last`, touch the pay years named."""
    years = pay_years(text)
    if years is None:
        return rows
    start = pd.Timestamp(years[0].first_month.first_day)
    end = pd.Timestamp(years[1].months[-1].last_day)
    return rows[(rows[last] >= start) & (rows[first] <= end)]


def services_in_law(ballots: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """Leave out of ballots each important public service that no rule known by the day names.

    `rules` are those known on the day of a reading: before the Trade Union Act 2016 the law knew
    of no such service, and a ballot in one was a ballot like any other.
    """
    named = ballots["important_service"].isin(rules["service"].dropna())
    return ballots.assign(important_service=ballots["important_service"].where(named))


LATER_SOURCE = "a source of a later day"


def sources_by(rows: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Name no source that came after the day of a reading: what it tells of was known before it.

    `rows` have `source_date` as it is written, to the day, the month or the year.

    >>> rows = pd.DataFrame({"source_date": ["2015-06", "2012"], "source_title": ["A", "B"],
    ...     "source_url": ["a", "b"]})
    >>> sources_by(rows, "2013-04-07")["source_title"].tolist()
    ['a source of a later day', 'B']
    """
    if as_of == LATEST or rows.empty:
        return rows
    written = rows["source_date"].fillna("").astype(str)
    later = pd.Series([text > as_of[: len(text)] for text in written], index=rows.index)
    return rows.assign(
        source_title=rows["source_title"].mask(later, LATER_SOURCE),
        source_url=rows["source_url"].mask(later),
    )


def day_text(as_of: str) -> Any:
    """Return the day of a reading as a date, or the newest publication date in the prices.

    `latest` is never the clock: it is the last day on which a value of the record came out.
    """
    if as_of != LATEST:
        return date.fromisoformat(as_of)
    published = read("releases", columns=["published_last"])["published_last"]
    return published.max().date()
