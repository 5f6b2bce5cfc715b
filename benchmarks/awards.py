"""Every offer statement × 3 indices × 4 comparisons, beside a loop that asks row by row.

``python -m benchmarks.awards`` reads the clean tables, compares all statements both ways, checks
that the two agree on every rate, and prints the median time of each. The loop is what one would
write first: for each statement, index and comparison, select the rows of the price table that
answer it.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

from analysis.collection.prices import shown_indices
from analysis.measures.offers.awards import COMPARISONS, compare_offers
from analysis.measures.prices.price_record import price_index, series_of
from analysis.tables import read

REPEATS, LOOPS = 15, 1
TARGET_MILLISECONDS = 100
TOOK_EFFECT = ("accepted", "imposed", "implemented")


def _bounds(row: pd.Series, comparison: str) -> tuple[str, pd.Timestamp, pd.Timestamp]:
    if comparison == "known" and pd.notna(row["offered_first"]):
        return "offered", row["offered_first"], row["offered_last"]
    if pd.notna(row["effective_first"]):
        first, last = row["effective_first"], row["effective_last"]
        return "effective", first.to_period("M").start_time, last.to_period("M").end_time
    if pd.notna(row["pay_year_from"]):
        first, last = int(row["pay_year_from"][:4]), int(row["pay_year_to"][:4])
        return "pay_year", pd.Timestamp(first, 4, 1), pd.Timestamp(last + 1, 3, 31)
    return "none", pd.NaT, pd.NaT


def _known(rates: pd.DataFrame, row: pd.Series) -> tuple[float, float]:
    clock, first, last = _bounds(row, "known")
    if clock == "none":
        return np.nan, np.nan
    if clock == "pay_year":
        out = rates[(rates["known_from"] >= first) & (rates["known_from"] <= last)]
        out = out.sort_values("period").drop_duplicates("known_from", keep="last")
        return out["value"].min(), out["value"].max()
    found = []
    for day in pd.date_range(first, last.normalize()):
        for column in ("known_from", "known_first"):
            out = rates[rates[column] <= day]
            found += [out.loc[out["period"].idxmax(), "value"]] if len(out) else []
    return (min(found), max(found)) if found else (np.nan, np.nan)


def _of_months(rates: pd.DataFrame, row: pd.Series, later: int) -> tuple[float, float]:
    clock, first, last = _bounds(row, "effective")
    if clock == "none":
        return np.nan, np.nan
    start, end = first.to_period("M") + later, last.to_period("M") + later
    out = rates[(rates["period"] >= start) & (rates["period"] <= end)]
    whole = len(out) == (end - start).n + 1
    return (out["value"].min(), out["value"].max()) if whole else (np.nan, np.nan)


def _since_last(index, rates: pd.DataFrame, statements: pd.DataFrame, row: pd.Series) -> float:
    if pd.isna(row["effective_first"]):
        return np.nan
    same = statements["outcome"].isin(TOOK_EFFECT)
    for name in ("employer", "bargaining_unit", "grade"):
        column = statements[name]
        same &= (column == row[name]) if pd.notna(row[name]) else column.isna()
    month = row["effective_first"].to_period("M")
    before = statements.loc[same, "effective_first"].dropna().dt.to_period("M")
    before = before[before < month]
    if before.empty:
        return np.nan
    years = [each.asfreq("Y-MAR").ordinal - 1 for each in (before.max(), month)]
    others = statements["outcome"].isin(TOOK_EFFECT) & (statements["employer"] == row["employer"])
    for text in statements.loc[others, "pay_year_from"].dropna():
        if years[0] < int(text[:4]) - 1970 < years[1]:
            return np.nan
    if (month - before.max()).n == 12:
        return rates.loc[rates["period"] == month, "value"].item()
    ends = [np.array([each.ordinal]) for each in (before.max(), month)]
    return 100 * (index.ratios(*ends)[0][0] - 1)


def compare_row_by_row(statements: pd.DataFrame, prices: pd.DataFrame) -> list[tuple]:
    """The lowest and highest rate of each statement, index and comparison, one at a time."""
    indices = {name: price_index(prices, index=name) for name in shown_indices()}
    found = []
    for _, row in statements.iterrows():
        for name, index in indices.items():
            rates = prices[prices["series"] == series_of(prices, index=name, measure="rate_12m")]
            since = _since_last(index, rates, statements, row)
            found += [
                _known(rates, row),
                _of_months(rates, row, 0),
                _of_months(rates, row, 12),
                (since, since),
            ]
    return found


def _milliseconds(run, repeats: int) -> tuple[float, object]:
    times, result = [], None
    for _ in range(repeats):
        begun = perf_counter()
        result = run()
        times.append(1000 * (perf_counter() - begun))
    return median(times), result


def main() -> None:
    statements, prices = read("offer_statements"), read("prices")
    compare_offers(statements, prices)  # first use pays for imports within pandas
    all_at_once, compared = _milliseconds(lambda: compare_offers(statements, prices), REPEATS)
    one_by_one, rates = _milliseconds(lambda: compare_row_by_row(statements, prices), LOOPS)
    ours = compared[["rate_low", "rate_high"]].to_numpy()
    differ = ~np.isclose(ours, np.array(rates, dtype=float), equal_nan=True).all(axis=1)
    cells = f"{len(statements)} statements × {len(shown_indices())} indices × {len(COMPARISONS)}"
    print(f"{cells} = {len(compared):,} rows; rates that differ: {differ.sum()}")
    print(f"{'way':24}{'ms':>12}{'times':>10}")
    print(f"{'compare_offers':24}{all_at_once:>12.1f}{1:>10.0f}")
    print(f"{'row by row':24}{one_by_one:>12.1f}{one_by_one / all_at_once:>10.0f}")
    print(f"target: {TARGET_MILLISECONDS} ms")
    if differ.any():
        raise SystemExit(compared[differ].head(20).to_string())


if __name__ == "__main__":
    main()
