"""What a report depends on, as digests by name: when one changes, the report is made anew.

The rows a report read are not in it: they are recorded while it runs and compared one by one.
Nothing here imports a library whose version it tells: a build with nothing to do stays light.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis.doors.files import stamp
from analysis.tables.manifest import digest_of_plain

PACKAGE = Path(__file__).resolve().parents[1]
# These stand above publishing: no report can import them (the order of the wings holds it).
ABOVE = ("cli", "refresh")
# And these above cleaning: all the rest turns raw files into clean tables.
BEYOND = (*ABOVE, "collection", "door", "measures", "present", "publish")
# The libraries whose version can change a page. Their own dependencies move with them in the lock.
LIBRARIES = (
    "ipykernel",
    "ipython",
    "jinja2",
    "matplotlib",
    "mistune",
    "nbformat",
    "numpy",
    "odfdo",
    "openpyxl",
    "pandas",
    "papermill",
    "pyarrow",
    "pygments",
    "xlsxwriter",
)


@cache
def versions() -> Mapping[str, str]:
    """Return the version of Python, of this project and of each library that can change a page."""
    installed = _installed()
    named = ("realpay", *LIBRARIES)
    found = {name: installed.get(name) or _version(name) for name in named}
    return {"python": sys.version.split()[0], **found}


def _installed() -> dict[str, str]:
    """Read versions off the names of the folders that installers leave beside each library.

    `importlib.metadata` opens and parses a file for each: a tenth of a second in all.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208 - names alone, and fast
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, number = name.removesuffix(".dist-info").partition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", library).lower(), number)
    return found


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def _parts_of_package() -> Mapping[str, str]:
    """Digest each module and folder at the top of the package, byte code left out."""
    return {
        name: _digest_below(os.path.join(PACKAGE, name))  # noqa: PTH118 - 200 paths, in no time
        for name in sorted(os.listdir(PACKAGE))  # noqa: PTH208
        if name != "__pycache__"
    }


def _digest_below(path: str) -> str:
    hasher = hashlib.sha256()
    if not os.path.isdir(path):  # noqa: PTH112
        with open(path, "rb") as file:  # noqa: PTH123
            return hashlib.sha256(file.read()).hexdigest()
    for name in sorted(os.listdir(path)):  # noqa: PTH208
        if name != "__pycache__":
            hasher.update(f"{name}\0{_digest_below(os.path.join(path, name))}\n".encode())  # noqa: PTH118
    return hasher.hexdigest()


def package_stamps() -> tuple[tuple[int, ...], ...]:
    """Return what any writing to a file of the package changes, even one that is taken back."""
    found = []
    for folder, names, files in os.walk(PACKAGE):
        names[:] = sorted(name for name in names if name != "__pycache__")
        found += [stamp(os.path.join(folder, name)) for name in sorted(files)]  # noqa: PTH118
    return tuple(found)


def package_digest() -> str:
    """Digest the part of the package that a report can reach: modules, templates, styles."""
    return digest_of_plain({k: v for k, v in _parts_of_package().items() if k not in ABOVE})


def cleaning_digest() -> str:
    """Digest what makes the clean tables: that part of the package, and the libraries."""
    parts = {k: v for k, v in _parts_of_package().items() if k not in BEYOND}
    return digest_of_plain([parts, dict(versions())])
