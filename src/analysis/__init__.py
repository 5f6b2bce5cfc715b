"""What pay offers are worth against inflation, and what happened when they were balloted.

The front door for a researcher, who writes ``import analysis as pay``:

- `pay.read(table, as_of=…)` reads a clean table, as it stands or as known on a day
- `pay.worth(3, on=…)` for an offer against prices, as known that day and now
- `pay.list_tables()` and `pay.employers("hm rev")` for what there is to read, and by what name
- `pay.own("njc.csv")` for a CSV of your own in data/own
- `pay.index`, `pay.price_change`, `pay.real_change`, `pay.deflate`, `pay.known_rates` for prices
- `pay.inflate(100, "1950", to="2024")` for money of one time in the prices of another
- `pay.ballot_outcome` for the law of ballots
- `pay.robustness`, `pay.check`, `pay.check_claim`, `pay.restore` for claims about pay
- `pay.line_chart`, `pay.bar_chart` and the other charts, `pay.Table`, `pay.Finding`, `pay.Value`

Nothing is imported until it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    **dict.fromkeys(("employers", "list_tables", "own", "read"), "analysis.door.record"),
    **dict.fromkeys(
        (
            "deflate",
            "index",
            "inflate",
            "known_rates",
            "price_change",
            "real_change",
            "restore",
            "robustness",
        ),
        "analysis.door.prices",
    ),
    **dict.fromkeys(
        ("ballot_outcome", "check", "check_claim", "worth"),
        "analysis.door.questions",
    ),
    **dict.fromkeys(
        (
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
        ),
        "analysis.present",
    ),
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """Bring in what is asked for, and only that."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "__version__":
        return import_module("importlib.metadata").version("realpay")
    msg = f"module 'analysis' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """List the names of the front door for tab completion."""
    return sorted([*_HOMES, "__doc__", "__name__", "__version__"])
