"""The project's folders on disk, and how to find them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UsageError

ROOT_VARIABLE = "REALPAY_ROOT"
CARRIED = Path(__file__).resolve().parent / "carried"
"""What an installation brings along to read: the record, its tables, notebooks and catalogue."""
REINSTALL = "Install realpay again: pip install --force-reinstall realpay"


@dataclass(frozen=True)
class Project:
    """One copy of the project's folders; every path in the code starts here."""

    root: Path

    @property
    def carried(self) -> bool:
        """Whether this came with an installation, to be read and not to be worked on."""
        return self.root == CARRIED

    @property
    def raw(self) -> Path:
        """Figures as found: what people write and `fetch` replaces."""
        return self.root / "data" / "raw"

    @property
    def own(self) -> Path:
        """Figures of the reader's own, no part of the record: see `analysis.tables.own`."""
        return self.root / "data" / "own"

    @property
    def clean(self) -> Path:
        """Typed tables, made by `realpay clean`."""
        return self.root / "data" / "clean"

    @property
    def notebooks(self) -> Path:
        """The collection: thin, parameterised, stored without outputs."""
        return self.root / "notebooks"

    @property
    def catalogue(self) -> Path:
        """Which notebooks with which parameters make which reports."""
        return self.root / "reports" / "catalogue.yaml"

    @property
    def site(self) -> Path:
        """The generated pages."""
        return self.root / "reports" / "html"

    @property
    def cache(self) -> Path:
        """What builds remember between runs; safe to delete."""
        return self.root / "reports" / ".cache"


def _looks_like_project(folder: Path) -> bool:
    return (folder / "data" / "raw").is_dir() and (folder / "notebooks").is_dir()


def find_project(root: str | Path | None = None) -> Project:
    """Find the project: the folder named, else the variable, else upward, else the package's own.

    `root` is what `--root` was given. Without it the variable ``REALPAY_ROOT`` counts, then the
    working folder and its parents, then the checkout the package was installed from, then what
    the installation carries.

    Raises `UsageError` when a named folder is not a copy of the project, or none is found.
    """
    named = root if root is not None else os.environ.get(ROOT_VARIABLE) or None
    if named is not None:
        folder = Path(named).expanduser().resolve()
        if not _looks_like_project(folder):
            how = "--root" if root is not None else ROOT_VARIABLE
            raise UsageError(
                f"{how}: no project in {folder}. Expected the folders data/raw and notebooks in it."
            )
        return Project(folder)
    here = Path.cwd().resolve()
    installed = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, installed):
        if _looks_like_project(folder):
            return Project(folder)
    if CARRIED.is_dir():
        return Project(CARRIED)
    raise UsageError(
        f"No project found in {here} or above it. Go to a copy of the project, "
        "or name one: realpay --root DIR COMMAND."
    )


def find_checkout(root: str | Path | None, wanted: str) -> Project:
    """Find a copy of the project that can be worked on; `wanted` is the command that needs one.

    Raises `UsageError` where there is only what an installation carries.
    """
    project = find_project(root)
    if project.carried:
        raise UsageError(
            f"realpay {wanted} works on a copy of the project, and there is only what this "
            "installation carries, which is for reading. Go to a copy, or name one: "
            f"realpay --root DIR {wanted}."
        )
    return project
