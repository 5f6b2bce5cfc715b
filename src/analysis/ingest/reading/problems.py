"""What is wrong with raw files, collected to the end before anything stops.

A problem is one plain line for the person who keeps the file: where it stands, what was found,
what is allowed and how to mend it. Rows are counted as an editor or a spreadsheet shows them, the
header being row 1; in YAML, which has none, lines are counted.

Problems have one cause where file, column, what is allowed and the mend are the same but for the
digits in it, and what was found is the same but for its digits. So four hundred ballots without
their parent are one message, as is a column of decimal commas, while every unknown name is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.doors.files import Refused
from analysis.errors import DataError
from analysis.ingest.reading.sheets import place_name

LONGEST_VALUE = 60  # characters of a found value that a message repeats


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of a raw file.

    `file` is relative to data/raw; `row` and `column` are None where the whole file is meant. In a
    workbook, `sheet` and `cell` say where that is.

    >>> print(Problem("pay/offers.csv", 17, "percent", "3,5x", "a number in per cent, such as 3.5",
    ...               "write 3.5").line)
    pay/offers.csv, row 17, column percent: found '3,5x'; allowed: a number in per cent,
    such as 3.5; mend: write 3.5
    """

    file: str
    row: int | None
    column: str | None
    found: str
    allowed: str
    mend: str
    sheet: str = ""
    cell: str = ""

    @property
    def line(self) -> str:
        """The problem as one line of plain text, whatever bytes were found."""
        place = printable(self.file)
        if self.sheet:
            place += f", sheet '{shorten(self.sheet)}'"
        if self.row is not None:
            counted = "line" if self.file.endswith(".yaml") else "row"
            place += f", {counted} {self.row}"
        if self.column is not None:
            place += f", column {shorten(self.column)}"
        if self.cell:
            place += f" (cell {self.cell})"
        allowed, mend = printable(self.allowed), printable(self.mend)
        return f"{place}: found '{shorten(self.found)}'; allowed: {allowed}; mend: {mend}"


@dataclass
class Problems:
    """All problems found so far; the same one twice is kept once.

    >>> problems = Problems()
    >>> problems.add("pay/offers.csv", 9, "unions", "PCS;", "names", "take the semicolon away")
    >>> problems.add("pay/offers.csv", 2, "offer_id", "", "a key", "write one")
    >>> [problem.row for problem in problems], bool(problems)
    ([2, 9], True)
    """

    questions: list[Problem] = field(default_factory=list)
    _found: dict[Problem, None] = field(default_factory=dict)
    _sheets: dict[str, tuple[str, Mapping[str, int]]] = field(default_factory=dict)

    def add(
        self, file: str, row: int | None, column: str | None, found: object, allowed: str, mend: str
    ) -> None:
        """Note one problem; `found` may be any value and is shown as text."""
        self._found.setdefault(self._problem(file, row, column, found, allowed, mend))

    def ask(
        self, file: str, row: int, column: str, found: object, usual: str, question: str
    ) -> None:
        """Note a value that is unlikely: it stops nothing, and somebody should look at it."""
        self.questions.append(self._problem(file, row, column, found, usual, question))

    def refuse(self, file: str, error: OSError | Refused, allowed: str) -> None:
        """Note why a file, or a place in it, cannot be read; `allowed` is what belongs there."""
        if isinstance(error, Refused):
            column = None if error.column is None else str(error.column)
            self.add(file, error.line, column, error.found, error.allowed, error.mend)
        elif isinstance(error, FileNotFoundError):
            self.add(file, None, None, "no such file", allowed, "put the file back")
        else:
            reason = error.strerror or type(error).__name__
            self.add(file, None, None, reason, "a file that can be read", "look at its rights")

    def _problem(
        self, file: str, row: int | None, column: str | None, found: object, allowed: str, mend: str
    ) -> Problem:
        sheet, columns = self._sheets.get(file, ("", {}))
        number = columns.get(column or "")
        cell = place_name(row, number) if row is not None and number is not None else ""
        return Problem(file, row, column, str(found), allowed, mend, sheet, cell)

    def lay_out(self, file: str, sheet: str, columns: Mapping[str, int]) -> None:
        """Say in which sheet of a workbook a table stands, and in which column each of its own."""
        self._sheets[file] = (sheet, columns)

    def extend(self, others: Iterable[Problem]) -> None:
        """Take over problems found elsewhere, such as another collection."""
        self._found.update(dict.fromkeys(others))

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        """Give the problems by file, row and column; those of a whole file come first."""
        return iter(sorted(self._found, key=_place))

    def report(self) -> str:
        """Tell all causes, a line each: how many problems each has, the first rows, and the mend.

        >>> problems = Problems()
        >>> for row in range(2, 10_002):
        ...     problems.add("ballots.csv", row, "yes", "x", "a count", "write a count")
        >>> print(problems.report())
        10,000 problems in 1 file, of 1 cause
        ballots.csv, 10,000 rows (2, 3, 4, 5 and 9,996 more), column yes: found 'x';
        allowed: a count; mend: write a count
        """
        causes, files = causes_of(self), {problem.file for problem in self}
        heading = f"{_count(len(self), 'problem')} in {_count(len(files), 'file')}"
        if len(causes) < len(self):
            heading += f", of {_count(len(causes), 'cause')}"
        return "\n".join([heading, *(cause.line for cause in causes)])

    def stop_if_any(self) -> None:
        """Raise `DataProblems` if anything was found."""
        if self:
            raise DataProblems(self)


class DataProblems(DataError):  # noqa: N818 - the plural says that it carries them all
    """Raw files are not fit to use; carries the problems, and its text is their report."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems.report())
        self.problems = problems

    def __reduce__(self) -> tuple[type[DataProblems], tuple[Problems]]:
        """Travel between processes with the problems, not only with their text."""
        return DataProblems, (self.problems,)


def printable(text: str) -> str:
    r"""Escape what a terminal would act on: control, direction and line-breaking characters.

    >>> printable("a" + chr(27) + "[31m" + chr(10) + "b")
    'a\\x1b[31m\\nb'
    """
    if text.isprintable():
        return text
    return "".join(
        repr(character)[1:-1] if unicodedata.category(character)[0] in "CZ" else character
        for character in text
    )


def shorten(text: str, longest: int = LONGEST_VALUE) -> str:
    """Make a value printable and cut it at `longest` characters.

    >>> shorten("9" * 70)[-3:], len(shorten("9" * 70))
    ('99…', 60)
    """
    shown = printable(text[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.row or 0, problem.column or "", problem.found


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
