"""The whole robustness grid of one pay series, beside the same cells measured one by one.

``python -m benchmarks.robustness`` times two grids, every index and convention: the all-staff
median from each year's figure, and an index of earnings from every month since 2008. Each is also
made by a plain loop that calls the single measure for every cell; the two must agree. Times are
the median of runs after one to warm up; the ratio is what does not depend on the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np

from analysis.collection.prices import shown_indices
from analysis.errors import MeasureError
from analysis.measures.choices.robustness import robustness_grid
from analysis.measures.pay.pay_series import PaySeries, earnings_series, real_pay_change
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.points import CONVENTIONS
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index
from analysis.periods import Month
from analysis.tables import read

TARGET_MILLISECONDS = 15
RUNS = 9


def by_loop(pay: PaySeries, indices: list[PriceIndex], end: str, bases: list[str]) -> np.ndarray:
    """Every cell by the measure for one, NaN where it refuses."""
    made = np.full((len(bases), len(indices), len(CONVENTIONS), 1), np.nan)
    for one, base in enumerate(bases):
        for two, index in enumerate(indices):
            for three, convention in enumerate(CONVENTIONS):
                try:
                    change = real_pay_change(
                        pay, index=index, start=base, end=end, convention=convention
                    )
                except MeasureError:
                    continue
                made[one, two, three, 0] = change.real.value
    return made


def milliseconds(work: Callable[[], object], runs: int) -> float:
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * median(times)


def main() -> None:
    prices = read("prices")
    indices = [price_index(prices, index=name) for name in shown_indices()]
    yearly = salary_series(read("salaries"))
    monthly = earnings_series(read("earnings"), series="K54L")
    since = [(Month(2008, 1) + step).text for step in range(Month(2025, 12) - Month(2008, 1))]
    print(f"{'pay':14}{'bases':>7}{'cells':>8}{'grid, ms':>10}{'loop, ms':>10}{'times':>8}")
    for pay, end, bases in ((yearly, "2026-03", None), (monthly, "2025-12", since)):
        grid = partial(robustness_grid, [pay], indices=indices, end=end, bases=bases)
        made = grid()
        starts = list(made.labels[0])
        slow = by_loop(pay, indices, end, starts)
        known = np.isfinite(made.real)
        assert np.allclose(made.real[known], slow[known])
        fast = milliseconds(grid, RUNS)
        loop = milliseconds(partial(by_loop, pay, indices, end, starts), 1)
        print(
            f"{pay.name:14}{len(starts):>7}{made.real.size:>8,}{fast:>10.1f}{loop:>10.1f}"
            f"{loop / fast:>8.0f}"
        )
    print(f"target: {TARGET_MILLISECONDS} ms for one series, every base since 2008")


if __name__ == "__main__":
    main()
