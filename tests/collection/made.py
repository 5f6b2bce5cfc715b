"""Reports of the collection without pages: the notebooks' own cells, run in this process."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import IPython.display
import pandas as pd

from analysis.present import Chart, Finding, Table
from analysis.project import Project
from analysis.publish.parameters import check_parameters, read_parameters
from analysis.tables.store import Selection, recording

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@dataclass(frozen=True)
class Made:
    """What one notebook showed for one set of parameters."""

    notebook: str
    parameters: dict[str, Any]
    shown: tuple[Any, ...]
    reads: tuple[Selection, ...] = ()

    def of(self, kind: type) -> list[Any]:
        return [one for one in self.shown if isinstance(one, kind)]

    @property
    def findings(self) -> list[Finding]:
        """The findings at the top of the report: those shown before any chart or table."""
        top = []
        for one in self.shown:
            if not isinstance(one, Finding):
                break
            top.append(one)
        return top

    @property
    def charts(self) -> list[Chart]:
        return self.of(Chart)

    @property
    def tables(self) -> list[Table]:
        return self.of(Table)

    def words(self) -> Iterator[tuple[str, str, pd.DataFrame]]:
        """Give every piece of prose of charts and tables: where it stands, it, and its data."""
        for chart in self.charts:
            for name in ("headline", "subtitle", "alt", "none"):
                yield f"{chart.id}: {name}", getattr(chart, name), chart.data
            yield from _small_words(chart, chart.data)
        for table in self.tables:
            yield f"{table.id}: caption", table.caption, table.frame
            yield f"{table.id}: none", table.none, table.frame
            for note in table.notes:
                yield f"{table.id}: note", note, table.frame
            yield from _small_words(table, table.frame)


def _small_words(one: Chart | Table, data: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for header in one.headers.values():
        yield f"{one.id}: header", header, data
    for reason in one.blanks.values():
        for text in [reason] if isinstance(reason, str) else {*filter(None, reason)}:
            yield f"{one.id}: reason for a blank", text, data


def make(project: Project, notebook: str, **given: Any) -> Made:
    """Run the cells of a notebook with parameters as a build does, and keep what they show."""
    path = NOTEBOOKS / f"{notebook}.ipynb"
    values = check_parameters(read_parameters(path), given, project, notebook)
    shown: list[Any] = []
    with recording() as recorded:
        _run(path, values, shown)
    return Made(notebook, values, tuple(shown), tuple(recorded.digests))


def _run(path: Path, values: dict[str, Any], shown: list[Any]) -> None:
    names: dict[str, Any] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        if "parameters" in cell["metadata"].get("tags", []):
            names |= values
            continue
        tree = ast.parse("".join(cell["source"]), filename=path.name)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)  # noqa: S102 - the project's own notebooks
        if IPython.display.display in names.values():
            names["display"] = lambda *found: shown.extend(found)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)  # noqa: S307
            shown.extend([] if value is None else [value])
