"""Adding rows to the record: what is asked of each kind, checked at once, and one line appended.

What a kind asks for stands in `adding.csv`: the columns that matter, the question, what is taken
where nothing is answered, and the names under which a sheet may call a column. A line that is
there is never rewritten.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from analysis import typed
from analysis.errors import UsageError, nearest
from analysis.ingest.clean import clean
from analysis.ingest.reading.cells import CellError, number, partial_day, whole
from analysis.ingest.reading.problems import DataProblems, Problems
from analysis.ingest.reading.rawfile import find_file, read_csv, read_text, split_csv
from analysis.ingest.words.citations import load_unions
from analysis.ingest.words.vocabulary import BLANK, FOLDER
from analysis.project import Project
from analysis.tables.asked import Asked
from analysis.tables.columns import Span, Table
from analysis.tables.registry import table_named

FILE = "adding.csv"
KINDS = {
    "offer": "offer_statements",
    "ballot": "ballots",
    "action": "actions",
    "claim": "claims",
    "employer": "employers",
}
# Columns whose words are a list in data/raw/vocabulary, by table and column.
LISTS = {
    ("offer_statements", "basis"): "offer_basis",
    ("offer_statements", "status"): "offer_status",
    ("offer_statements", "grade"): "grade",
    ("offer_statements", "asserted_by"): "speaker",
    ("ballots", "level"): "ballot_level",
    ("ballots", "ballot_type"): "ballot_type",
    ("ballots", "question"): "ballot_question",
    ("actions", "kind"): "action_kind",
    ("actions", "status"): "action_status",
}
_SMALL = {"and", "for", "of", "the", "in"}


@dataclass(frozen=True)
class Question:
    """One column that is asked for, and what it may be called in a sheet."""

    column: str
    text: str
    needed: bool
    otherwise: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What one kind of row asks for, and the file that it is appended to."""

    project: Project
    kind: str
    table: Table
    header: tuple[str, ...]
    held: Sequence[Mapping[str, str]]
    questions: tuple[Question, ...]

    @property
    def file(self) -> str:
        """The file of the table, below data/raw."""
        return str(self.table.raw_file)

    def read(self, column: str, text: str) -> str:
        """Read one answer as the file has it; `UsageError` with what to type instead."""
        text = " ".join(text.split())
        if not text:
            return ""
        if column == "employer":
            names = Asked(self.project).names("employer")
            return names.called(names.read(text, what=column))
        if column in ("union", "unions"):
            known = typed.Names(
                "union", dict.fromkeys(load_unions(self.project.raw, Problems()), ())
            )
            return "; ".join(known.read(one, what=column) for one in text.split(";"))
        if (listed := LISTS.get((self.table.name, column))) is not None:
            return _worded(text, self._words(listed), column)
        return _by_kind(text, column, self.table)

    def _words(self, listed: str) -> dict[str, None]:
        """List the words of a vocabulary, in the order of its file."""
        file = f"{FOLDER}/{listed}.csv"
        text = read_text(self.project.raw / file, file, Problems())
        records = split_csv(text or "", file, Problems()) or []
        return dict.fromkeys(cells[0] for cells in records[1:] if cells and cells[0] != BLANK)

    def complete(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Fill in what follows from the answers; `UsageError` for what is needed and missing."""
        row = dict.fromkeys(self.header, "") | {
            name: cell for name, cell in answers.items() if cell
        }
        for question in self.questions:
            if not row[question.column]:
                row[question.column] = self._otherwise(question, row)
            if question.needed and not row[question.column]:
                raise UsageError(f"{question.column} is needed: {question.text}")
        return row

    def _otherwise(self, question: Question, row: Mapping[str, str]) -> str:
        rule = question.otherwise
        if rule.startswith("="):
            return row[rule[1:]]
        if rule.startswith("decimals of "):
            named = rule.removeprefix("decimals of ").split(" and ")
            return str(max(len(row[name].partition(".")[2]) for name in named))
        if rule == "next":
            return _next([held[question.column] for held in self.held])
        if rule == "of employer":
            return re.sub(r"[^a-z0-9]+", "-", row["name"].casefold()).strip("-")
        if rule == "of offer":
            same = (row["employer"], row["pay_year_from"])
            held = [one for one in self.held if (one["employer"], one["pay_year_from"]) == same]
            made = f"{_initials(row['employer'])}-{row['pay_year_from'][:4]}"
            return held[-1]["offer_id"] if held else made
        if rule == "of source":  # initials of the text, and which of its figures it is
            stem, taken = _initials(row["source_title"]), {one["claim_id"] for one in self.held}
            return next(key for at in count(1) if (key := f"{stem}-{at}") not in taken)
        if rule == "of ballot":
            made = f"{row['union']}-{row['close_date'][:7]}-{_initials(row['employer'])}"
            return _unlike(made, {held["ballot_id"] for held in self.held})
        return rule


def load_form(project: Project, kind: str) -> Form:
    """Read what a kind asks for, and the rows that are there; `UsageError` for no such kind."""
    if kind not in KINDS:
        raise UsageError(f"Nothing called {kind!r} can be added. {nearest(kind, KINDS)}")
    table, problems = table_named(KINDS[kind]), Problems()
    if find_file(project.raw, str(table.raw_file)).suffix != ".csv":
        raise UsageError(f"{table.raw_file} stands in a workbook: add the row there.")
    columns = ("kind", "column", "question", "needed", "otherwise", "synonyms")
    asked = read_csv(project.raw, FILE, columns, problems)
    text = read_text(project.raw / str(table.raw_file), str(table.raw_file), problems)
    held = split_csv(text or "", str(table.raw_file), problems)
    problems.stop_if_any()
    assert asked is not None and held is not None  # noqa: S101, PT018 - else a problem was noted
    rows = zip(*(asked.columns[name] for name in columns), strict=True)
    questions = tuple(
        Question(column, text, needed == "yes", otherwise, tuple(synonyms.split("|")))
        for of, column, text, needed, otherwise, synonyms in rows
        if of == kind
    )
    header = tuple(held[0])
    kept = [dict(zip(header, cells, strict=False)) for cells in held[1:]]
    return Form(project, kind, table, header, kept, questions)


def read_sheet(form: Form, path: Path) -> list[dict[str, str]]:
    """Read many rows from a CSV or workbook whose columns stand in any order, under any name.

    Raises `UsageError` for a column that nothing is called, `DataProblems` for a file that cannot
    be read.
    """
    problems = Problems()
    if path.suffix in {".xlsx", ".ods"}:
        from analysis.ingest.reading.workbook import read_workbook

        records = read_workbook(path, path.name, (), problems)
    else:
        text = read_text(path, path.name, problems)
        records = None if text is None else split_csv(text, path.name, problems)
    problems.stop_if_any()
    if not records:
        raise UsageError(f"{path.name}: no rows. Write a header, then a row each.")
    called = {
        typed.names.fold(name): one.column
        for one in form.questions
        for name in (one.column, *one.synonyms)
        if name
    } | {typed.names.fold(name): name for name in form.header}
    columns = []
    for name in records[0]:
        column = called.get(typed.names.fold(name))
        if column is None or column in columns:
            wrong = "nothing is called so" if column is None else f"{column} stands twice"
            known = [one.column for one in form.questions]
            raise UsageError(f"{path.name}, column {name!r}: {wrong}. {nearest(name, known)}")
        columns.append(column)
    rows = []
    for number_, cells in enumerate(records[1:], start=2):
        if not any(cells):
            continue
        row: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=False):
            try:
                row[column] = form.read(column, cell)
            except UsageError as error:
                raise UsageError(f"{path.name}, row {number_}, {error}") from None
        try:
            rows.append(form.complete(row))
        except UsageError as error:
            raise UsageError(f"{path.name}, row {number_}: {error}") from None
        form = _with(form, rows[-1])
    return rows


def check(form: Form, rows: Sequence[Mapping[str, str]]) -> None:
    """Clean a copy of the record with the rows in it; `DataProblems` with what is wrong there."""
    first = len(form.held) + 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Project(Path(folder))
        shutil.copytree(form.project.raw, copy.raw)
        append(copy, form, rows)
        try:
            clean(copy)
        except DataProblems as error:
            mine = Problems()
            for one in error.problems:
                if one.file == form.file and (one.row or 0) >= first:
                    mine.add(one.file, one.row, one.column, one.found, one.allowed, one.mend)
            mine.stop_if_any()


def append(project: Project, form: Form, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the rows as lines of their own below the last, with the file's own line ends."""
    path = project.raw / form.file
    held = path.read_bytes()
    end = "\r\n" if b"\r\n" in held else "\n"
    text = io.StringIO()
    if held and not held.endswith((b"\n", b"\r")):
        text.write(end)
    csv.DictWriter(text, form.header, lineterminator=end).writerows(rows)
    with path.open("ab") as file:
        file.write(text.getvalue().encode())


def line_of(form: Form, row: Mapping[str, str]) -> str:
    """Show the row as it will stand in the file."""
    text = io.StringIO()
    csv.DictWriter(text, form.header, lineterminator="").writerow(row)
    return text.getvalue()


def _with(form: Form, row: Mapping[str, str]) -> Form:
    return Form(form.project, form.kind, form.table, form.header, [*form.held, row], form.questions)


def _worded(text: str, words: Mapping[str, object], column: str) -> str:
    folded = {word.casefold(): word for word in words}
    if text.casefold().replace(" ", "_") in folded:
        text = text.replace(" ", "_")
    if text.casefold() not in folded:
        raise UsageError(f"{column}={text!r}: not a word on record. {nearest(text, words)}")
    return folded[text.casefold()]


def _by_kind(text: str, column: str, table: Table) -> str:
    """Read an answer by the kind of the clean column that it becomes."""
    item = next((one for one in table.body if one.raw == column), None)
    if isinstance(item, Span) or (item is not None and item.kind == "day"):
        return _dated(text, column)
    kind = item.kind if item is not None else "text"
    if column == "source_date":
        return _dated(text, column)
    if kind == "pay_year":
        return typed.pay_years(text, what=column)[0].text
    if kind == "pct":
        return f"{typed.percentage(text, what=column):.10g}"
    if kind == "gbp":
        return f"{typed.pounds(text, what=column):.10g}"
    if kind in ("count", "number"):
        try:
            plain = text.replace(",", "").lstrip("£").removesuffix("%").strip()
            if kind == "count":
                return str(whole(plain))
            number(plain)
            return plain  # as printed: its decimals say how it was rounded
        except CellError as error:
            raise UsageError(f"{column}={text!r}: {error.allowed}. {error.mend}") from None
    if item is not None and item.allowed:
        return _worded(text, dict.fromkeys(item.allowed), column)
    return text


def _dated(text: str, column: str) -> str:
    """Read a day; a month or a year alone stays one."""
    try:
        partial_day(text)
    except CellError:
        pass
    else:
        return text
    try:
        return typed.day(text, what=column).isoformat()
    except UsageError as error:
        try:
            return typed.month(text, what=column).text
        except UsageError:
            raise error from None


def _next(keys: Sequence[str]) -> str:
    """Number a new row after the last one.

    >>> _next(["O0128", "O0129"]), _next(["ACT-009", "ACTM-101"])
    ('O0130', 'ACTM-102')
    """
    found = re.fullmatch(r"(.*?)(\d+)", keys[-1]) if keys else None
    if found is None:
        return "R0001"
    start, digits = found.groups()
    numbers = [
        int(key[len(start) :]) for key in keys if re.fullmatch(re.escape(start) + r"\d+", key)
    ]
    return f"{start}{max(numbers) + 1:0{len(digits)}d}"


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else "".join(words).upper()


def _unlike(made: str, held: set[str]) -> str:
    at = 2
    name = made
    while name in held:
        name, at = f"{made}-{at}", at + 1
    return name
