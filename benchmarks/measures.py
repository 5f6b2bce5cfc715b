"""Ballots judged and price changes measured, against the plain way of doing each.

Run with ``python -m benchmarks.measures``. Ratios matter, not seconds: machines differ.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from analysis.measures.ballots.one_ballot import ballots_frame
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.prices.knowledge import rates_known_on
from analysis.measures.prices.price_changes import change_arrays
from analysis.measures.prices.price_record import price_index
from analysis.tables import read

BALLOTS = 100_000
SPANS = 450


def best(work: Callable[[], object], *, times: int = 5) -> float:
    """The shortest of several runs, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return min(taken)


def synthetic_ballots(number: int) -> pd.DataFrame:
    """Ballots with whole counts, of all nations and services, opened from 1995 to 2026."""
    draw = np.random.default_rng(2022)
    entitled = draw.integers(10, 5000, number)
    returned = (entitled * draw.uniform(0.2, 0.9, number)).astype(int)
    yes = (returned * draw.uniform(0.3, 0.95, number)).astype(int)
    opened = pd.Timestamp("1995-01-01") + pd.to_timedelta(draw.integers(0, 11400, number), "D")
    services = np.array([None, "health", "border security", "fire"], dtype=object)
    blank = ballots_frame([{}]).loc[np.zeros(number, dtype=int)].reset_index(drop=True)
    return blank.assign(
        key=[f"B{place}" for place in range(number)],
        nation=draw.choice(["England", "Wales", "Scotland", "Northern Ireland"], number),
        important_service=pd.array(services[draw.integers(0, 4, number)], dtype="str"),
        opened_first=opened,
        opened_last=opened,
        entitled=pd.array(entitled, dtype="Int64"),
        returned=pd.array(returned, dtype="Int64"),
        yes=pd.array(yes, dtype="Int64"),
        no=pd.array((returned - yes) * 9 // 10, dtype="Int64"),
    ).astype({"key": "str", "nation": "str"})


def judge_in_a_loop(ballots: pd.DataFrame) -> list[bool]:
    """The same tests, one ballot after another in plain Python."""
    passed = []
    for row in ballots.itertuples():
        opened, after = row.opened_first.date(), date(2017, 3, 1)
        irish = row.nation == "Northern Ireland"
        test = not irish and opened >= after
        voting = row.returned if test else row.yes + row.no
        answer = 2 * row.yes > voting
        if test:
            answer = answer and 2 * row.returned >= row.entitled
        devolved = row.nation == "Wales" and row.important_service in ("health", "fire")
        lifted = opened > date(2026, 2, 17) or (devolved and opened >= date(2017, 9, 13))
        if test and isinstance(row.important_service, str) and not lifted:
            answer = answer and 5 * row.yes >= 2 * row.entitled
        passed.append(bool(answer))
    return passed


def spans_in_pandas(levels: pd.Series, months: pd.PeriodIndex) -> pd.DataFrame:
    """Every month against every later one, one pandas look-up a pair of a month and the rest."""
    return pd.DataFrame({month: 100 * (levels[months] / levels[month] - 1) for month in months})


def main() -> None:
    """Print what each took, and how many times the plain way takes."""
    rules, prices = read("ballot_rules"), read("prices")
    if prices["period"].dtype == "Int64":
        prices["period"] = pd.PeriodIndex.from_ordinals(prices["period"].to_numpy(int), freq="M")
    ballots = synthetic_ballots(BALLOTS)
    ours = best(lambda: judge_ballots(ballots, ballot_rules=rules))
    few = ballots.head(10_000)
    loop = best(lambda: judge_in_a_loop(few), times=2) * BALLOTS / len(few)
    same = (judge_ballots(few, ballot_rules=rules)["outcome"] == "yes").tolist()
    assert same == judge_in_a_loop(few)
    print(f"{BALLOTS:,} ballots judged: {ours:.0f} ms; plain loop {loop / ours:.0f} times that")

    index = price_index(prices, index="CPI")
    months = index.first.ordinal + np.arange(SPANS)
    column, row = months[:, None], months[None, :]
    ours = best(lambda: change_arrays(index, column, row, "month to month"))
    labels = pd.PeriodIndex(pd.period_range(index.first.text, periods=SPANS, freq="M"))
    levels = pd.Series(index.levels(months, "month to month"), index=labels)
    plain = best(lambda: spans_in_pandas(levels, labels), times=2)
    print(f"{SPANS**2:,} spans: {ours:.1f} ms; pandas by month {plain / ours:.0f} times that")

    days = pd.Series(pd.date_range("1990-01-01", "2026-01-01", freq="D"))
    ours = best(lambda: rates_known_on(prices, days=days, index="CPI"))
    print(f"{len(days):,} days asked for the rate known: {ours:.1f} ms")


if __name__ == "__main__":
    main()
