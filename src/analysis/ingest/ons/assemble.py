"""Header and cells of any form into one series: the checks that all forms share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from analysis.ingest.ons.figures import AGAIN, check_ends
from analysis.ingest.ons.series import Figures, OnsSeries, reference_base
from analysis.ingest.reading.problems import Problems
from analysis.periods import parse_ons_next, parse_ons_release

HEADERS = {
    "title": "Title",
    "cdid": "CDID",
    "source dataset id": "Source dataset ID",
    "preunit": "PreUnit",
    "unit": "Unit",
    "release date": "Release date",
    "next release": "Next release",
    "important notes": "Important notes",
}

DIGITS = frozenset("0123456789")

_CDID = re.compile(r"[A-Z0-9]{2,8}")


class Entry(NamedTuple):
    """A header's text and the row it stands in, None where the form has no rows."""

    text: str
    row: int | None


_NOTHING = Entry("", None)


def read_cdid(entry: Entry, *, file: str, problems: Problems) -> str | None:
    """Read the name of a series, capital letters and digits; None and a problem otherwise."""
    cdid = entry.text.strip().upper()
    if _CDID.fullmatch(cdid):
        return cdid
    allowed = "the name ONS gives the series, such as D7BT"
    problems.add(file, entry.row, HEADERS["cdid"], entry.text, allowed, AGAIN)
    return None


def assemble(
    cdid: str,
    header: Mapping[str, Entry],
    figures: Figures,
    *,
    notes: Iterable[str],
    file: str,
    problems: Problems,
) -> OnsSeries:
    """Make a series of its header (keys as in `HEADERS`) and figures; problems are listed."""
    release = _read_day("release date", header, file, problems)
    next_entry = header.get("next release", _NOTHING)
    title, unit = (header.get(key, _NOTHING).text.strip() for key in ("title", "unit"))
    important = header.get("important notes", _NOTHING).text.strip()
    check_ends(figures, release=release, file=file, problems=problems)
    if not any(figures):
        allowed = "values by year, quarter or month"
        problems.add(file, None, cdid, "no values", allowed, AGAIN)
    return OnsSeries(
        file=file,
        cdid=cdid,
        title=title,
        unit=unit,
        dataset=header.get("source dataset id", _NOTHING).text.strip().upper(),
        base=reference_base(title) or reference_base(unit),
        release=release,
        next_release=_read_day("next release", header, file, problems),
        next_release_text=next_entry.text.strip(),
        notes=tuple(note for note in (important, *notes) if note),
        months=figures.months,
        quarters=figures.quarters,
        years=figures.years,
    )


def _read_day(key: str, header: Mapping[str, Entry], file: str, problems: Problems) -> date | None:
    entry = header.get(key, _NOTHING)
    if not entry.text.strip():
        return None
    try:
        read = parse_ons_release if key == "release date" else parse_ons_next
        return read(entry.text)
    except ValueError:
        example = "16-09-2026" if key == "release date" else "21 October 2026 or words"
        problems.add(file, entry.row, HEADERS[key], entry.text, f"a day, such as {example}", AGAIN)
        return None
