"""Rates that bulletins print for some months and household groups: no index, never chained.

A bulletin is known from its day. Where that is not on record it came out in the second or third
month after the last month it covers, as those whose days are known did. Figures that the office
withdrew stand until the day before; what replaced them is on record only where it has a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from analysis.ingest.making.limiting import check_number
from analysis.ingest.making.versions import Version, Versions, month_text
from analysis.ingest.reading.cells import day, month, number
from analysis.ingest.reading.draft import Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile, read_csv
from analysis.periods import Month
from analysis.tables.limits import PRICES

FILE = "prices/household_costs.csv"
COLUMNS = (
    *("reference_month", "household_group", "rate_12m", "bulletin_to", "release_date"),
    *("superseded_on", "status", "source_title", "source_url", "confidence"),
)
AS_ANNOUNCED = "as announced"  # of a day that was seen only as the next release
LAG = 2, 3  # months from the last one covered to the bulletin, where its day is not on record


def read_household_costs(raw: Path, problems: Problems) -> RawFile | None:
    """Read the file of printed rates, if there is one."""
    if not (raw / FILE).exists():
        return None
    return read_csv(raw, FILE, COLUMNS, problems)


def groups_of(found: RawFile | None) -> list[str]:
    """List the household groups of which rates are on record."""
    return list(dict.fromkeys(found.columns["household_group"])) if found else []


def add_household_costs(
    rows: Versions,
    found: RawFile | None,
    groups: Mapping[str, tuple[str, str]],
    problems: Problems,
) -> None:
    """Add the printed rates of every household group that an index goes by."""
    if found is None:
        return
    months = found.read("reference_month", month, problems)
    rates = found.read("rate_12m", number, problems)
    intervals = _known(found, problems)
    ends = found.read("superseded_on", day, problems)
    by_group: dict[str, dict[int, list[Version]]] = {}
    for place, group in enumerate(found.columns["household_group"]):
        at, rate, known = months[place], rates[place], intervals[place]
        if at is None or rate is None or known is None or group not in groups:
            continue
        check_number(problems, found, place, "rate_12m", rate, PRICES)
        status, end = found.columns["status"][place], ends[place]
        exact = known[0] == known[1] and AS_ANNOUNCED not in status
        version = Version(
            row=found.rows[place],
            ordinal=at.ordinal,
            value=rate,
            decimals=len(found.columns["rate_12m"][place].partition(".")[2]),
            source=FILE,
            later="",
            first=known[0],
            known=known[1],
            until=end and end - timedelta(days=1),
            how="true" if exact else "estimated",
        )
        by_group.setdefault(group, {}).setdefault(at.ordinal, []).append(version)
    for group, versions in by_group.items():
        name, series = groups[group]
        same = {"series": series, "index": name, "measure": "rate_12m", "base": None}
        listed = [one for at in sorted(versions) for one in _in_turn(versions[at], group, problems)]
        rows.add(listed, {**same, "frequency": "some months", "main": True})


def _known(found: RawFile, problems: Problems) -> list[Interval | None]:
    """Say between which days each figure came out."""
    days = found.read("release_date", day, problems)
    lasts = found.read("bulletin_to", month, problems)
    return [
        (on, on) if on else _after(last) if last else None
        for on, last in zip(days, lasts, strict=True)
    ]


def _after(last: Month) -> Interval:
    return (last + LAG[0]).first_day, (last + LAG[1]).last_day


def _in_turn(versions: list[Version], group: str, problems: Problems) -> list[Version]:
    """Let each version of a month's rate stand until the next; two of one day are a problem."""
    versions.sort(key=lambda one: (one.known, one.row))
    turned: list[Version] = []
    for place, one in enumerate(versions):
        after = versions[place + 1] if place + 1 < len(versions) else None
        if after is not None and after.known == one.known:
            found = f"{group} {month_text(one.ordinal)} twice in one bulletin"
            mend = f"row {one.row} has it already: take one of them away"
            problems.add(FILE, after.row, "reference_month", found, "each rate once", mend)
        until = one.until
        if until is None and after is not None and after.known is not None:
            until = after.known - timedelta(days=1)
        turned.append(one._replace(later=f"/{one.known}" if place else "", until=until))
    return turned
