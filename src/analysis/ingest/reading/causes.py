"""Problems told once: those of one cause are one message, with a count and their first rows.

Problems have one cause where file, column, what is allowed and the mend are the same but for the
digits in it, and what was found is the same but for its digits. So four hundred ballots without
their parent are one message, as is a column of decimal commas, while every unknown name is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.ingest.reading.problems import Problem, printable, shorten

SHOWN_ROWS = 4
SHOWN_VALUES = 3
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Cause:
    """Problems of one cause, at least one, in the order of their rows."""

    problems: tuple[Problem, ...]

    @property
    def line(self) -> str:
        """The message: of a single problem as it is, else with count, first rows and values."""
        first = self.problems[0]
        if len(self.problems) == 1:
            return first.line
        place = printable(first.file)
        if first.sheet:
            place += f", sheet '{shorten(first.sheet)}'"
        rows = [one.row for one in self.problems if one.row is not None]
        counted = "lines" if first.file.endswith(".yaml") else "rows"
        if rows:
            shown = ", ".join(map(str, rows[:SHOWN_ROWS]))
            more = f" and {len(rows) - SHOWN_ROWS:,} more" if len(rows) > SHOWN_ROWS else ""
            place += f", {len(rows):,} {counted} ({shown}{more})"
        if first.column is not None:
            place += f", column {shorten(first.column)}"
        values = list(dict.fromkeys(one.found for one in self.problems))
        found = ", ".join(f"'{shorten(value)}'" for value in values[:SHOWN_VALUES])
        if len(values) > SHOWN_VALUES:
            found += f" and {len(values) - SHOWN_VALUES:,} other values"
        mends = {one.mend for one in self.problems}
        mend = printable(first.mend) + (", and so on" if len(mends) > 1 else "")
        return f"{place}: found {found}; allowed: {printable(first.allowed)}; mend: {mend}"


def causes_of(problems: Iterable[Problem]) -> list[Cause]:
    """Gather problems by their cause, the causes in the order of their first problem.

    >>> few = [Problem("x.csv", row, "yes", f"{row},5", "a number", f"write {row}.5")
    ...        for row in range(2, 9)]
    >>> print(causes_of(few)[0].line)
    x.csv, 7 rows (2, 3, 4, 5 and 3 more), column yes: found '2,5', '3,5', '4,5' and 4 other
    values; allowed: a number; mend: write 2.5, and so on
    """
    gathered: dict[tuple[str, ...], list[Problem]] = {}
    for one in problems:
        alike = (_DIGITS.sub("#", text) for text in (one.found, one.allowed, one.mend))
        key = (one.file, one.column or "", "" if one.row is None else "row", *alike)
        gathered.setdefault(key, []).append(one)
    return [Cause(tuple(found)) for found in gathered.values()]
