"""Zip files whose bytes depend on their parts alone: no clock, no rights, one order."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

# A zip file holds no moment before this one.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def write_zip(path: Path, parts: Mapping[str, bytes], *, stored: frozenset[str]) -> None:
    """Write a zip file of `parts`, in their order; those named in `stored` are not compressed."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, NO_MOMENT)
            part.external_attr = 0o644 << 16
            part.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            file.writestr(part, content)
