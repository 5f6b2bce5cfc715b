"""Which form a file has, told from what stands in it, and what is no form at all."""

from __future__ import annotations

import codecs
import csv
import io
from enum import Enum

from analysis.ingest.ons.figures import AGAIN
from analysis.ingest.reading.problems import Problems

HEAD_BYTES = 1 << 16
FORMS = "an ONS series or data set, as CSV or JSON"

_NOT_TEXT = (
    (b"PK\x03\x04", "a workbook or a packed file", "save the sheet as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "save the sheet as CSV UTF-8"),
    (b"%PDF", "a PDF", AGAIN),
    (b"\x1f\x8b", "a packed file", "unpack it"),
    (codecs.BOM_UTF16_LE, "text in UTF-16", "save it as CSV UTF-8"),
    (codecs.BOM_UTF16_BE, "text in UTF-16", "save it as CSV UTF-8"),
)


class Form(Enum):
    """The forms in which ONS serves a series."""

    GENERATOR = "one series, CSV"
    DATASET = "whole data set, CSV"
    TIMESERIES = "one series, JSON"


def detect(head: bytes, *, file: str, problems: Problems) -> Form | None:
    """Tell the form from the first bytes of a file; None and a problem for anything else.

    >>> detect(b'"Title","CPI INDEX"', file="D7BT.csv", problems=Problems())
    <Form.GENERATOR: 'one series, CSV'>
    >>> problems = Problems()
    >>> detect(b"<!DOCTYPE html><html>", file="D7BT.csv", problems=problems)
    >>> print(problems.report())
    1 problem in 1 file
    D7BT.csv: found 'a web page'; allowed: an ONS series or data set, as CSV or JSON;
    mend: download the file again from ONS: this is a web page, not figures
    """
    for signature, what, remedy in _NOT_TEXT:
        if head.startswith(signature):
            problems.add(file, None, None, what, FORMS, remedy)
            return None
    body = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not body:
        problems.add(file, None, None, "an empty file", FORMS, AGAIN)
        return None
    if b"\0" in head:
        problems.add(file, None, None, "bytes that are no text", FORMS, AGAIN)
        return None
    if body.startswith(b"<"):
        mend = f"{AGAIN}: this is a web page, not figures"
        problems.add(file, None, None, "a web page", FORMS, mend)
        return None
    if body.startswith((b"{", b"[")):
        return Form.TIMESERIES
    first = body.splitlines()[0]
    if (altered := _other_separator(first)) is not None:
        problems.add(file, 1, None, decode(first)[:200], "fields separated by commas", altered)
        return None
    return Form.DATASET if _is_wide(first) else Form.GENERATOR


def decode(raw: bytes) -> str:
    """Decode UTF-8, with or without its mark, or else Windows-1252, as old spreadsheets save.

    Bytes that neither has stay visible as U+FFFD, and then fail where a value is read.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _is_wide(line: bytes) -> bool:
    fields = next(csv.reader(io.StringIO(decode(line), newline="")), [])
    return sum(1 for field in fields if field.strip()) > 2 or len(fields) > 20


def _other_separator(line: bytes) -> str | None:
    if b"," not in line:
        for separator, name in ((b";", "semicolons"), (b"\t", "tabs")):
            if separator in line:
                return f"{AGAIN}: a spreadsheet separated the fields by {name}"
    return None
