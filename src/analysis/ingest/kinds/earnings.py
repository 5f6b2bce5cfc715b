"""Average weekly earnings: every value with the days between which it stood.

Earnings are revised. `awe_revisions.csv` lists, copy by copy since 5 February 2024, each value
that was new or changed, so the value known on a day is the last row by then. Series without such
a history are kept as they stand now, undated. First prints of some months before stand until the
earliest copy of their month, or until the release in use.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from analysis.ingest.kinds.first_prints import FILE as FIRST_PRINTS
from analysis.ingest.kinds.first_prints import Print, Prints
from analysis.ingest.making.limiting import check_number
from analysis.ingest.making.versions import Version, Versions, cells_of, month_text
from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import FILE as SERIES_FILE
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.cells import day, month, number
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.ingest.words.corrections import Corrections
from analysis.tables.declared import EARNINGS
from analysis.tables.limits import EARNINGS as LIMITS

FILE = "earnings/awe_revisions.csv"
WORDS = ("measure", "sector", "pay", "adjustment", "unit", "base")


class Copy(NamedTuple):
    """A value as first seen in the copy of one day."""

    seen: date
    value: float
    decimals: int
    row: int
    file: str = FILE


History = dict[str, dict[int, list[Copy]]]  # series -> month -> its values in order of time


def load_revisions(raw: Path, configured: Mapping[str, Configured], problems: Problems) -> History:
    """Read the revisions: for each series and month its values in the order of their copies."""
    found = read_csv(raw, FILE, ["cdid", "period", "published_by", "value"], problems)
    history: History = {}
    if found is None:
        return history
    months = found.read("period", month, problems)
    days = found.read("published_by", day, problems)
    values = found.read("value", number, problems)
    cells = zip(found.rows, found.columns["cdid"], months, days, values, strict=True)
    printed = found.columns["value"]
    for place, (row, cdid, period, seen, value) in enumerate(cells):
        if cdid not in configured:
            mend = f"add a line for it to data/raw/{SERIES_FILE}, or correct it"
            problems.add(FILE, row, "cdid", cdid, f"a series in {SERIES_FILE}", mend)
        elif period is None or seen is None or value is None:
            for column in ("period", "published_by", "value"):
                if not found.columns[column][place]:
                    problems.add(FILE, row, column, "a blank", "a cell with text", "fill it in")
        else:
            if limits := LIMITS.get(configured[cdid]["measure"] or ""):
                check_number(problems, found, place, "value", value, limits)
            copy = Copy(seen, value, len(printed[place].partition(".")[2]), row)
            history.setdefault(cdid, {}).setdefault(period.ordinal, []).append(copy)
    for cdid, of_series in history.items():
        for ordinal, copies in of_series.items():
            copies.sort()
            _check_days(cdid, ordinal, copies, problems)
    return history


def _check_days(cdid: str, ordinal: int, copies: Sequence[Copy], problems: Problems) -> None:
    """Refuse two values of one month in the copy of one day."""
    for earlier, later in itertools.pairwise(copies):
        if earlier.seen == later.seen:
            what = f"{cdid} {month_text(ordinal)} on {later.seen}"
            mend = f"row {earlier.row} has it already: take one of the two away"
            problems.add(FILE, later.row, "published_by", what, "each day once", mend)


def clean_earnings(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    history: History,
    prints: Prints,
    problems: Problems,
    corrections: Corrections,
) -> Draft:
    """Lay out every configured earnings series, with revisions and first prints on record."""
    rows = Versions()
    seen = (copies[0].seen for of_series in history.values() for copies in of_series.values())
    earliest = min(seen, default=None)
    for cdid in sorted(cdid for cdid in releases if configured[cdid]["table"] == "earnings"):
        if not releases[cdid]:
            continue
        newest, settings = releases[cdid][-1], configured[cdid]
        if cdid in history:
            for release in releases[cdid]:
                _continue(release, history[cdid], problems)
            versions = _revised(history[cdid])
        else:
            versions = _undated(newest)
        copies = history.get(cdid, {})
        versions += _first(prints.get(cdid, {}), copies, [earliest, newest.release])
        rows.add(versions, {"series": cdid, **{word: settings[word] for word in WORDS}})
    made = Draft(EARNINGS, FILE, rows.rows, {}, problems, rows.values)
    return corrections.for_values(made)


def _revised(history: Mapping[int, Sequence[Copy]]) -> list[Version]:
    versions = []
    days = {copy.seen: f"/{copy.seen}" for copies in history.values() for copy in copies}
    for ordinal in sorted(history):
        copies = history[ordinal]
        ends = [copy.seen - timedelta(days=1) for copy in copies[1:]]
        for copy, until in zip(copies, [*ends, None], strict=True):
            seen, value, decimals, row, file = copy
            key = days[seen]
            versions.append(
                Version(row, ordinal, value, decimals, file, key, seen, seen, until, "true")
            )
    return versions


def _first(
    prints: Mapping[int, Print],
    history: Mapping[int, Sequence[Copy]],
    restated: Sequence[date | None],
) -> list[Version]:
    """Give the first prints that came out before the earliest copy of their month on record.

    Where none of the month is, a print ends with the first day after it of those that `restated`.
    """
    versions = []
    for ordinal, (row, value, decimals, first, known, how) in sorted(prints.items()):
        copies = history.get(ordinal, ())
        days = [copies[0].seen] if copies else [day for day in restated if day and day > known]
        ends = min(days, default=None)
        if ends is None or known >= ends:
            continue
        until = ends - timedelta(days=1)
        key = f"/{known}"
        versions.append(
            Version(row, ordinal, value, decimals, FIRST_PRINTS, key, first, known, until, how)
        )
    return versions


def _undated(newest: OnsSeries) -> list[Version]:
    return [
        Version(row, ordinal, value, decimals, newest.file, "", None, None, None, "undated")
        for ordinal, value, decimals, row in cells_of(newest.months)
    ]


def _continue(release: OnsSeries, history: dict[int, list[Copy]], problems: Problems) -> None:
    """Take over what a release brings that is younger than the last copy on record.

    A release that the copies cover must say what they say.
    """
    last = max(copy.seen for copies in history.values() for copy in copies)
    younger = release.release is not None and release.release > last
    for ordinal, value, decimals, row in cells_of(release.months):
        copies = history.get(ordinal, [])
        if copies and copies[-1].value == value:
            continue
        if younger and release.release is not None:
            new = Copy(release.release, value, decimals, row, release.file)
            history[ordinal] = [*copies, new]
        elif release.release is None or not any(copy.value == value for copy in copies):
            found = f"{copies[-1].value} in row {copies[-1].row}" if copies else "no value"
            mend = f"if it was revised, add the value to data/raw/{FILE} with the day of its copy"
            allowed = f"a value on record in {FILE}, which has {found}"
            problems.add(release.file, row, month_text(ordinal), value, allowed, mend)
