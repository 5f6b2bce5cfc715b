"""Price indices and published rates taken from the clean `prices` table."""

from __future__ import annotations

import pandas as pd

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


def _main(own: pd.DataFrame, index: str, measure: str) -> str:
    """Name the series by which an index goes, of its own rows alone."""
    rows = own[own["measure"] == measure]
    every = found = rows["series"].unique()
    if len(found) > 1 and "main" in rows:
        found = rows.loc[rows["main"].eq(True).fillna(False), "series"].unique()
    if len(found) == 1:
        return str(found[0])
    if len(every):
        listed = ", ".join(sorted(map(str, every)))
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
    levels = own[own["measure"] == _LEVELS]
    rows = levels[levels["series"] == chosen]
    if rows.empty:
        require_choice(chosen, sorted(levels["series"].unique()), what=f"{index} series")
    rows = rows[rows["frequency"] == frequency]
    day = as_vintage(vintage)
    rows = _standing(rows, day, f"{index} ({chosen})")
    bases = sorted(rows["base"].dropna().unique())
    if len(bases) != 1:
        found = ", ".join(bases) or "none"
        raise MeasureError(f"{index} ({chosen}) needs one reference base, found {found}.")
    identity = PriceIdentity(index, chosen, bases[0], day, frequency)
    first, values = _unbroken(rows, identity.text, step=12 if frequency == "year" else 1)
    attached = None
    if frequency == "month" and (own["measure"] == _RATES).any():
        attached = _rates(own, index, day)
    half_unit = float(0.5 * 10.0 ** -int(rows["decimals"].max()))
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


def _rates(own: pd.DataFrame, index: str, day: Vintage) -> PublishedRates:
    series = _main(own, index, _RATES)
    rows = own[(own["measure"] == _RATES) & (own["series"] == series)]
    rows = _standing(rows, day, f"the published {index} rate ({series})")
    some_months = bool(rows["frequency"].eq(_SOME_MONTHS).all())
    first, values = (_spread if some_months else _unbroken)(
        rows, f"the published {index} rate ({series})"
    )
    return PublishedRates(index, series, day, first, values, int(rows["decimals"].max()))


def _own(prices: pd.DataFrame, index: str) -> pd.DataFrame:
    """Take the rows of one index, with the columns that are used here: others cost the most.

    Raises `MeasureError` for an index that the table has not, naming those that it has.
    """
    used = [name for name in (*_COLUMNS, *_PERHAPS) if name in prices]
    own = prices[used][prices["index"] == index]
    if own.empty:
        require_choice(index, names_of(prices), what="index")
    return own


def _standing(rows: pd.DataFrame, day: Vintage, what: str) -> pd.DataFrame:
    """Keep the version of each value that stood on `day`, or the newest of each."""
    if day == "latest":
        if rows["period"].duplicated().any():
            require_columns(rows, ("known_from",), what="the prices table")
            newest = rows.sort_values("known_from", kind="stable")
            rows = newest.drop_duplicates("period", keep="last")
    else:
        require_columns(rows, ("known_from", "known_until"), what="the prices table")
        on = pd.Timestamp(day)
        begun = rows["known_from"] <= on
        if len(rows) and not begun.any():
            earliest = rows["known_from"].min().date()
            raise MeasureError(
                f"{what} was not known on {day}. Nearest: {earliest}, when it was first published."
            )
        rows = rows[begun & ~(rows["known_until"] < on)]
    if rows.empty:
        raise MeasureError(f"{what} has no rows in this table for {day}.")
    return rows


def _spread(rows: pd.DataFrame, what: str) -> tuple[Month, tuple[float, ...]]:
    """Give the first month and a value a month: NaN where none was printed."""
    if rows["period"].duplicated().any() or rows["value"].isna().any():
        raise MeasureError(f"{what} has two values for a month, or one without a number.")
    each = rows.set_index("period")["value"].astype(float)
    months = pd.period_range(each.index.min(), each.index.max(), freq="M")
    return Month(1970, 1) + int(months[0].ordinal), tuple(each.reindex(months))


def _unbroken(rows: pd.DataFrame, what: str, *, step: int = 1) -> tuple[Month, tuple[float, ...]]:
    """Give the first month and the values in order; refuse gaps, doubles and missing values."""
    ordered = rows.sort_values("period", kind="stable")
    ordinals = month_ordinals(ordered["period"])
    wrong = (ordinals[1:] - ordinals[:-1]) != step
    if wrong.any():
        place = int(wrong.argmax())
        before, after = (ordered["period"].iloc[place + offset] for offset in (0, 1))
        fault = "has two values for" if before == after else "has a gap after"
        raise MeasureError(f"{what} {fault} {before} (next is {after}).")
    if ordered["value"].isna().any():
        month = ordered.loc[ordered["value"].isna(), "period"].iloc[0]
        raise MeasureError(f"{what} has no number for {month}: a missing value cannot be used.")
    return Month(1970, 1) + int(ordinals[0]), tuple(ordered["value"].astype(float))
