"""The project's folders on disk, and how to find them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UsageError

ROOT_VARIABLE = "REALPAY_ROOT"


@dataclass(frozen=True)
class Project:
    """One copy of the project's folders; every path in the code starts here."""

    root: Path

    @property
    def raw(self) -> Path:
        """Figures as found: what people write and `fetch` replaces."""
        return self.root / "data" / "raw"

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
    working folder and its parents, then the checkout the package was installed from.

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
    raise UsageError(
        f"No project found in {here} or above it. Go to a copy of the project, "
        "or name one: realpay --root DIR COMMAND."
    )
