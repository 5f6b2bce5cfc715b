"""The command that begins a new report: a notebook that runs, its module, catalogue entry and test.

What is written answers a small question of its own (the newest rates known on a day), so that
there is something to run before anything is changed: gather, findings, a table.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.project import Project


def new(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="report", help="What to begin: report.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, such as pay_gap.")],
    title: Annotated[str, typer.Option("--title", help="What stands at the top.")] = "",
    question: Annotated[str, typer.Option("--question", help="What it answers.")] = "",
    group: Annotated[str, typer.Option("--group", help="A heading of the catalogue.")] = "record",
) -> None:
    """Write a notebook that runs, the module behind it, its catalogue entry and a test.

    They answer a small question of their own until you change them.

    For example:

      realpay new report pay_gap

      realpay new report pay_gap --question "How far apart are the grades?" --group pay
    """
    from analysis.errors import UsageError

    if what != "report":
        raise UsageError(f"Nothing called {what!r} can be begun. Allowed: report.")
    project = context.obj.to_work_on("new")
    plain = name.replace("_", " ")
    written = new_report(
        project,
        name,
        title=title or plain[:1].upper() + plain[1:],
        question=question or f"What is there to say of {plain}?",
        group=group,
    )
    for path in written:
        typer.echo(path.relative_to(project.root).as_posix())
    typer.echo(f"Next: realpay build {name.replace('_', '-')}")


NAME = re.compile(r"[a-z][a-z0-9_]{2,40}")

MODULE = '''"""Notebook {number}: {plain}."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.collection.prices import held, read_rates
from analysis.measures.prices.knowledge import known_rates
from analysis.present import Finding, Table, Value
from analysis.tables.asked import asked


@dataclass(frozen=True, eq=False)
class View:
    """What was gathered for the day asked about."""

    known: pd.DataFrame
    on: str


@asked
def gather(*, on: str) -> View:
    """Read what the report shows: the newest rate of each index that was known on a day."""
    prices = read_rates(as_of=on)
    return View(known_rates(prices, on=on, indices=held(prices)), on)


def findings(view: View) -> list[Finding]:
    """Answer the question of the title in the first sentence."""
    sentence = "On {{on}} the twelve-month rates of {{n}} price indices were known."
    return [Finding("answer", sentence, {{"on": Value(view.on), "n": Value(len(view.known))}})]


def table(view: View) -> Table:
    """List what the answer rests on."""
    return Table(
        view.known[["index", "reference_month", "rate_pct"]],
        "rates",
        "The newest rates known that day",
        headers={{"index": "Index", "reference_month": "Month", "rate_pct": "Rate"}},
        units={{"rate_pct": "%"}},
        decimals={{"rate_pct": 1}},
        source="prices: ONS",
        none="No rate had been published by then.",
    )
'''
TEST = '''"""Notebook {number}: {plain}."""


def test_the_first_finding_answers_the_question(make):
    made = make("{notebook}", on="2022-12-07")
    assert made.findings[0].sentence.endswith("rates of 3 price indices were known.")
    assert made.tables[0].frame["rate_pct"].tolist() == [11.1, 9.6, 14.2]
'''
ENTRY = """
  - name: {slug}
    title: {title}
    question: {question}
    group: {group}
    notebook: {notebook}
"""
PARAMETERS = 'on: str = "2022-12-07"  # the day that is asked about'
IMPORTS = "from IPython.display import display\n\nfrom analysis.collection import {name}"


def new_report(project: Project, name: str, *, title: str, question: str, group: str) -> list[Path]:
    """Write the four parts of a new report and return where they are; nothing is overwritten.

    `name` is a Python name, `group` a heading of the catalogue. Raises `UsageError` for a name
    that cannot be one or is taken, and for no such group.
    """
    from analysis.doors.files import read_text
    from analysis.errors import UsageError
    from analysis.publish.catalogue import read_written

    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a report. Use small letters, such as pay_gap.")
    groups, text = read_written(project.catalogue).groups, read_text(project.catalogue)
    if group not in groups:
        raise UsageError(f"No group {group!r} in the catalogue. There are {', '.join(groups)}.")
    taken = [path.stem for path in project.notebooks.glob("*.ipynb")]
    number = f"{max((int(stem[:2]) for stem in taken if stem[:2].isdecimal()), default=-1) + 1:02d}"
    notebook, plain = f"{number}_{name}", name.replace("_", " ")
    module = project.root / "src" / "analysis" / "collection" / f"{name}.py"
    parts = {
        project.notebooks / f"{notebook}.ipynb": _notebook(name, title, question),
        module: MODULE.format(number=number, plain=plain),
        project.root / "tests" / "collection" / f"test_{name}.py": TEST.format(
            number=number, plain=plain, notebook=notebook
        ),
    }
    if any(stem[3:] == name for stem in taken) or any(path.exists() for path in parts):
        raise UsageError(f"There is a report or a module called {name} already. Take another name.")
    for path, content in parts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    entry = ENTRY.format(
        slug=name.replace("_", "-"),
        title=json.dumps(title, ensure_ascii=False),
        question=json.dumps(question, ensure_ascii=False),
        group=group,
        notebook=notebook,
    )
    project.catalogue.write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8")
    return [*parts, project.catalogue]


def _notebook(name: str, title: str, question: str) -> str:
    """Write the notebook: question, parameters, imports, findings, table."""
    cells = [
        ("markdown", f"# {title}\n\n{question}", []),
        ("code", PARAMETERS, ["parameters"]),
        ("code", IMPORTS.format(name=name), []),
        ("code", f"view = {name}.gather(on=on)\ndisplay(*{name}.findings(view))", []),
        ("markdown", "## What the answer rests on", []),
        ("code", f"{name}.table(view)", []),
    ]
    made = []
    for place, (kind, source, tags) in enumerate(cells, start=1):
        cell: dict[str, object] = {
            "cell_type": kind,
            "id": f"cell-{place:02d}",
            "metadata": {"tags": tags} if tags else {},
            "source": source.splitlines(keepends=True),
        }
        made.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
