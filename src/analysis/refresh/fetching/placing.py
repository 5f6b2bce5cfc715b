"""Moving checked files into data/raw, so that a cut at any instant leaves raw whole.

All new files are first written beside under names that nothing reads and pushed to the disk; a
full disk is noticed here, before anything is replaced. Then, series by series, the old file gets a
second name in `releases/` and the new one takes its place by one rename. `fetched.json` comes
last: if it is older than the files, the next fetch only asks for them once more.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import DataError
from analysis.project import Project
from analysis.refresh.fetching import fetched
from analysis.refresh.fetching.fetched import Noted
from analysis.refresh.fetching.staging import Incoming

REFUSED = "ons/refused"
ENDING = ".tmp"  # a file so named is read by nothing; what a cut left behind is cleared next time


def clear_leftovers(project: Project) -> None:
    """Remove half-written files that an interrupted run left."""
    ons = project.raw / "ons"
    for folder in (ons, ons / "refused", ons / "releases"):
        for path in folder.glob(f"*{ENDING}"):
            path.unlink(missing_ok=True)


def place(project: Project, incoming: Sequence[Incoming], noted: Mapping[str, Noted]) -> None:
    """Move every new file into place, keep what each replaces, and write `fetched.json`.

    Raises `DataError` if a file cannot be written. What could not be moved still stands.
    """
    waiting: list[tuple[Path, Incoming]] = []
    moved: list[str] = []
    notes = project.raw / fetched.FILE
    try:
        for each in incoming:
            target = project.raw / each.file
            if each.keep:
                (project.raw / each.keep).parent.mkdir(exist_ok=True)
            waiting.append((beside(target), each))
            _write(beside(target), each.body)
        _write(beside(notes), fetched.as_text(noted).encode())
        for new, each in waiting:
            target = project.raw / each.file
            if each.keep and target.exists():
                _keep(target, project.raw / each.keep)
            new.replace(target)
            moved.append(each.cdid)
        beside(notes).replace(notes)
        _settle(notes.parent)
    except OSError as error:
        for new in [*(path for path, _ in waiting), beside(notes)]:
            new.unlink(missing_ok=True)
        raise unplaced(error, moved, [each.cdid for each in incoming]) from None


def beside(target: Path) -> Path:
    """Return the name under which a new file waits beside the one that it will replace."""
    return target.with_name(f".{target.name}{ENDING}")


def _write(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _keep(old: Path, kept: Path) -> None:
    """Give the old file its second name; one that is there already is left as it is."""
    if kept.exists():
        return
    try:
        os.link(old, kept)
    except OSError:
        _write(beside(kept), old.read_bytes())
        beside(kept).replace(kept)


def _settle(folder: Path) -> None:
    """Push the renames to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unplaced(error: OSError, moved: Sequence[str], wanted: Sequence[str]) -> DataError:
    """Say why files could not be moved, and which were, without naming a path of the machine."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        why, cure = "there is no room left on the disk", "Make room"
    else:
        why, cure = (error.strerror or type(error).__name__).lower(), "Look at data/raw/ons"
    left = [cdid for cdid in wanted if cdid not in moved]
    state = (
        f"{', '.join(moved)} had been moved in whole; {', '.join(left)} still stand as they were."
        if moved
        else "Nothing was replaced: every old file still stands."
    )
    return DataError(
        f"The new files could not be written: {why}. {state} {cure}, then fetch again."
    )


def refuse(project: Project, cdid: str, body: bytes, reason: str) -> None:
    """Keep a refused file and the reason beside it; the newest refusal of a series stands."""
    folder = project.raw / REFUSED
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in ((f"{cdid}.csv", body), (f"{cdid}.txt", f"{reason}\n".encode())):
            _write(beside(folder / name), content)
            beside(folder / name).replace(folder / name)
    except OSError as error:
        for ending in ("csv", "txt"):
            beside(folder / f"{cdid}.{ending}").unlink(missing_ok=True)
        raise unplaced(error, [], []) from None


def forget_refused(project: Project, cdid: str) -> None:
    """Remove what was refused of a series that is sound again."""
    folder = project.raw / REFUSED
    for name in (f"{cdid}.csv", f"{cdid}.txt"):
        (folder / name).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
