"""Files of the site that are made of the tables alone: made once for them, kept between builds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from analysis.folders import swap_in
from analysis.publish.files import digest, read_sealed, write_sealed

MADE = "made.json"


def keep(kept: Path, key: str, make: Callable[[Path], None]) -> list[str]:
    """Return the names of the files of a folder, made anew by `make` unless they are of `key`.

    They are looked at to the last byte. `make` writes into the empty folder that it is given.
    """
    if not _stands(kept, key):
        staged = kept.with_name(f".{kept.name}.new")
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        make(staged)
        sums = {path.name: digest(path) for path in staged.iterdir()}
        write_sealed(staged / MADE, {"key": key, "files": sums})
        swap_in(staged, kept)
    return sorted(read_sealed(kept / MADE)["files"])


def _stands(kept: Path, key: str) -> bool:
    """Say whether the files kept are those of `key`, every byte."""
    try:
        made = read_sealed(kept / MADE)
        return made["key"] == key and all(
            digest(kept / name) == sha for name, sha in made["files"].items()
        )
    except (OSError, ValueError, TypeError, KeyError):
        return False
