"""Replacing a folder or a file at once: readers see the old one or the new one, never a mix."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from analysis.errors import RealpayError

_HERE = -100  # AT_FDCWD: paths are taken from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE: both names stay, their folders change places


def real_place(folder: Path) -> Path:
    """Follow a link to the folder that it stands for, and return that.

    A link stays a link that way, and what is served through it is what was made last. Raises
    `RealpayError` for what no rename can replace: a mount, a file, links in a circle.

    >>> real_place(Path("/proc")) if sys.platform == "linux" else None
    Traceback (most recent call last):
    analysis.errors.RealpayError: /proc is a mount, and its contents are replaced by renaming the
    folder, which a mount forbids. Mount the folder above it, or put a link in its place.
    """
    try:
        real = folder.resolve()
    except (OSError, RuntimeError) as error:
        raise RealpayError(f"{folder} is a link that leads nowhere ({error}). Remove it.") from None
    if real.is_symlink():
        raise RealpayError(f"{folder} is a link that leads in a circle. Remove it.")
    if real.exists() and not real.is_dir():
        raise RealpayError(f"{real} is a file, and a folder is needed there. Move it away.")
    if os.path.ismount(real):
        raise RealpayError(
            f"{real} is a mount, and its contents are replaced by renaming the folder, which a "
            "mount forbids. Mount the folder above it, or put a link in its place."
        )
    return real


def swap_in(staged: Path, target: Path) -> None:
    """Put the folder `staged` in the place of `target`; the old folder is then removed.

    Where the system can exchange two names in one step (Linux), there is no moment without a
    whole `target`. Elsewhere it takes two renames, and `recover` mends an interruption between.
    """
    retired = _retired(target)
    shutil.rmtree(retired, ignore_errors=True)
    if not target.exists():
        staged.rename(target)
        return
    if _exchange(staged, target):
        shutil.rmtree(staged, ignore_errors=True)
        return
    target.rename(retired)
    staged.rename(target)
    shutil.rmtree(retired, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file in the place of an older one in one step."""
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Give a file a second name where the file system can: the two then share their bytes."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def recover(target: Path) -> None:
    """Put the old folder back if a swap was cut off between its two renames."""
    retired = _retired(target)
    if retired.exists() and not target.exists():
        retired.rename(target)
    shutil.rmtree(retired, ignore_errors=True)


def _retired(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    names = os.fsencode(first), os.fsencode(second)
    return bool(rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
