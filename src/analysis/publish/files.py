"""The files of a finished report by name, their digests, and how what is kept is written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

PAGE, NOTEBOOK, VALUES = "page.html", "notebook.ipynb", "values.json"
WORKBOOK, OPEN_WORKBOOK = "workbook.xlsx", "workbook.ods"
INGREDIENTS = "ingredients.json"
"""What the page was laid out from besides the notebook, so that it can be laid out again."""
PICTURE = "picture.png"
"""What a shared link shows; made only where the site has an address."""
FILES = (PAGE, NOTEBOOK, VALUES, WORKBOOK, OPEN_WORKBOOK, INGREDIENTS, PICTURE)
FAILED = "failed"
"""How the address of the page ends that tells of a failure."""


def stamp(path: Path) -> list[int]:
    """Return the size and time of a file: what changes when somebody writes to it."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def write_json(path: Path, plain: object, *, for_people: bool = True) -> None:
    """Write JSON that is the same for the same content: sorted, in UTF-8, one line end.

    What nobody but a build reads stands in one line: that is written ten times as fast.
    """
    indent = 1 if for_people else None
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=indent) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
