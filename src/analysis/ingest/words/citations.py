"""Who spoke and where it was read: unions, sources and confidence are checked in every table.

These columns stay as found. What is checked is that a union is a known one, that a source is named
at all, and that the confidence is one of the words in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.vocabulary import FOLDER, load_vocabulary

UNIONS = "union", "unions"  # raw columns of one union, or of several parted by semicolons
RATED = {"salaries", "pay_scales"}  # tables of compiled figures, rated high to low
SCALES = ("reading", "rating")


def check_cited(made: Draft, raw: Path) -> None:
    """Check the columns of this kind that a table has; each of them may be missing."""
    for column in UNIONS:
        if column in made.raw:
            _check_unions(made, raw, column)
    check_confidence(made, raw)
    if {"source_url", "source_title"} <= made.raw.keys():
        _check_source(made)


def check_confidence(made: Draft, raw: Path) -> None:
    """Check that a confidence is in use for such a table: how it was read, or how sure it is."""
    if "confidence" not in made.raw:
        return
    words = load_vocabulary(raw, "confidence", {"scale": SCALES}, made.problems)
    scale = "rating" if made.table.name in RATED else "reading"
    known = [word for word, meaning in words.meanings.items() if meaning["scale"] == scale]
    for place, cell in enumerate(made.raw["confidence"]):
        if words.meanings and cell and cell not in known:
            allowed = f"a {scale} in {words.file}, such as {_such_as(scale)}"
            mend = f"{_guess(cell, known)}correct it, or add a line for it to data/raw/{words.file}"
            made.problem(place, "confidence", cell, allowed, mend)


def _such_as(scale: str) -> str:
    return "high, medium, low" if scale == "rating" else "verified in text, secondary"


def _check_unions(made: Draft, raw: Path, column: str) -> None:
    known = load_unions(raw, made.problems)
    for place, cell in enumerate(made.raw[column]):
        for name in map(str.strip, cell.split(";")):
            if known and cell and name not in known:
                file = f"{FOLDER}/union.csv"
                quoted = f'"{name}"' if "," in name else name
                mend = (
                    f"{_guess(name, known)}correct it, or add the line '{quoted},ITS FULL NAME,' "
                    f"to data/raw/{file}"
                    if name
                    else "take the spare semicolon away"
                )
                allowed = f"unions in {file}, parted by semicolons"
                made.problem(place, column, name or cell, allowed, mend)


def load_unions(raw: Path, problems: Problems) -> Sequence[str]:
    """List the unions by the names that the record uses for them."""
    return list(load_vocabulary(raw, "union", {"name": ()}, problems).meanings)


def _check_source(made: Draft) -> None:
    pairs = zip(made.raw["source_url"], made.raw["source_title"], strict=True)
    for place, (url, title) in enumerate(pairs):
        if not url and not title:
            allowed = "the address of the source, or at least its title in source_title"
            made.problem(place, "source_url", "a blank", allowed, "say where the row was read")
    for place, copy in enumerate(made.raw.get("archived_url", ())):
        if copy and not copy.startswith(("https://", "http://")):
            mend = "copy the whole address from the archive, or leave it blank"
            made.problem(place, "archived_url", copy, "an address that begins with https://", mend)


def _guess(word: str, known: Sequence[str]) -> str:
    """Ask whether the nearest known word is meant; nothing where none is near."""
    said = nearest(word, known).split(" Allowed")[0]
    return f"{said} If so, " if said.startswith("Did") else ""
