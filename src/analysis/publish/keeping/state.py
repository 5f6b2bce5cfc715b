"""The one state of the project that a build reads, whatever is edited or cleaned meanwhile.

It is a copy, and each file of it is checked against the digest that the build was planned with. So
no report can be shown another state than the one its record names, nor can a report that damages
its inputs damage those of the project.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused, read_bytes, stamp
from analysis.project import Project
from analysis.publish.files import own_files, write_json
from analysis.tables.manifest import NAME, read_manifest, sealed
from analysis.tables.rawfiles import raw_files

NAMED = "inputs"


class State:
    """A copy of raw files, clean tables and notebooks, in the layout of a project."""

    def __init__(self, project: Project, stamps: Mapping[Path, tuple[int, ...]]) -> None:
        self.project, self._stamps = project, stamps

    @property
    def untouched(self) -> bool:
        """Whether nothing has been written to since it was made, nor added, nor removed."""
        return _stamps(self.project.root) == self._stamps


def take_state(
    project: Project, manifest: Mapping[str, Any], notebooks: Mapping[str, str], folder: Path
) -> State | None:
    """Copy what reports are made from into `folder`; None if it is no longer what was planned with.

    `manifest` and the digests of `notebooks` by name are what the plan was made from. The copy is
    not writable, where rights bind.
    """
    copy = Project(folder / NAMED)
    wanted = {f"{name}.parquet": table["sha256"] for name, table in manifest["tables"].items()}
    wanted |= manifest.get("files", {})
    files = [(project.clean / name, copy.clean / name, sha) for name, sha in wanted.items()]
    raw = manifest["raw"]
    files += [(path, copy.raw / n, raw.get(n, "")) for n, path in raw_files(project.raw).items()]
    files += [(project.own / n, copy.own / n, sha) for n, sha in own_files(project).items()]
    for path in sorted(project.notebooks.rglob("*")):
        name = path.relative_to(project.notebooks)
        if path.is_file() and not any(part.startswith((".", "__")) for part in name.parts):
            known = notebooks.get(path.stem) if name.as_posix() == f"{path.stem}.ipynb" else None
            files.append((path, copy.notebooks / name, known))
    for room in (copy.raw, copy.clean, copy.notebooks):
        room.mkdir(parents=True)
    try:
        if not all(_copied(*one) for one in files) or read_manifest(project.clean) != manifest:
            return None
    except (FileNotFoundError, Refused):
        return None
    write_json(copy.clean / NAME, sealed(manifest), for_people=False)
    for place, _, _ in os.walk(copy.root):
        os.chmod(place, 0o500)  # noqa: PTH101 - a folder each
    return State(copy, _stamps(copy.root))


def _copied(source: Path, target: Path, sha: str | None) -> bool:
    """Copy a file; say whether it has the digest, if one is given."""
    data = read_bytes(source)
    if sha is not None and hashlib.sha256(data).hexdigest() != sha:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    target.chmod(0o400)
    return True


def _stamps(root: Path) -> dict[Path, tuple[int, ...]]:
    """Return what any writing to a file below changes, by its path."""
    return {
        Path(folder, name): stamp(Path(folder, name))
        for folder, _, files in os.walk(root)
        for name in files
    }
