"""The files of a finished report by name, their digests, and how what is kept is written."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused, read_bytes
from analysis.doors.json_text import parse_json
from analysis.folders import write_whole
from analysis.project import Project
from analysis.tables.rawfiles import raw_files

PAGE, NOTEBOOK, VALUES = "page.html", "notebook.ipynb", "values.json"
WORKBOOK, OPEN_WORKBOOK = "workbook.xlsx", "workbook.ods"
INGREDIENTS = "ingredients.json"
"""What the page was laid out from besides the notebook, so that it can be laid out again."""
PICTURE = "picture.png"
"""What a shared link shows; made only where the site has an address."""
FILES = (PAGE, NOTEBOOK, VALUES, WORKBOOK, OPEN_WORKBOOK, INGREDIENTS, PICTURE)
FAILED = "failed"
"""How the address of the page ends that tells of a failure."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def write_json(path: Path, plain: object, *, for_people: bool = True) -> None:
    """Write JSON that is the same for the same content: sorted, in UTF-8, one line end.

    What nobody but a build reads stands in one line: that is written ten times as fast.
    """
    path.write_text(json_text(plain, for_people=for_people), encoding="utf-8", newline="\n")


def json_text(plain: object, *, for_people: bool = True) -> str:
    """Return the text that `write_json` writes."""
    indent = 1 if for_people else None
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=indent) + "\n"


def write_sealed(path: Path, plain: object) -> None:
    """Write what only a build reads, with its digest: damage to a single bit is told."""
    body = json.dumps(plain, ensure_ascii=False)  # in order: pages list parameters in theirs
    write_whole(path, f"{_sealed(body)}\n")


def read_sealed(path: Path) -> Any:
    """Read what `write_sealed` wrote; raise `ValueError` if it is not what was written."""
    text = read_bytes(path).decode("utf-8")
    body = text[len(_sealed("")) - 1 : -2]
    if text != f"{_sealed(body)}\n":
        raise ValueError(f"{path.name} is damaged")
    return parse_json(body)


def _sealed(body: str) -> str:
    sha = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return f'{{"sha256": "{sha}", "content": {body}}}'


def own_files(project: Project) -> dict[str, str]:
    """Return the digest of each file of the reader's own, by name; other files are passed over."""
    found = {}
    for name, path in raw_files(project.own).items():
        with suppress(OSError, Refused):
            found[name] = hashlib.sha256(read_bytes(path)).hexdigest()
    return found
