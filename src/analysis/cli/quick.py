"""Questions that are answered before the command line itself is brought in.

Reading options costs three tenths of a second of imports. A scheduler that builds every hour, and a
person who builds after every look, mostly ask for what is there already; and whoever asks what an
offer is worth wants to ask again with another number.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.cli.offer import Question
    from analysis.project import Project

_VALUES = {
    "--on": "on",
    "--effective": "effective",
    "--salary": "salary",
    "--lump-sum": "lump_sum",
    "--index": "index",
}
_NUMBER = re.compile(r"[-+]?[.0-9]")


def answered(words: Sequence[str]) -> bool:
    """Answer a plain ``[--root DIR] build [--force]`` or ``worth …``; say whether it was answered.

    Whatever else the words are, and whatever is not as it should be, is left to the whole command,
    which says so properly.
    """
    root, rest = _root(words)
    if rest in (["build"], ["build", "--force"]):
        return _build(root, force=len(rest) > 1)
    if rest[:1] == ["worth"] and (asked := question(rest[1:])):
        _worth(root, asked)
        return True
    return False


def _build(root: str | None, *, force: bool) -> bool:
    """Build the whole site, or say that nothing has to be done; False if neither can be begun.

    The process lives as long as the build. Without options and what checks them it holds 24 MB
    less, and what the reports need begins to load sooner.
    """
    from analysis.cli.progress import nothing_changed
    from analysis.errors import RealpayError
    from analysis.project import ROOT_VARIABLE, find_project
    from analysis.publish.builder import nothing_to_do

    try:
        project = find_project(root)
        count = None if force else nothing_to_do(project)
    except (RealpayError, OSError, ValueError, KeyError, TypeError):
        return False
    if count is None:
        from analysis.publish.running.worker_run import warm_up

        os.environ[ROOT_VARIABLE] = str(project.root)
        warm_up()
        _make(project, force=force)
    else:
        _print(nothing_changed(count, project.site))
    return True


def _make(project: Project, *, force: bool) -> None:
    """Make the reports that changed, or all, and publish the site."""
    from analysis.cli.progress import conclusion, plainly, progress
    from analysis.publish.builder import Choices, build

    with plainly(), progress() as tell:
        done = build(project, Choices(force=force), tell)
    _print(conclusion(done))
    if done.failed:
        sys.exit(1)


def _worth(root: str | None, asked: Question) -> None:
    """Answer what an offer is worth."""
    from analysis.cli.offer import answer
    from analysis.cli.progress import plainly
    from analysis.cli.today import today
    from analysis.project import find_project

    with plainly():
        said = answer(asked, lambda: find_project(root), today=today(), drawn=sys.stdout.isatty())
    _print(said)


def question(words: Sequence[str]) -> Question | None:
    """Read the words after ``worth``, or nothing if they are not one plain question.

    >>> question(["-1.5%", "--on", "2022-12-07", "--index=CPI"])
    Question(percent='-1.5%', on='2022-12-07', effective=None, salary=None, lump_sum=None,
        index=('CPI',), as_json=False)
    >>> question(["3%", "--help"]) is None
    True
    """
    from analysis.cli.offer import Question

    plain: list[str] = []
    given: dict[str, str] = {}
    indices: list[str] = []
    coming = iter([word for word in words if word != "--json"])
    for word in coming:
        option, equals, value = word.partition("=")
        name = _VALUES.get(option)
        if name is None:
            if word.startswith("-") and not _NUMBER.match(word):
                return None
            plain.append(word)
            continue
        value = value if equals else next(coming, "-")
        if value.startswith("-") or name in given:
            return None
        if name == "index":
            indices.append(value)
        else:
            given[name] = value
    if len(plain) != 1 or "on" not in given:
        return None
    return Question(plain[0], **given, index=tuple(indices), as_json="--json" in words)


def _print(text: str) -> None:
    """Print; where the reader of a pipe has gone away, stop without a word."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _root(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Part the folder given with --root from the rest of the words."""
    first = words[0] if words else ""
    if first == "--root" and len(words) > 1:
        return words[1], list(words[2:])
    if first.startswith("--root="):
        return first.removeprefix("--root="), list(words[1:])
    return None, list(words)
