"""Readers for every form in which the Office for National Statistics (ONS) serves a series.

The form is told from what stands in a file, never from its name: the generator CSV of one series,
the whole data sets (mm23.csv, lms.csv, emp.csv), the JSON of the time-series endpoint.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from analysis.doors.files import Refused, check_regular
from analysis.ingest.ons.dataset import read_dataset
from analysis.ingest.ons.detect import FORMS, HEAD_BYTES, Form, detect
from analysis.ingest.ons.figures import AGAIN
from analysis.ingest.ons.generator import read_generator
from analysis.ingest.ons.series import (
    Observations,
    OnsSeries,
    period_of,
    reference_base,
    same_release_conflicts,
)
from analysis.ingest.ons.timeseries import read_timeseries
from analysis.ingest.reading.problems import Problems

LARGEST_SINGLE = 1 << 25  # bytes; one series has a few thousand lines

__all__ = [
    "Observations",
    "OnsSeries",
    "period_of",
    "read_ons",
    "reference_base",
    "same_release_conflicts",
]


def read_ons(
    source: str | Path | bytes,
    *,
    wanted: Collection[str] | None,
    file: str,
    problems: Problems,
) -> list[OnsSeries]:
    r"""Read the wanted series out of one file of any form; what is wrong goes to `problems`.

    `source` is a path or the bytes themselves, `file` the name that messages use, `wanted` the
    CDIDs to take (None for all). A file with any problem gives no series. Never raises for what
    stands in a file.

    >>> problems = Problems()
    >>> text = b'"Title","CPI 2015=100"\n"CDID","D7BT"\n"2022 OCT","127.2"\n'
    >>> series, = read_ons(text, wanted=None, file="D7BT.csv", problems=problems)
    >>> series.cdid, series.base, series.months.values, series.months.decimals
    ('D7BT', '2015=100', (127.2,), (1,))
    """
    if isinstance(source, bytes):
        return _read(io.BytesIO(source), wanted, file, problems)
    try:
        check_regular(Path(source))
        with Path(source).open("rb") as stream:
            return _read(stream, wanted, file, problems)
    except Refused as error:
        problems.add(file, None, None, error.found, FORMS, error.mend)
        return []
    except OSError as error:
        reason = error.strerror or "unreadable"
        problems.add(file, None, None, reason, FORMS, "put the file back, readable")
        return []


def _read(
    stream: BinaryIO, wanted: Collection[str] | None, file: str, problems: Problems
) -> list[OnsSeries]:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    form = detect(head, file=file, problems=problems)
    if form is None:
        return []
    if form is Form.DATASET:
        several = read_dataset(stream, wanted=wanted, file=file, problems=problems)
        if several is not None:
            return several
        stream.seek(0)
    raw = stream.read(LARGEST_SINGLE + 1)
    if len(raw) > LARGEST_SINGLE:
        found = f"more than {LARGEST_SINGLE:,} bytes"
        problems.add(file, None, None, found, "the size of a single series", AGAIN)
        return []
    read = read_timeseries if form is Form.TIMESERIES else read_generator
    return read(raw, wanted=wanted, file=file, problems=problems)
