"""How results are shown: findings, tables and charts in one house style.

Each of the three shows itself in JupyterLab and in a report with the same HTML, and carries its
data as JSON, from which the page builder makes ``values.json``, CSV downloads and workbooks.
Nothing is imported until it is asked for: matplotlib costs a quarter of a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bars import bar_chart as bar_chart
    from .charts import Chart as Chart
    from .coverage import coverage_map as coverage_map
    from .findings import Finding as Finding
    from .grids import heat_map as heat_map
    from .lines import line_chart as line_chart
    from .lines import step_chart as step_chart
    from .ranges import dumbbell_chart as dumbbell_chart
    from .ranges import range_dot_chart as range_dot_chart
    from .scatters import scatter_chart as scatter_chart
    from .tables import Table as Table
    from .timelines import timeline_chart as timeline_chart
    from .values import Value as Value

_HOMES = {
    "Chart": "charts",
    "Finding": "findings",
    "Table": "tables",
    "Value": "values",
    "bar_chart": "bars",
    "coverage_map": "coverage",
    "dumbbell_chart": "ranges",
    "heat_map": "grids",
    "line_chart": "lines",
    "range_dot_chart": "ranges",
    "scatter_chart": "scatters",
    "step_chart": "lines",
    "timeline_chart": "timelines",
}

__all__ = [
    "Chart",
    "Finding",
    "Table",
    "Value",
    "bar_chart",
    "coverage_map",
    "dumbbell_chart",
    "heat_map",
    "line_chart",
    "range_dot_chart",
    "scatter_chart",
    "step_chart",
    "timeline_chart",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
