"""A build that has nothing to do, answered before the command line itself is brought in.

Reading options costs three tenths of a second of imports; a scheduler that builds every hour, and
a person who builds after every look, mostly ask for what is there already.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def answered(words: Sequence[str]) -> bool:
    """Answer a plain ``[--root DIR] build`` for which nothing has to be done; say whether it was.

    Whatever else the words are, and whatever is not as it should be, is left to the whole command,
    which says so properly.
    """
    root, rest = _root(words)
    if rest != ["build"]:
        return False
    from analysis.errors import RealpayError
    from analysis.project import find_project
    from analysis.publish.builder import nothing_to_do

    try:
        count = nothing_to_do(find_project(root))
    except (RealpayError, OSError, ValueError, KeyError, TypeError):
        return False
    if count is None:
        return False
    sys.stdout.write(f"{nothing_changed(count)}\n")
    return True


def nothing_changed(count: int) -> str:
    """Say that a build had nothing to do."""
    return f"Nothing changed: {count} reports are as they should be."


def _root(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Part the folder given with --root from the rest of the words."""
    first = words[0] if words else ""
    if first == "--root" and len(words) > 1:
        return words[1], list(words[2:])
    if first.startswith("--root="):
        return first.removeprefix("--root="), list(words[1:])
    return None, list(words)
