"""The manifest beside the clean tables: what they were made from and what is in them.

It is plain JSON and is read without pandas, so that a build with nothing to do stays light.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from analysis.errors import DataError

NAME = "manifest.json"
HOW_TO_MAKE = "Make the clean tables first: realpay clean"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as sixty-four hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(clean: Path) -> dict[str, Any]:
    """Read `manifest.json`; a missing or damaged one is an error that names the next command."""
    try:
        manifest = json.loads((clean / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"There are no clean tables yet. {HOW_TO_MAKE}"
        raise DataError(msg) from None
    except (OSError, ValueError) as error:
        msg = f"data/clean/{NAME} cannot be read ({error}). Make it again: realpay clean"
        raise DataError(msg) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("tables"), dict):
        msg = f"data/clean/{NAME} is not a manifest. Make it again: realpay clean"
        raise DataError(msg)
    return manifest
