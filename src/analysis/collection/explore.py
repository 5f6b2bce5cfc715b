"""Notebook 12: the collection's own functions under widgets, for a researcher at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.collection.ballots import dispute, dispute_figures, dispute_findings
from analysis.collection.layouts import lay_out
from analysis.collection.offers import offers, offers_figures
from analysis.collection.pay import grades, grades_figures
from analysis.collection.prices import all_series, chosen_indices, shown_indices
from analysis.collection.selection import LATEST
from analysis.errors import RealpayError
from analysis.measures.prices.points import CONVENTIONS
from analysis.present import Table
from analysis.tables import read
from analysis.tables.asked import asked

if TYPE_CHECKING:
    import ipywidgets

BASES = (2020, 2021, 2022, 2023)
LEAST_STATEMENTS = 3


@dataclass(frozen=True)
class Question:
    """One thing to look at: what it shows, and the code that shows the same."""

    title: str
    show: Callable[[dict[str, Any]], list[Any]]
    code: Callable[[dict[str, Any]], str]


def _offers(chosen: dict[str, Any]) -> list[Any]:
    indices = chosen_indices(chosen["index"])
    view = offers.gather(
        employer=chosen["employer"], years="all", indices=indices, as_of=chosen["as_of"]
    )
    return [*offers.findings(view), offers_figures.chart(view), offers_figures.table(view)]


def _offers_code(chosen: dict[str, Any]) -> str:
    indices = chosen_indices(chosen["index"])
    return (
        "from analysis.collection.offers import offers, offers_figures\n"
        f"view = offers.gather(employer={chosen['employer']!r}, years='all', "
        f"indices={indices!r}, as_of={chosen['as_of']!r})\n"
        "display(*offers.findings(view), offers_figures.chart(view))"
    )


def _grades(chosen: dict[str, Any]) -> list[Any]:
    view = grades.gather(
        base=chosen["base"],
        index=chosen["index"],
        convention=chosen["convention"],
        as_of=chosen["as_of"],
    )
    return [*grades.findings(view), grades_figures.chart(view), grades_figures.table(view)]


def _grades_code(chosen: dict[str, Any]) -> str:
    return (
        "from analysis.collection.pay import grades, grades_figures\n"
        f"view = grades.gather(base={chosen['base']!r}, index={chosen['index']!r}, "
        f"convention={chosen['convention']!r}, as_of={chosen['as_of']!r})\n"
        "display(*grades.findings(view), grades_figures.chart(view))"
    )


def _dispute(chosen: dict[str, Any]) -> list[Any]:
    view = dispute.gather(employer=chosen["employer"], as_of=chosen["as_of"])
    return [*dispute_findings.findings(view), dispute_figures.timeline(view)]


def _dispute_code(chosen: dict[str, Any]) -> str:
    return (
        "from analysis.collection.ballots import dispute, dispute_figures, dispute_findings\n"
        f"view = dispute.gather(employer={chosen['employer']!r}, as_of={chosen['as_of']!r})\n"
        "display(*dispute_findings.findings(view), dispute_figures.timeline(view))"
    )


QUESTIONS = (
    Question("Offers against inflation", _offers, _offers_code),
    Question("Real pay by grade", _grades, _grades_code),
    Question("One employer's story", _dispute, _dispute_code),
)


def _known() -> list[tuple[str, str, int]]:
    """List the employers with enough statements to look at: name, slug, how many; by name."""
    counts = read("offer_statements", columns=["employer"])["employer"].value_counts()
    names = read("employers", columns=["key", "name"]).set_index("key")["name"]
    enough = counts[counts >= LEAST_STATEMENTS]
    listed = ((str(slug), int(count)) for slug, count in enough.items())
    return sorted((str(names[slug]), slug, count) for slug, count in listed if slug in names.index)


def employers() -> Table:
    """List the employers with enough offers to look at, each with the slug that parameters take."""
    return lay_out(
        "employers",
        pd.DataFrame(_known(), columns=["name", "slug", "statements"]),
        least=LEAST_STATEMENTS,
    )


def reach() -> Table:
    """Give for each index the newest month that the record holds: of its level, of its rate."""
    columns = ["index", "measure", "period"]
    prices = read("prices", columns=columns, where={"series": all_series()})
    newest = prices.pivot_table(
        index="index", columns="measure", values="period", aggfunc="max"
    ).reindex(columns=["index", "rate_12m"])
    return lay_out("reach", newest.set_axis(["level", "rate"], axis=1).reset_index())


@asked
def panel(
    *, employer: str, index: str, base: int, convention: str, as_of: str = LATEST
) -> ipywidgets.Widget:
    """Make the panel: choices on top, what they show, and the code that shows the same.

    Whatever is chosen that the record does not hold is said in a sentence in the panel.
    """
    import ipywidgets as widgets

    titles = [question.title for question in QUESTIONS]
    known = [(name, slug) for name, slug, _ in _known()]
    choices = {
        "question": widgets.Dropdown(options=titles, description="Question"),
        "employer": widgets.Dropdown(
            options=known,
            value=employer if employer in dict(known).values() else known[0][1],
            description="Employer",
        ),
        "index": widgets.Dropdown(options=shown_indices(), value=index, description="Index"),
        "base": widgets.Dropdown(options=list(BASES), value=base, description="Base"),
        "convention": widgets.Dropdown(
            options=list(CONVENTIONS), value=convention, description="Convention"
        ),
        "as_of": widgets.Text(value=as_of, description="As of", continuous_update=False),
    }
    shown, code = widgets.Output(), widgets.Textarea(description="Code", rows=4, disabled=True)
    code.layout.width = "100%"

    def refresh(_: object = None) -> None:
        chosen = {name: widget.value for name, widget in choices.items()}
        question = QUESTIONS[titles.index(chosen["question"])]
        code.value = question.code(chosen)
        shown.outputs = _outputs(question, chosen)

    for widget in choices.values():
        widget.observe(refresh, names="value")
    refresh()
    return widgets.VBox([*choices.values(), code, shown])


def _outputs(question: Question, chosen: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Give what a question shows as a notebook keeps it.

    The widget is handed its outputs whole. Were they caught as they are shown (`with shown:`),
    whoever runs the notebook without a browser would send each of them back while it listens for
    the kernel's answer on the same socket, and could miss that answer for ever.
    """
    from IPython.core.formatters import DisplayFormatter

    try:
        things = question.show(chosen)
    except RealpayError as error:
        return ({"output_type": "stream", "name": "stdout", "text": f"{error}\n"},)
    made = map(DisplayFormatter().format, things)
    return tuple(
        {"output_type": "display_data", "data": data, "metadata": about} for data, about in made
    )
