"""The JSON of the time-series endpoint: a description and an array a frequency."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from analysis.doors.files import Refused
from analysis.doors.json_text import parse_json
from analysis.ingest.ons.assemble import HEADERS, Entry, assemble, read_cdid
from analysis.ingest.ons.figures import AGAIN, Cell, read_figures
from analysis.ingest.ons.series import OnsSeries
from analysis.ingest.reading.problems import Problems
from analysis.periods import Month, Quarter, Year, parse_ons_period, uk_date

_ARRAYS: dict[str, type] = {"years": Year, "quarters": Quarter, "months": Month}
_KEYS = {
    "title": "title",
    "cdid": "cdid",
    "datasetId": "source dataset id",
    "preUnit": "preunit",
    "unit": "unit",
    "releaseDate": "release date",
    "nextRelease": "next release",
}


def read_timeseries(
    raw: bytes, *, wanted: Collection[str] | None, file: str, problems: Problems
) -> list[OnsSeries]:
    """Read one series from JSON; an empty list if it is not `wanted` or is wrong.

    Time stamps are UTC and become days in the UK. Rows are places in their array, from 1.
    """
    before = len(problems)
    found = _load(raw, file, problems)
    description = found.get("description") if found is not None else None
    if found is None:
        return []
    if not isinstance(description, dict):
        allowed = "a description, with title, cdid, unit and releaseDate"
        problems.add(file, None, "description", "nothing", allowed, AGAIN)
        return []
    header = _read_header(description, file, problems)
    cdid = read_cdid(header.get("cdid", Entry("", None)), file=file, problems=problems)
    if cdid is None or (wanted is not None and cdid not in wanted):
        return []
    cells = [cell for name in _ARRAYS for cell in _cells(found, name, file, problems)]
    listed = found.get("notes")
    notes = [note for note in listed if isinstance(note, str)] if isinstance(listed, list) else []
    if len(problems) > before:
        return []
    figures = read_figures(cells, file=file, column=cdid, problems=problems)
    series = assemble(cdid, header, figures, notes=notes, file=file, problems=problems)
    return [series] if len(problems) == before else []


def _load(raw: bytes, file: str, problems: Problems) -> dict[str, object] | None:
    allowed = "the whole JSON of one ONS series"
    try:
        found = parse_json(raw)
    except Refused as error:
        problems.add(file, error.line, None, error.found, allowed, AGAIN)
        return None
    if isinstance(found, dict):
        return found
    problems.add(file, None, None, f"a JSON {type(found).__name__}", allowed, AGAIN)
    return None


def _read_header(description: dict[str, object], file: str, problems: Problems) -> dict[str, Entry]:
    header: dict[str, Entry] = {}
    for name, key in _KEYS.items():
        text = description.get(name)
        if text is None:
            continue
        if not isinstance(text, str):
            problems.add(file, None, f"description.{name}", _shown(text), "text", AGAIN)
            continue
        if key == "release date" and text.strip():
            try:
                text = uk_date(text).isoformat()
            except ValueError:
                stamp = "a time in UTC, such as 2026-09-15T23:00:00.000Z"
                problems.add(file, None, HEADERS[key], text, stamp, AGAIN)
                continue
        header[key] = Entry(text, None)
    return header


def _cells(found: dict[str, object], name: str, file: str, problems: Problems) -> Iterator[Cell]:
    array = found.get(name, [])
    if not isinstance(array, list):
        problems.add(file, None, name, type(array).__name__, "an array of values", AGAIN)
        return
    for place, item in enumerate(array, start=1):
        period, value = (
            (item.get("date"), item.get("value")) if isinstance(item, dict) else (None, item)
        )
        if not isinstance(period, str):
            allowed = 'a period, such as "2026 AUG"'
            problems.add(file, place, f"{name}.date", _shown(period), allowed, AGAIN)
        elif not isinstance(value, str):
            allowed = 'a value in quotes, such as "143.6"'
            mend = f"{AGAIN}: this copy was altered and may have lost printed digits"
            problems.add(file, place, f"{name}.value", _shown(value), allowed, mend)
        elif not _fits(period, _ARRAYS[name]):
            problems.add(file, place, f"{name}.date", period, f"one of the {name}", AGAIN)
        else:
            yield Cell(period, value, place)


def _fits(period: str, kind: type) -> bool:
    try:
        return isinstance(parse_ons_period(period), kind)
    except ValueError:
        return True  # the reader of figures says what is wrong with it


def _shown(value: object) -> str:
    return f"a JSON {type(value).__name__}" if isinstance(value, (dict, list)) else str(value)
