"""What a notebook showed of findings, charts and tables, read from its outputs' JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

MIMES = {
    "application/vnd.realpay.finding+json": "finding",
    "application/vnd.realpay.chart+json": "chart",
    "application/vnd.realpay.table+json": "table",
}

# What a chart brings along for JupyterLab; a page has these rules in its own style sheet.
SHEET = re.compile(r"<style>[^<]*</style>")


@dataclass(frozen=True)
class Exhibit:
    """One finding, chart or table as it was shown: its JSON, its HTML and where it stood."""

    kind: str
    id: str
    data: Mapping[str, Any]
    html: str
    cell: int

    @property
    def title(self) -> str:
        """A finding's sentence, a chart's headline, a table's caption."""
        named = {"finding": "sentence", "chart": "headline", "table": "caption"}[self.kind]
        return str(self.data.get(named, self.id))

    @property
    def table(self) -> Mapping[str, Any]:
        """Its data as a table's record: a chart's are one level down."""
        found: Mapping[str, Any] = self.data.get("table", {}) if self.kind == "chart" else self.data
        return found

    @property
    def columns(self) -> Sequence[str]:
        """The names at the head of its data, units in them."""
        return [
            f"{column['header']} ({column['unit']})" if column.get("unit") else column["header"]
            for column in self.table.get("columns", ())
        ]

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """Its data unrounded, one row a line; what is missing is None."""
        rows: Sequence[Sequence[object]] = self.table.get("data", ())
        return rows


def as_exhibit(output: NotebookNode, cell: int) -> Exhibit | None:
    """Return what an output shows if it is one of ours, else None."""
    bundle: Mapping[str, Any] = output.get("data", {})
    for mime, kind in MIMES.items():
        if mime in bundle:
            data = _read(bundle[mime])
            html = bundle.get("text/html", "")
            html = SHEET.sub("", html if isinstance(html, str) else "".join(html))
            return Exhibit(kind, str(data["id"]), data, html, cell)
    return None


def _read(record: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a notebook holds of an exhibit: rows of tables and values are texts of JSON."""
    read = dict(record)
    if "table" in read:
        read["table"] = _read(read["table"])
    for name in sorted({"values", "counts"} & read.keys()):
        read[name] = {one: {**value, "rows": _listed(value)} for one, value in read[name].items()}
    return read | _rows(read.pop("rows")) if isinstance(read.get("rows"), str) else read


def _listed(value: Mapping[str, Any]) -> Any:
    rows = value.get("rows", ())
    return _rows(rows) if isinstance(rows, str) else rows


@lru_cache(maxsize=256)
def _rows(text: str) -> Any:
    return json.loads(text)


def exhibits(notebook: NotebookNode) -> Iterator[Exhibit]:
    """Yield a notebook's findings, charts and tables in the order it showed them."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            found = as_exhibit(output, number)
            if found is not None:
                yield found


def values_json(notebook: NotebookNode) -> dict[str, Any]:
    """Gather every number of a report's findings, for `values.json` beside the page.

    Returns ``{"findings": {id: {"sentence": …, "values": {name: {"text", "amount", "unit",
    "decimals", "function", "rows", …}}}}}``, sorted by name throughout, with nothing in it of
    the day or the machine, so that two builds compare byte for byte.
    """
    found = {
        shown.id: {"sentence": shown.title, "values": dict(shown.data.get("values", {}))}
        for shown in exhibits(notebook)
        if shown.kind == "finding"
    }
    result: dict[str, Any] = _sorted({"findings": found})
    return result


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _sorted(value[name]) for name in sorted(value, key=str)}
    return value  # lists are of rows: they keep their order
