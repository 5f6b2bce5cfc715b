"""A chart fit for a report: headline, subtitle, drawing, source, and its data folded under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import ReportError
from analysis.present.charts.canvas import Drawing
from analysis.present.charts.pictures import Said, save_picture
from analysis.present.charts.svg import write_svg
from analysis.present.findings import check_id
from analysis.present.numbers import decimals_of
from analysis.present.style import HOST_SHEET
from analysis.present.tables import Table, table_with_rows_as_text
from analysis.present.values import Value, with_rows_as_text

# Laying series side by side: a tidy frame as the table a reader would draw.

# More columns than this do not fit a page; a table emptier than this is longer, not shorter.
MOST_SERIES = 8
LEAST_FILLED = 0.7


def lay_out(data: pd.DataFrame, row: str, column: str, value: str) -> pd.DataFrame | None:
    """Give one row a period and one column a series, if that is the better table.

    It is where the three columns are all there is, each pair of period and series comes once, the
    series are few and most cells would be filled. Otherwise ``None``: the tidy frame stays.

    >>> rates = pd.DataFrame(
    ...     {"year": [2022, 2022, 2023, 2023], "index": ["CPI", "RPI"] * 2, "rate": [9, 12, 7, 10]}
    ... )
    >>> lay_out(rates, "year", "index", "rate")
       year  CPI  RPI
    0  2022    9   12
    1  2023    7   10
    """
    if set(data.columns) != {row, column, value} or data[[row, column]].isna().any(axis=None):
        return None
    if data.duplicated([row, column]).any():
        return None
    names = [str(name) for name in data[column].unique()]
    if row in names or len(set(names)) < len(names) or len(names) > MOST_SERIES:
        return None
    if len(data) < LEAST_FILLED * len(names) * data[row].nunique():
        return None
    columns: dict[Any, Any] = {
        str(name): part.set_index(row)[value] for name, part in data.groupby(column, sort=False)
    }
    wide = pd.DataFrame(columns).sort_index()
    return wide.rename_axis(index=row, columns=None).reset_index()[[row, *names]]


CHART_MIME = "application/vnd.realpay.chart+json"
MOST_WORDS = 10
# Height over width: what paper must not shrink to a strip, and what no side of it can hold.
TALL, TALLEST = 0.8, 1.8


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with the words that make it a chart.

    ``figure`` is drawn for wide pages; ``narrow``, if given, for phones. ``headline`` says the
    message in ten words at most; ``subtitle`` what is measured, where, when and in what unit;
    ``alt`` what a sighted reader takes away. ``data`` are shown as a table (``headers``, ``units``,
    ``decimals`` and ``blanks`` as in :class:`Table`). A chart without data says ``none`` and draws
    nothing: an empty axis looks like a result. ``spread`` names the columns of period, series and
    figure, for a table with a column for each series. ``counts`` are the counts of rows of the data
    that headline and alt state, as values: each says what made the figures and what was counted.
    """

    figure: Figure | None
    id: str
    headline: str
    subtitle: str
    alt: str
    data: pd.DataFrame
    source: str
    units: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    blanks: Mapping[str, Any] = field(default_factory=dict)
    narrow: Figure | None = None
    none: str = "The record holds nothing to show here."
    spread: tuple[str, str, str] | tuple[()] = ()
    counts: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_id(self.id)
        for name in ("headline", "subtitle", "alt", "source"):
            if not getattr(self, name).strip():
                raise ReportError(f"Chart {self.id}: its {name} is missing. {_WANTED[name]}")
        if (words := len(self.headline.split())) > MOST_WORDS:
            raise ReportError(
                f"Chart {self.id}: the headline has {words} words; say the message in "
                f"{MOST_WORDS} or fewer, and leave measure, place and period to the subtitle."
            )

    def __repr__(self) -> str:
        """Say what it shows; in JupyterLab it shows itself."""
        return f"Chart {self.id}: {self.headline} ({len(self.data)} rows)"

    @cached_property
    def table(self) -> Table:
        """The chart's data as a table, series side by side where ``spread`` allows it."""
        laid_out = lay_out(self._shown, *self.spread) if self.spread else None
        if laid_out is None or not self.spread:
            return self._make_table(
                self._shown, self.headers, self.units, self.decimals, dict(self.blanks)
            )
        row, _, value = self.spread
        series = list(laid_out.columns[1:])
        headers = {row: self.headers.get(row, row)} | {name: name for name in series}
        unit, places = self.units.get(value, ""), self.decimals.get(value)
        if places is None:
            places = decimals_of(self.data[value].dropna())
        blank = self.blanks.get(value)
        reason = blank if isinstance(blank, str) else "no figure"
        return self._make_table(
            laid_out,
            headers,
            dict.fromkeys(series, unit),
            dict.fromkeys(series, places),
            dict.fromkeys(series, reason),
        )

    @property
    def _shown(self) -> pd.DataFrame:
        return self.data[list(self.headers)] if self.headers else self.data

    def _make_table(
        self,
        frame: pd.DataFrame,
        headers: Mapping[str, str],
        units: Mapping[str, str],
        decimals: Mapping[str, int],
        blanks: Mapping[str, Any],
    ) -> Table:
        shown = list(frame.columns)
        unsaid = {name: "not known" for name in shown if frame[name].isna().any()}
        return Table(
            frame,
            f"{self.id}-data",
            f"Data: {self.headline}",
            headers=headers,
            units={name: unit for name, unit in units.items() if name in shown},
            decimals={name: places for name, places in decimals.items() if name in shown},
            blanks=unsaid | {name: reason for name, reason in blanks.items() if name in shown},
        )

    @property
    def axes(self) -> Axes:
        """The plot as matplotlib's Axes, in the figures of the data, to annotate and draw on.

        Time is in dates, amounts in the unit of the chart; rows and columns of names are counted
        from 0, rows from the top. What is drawn is in page, SVG, PNG and PDF. `narrow_axes` is the
        same on the drawing for phones: while nothing is drawn there, the page shows the wide one
        everywhere. Raises `ReportError` for a chart without a drawing or in several blocks.
        """
        return self._axes_of(self.figure)

    @property
    def narrow_axes(self) -> Axes:
        """The plot of the drawing for phones, as `axes` is that of the wide one."""
        return self._axes_of(self.narrow)

    def _axes_of(self, drawing: Figure | None) -> Axes:
        if isinstance(drawing, Drawing):
            axes = drawing.data_axes()
        else:
            axes = drawing.axes[0] if drawing is not None and drawing.axes else None
        if axes is None:
            why = "there is no such drawing" if drawing is None else "it is drawn in several blocks"
            raise ReportError(f"Chart {self.id} has no axes to draw on: {why}.")
        return axes

    def save(self, path: str | Path, *, width: int | None = None, address: str = "") -> Path:
        """Save the chart as a picture with its words: `.png`, `.svg` or `.pdf`.

        ``width`` is in pixels (of an inch's 96th in a PDF): 1440 by default for a PNG, 720 for the
        others. ``address`` is where the report can be read, printed with the source. The same
        chart gives the same bytes. Raises `UsageError` for another ending, a folder that is not
        there or a width out of reason, `ReportError` for a chart without data.
        """
        if self.figure is None or self.data.empty:
            raise ReportError(f"Chart {self.id} has no data, so there is no picture to save.")
        if not isinstance(self.figure, Drawing):
            msg = f"Chart {self.id} has a figure drawn elsewhere: save it by figure.savefig."
            raise ReportError(msg)
        words = Said(self.headline, self.subtitle, self.source, address, self.alt)
        return save_picture(self.figure, Path(path), words, id=self.id, width=width)

    @property
    def html(self) -> str:
        """The chart as one ``<figure>``, for a page with the rules of ``style.CSS``."""
        kind = "chart tall" if self._ratio > TALL else "chart"
        words = (
            f'<figure class="{kind}" id="{self.id}"><figcaption>'
            f'<h3 class="chart-headline">{escape(self.headline, quote=False)}</h3>'
            f'<p class="chart-subtitle">{escape(self.subtitle, quote=False)}</p></figcaption>'
        )
        source = f'<p class="chart-source">Source: {escape(self.source, quote=False)}</p>'
        if self.figure is None or self.data.empty:
            return f'{words}<p class="chart-none">{escape(self.none)}</p>{source}</figure>'
        return (
            f"{words}{self._drawings()}{source}"
            f'<details class="chart-data"><summary>Data of this chart</summary>'
            f"{self.table.html}</details></figure>"
        )

    @property
    def _ratio(self) -> float:
        """How many times as tall as wide the wide drawing is."""
        width, height = (1.0, 0.0) if self.figure is None else self.figure.get_size_inches()
        return float(height / width)

    def _drawings(self) -> str:
        """Give both drawings; one that no sheet of paper can hold is told there in words."""
        drawn = self._both()
        if self._ratio <= TALLEST:
            return drawn
        return (
            f'<div class="off-paper">{drawn}</div><p class="on-paper">'
            f"{escape(self.alt, quote=False)} The drawing is longer than a sheet of paper: the "
            "page holds it.</p>"
        )

    def _both(self) -> str:
        if self.narrow is None or (_annotated(self.figure) and not _annotated(self.narrow)):
            return self.svg()
        return (
            f'<div class="chart-wide">{self.svg()}</div>'
            f'<div class="chart-narrow">{self.svg(narrow=True)}</div>'
        )

    def svg(self, *, narrow: bool = False) -> str:
        """Give one drawing as an accessible ``<svg>`` element."""
        figure, suffix = (self.narrow, "narrow") if narrow else (self.figure, "wide")
        if figure is None:
            raise ReportError(f"Chart {self.id} has no drawing of that kind.")
        return write_svg(figure, id=f"{self.id}-{suffix}", title=self.headline, desc=self.alt)

    def record(self) -> dict[str, Any]:
        """Give the words, the counts in them and the data in JSON's types."""
        return {
            "id": self.id,
            "headline": self.headline,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "source": self.source,
            "counts": {name: value.record() for name, value in self.counts.items()},
            "empty": self.figure is None or self.data.empty,
            "table": self.table.record(),
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        plain = f"{self.headline}\n{self.subtitle}\n{self.alt}"
        html = HOST_SHEET + self.html  # a report takes the sheet off: it has one of its own
        record = self.record()
        record["table"] = table_with_rows_as_text(record["table"])
        record["counts"] = {
            name: with_rows_as_text(value) for name, value in record["counts"].items()
        }
        return {"text/plain": plain, "text/html": html, CHART_MIME: record}


def _annotated(figure: Figure | None) -> bool:
    return isinstance(figure, Drawing) and figure.annotated


_WANTED = {
    "headline": "Say the message in ten words or fewer.",
    "subtitle": "Say what is measured, where, when and in what unit.",
    "alt": "Say what a sighted reader takes away.",
    "source": "Name the data, the publisher and the release date.",
}
