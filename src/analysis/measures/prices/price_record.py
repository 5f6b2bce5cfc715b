"""Price indices and published rates taken from the clean `prices` table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import (
    as_vintage,
    month_ordinals,
    require_choice,
    require_columns,
    require_rows,
)
from analysis.measures.prices.points import Frequency, PriceIdentity, Vintage
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month

_COLUMNS = ("series", "index", "measure", "base", "frequency", "period", "value", "decimals")
_PERHAPS = ("main", "known_from", "known_until")  # columns that a small table may lack
_LEVELS, _RATES = "index", "rate_12m"
_SOME_MONTHS = "some months"


def names_of(prices: pd.DataFrame) -> list[str]:
    """Name the indices of which a table of prices has rows, by the alphabet."""
    require_columns(prices, ("index",), what="the prices table")
    return sorted(str(name) for name in prices["index"].dropna().unique())


def series_of(prices: pd.DataFrame, *, index: str, measure: str) -> str:
    """Name the series by which an index goes in a table of prices: of its levels or its rates.

    Columns in: `series`, `index`, `measure`, and `main` where an index has several series of a
    kind (RPI has CHAW, and CDKO for the long run): the one that it goes by is marked there.

    Raises `MeasureError` for an index that the table has not, for levels of an index of which
    rates alone are published, and for several series of which none is marked.

    >>> prices = pd.DataFrame({"series": ["D7BT", "D7G7"], "index": "CPI",
    ...     "measure": ["index", "rate_12m"]})
    >>> series_of(prices, index="CPI", measure="rate_12m")
    'D7G7'
    """
    return _main(_own(prices, index), index, measure)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of one index as arrays: a handful of steps on them cost less than one on a frame."""

    columns: Mapping[str, NDArray[Any]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __len__(self) -> int:
        return len(self.columns["series"])

    def where(self, kept: NDArray[Any]) -> _Rows:
        """Keep some rows: those that are true, or those of these places in their order."""
        return _Rows({name: column[kept] for name, column in self.columns.items()})


def _main(own: _Rows, index: str, measure: str) -> str:
    """Name the series by which an index goes, of its own rows alone."""
    rows = own.where(own["measure"] == measure)
    every = found = sorted(set(rows["series"]))
    if len(found) > 1 and "main" in rows:
        found = sorted(set(rows["series"][rows["main"]]))
    if len(found) == 1:
        return str(found[0])
    if every:
        listed = ", ".join(map(str, every))
        raise MeasureError(f"{index} has several series here, {listed}: name one.")
    if measure == _RATES:
        raise MeasureError(f"the prices table has no published {index} rate.")
    raise MeasureError(
        f"{index} has 12-month rates here and no index: rates are never chained, so a change over "
        "any other span cannot be told. Choose an index whose levels are published."
    )


def price_index(
    prices: pd.DataFrame,
    *,
    index: str,
    vintage: Vintage | str = "latest",
    series: str | None = None,
    frequency: Frequency = "month",
) -> PriceIndex:
    """Take one price index, with its published rates, from the clean prices.

    `prices` is the clean table (columns `series`, `index`, `measure`, `base`, `frequency`,
    `period`, `value`, `decimals`, and `known_from`, `known_until` where a `vintage` day is
    asked). `index` is a name of that column, such as CPI; `series` names a particular one, such as
    CDKO, the RPI since 1947. `vintage` is a day, inclusive, or `latest`: the newest version of
    each value.

    Raises `MeasureError` for an unknown index or series, an empty frame, a missing column or
    value, a series on two bases, and a gap, each naming what there is.

    >>> prices = pd.DataFrame({
    ...     "series": "D7BT", "index": "CPI", "measure": "index", "base": "2015=100",
    ...     "frequency": "month", "period": pd.period_range("2022-09", "2022-10", freq="M"),
    ...     "value": [123.8, 126.2], "decimals": 1})
    >>> price_index(prices, index="CPI").point("2022-10").value
    126.2
    """
    require_columns(prices, _COLUMNS, what="the prices table")
    require_rows(prices, what="the prices table")
    own = _own(prices, index)
    chosen = series or _main(own, index, _LEVELS)
    levels = own.where(own["measure"] == _LEVELS)
    rows = levels.where(levels["series"] == chosen)
    if not len(rows):
        require_choice(chosen, sorted(set(levels["series"])), what=f"{index} series")
    rows = rows.where(rows["frequency"] == frequency)
    day = as_vintage(vintage)
    rows = _standing(rows, day, f"{index} ({chosen})")
    bases = sorted({base for base in rows["base"] if isinstance(base, str)})
    if len(bases) != 1:
        found = ", ".join(bases) or "none"
        raise MeasureError(f"{index} ({chosen}) needs one reference base, found {found}.")
    identity = PriceIdentity(index, chosen, bases[0], day, frequency)
    first, values = _unbroken(rows, identity.text, step=12 if frequency == "year" else 1)
    attached = None
    if frequency == "month" and _RATES in own["measure"]:
        attached = _rates(own, index, day)
    half_unit = float(0.5 * 10.0 ** -int(np.nanmax(rows["decimals"])))
    return PriceIndex(identity, first, values, half_unit, attached)


def published_rates(
    prices: pd.DataFrame, *, index: str, vintage: Vintage | str = "latest"
) -> PublishedRates:
    """Take the printed 12-month rates of one index from the clean prices (columns as above).

    Raises `MeasureError` as `price_index` does.
    """
    require_columns(prices, _COLUMNS, what="the prices table")
    require_rows(prices, what="the prices table")
    return _rates(_own(prices, index), index, as_vintage(vintage))


def _rates(own: _Rows, index: str, day: Vintage) -> PublishedRates:
    series = _main(own, index, _RATES)
    rows = own.where((own["measure"] == _RATES) & (own["series"] == series))
    rows = _standing(rows, day, f"the published {index} rate ({series})")
    some_months = bool((rows["frequency"] == _SOME_MONTHS).all())
    first, values = (_spread if some_months else _unbroken)(
        rows, f"the published {index} rate ({series})"
    )
    return PublishedRates(index, series, day, first, values, int(np.nanmax(rows["decimals"])))


def _own(prices: pd.DataFrame, index: str) -> _Rows:
    """Take the rows of one index, with the columns that are used here.

    Raises `MeasureError` for an index that the table has not, naming those that it has.
    """
    own = prices["index"].to_numpy() == index
    if not own.any():
        require_choice(index, names_of(prices), what="index")
    used = [name for name in (*_COLUMNS, *_PERHAPS) if name in prices]
    return _Rows({name: _column(prices[name])[own] for name in used})


def _column(column: pd.Series[Any]) -> NDArray[Any]:
    """Give a column as an array: months as whole numbers since 1970, a missing number as NaN."""
    if column.name == "period":
        return month_ordinals(column)
    if column.name in ("value", "decimals"):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    if column.name == "main":
        return column.fillna(False).to_numpy(dtype=bool)
    if column.name in ("known_from", "known_until"):
        return pd.to_datetime(column).to_numpy()
    return column.to_numpy()


def _standing(rows: _Rows, day: Vintage, what: str) -> _Rows:
    """Keep the version of each value that stood on `day`, or the newest of each."""
    if day == "latest":
        if len(np.unique(rows["period"])) < len(rows):
            _require(rows, "known_from")
            order = np.lexsort((rows["known_from"], rows["period"]))
            months = rows["period"][order]
            rows = rows.where(order[np.append(months[1:] != months[:-1], True)])
    else:
        _require(rows, "known_from", "known_until")
        on = np.datetime64(day)
        begun = rows["known_from"] <= on
        dated = ~np.isnat(rows["known_from"])
        if dated.any() and not begun.any():
            earliest = rows["known_from"][dated].min().astype("datetime64[D]")
            raise MeasureError(
                f"{what} was not known on {day}. Nearest: {earliest}, when it was first published."
            )
        rows = rows.where(begun & ~(rows["known_until"] < on))
    if not len(rows):
        raise MeasureError(f"{what} has no rows in this table for {day}.")
    return rows


def _require(rows: _Rows, *names: str) -> None:
    """Say which columns are missing that a question by day needs."""
    if not all(name in rows for name in names):
        require_columns(pd.DataFrame(columns=list(rows.columns)), names, what="the prices table")


def _spread(rows: _Rows, what: str) -> tuple[Month, tuple[float, ...]]:
    """Give the first month and a value a month: NaN where none was printed."""
    months = rows["period"]
    if len(np.unique(months)) < len(months) or np.isnan(rows["value"]).any():
        raise MeasureError(f"{what} has two values for a month, or one without a number.")
    each = np.full(int(months.max() - months.min()) + 1, np.nan)
    each[months - months.min()] = rows["value"]
    return Month(1970, 1) + int(months.min()), tuple(each.tolist())


def _unbroken(rows: _Rows, what: str, *, step: int = 1) -> tuple[Month, tuple[float, ...]]:
    """Give the first month and the values in order; refuse gaps, doubles and missing values."""
    ordered = rows.where(np.argsort(rows["period"]))
    ordinals = ordered["period"]
    wrong = (ordinals[1:] - ordinals[:-1]) != step
    if wrong.any():
        place = int(wrong.argmax())
        before, after = (Month(1970, 1) + int(ordinals[place + offset]) for offset in (0, 1))
        fault = "has two values for" if before == after else "has a gap after"
        raise MeasureError(f"{what} {fault} {before.text} (next is {after.text}).")
    missing = np.isnan(ordered["value"])
    if missing.any():
        month = Month(1970, 1) + int(ordinals[missing.argmax()])
        raise MeasureError(
            f"{what} has no number for {month.text}: a missing value cannot be used."
        )
    return Month(1970, 1) + int(ordinals[0]), tuple(ordered["value"].tolist())
