"""The cells of a table: how each kind of column is printed and written for machines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.present.numbers import (
    decimals_of,
    print_amount,
    print_date,
    print_month,
    print_number,
)

_YEARS = frozenset({"year", "period", "label", "march", "april", "base", "from", "to"})


@dataclass(frozen=True)
class Column:
    """One column of a table: its header, unit, and what each cell prints."""

    name: str
    header: str
    unit: str
    numeric: bool
    texts: tuple[str | None, ...]
    plain: tuple[Any, ...]


def read_column(
    values: pd.Series, *, header: str, unit: str = "", decimals: int | None = None
) -> Column:
    """Print a column of a frame: numbers with equal decimals, times as they are said.

    Years, known by their header, have no comma. A missing cell prints ``None``: whoever lays out
    the table says why it is blank.

    >>> read_column(pd.Series([10.1, 9.0, None], name="cpi"), header="CPI", unit="%").texts
    ('10.1', '9.0', None)
    >>> read_column(pd.Series([2020, 2021], name="year"), header="Year").texts
    ('2020', '2021')
    """
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    amounts: list[Any] = [
        None if blank else cell for cell, blank in zip(values, values.isna(), strict=True)
    ]
    known = [amount for amount in amounts if amount is not None]
    if not numeric and known and all(_is_number(amount) for amount in known):
        numeric = True
    if numeric and not unit and _are_years(header, known):
        printed = [None if a is None else str(int(a)) for a in amounts]
    elif numeric:
        places = decimals_of(known) if decimals is None else decimals
        printed = [None if a is None else _number(a, unit, places) for a in amounts]
    else:
        printed = [None if a is None else print_cell(a) for a in amounts]
    plain = tuple(None if a is None else plain_cell(a) for a in amounts)
    return Column(str(values.name), header, unit, numeric, tuple(printed), plain)


def _are_years(header: str, amounts: list[Any]) -> bool:
    """Say whether a column counts years, which are printed without a comma."""
    named = header.casefold() in _YEARS or header.casefold().endswith(" year")
    return named and all(
        _is_number(a) and float(a).is_integer() and 1800 <= a <= 2200 for a in map(_plain, amounts)
    )


def _plain(amount: Any) -> Any:
    return amount.item() if hasattr(amount, "item") else amount


def _is_number(amount: Any) -> bool:
    return isinstance(amount, (int, float)) and not isinstance(amount, bool)


def _number(amount: Any, unit: str, places: int) -> str:
    # A unit in the header is not repeated; the pound sign stands before each amount all the same.
    if unit.startswith(("GBP", "£")):
        return print_amount(amount, "GBP", places)
    return print_number(amount, places)


def print_cell(cell: Any) -> str:
    """Print a cell that is not a number.

    >>> print_cell(pd.Period("2022-10", "M")), print_cell(pd.Timestamp("2022-12-07"))
    ('October 2022', '7 December 2022')
    >>> print_cell(True), print_cell("CPI")
    ('yes', 'CPI')
    """
    if isinstance(cell, pd.Period) and cell.freqstr == "M":
        return print_month(cell.year, cell.month)
    if isinstance(cell, dt.date):
        return print_date(cell)
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return "yes" if cell else "no"
    return str(cell)


def plain_cell(cell: Any) -> Any:
    """Give a cell in JSON's types, unrounded.

    >>> plain_cell(pd.Period("2022-10", "M")), plain_cell(pd.Timestamp("2022-12-07"))
    ('2022-10', '2022-12-07')
    """
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, (bool, str)):
        return cell
    if hasattr(cell, "item"):
        return cell.item()
    return cell if isinstance(cell, (int, float)) else str(cell)
