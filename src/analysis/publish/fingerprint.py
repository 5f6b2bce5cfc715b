"""What a report depends on, as one digest: when it changes, the report is made anew.

The rows a report read are not in it: they are recorded while it runs and compared one by one.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.publish.catalogue import Report

PACKAGE = Path(__file__).resolve().parents[1]
# The libraries whose version can change a page. Their own dependencies move with them in the lock.
LIBRARIES = (
    "ipykernel",
    "ipython",
    "jinja2",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "pyarrow",
    "pygments",
)


@cache
def versions() -> Mapping[str, str]:
    """Return the version of Python, of this project and of each library that can change a page."""
    found = {"python": platform.python_version(), "realpay": _version("realpay")}
    return found | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def package_digest() -> str:
    """Digest every file of the package that is not byte code: modules, templates, styles."""
    hasher = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            hasher.update(path.relative_to(PACKAGE).as_posix().encode())
            hasher.update(hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()


def parts_of(report: Report, notebook: Path, as_of: str | None = None) -> dict[str, str]:
    """Return what a report depends on besides its rows, by name: so that a change can be named."""
    entry = [report.title, report.question, report.group, report.notebook]
    return {
        "notebook": hashlib.sha256(notebook.read_bytes()).hexdigest(),
        "parameters": digest_of_plain([dict(report.parameters), as_of]),
        "catalogue entry": digest_of_plain(entry),
        "package": package_digest(),
        "library versions": digest_of_plain(dict(versions())),
    }


def digest_of_plain(plain: object) -> str:
    """Digest plain data: the same content gives the same digest, whatever its order."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
