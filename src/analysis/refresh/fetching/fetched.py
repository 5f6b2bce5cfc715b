"""`data/raw/ons/fetched.json`: what each ONS file that stands is, and when it was taken.

Programs write this file; `sources.yaml` is a person's and is never written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json

FILE = "ons/fetched.json"


@dataclass(frozen=True)
class Noted:
    """The release that stands of one series: its day, when and from where it was taken.

    `etag` and `last_modified` are what the server called this copy, to ask for newer ones only.
    """

    release: str
    retrieved: str
    sha256: str
    address: str
    etag: str = ""
    last_modified: str = ""


def digest(body: bytes) -> str:
    """Return the SHA-256 of a body.

    >>> digest(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(body).hexdigest()


def read_noted(raw: Path) -> dict[str, Noted]:
    """Read what is noted of each series; a missing or damaged file notes nothing."""
    try:
        plain = parse_json(read_bytes(raw / FILE))
        entries = plain.items()
    except (OSError, ValueError, AttributeError):
        return {}
    noted = {}
    for cdid, entry in entries:
        try:
            one = Noted(**entry)
        except TypeError:
            continue
        if all(isinstance(value, str) for value in asdict(one).values()):
            noted[str(cdid)] = one
    return noted


def as_text(noted: Mapping[str, Noted]) -> str:
    """Write the notes: sorted, one line end, the same for the same notes."""
    plain = {cdid: asdict(noted[cdid]) for cdid in sorted(noted)}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
