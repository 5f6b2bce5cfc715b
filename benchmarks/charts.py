"""What a chart costs beside bare matplotlib: ``python -m benchmarks.charts``.

A two-line chart of the house is drawn twice (wide and narrow) and comes with its data as a table;
the bare one is one figure with two lines and a grid, saved as SVG. Both in processor time, warm,
the median of many, taken in turns so that a busy machine slows both alike.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.present import Chart, line_chart

ROUNDS = 40
MONTHS = pd.period_range("2010-01", "2026-08", freq="M")
RATES = {
    "CPI": 4 + 3 * np.sin(np.arange(len(MONTHS)) / 17),
    "RPI": 5 + 4 * np.sin(np.arange(len(MONTHS)) / 17 + 0.1),
}
TIDY = pd.concat(
    [pd.DataFrame({"period": MONTHS, "series": name, "value": of}) for name, of in RATES.items()],
    ignore_index=True,
)


def house() -> Chart:
    return line_chart(
        TIDY,
        unit="%",
        id="rates",
        headline="Prices rose fastest in October 2022",
        subtitle="Twelve-month change in prices, UK, per cent",
        alt="Both indices peak late in 2022.",
        source="Made up for a benchmark",
    )


def drawn_twice() -> int:
    chart = house()
    return len(chart.svg()) + len(chart.svg(narrow=True))


def whole() -> int:
    return len(house().html)


def bare() -> int:
    figure = Figure(figsize=(10, 5))
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    for name, rates in RATES.items():
        axes.plot(np.arange(len(rates)), rates)
        axes.text(len(rates), rates[-1], name)
    axes.grid(True)
    written = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "bare"}):
        figure.savefig(written, format="svg", metadata={"Date": None})
    return len(written.getvalue())


def main() -> None:
    makers: dict[str, Callable[[], int]] = {
        "bare matplotlib, one drawing": bare,
        "house, both drawings": drawn_twice,
        "house, with words and table": whole,
    }
    sizes = {name: make() for name, make in makers.items()}
    times: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(ROUNDS):
        for name, make in makers.items():
            start = time.process_time()
            make()
            times[name].append((time.process_time() - start) * 1000)
    base = median(times["bare matplotlib, one drawing"])
    print(f"{'a two-line chart of 200 months':32} {'ms':>7} {'ratio':>7} {'bytes':>8}")
    for name, taken in times.items():
        middle = median(taken)
        print(f"{name:32} {middle:7.1f} {middle / base:7.2f} {sizes[name]:8,}")


if __name__ == "__main__":
    main()
