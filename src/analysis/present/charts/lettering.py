"""Text on a drawing: cleaning it, measuring it, wrapping and shortening it to a width.

Widths are of DejaVu Sans, which comes with matplotlib and so is the same on every machine. No
system font in common use is wider (Verdana is its equal, most are a tenth to a fifth narrower), so
what fits here fits there.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path as FilePath

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

ELLIPSIS = "…"
# Browsers place letters with hinting and kerning of their own; this much more is on the safe side.
_SAFE = 1.01


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(FilePath(get_data_path(), "fonts", "ttf", name)))
    font.set_size(100, 72)
    return font


# A font reads its file as letters are asked for, and processes forked from this one would share
# the place in that file: letters come out wrong when two of them read. So each opens its own.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_font.cache_clear)


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    """Width of one letter at one pixel of size; a letter the font lacks counts as a square."""
    if unicodedata.combining(letter):
        return 0.0
    font = _font(bold)
    if not font.get_char_index(ord(letter)):
        return 1.25
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 100


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a line of text in pixels.

    >>> 60 < measure("Whole economy", 10) < 90
    True
    """
    return sum(_advance(letter, bold) for letter in text) * size * _SAFE


def labels_fit(labels: Sequence[tuple[float, str]], size: float) -> bool:
    """Say whether labels centred on their places, in order, keep apart from one another.

    >>> labels_fit([(0, "2020"), (60, "2021")], 12), labels_fit([(0, "Apr 2022"), (30, "May")], 12)
    (True, False)
    """
    ends = [(at - measure(words, size) / 2, at + measure(words, size) / 2) for at, words in labels]
    return all(left[1] + size / 3 <= right[0] for left, right in pairwise(ends))


def clean(text: object) -> str:
    """Make text from data fit to draw on one line: no control characters, single spaces.

    Marks that would turn the direction of what follows are dropped; the data table under the
    chart shows the text as it came.

    >>> clean("Home" + chr(10) + "Office" + chr(0) + chr(0x202E))
    'Home Office'
    """
    kept = "".join(
        " " if letter.isspace() and letter != "\u00a0" else letter
        for letter in str(text)
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(part for part in kept.split(" ") if part)


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut text to a width with an ellipsis, if it must be cut.

    >>> shorten("Department for Work and Pensions", 90, 12)
    'Department…'
    """
    if measure(text, size, bold=bold) <= width:
        return text
    room = width - measure(ELLIPSIS, size, bold=bold)
    kept = ""
    for letter in text:
        room -= measure(letter, size, bold=bold)
        if room < 0:
            break
        kept += letter
    return kept.rstrip() + ELLIPSIS


def wrap(
    text: object, width: float, size: float, *, lines: int = 2, bold: bool = False
) -> list[str]:
    """Break cleaned text into lines of a width; what is left over is cut with an ellipsis.

    >>> wrap("Department for Work and Pensions", 130, 12)
    ['Department for Work', 'and Pensions']
    """
    made: list[str] = []
    words = clean(text).split(" ")
    while words and len(made) < lines - 1:
        line = words.pop(0)
        while words and measure(f"{line} {words[0]}", size, bold=bold) <= width:
            line += f" {words.pop(0)}"
        if measure(line, size, bold=bold) > width:
            cut = shorten(line, width, size, bold=bold)
            kept = cut.removesuffix(ELLIPSIS)
            words.insert(0, line[len(kept) :].lstrip())
            line = kept
        made.append(line)
    if words:
        made.append(shorten(" ".join(words), width, size, bold=bold))
    return [line for line in made if line]
