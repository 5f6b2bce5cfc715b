"""What a page carries so that it can be asked: facts for its script, and answers worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Worked:
    """One question worked out, which a page shows until another is asked, and without a script."""

    heading: str
    sentence: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What a page carries so that it can be asked: `facts` for its script, and one answer."""

    facts: Mapping[str, Any]
    worked: Worked
    ballot: Worked | None = None
    """A second answer, where ballots can be asked about too."""
    money: Worked | None = None
    """A third, where sums of another year can be."""
    statuses: str = ""
    """The official status of each price index that the answers use."""


def level_line(values: Sequence[float], half_unit: float) -> dict[str, Any]:
    """Write levels small: whole numbers of `1 / per`, the first and then each one's step from it.

    A step is made even and not negative (2 n, or −2 n − 1 below nought) and written five bits at
    a time, the lowest first, each as the character 63 on; 32 more says that others follow. Most
    steps take one character so.

    >>> level_line([123.8, 126.2, 126.1], 0.05)
    {'per': 10, 'steps': 'klAo@@'}
    """
    per = round(0.5 / half_unit)
    whole = [round(value * per) for value in values]
    return {"per": per, "steps": "".join(map(_step, [0, *whole], whole))}


def _step(before: int, now: int) -> str:
    left = 2 * (now - before) if now >= before else 2 * (before - now) - 1
    text = ""
    while left > 31:
        text += chr(63 + 32 + left % 32)
        left //= 32
    return text + chr(63 + left)
