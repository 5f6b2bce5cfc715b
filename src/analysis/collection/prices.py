"""Prices as reports read them: each series by its name.

A build keeps what a report asked of the clean tables and asks it again when they have changed. A
report that asks for all prices is made anew whenever any of their files changes; one that names
its series, only with those. So reports read prices here, and nowhere without a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index
from analysis.present import Finding, Value
from analysis.tables import LATEST, read
from analysis.tables.indices import COLUMNS, TABLE, Index, indices_of, names, shown
from analysis.tables.store import AsOf

AS_REVISED = "as revised later"  # what was printed at the time is not on record


def all_indices() -> dict[str, Index]:
    """Give every price index on record by name, in the order of their list.

    >>> [name for name, index in all_indices().items() if index.shown]
    ['CPI', 'CPIH', 'RPI']
    """
    rows = read(TABLE, columns=COLUMNS).to_numpy()
    return indices_of([None if cell != cell else cell for cell in row] for row in rows)


def shown_indices() -> list[str]:
    """Name the indices that are shown where none is asked for."""
    return shown(all_indices())


def chosen_indices(*first: str) -> list[str]:
    """Name some indices, then the others that are shown by default.

    >>> chosen_indices("RPI")
    ['RPI', 'CPI', 'CPIH']
    """
    return list(dict.fromkeys([*first, *shown_indices()]))


def rate_series(indices: Iterable[str] | None = None) -> list[str]:
    """Name the series of the published twelve-month rates of some indices, or of those shown.

    Raises `UsageError` for an index that is not on record.

    >>> rate_series(["CPI", "RPI"])
    ['D7G7', 'CZBH']
    """
    return [index.rate_series for index in _named(indices)]


def all_series(indices: Iterable[str] | None = None) -> list[str]:
    """Name the series of some indices: their levels, then their published rates.

    A change over twelve months is the published rate, so that who needs the levels needs both. An
    index of which rates alone are published has no levels to name.

    >>> all_series(["CPI", "HCI"])
    ['D7BT', 'D7G7', 'HCI']
    """
    found = _named(indices)
    levels = [index.index_series for index in found if index.index_series]
    return levels + [index.rate_series for index in found]


def _named(indices: Iterable[str] | None) -> list[Index]:
    every = all_indices()
    wanted = shown(every) if indices is None else indices
    return [every[names(every).read(name, what="index")] for name in wanted]


def read_rates(
    indices: Iterable[str] | None = None, *, as_of: AsOf = LATEST, possibly: bool = False
) -> pd.DataFrame:
    """Read the published rates of some indices: the columns of the clean table of prices."""
    return read("prices", as_of=as_of, possibly=possibly, where={"series": rate_series(indices)})


def read_prices(
    indices: Iterable[str] | None = None, *, as_of: AsOf = LATEST, possibly: bool = False
) -> pd.DataFrame:
    """Read levels and rates of some indices: the columns of the clean table of prices."""
    return read("prices", as_of=as_of, possibly=possibly, where={"series": all_series(indices)})


def price_indices(
    indices: Iterable[str] | None = None, *, as_of: AsOf = LATEST
) -> dict[str, PriceIndex]:
    """Take those of some indices whose levels had been published by a day, by name.

    >>> list(price_indices(as_of="2013-03-18"))  # nobody knew of a CPIH the day before its first
    ['CPI', 'RPI']
    """
    found: dict[str, PriceIndex] = {}
    wanted = shown_indices() if indices is None else list(indices)
    prices = read_prices(wanted, as_of=as_of) if wanted else pd.DataFrame()
    for name in wanted:
        with suppress(MeasureError):
            found[name] = price_index(prices, index=name, vintage=str(as_of))
    return found


def without_levels(index: str) -> str:
    """Say why no price index can be had of a name: it has rates alone, or came later.

    >>> without_levels("HCI")
    'of HCI twelve-month rates alone are published, and rates are never chained.'
    """
    if not all_indices()[index].chained:
        return f"of {index} twelve-month rates alone are published, and rates are never chained."
    return f"no figure of {index} is on record by then."


def rates_alone(index: str) -> list[Finding]:
    """Say why a page can measure nothing on an index of which rates alone are published."""
    if all_indices()[index].chained:
        return []
    sentence = "No change over time can be told on {index}: twelve-month rates alone are published."
    return [Finding("rates-alone", sentence, {"index": Value(index)})]


def held(prices: pd.DataFrame, indices: Iterable[str] | None = None) -> list[str]:
    """Name those of some indices, or of those shown, of which `prices` has a published rate."""
    there = set(prices["series"])
    return [index.name for index in _named(indices) if index.rate_series in there]


def newest_rates(prices: pd.DataFrame, day: date) -> Finding | None:
    """Say which twelve-month rates were the newest on a day; None where none was.

    `prices` are those known by the day or possibly known: a rate that may have been out stands
    beside the one that was. A value of today that stands in for one printed otherwise is marked.
    """
    names = held(prices)
    if not names:
        return None
    known = known_rates(prices, on=day, indices=names)
    values: dict[str, Value] = {"day": Value(day)}
    parts = []
    rows: list[dict[Any, Any]] = known[known["rate_pct"].notna()].to_dict("records")
    for place, row in enumerate(rows):
        values[f"index{place}"] = Value(row["index"])
        values[f"rate{place}"] = _rate(row["index"], row["rate_pct"], row["reference_month"])
        values[f"month{place}"] = Value(row["reference_month"])
        said = [f"{{month{place}}}"]
        if row["possible_pct"] == row["possible_pct"]:
            next_month = row["possible_month"]
            values[f"possible{place}"] = _rate(row["index"], row["possible_pct"], next_month)
            values[f"next{place}"] = Value(next_month)
            said.append(f"perhaps already {{possible{place}}} of {{next{place}}}")
        if words := known_words(row["known_how"]):
            said.append(words)
        parts.append(f"{{index{place}}} {{rate{place}}} ({'; '.join(said)})")
    if not parts:
        return None
    template = f"The newest twelve-month rates on record by {{day}}: {', '.join(parts)}."
    return Finding("known-prices", template, values)


def _rate(index: str, rate: float, month: pd.Period) -> Value:
    row = ("prices", f"{rate_series([index])[0]}/{month}")
    return Value(float(rate), "%", 1, known_rates, rows=(row,))


def known_words(how: object) -> str:
    """Say of how a rate is known what a reader must know: that it was printed otherwise.

    >>> known_words("later_revised"), known_words("true")
    ('as revised later', '')
    """
    return AS_REVISED if how == "later_revised" else ""
