"""The words of sources mapped to the words of the tables, by lists that a researcher extends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile, read_csv

FOLDER = "vocabulary"
BLANK = "(blank)"


class Vocabulary:
    """One list of words as found, each with what it means here."""

    def __init__(
        self, file: str, meanings: Mapping[str, Mapping[str, str]], rows: Mapping[str, int]
    ) -> None:
        self.file = file
        self.meanings = meanings
        self.rows = rows  # the row of the list that each word stands in

    def apply(self, made: Draft, raw_column: str, into: Mapping[str, str]) -> None:
        """Fill clean columns from the words found in a raw one; an unknown word is a problem.

        `into` maps clean columns to columns of the list. A blank cell stays blank, unless the
        list has an entry for it, written ``(blank)``.
        """
        cells = made.raw[raw_column]
        for column in into:
            made.values[column] = [None] * len(made)
        for place, cell in enumerate(cells):
            meaning = self.meanings.get(cell or BLANK)
            if meaning is None:
                if cell:
                    mend = f"correct it, or add a line for it to data/raw/{self.file}"
                    made.problem(place, raw_column, cell, f"a word in {self.file}", mend)
                continue
            for column, source in into.items():
                made.values[column][place] = meaning[source] or None


def load_vocabulary(
    raw: Path, name: str, columns: Mapping[str, Sequence[str]], problems: Problems
) -> Vocabulary:
    """Read one list of words; a word given twice is a problem, and so is a meaning unknown here.

    `columns` maps each column of the list to the words that it may hold, a blank one among them
    where it may stay blank; none named: any text.
    """
    file = f"{FOLDER}/{name}.csv"
    found = read_csv(raw, file, ["found", *columns], problems, optional=["note"])
    meanings: dict[str, dict[str, str]] = {}
    rows: dict[str, int] = {}
    if found is not None:
        for place, word in enumerate(found.columns["found"]):
            row = found.rows[place]
            if not word or word in meanings:
                mend = f"write {BLANK} for blank cells, and each word once"
                problems.add(file, row, "found", word or "a blank", "each word once", mend)
            meanings[word] = {column: found.columns[column][place] for column in columns}
            rows[word] = row
        for column, allowed in columns.items():
            _check_meanings(found, column, allowed, problems)
    return Vocabulary(file, meanings, rows)


def _check_meanings(
    found: RawFile, column: str, allowed: Sequence[str], problems: Problems
) -> None:
    """Note each meaning that is none of our words, whether or not a row uses it yet."""
    for row, word in zip(found.rows, found.columns[column], strict=True):
        if word not in allowed and (allowed or not word):
            listed = ", ".join(one or "a blank" for one in allowed) or "a text"
            mend = nearest(word, allowed).split(" Allowed")[0] if word else ""
            mend = mend if mend.startswith("Did") else "use one of the words allowed"
            problems.add(found.file, row, column, word or "a blank", listed, mend)
