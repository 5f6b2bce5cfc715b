"""The manifest beside the clean tables: what they were made from and what is in them.

It is plain JSON and is read without pandas, so that a build with nothing to do stays light.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused, read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import DataError
from analysis.project import CARRIED, REINSTALL, Project

SEAL = "digest"  # of all else in the manifest
NAME = "manifest.json"


def how_to_make(clean: Path) -> str:
    """Say what to do where clean tables are missing."""
    return REINSTALL if _carried(clean) else "Make the clean tables first: realpay clean"


def how_to_mend(clean: Path) -> str:
    """Say what to do where clean tables are damaged."""
    return REINSTALL if _carried(clean) else "Make it again: realpay clean"


def _carried(clean: Path) -> bool:
    return clean == Project(CARRIED).clean


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as sixty-four hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_plain(plain: object) -> str:
    """Digest plain data: the same content gives the same digest, whatever its order.

    >>> digest_of_plain({"a": 1, "b": 2}) == digest_of_plain({"b": 2, "a": 1})
    True
    """
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Add the digest of all the rest to a manifest, by which damage to it is told."""
    rest = {name: value for name, value in manifest.items() if name != SEAL}
    return {**rest, SEAL: digest_of_plain(rest)}


def read_manifest(clean: Path) -> dict[str, Any]:
    """Read `manifest.json`; a missing or damaged one is an error that names the next command."""
    try:
        manifest = parse_json(read_bytes(clean / NAME))
    except FileNotFoundError:
        msg = f"There are no clean tables yet. {how_to_make(clean)}"
        raise DataError(msg) from None
    except (OSError, Refused) as error:
        msg = f"data/clean/{NAME} cannot be read ({error}). {how_to_mend(clean)}"
        raise DataError(msg) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("tables"), dict):
        msg = f"data/clean/{NAME} is not a manifest. {how_to_mend(clean)}"
        raise DataError(msg)
    sha = manifest.pop(SEAL, "")
    if sha != digest_of_plain(manifest):
        msg = f"data/clean/{NAME} is damaged. {how_to_mend(clean)}"
        raise DataError(msg)
    return manifest


def listed_in(
    manifest: Mapping[str, Any], part: str, series: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return a list of the manifest, only the entries of these series if any is named."""
    return [one for one in manifest[part] if not series or one["series"] in series]
