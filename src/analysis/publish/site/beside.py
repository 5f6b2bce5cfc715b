"""Pages that stand beside the reports and are kept between builds: what changed, and when.

`realpay refresh` writes them into reports/changes, a page and its data for each day on which
figures moved. A build only lays them into the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from analysis.project import Project
from analysis.publish.files import digest

FOLDER = "changes"


def changes_folder(project: Project) -> Path:
    """Return where the pages of changes are kept."""
    return project.catalogue.parent / FOLDER


def kept_files(project: Project) -> dict[str, Path]:
    """Map each kept file to its address in the site, in order of their days."""
    found = sorted(changes_folder(project).glob("[0-9]*.*"))
    wanted = (path for path in found if path.suffix in {".html", ".json"})
    return {f"{FOLDER}/{path.name}": path for path in wanted}


def kept_digests(project: Project) -> dict[str, str]:
    """Return the digest of every kept file, for the mark of the site."""
    return {name: digest(path) for name, path in kept_files(project).items()}


def place_kept(files: Mapping[str, Path], site: Path) -> None:
    """Copy the kept files into a site."""
    for name, path in files.items():
        target = site / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
