"""How results are shown: findings, tables and charts in one house style.

Each of the three shows itself in JupyterLab and in a report with the same HTML, and carries its
data as JSON, from which the page builder makes ``values.json``, CSV downloads and workbooks.
Nothing is imported until it is asked for: matplotlib costs a quarter of a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.present.charts.bars import bar_chart as bar_chart
    from analysis.present.charts.chart import Chart as Chart
    from analysis.present.charts.coverage import coverage_map as coverage_map
    from analysis.present.charts.grids import heat_map as heat_map
    from analysis.present.charts.landmarks import Landmarks as Landmarks
    from analysis.present.charts.lines import line_chart as line_chart
    from analysis.present.charts.lines import step_chart as step_chart
    from analysis.present.charts.ranges import dumbbell_chart as dumbbell_chart
    from analysis.present.charts.ranges import range_dot_chart as range_dot_chart
    from analysis.present.charts.scatters import scatter_chart as scatter_chart
    from analysis.present.charts.timelines import timeline_chart as timeline_chart
    from analysis.present.findings import Finding as Finding
    from analysis.present.tables import Table as Table
    from analysis.present.values import Value as Value

_HOMES = {
    "Chart": "charts.chart",
    "Finding": "findings",
    "Landmarks": "charts.landmarks",
    "Table": "tables",
    "Value": "values",
    "bar_chart": "charts.bars",
    "coverage_map": "charts.coverage",
    "dumbbell_chart": "charts.ranges",
    "heat_map": "charts.grids",
    "line_chart": "charts.lines",
    "range_dot_chart": "charts.ranges",
    "scatter_chart": "charts.scatters",
    "step_chart": "charts.lines",
    "timeline_chart": "charts.timelines",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
