"""Average weekly earnings: every value with the days between which it stood.

Earnings are revised. `awe_revisions.csv` lists, copy by copy since 5 February 2024, each value
that was new or changed, so the value known on a day is the last row by then. Series without such
a history are kept as they stand now, undated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from analysis.ingest.cells import CellError, day, number
from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft
from analysis.ingest.ons import Observations, OnsSeries, period_of
from analysis.ingest.prices import Rows
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import read_csv
from analysis.ingest.series import FILE as SERIES_FILE
from analysis.ingest.series import Configured
from analysis.periods import Month
from analysis.tables.prices import EARNINGS

FILE = "earnings/awe_revisions.csv"
WORDS = ("measure", "sector", "pay", "adjustment", "unit", "base")

Version = tuple[date, str, float, int]  # first seen, as printed, value, row in the raw file
History = dict[tuple[str, int], list[Version]]


def load_revisions(raw: Path, configured: Mapping[str, Configured], problems: Problems) -> History:
    """Read the revisions: for each series and month its values in the order of their copies."""
    found = read_csv(raw, FILE, ["cdid", "period", "published_by", "value"], problems)
    history: History = {}
    if found is None:
        return history
    read: dict[tuple[str, str], object] = {}
    readers = {"period": Month.parse, "published_by": day, "value": number}
    for place, row in enumerate(found.rows):
        cells = {name: column[place] for name, column in found.columns.items()}
        if cells["cdid"] not in configured:
            mend = f"add a line for it to data/raw/{SERIES_FILE}, or correct it"
            problems.add(FILE, row, "cdid", cells["cdid"], f"a series in {SERIES_FILE}", mend)
            continue
        for name, reader in readers.items():
            if (name, cells[name]) not in read:
                read[name, cells[name]] = _read(name, cells[name], reader, row, problems)
        month = read["period", cells["period"]]
        seen, value = read["published_by", cells["published_by"]], read["value", cells["value"]]
        if isinstance(month, Month) and isinstance(seen, date) and isinstance(value, float):
            versions = history.setdefault((cells["cdid"], month.ordinal), [])
            if versions and versions[-1][0] >= seen:
                allowed = f"a day after {versions[-1][0]}"
                mend = "list the copies of a month in order, each once"
                problems.add(FILE, row, "published_by", seen, allowed, mend)
            versions.append((seen, cells["value"], value, row))
    return history


def _read(name: str, text: str, reader: object, row: int, problems: Problems) -> object | None:
    try:
        return reader(text)  # type: ignore[operator, no-any-return]
    except CellError as error:
        problems.add(FILE, row, name, text, error.allowed, error.mend)
    except ValueError as error:
        problems.add(FILE, row, name, text, "a month such as 2023 NOV", str(error))
    return None


def clean_earnings(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    history: History,
    problems: Problems,
    corrections: Corrections,
) -> Draft:
    """Lay out every configured earnings series, with revisions where they are on record."""
    rows = Rows()
    dated = {cdid for cdid, _ in history}
    for cdid in sorted(cdid for cdid in releases if configured[cdid]["table"] == "earnings"):
        if not releases[cdid]:
            continue
        newest, settings = releases[cdid][-1], configured[cdid]
        what = {word: settings[word] for word in WORDS}
        if cdid not in dated:
            _add_undated(rows, newest, what)
            continue
        for (name, ordinal), versions in sorted(history.items()):
            if name == cdid:
                _add_versions(rows, cdid, ordinal, versions, what)
        _check_newest(newest, history, problems)
    made = Draft(EARNINGS, FILE, rows.rows, {}, problems, dict(rows.cells), [[] for _ in rows.rows])
    return corrections.for_values(made)


def _add_versions(
    rows: Rows, cdid: str, ordinal: int, versions: Sequence[Version], what: Mapping[str, object]
) -> None:
    month = period_of("month", ordinal).text
    for place, (seen, text, value, row) in enumerate(versions):
        later = versions[place + 1][0] if place + 1 < len(versions) else None
        rows.add(
            row,
            key=f"{cdid}/{month}/{seen}",
            series=cdid,
            **what,
            period=ordinal,
            value=value,
            decimals=len(text.partition(".")[2]),
            source=FILE,
            known_first=seen,
            known_from=seen,
            known_until=later - timedelta(days=1) if later else None,
            known_how="true",
        )


def _add_undated(rows: Rows, newest: OnsSeries, what: Mapping[str, object]) -> None:
    months = newest.months
    for ordinal, value, decimals, row in _cells(months):
        rows.add(
            row,
            key=f"{newest.cdid}/{period_of('month', ordinal).text}",
            series=newest.cdid,
            **what,
            period=ordinal,
            value=value,
            decimals=decimals,
            source=newest.file,
            known_first=None,
            known_from=None,
            known_until=None,
            known_how="undated",
        )


def _cells(observed: Observations) -> zip[tuple[int, float, int, int]]:
    return zip(observed.ordinals, observed.values, observed.decimals, observed.rows, strict=True)


def _check_newest(newest: OnsSeries, history: History, problems: Problems) -> None:
    """Hold the newest release against the last value on record for each month."""
    for ordinal, value, _, row in _cells(newest.months):
        versions = history.get((newest.cdid, ordinal))
        month = period_of("month", ordinal).text
        if versions is None:
            mend = f"add the month to data/raw/{FILE} with the day of its first copy"
            problems.add(newest.file, row, month, value, f"a month on record in {FILE}", mend)
        elif versions[-1][2] != value:
            allowed = f"{versions[-1][2]}, the last value in {FILE} row {versions[-1][3]}"
            mend = f"if it was revised, add the new value to data/raw/{FILE}"
            problems.add(newest.file, row, month, value, allowed, mend)
