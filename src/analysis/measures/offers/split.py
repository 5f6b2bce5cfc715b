"""Deals over several years: year by year where the record has the years, else spread evenly.

"13 % over three years" is the plain sum of 3, 5 and 5, and pays 13.6 % in the end; another "9.9 %"
is neither the sum of its years nor their product. So where the years are not on record both
readings are given, and where they are, the record says which reading the total agrees with.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.inputs import require_columns
from analysis.measures.offers.dates import TOOK_EFFECT
from analysis.measures.offers.statements import RISE_COLUMNS, stated_rises

_NEEDED = (
    "key",
    "offer_id",
    "bargaining_unit",
    "grade",
    "pay_year_from",
    "pay_year_to",
    "deal_years",
    "deal_year",
    "effective_first",
    "effective_last",
)
READINGS = ("stated year by year", "plain sum", "compound")
_OF_STAFF = (
    *("key", "employer", "bargaining_unit", "grade", "outcome", "pay_year_from", "pay_year_to"),
    *RISE_COLUMNS,
)
OPTED = r"(?i)\bopt(?:ed)?[ -](in|out)s?\b"
"""How the record names staff who chose a deal or stayed outside it: "opt-in", "opted out"."""


def deal_lengths(statements: pd.DataFrame) -> NDArray[np.float64]:
    """Give the length of each statement's deal, years: as stated, else its pay years counted."""
    first, last = (pd.to_numeric(statements[f"pay_year_{end}"].str[:4]) for end in ("from", "to"))
    counted = (last.fillna(first) - first + 1).to_numpy(dtype=np.float64)
    stated = pd.to_numeric(statements["deal_years"]).to_numpy(dtype=np.float64)
    return np.where(np.isnan(stated), counted, stated)


def split_deals(statements: pd.DataFrame) -> pd.DataFrame:
    """Split each figure that covers several years: a row a deal, reading and pay year.

    Read as a plain sum, x % over n years is x / n a year: `annual = x / n`, and comes to
    `total = (1 + x / n) ** n - 1`. Read as compound it is the total itself:
    `annual = (1 + x) ** (1 / n) - 1`. Where statements about the same offer and grade give every
    year, those are the rows; `annual` is then their geometric mean and `total` their product.

    Columns in: those of `compare_offers`, `deal_years`, `deal_year`. Only statements whose
    `comparability` is `split_first` are split. Columns out: all columns of `statements`, so that
    the rows can go to `compare_offers`, and `deal_key` (the statement split), `reading` (one of
    `READINGS`), `years`, `annual_pct`, `total_pct`, `stated_total_pct`, `agrees` (which reading
    of the stated total its years bear out within its rounding: plain sum, compound, either,
    neither; blank where the years are not on record). Spread rows have the kind `annualised`, a
    `key` that names deal, pay year and reading, the day the whole deal was offered, and an
    effective date for the first year alone; rows of years on record stay as they are.

    Raises `MeasureError` for a missing column.

    >>> deal = pd.DataFrame({
    ...     "key": ["O0015"], "offer_id": ["HMRC-2020-3Y"], "bargaining_unit": ["AA-G6"],
    ...     "grade": [None], "pay_year_from": ["2020-21"], "pay_year_to": ["2022-23"],
    ...     "deal_years": [3.0], "deal_year": [None], "basis": ["multi_year_cumulative"],
    ...     "comparability": ["split_first"], "pct": [13.0], "pct_low": [None], "pct_high": [None],
    ...     "offered_first": pd.NaT, "offered_last": pd.NaT,
    ...     "effective_first": pd.NaT, "effective_last": pd.NaT})
    >>> last = split_deals(deal).query("pay_year_from == '2022-23'")
    >>> for row in last.itertuples():
    ...     print(row.reading, round(row.pct, 2), round(row.total_pct, 2))
    plain sum 4.33 13.57
    compound 4.16 13.0
    """
    require_columns(statements, _NEEDED, what="the statements")
    rises = stated_rises(statements)
    deals = statements.assign(
        deal_key=statements["key"], years=deal_lengths(statements), stated_total_pct=rises.high
    )[rises.kind == "split_first"]
    deals = deals[deals["years"].notna() & deals["stated_total_pct"].notna()]
    stated = _stated_years(statements, deals)
    without = deals[~deals["deal_key"].isin(stated["deal_key"])]
    return pd.concat([stated, _spread(without)]).sort_values(
        ["deal_key", "reading", "pay_year_from"],
        key=lambda column: column.map(_ORDER.get) if column.name == "reading" else column,
        ignore_index=True,
    )


def opted_out(statements: pd.DataFrame) -> pd.DataFrame:
    """Keep what is stated of staff who opted out of a deal over several years, each with its deal.

    Kept are statements whose grade, or without one whose unit, is named so, of a pay year of a
    deal of the same employer that took effect. Columns in: those of the clean `offer_statements`.
    Columns out: the same and `deal_key`, the statement of the deal, the first where two fit.

    Raises `MeasureError` for a missing column.

    >>> stated = pd.DataFrame({
    ...     "key": ["O0024", "M0042"], "employer": "dwp", "grade": [None, "opted out"],
    ...     "bargaining_unit": ["AA-HEO (Employee Deal opt-in)", "Employee Deal"],
    ...     "outcome": ["accepted", "implemented"], "pay_year_from": ["2016-17", "2017-18"],
    ...     "pay_year_to": ["2019-20", "2017-18"], "comparability": ["split_first", "person"],
    ...     "basis": ["multi_year_cumulative", "individual_or_scale"], "pct": [20.0, 0.25],
    ...     "pct_low": None, "pct_high": None})
    >>> opted_out(stated)[["key", "pct", "deal_key"]].to_dict("records")
    [{'key': 'M0042', 'pct': 0.25, 'deal_key': 'O0024'}]
    """
    require_columns(statements, _OF_STAFF, what="the statements")
    staff = statements["grade"].fillna(statements["bargaining_unit"]).fillna("").astype("str")
    outside = statements[staff.str.extract(OPTED, expand=False).str.lower() == "out"]
    deal = (stated_rises(statements).kind == "split_first") & statements["outcome"].isin(
        TOOK_EFFECT
    )
    deals = pd.DataFrame(
        {
            "employer": statements["employer"],
            "deal_key": statements["key"],
            "_first": statements["pay_year_from"],
            "_last": statements["pay_year_to"],
        }
    )[deal].sort_values("deal_key")
    both = outside.merge(deals, on="employer")
    within = both["pay_year_from"].between(both["_first"], both["_last"])
    return both[within].drop_duplicates("key").drop(columns=["_first", "_last"])


_ORDER = {reading: place for place, reading in enumerate(READINGS)}


def _stated_years(statements: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """Join each deal to statements of its years, where every whole year is on record once."""
    rises = stated_rises(statements)
    yearly = statements[statements["deal_year"].notna().to_numpy() & rises.comparable]
    yearly = yearly[yearly["key"].isin(statements["key"][rises.low == rises.high])]
    whose = deals[["offer_id", "grade", "deal_key", "years", "stated_total_pct"]]
    rows = yearly.assign(_grade=yearly["grade"].fillna("")).merge(
        whose.assign(_grade=whose["grade"].fillna("")).drop(columns="grade"),
        on=["offer_id", "_grade"],
    )
    rows["_growth"] = np.log1p(stated_rises(rows).high / 100)
    rows["_sum"] = stated_rises(rows).high
    each = rows.groupby("deal_key")
    years = np.ceil(rows["years"])
    whole = (each["deal_year"].transform("nunique") == years) & (
        each["deal_year"].transform("size") == years
    )
    total = 100 * np.expm1(each["_growth"].transform("sum"))
    rows["annual_pct"] = 100 * np.expm1(each["_growth"].transform("sum") / rows["years"])
    rows["total_pct"] = total
    rows["agrees"] = _agrees(rows["stated_total_pct"], each["_sum"].transform("sum"), total)
    rows["reading"] = READINGS[0]
    kept: pd.DataFrame = rows[whole].drop(columns=["_grade", "_growth", "_sum"])
    return kept


def _agrees(stated: pd.Series[Any], plain: pd.Series[Any], compound: pd.Series[Any]) -> Any:
    """Say which total of the years equals the stated one, within half its last printed digit."""
    figure = stated.to_numpy(dtype=np.float64)
    half = np.select(
        [np.isclose(figure, figure.round(0)), np.isclose(figure, figure.round(1))],
        [0.5, 0.05],
        0.005,
    )
    near = [
        np.abs(figure - each.to_numpy(dtype=np.float64)) <= half + 1e-9
        for each in (plain, compound)
    ]
    return np.select([near[0] & near[1], near[0], near[1]], ["either", *READINGS[1:]], "neither")


def _spread(deals: pd.DataFrame) -> pd.DataFrame:
    """Spread each deal evenly over its pay years, under both readings."""
    years = deals["years"].to_numpy(dtype=np.float64)
    total = deals["stated_total_pct"].to_numpy(dtype=np.float64) / 100
    plain = total / years
    compound = np.expm1(np.log1p(total) / years)
    parts = [
        deals.assign(reading=reading, annual_pct=100 * annual, total_pct=100 * whole)
        for reading, annual, whole in (
            (READINGS[1], plain, np.expm1(years * np.log1p(plain))),
            (READINGS[2], compound, total),
        )
    ]
    both = pd.concat(parts, ignore_index=True)
    start = pd.to_numeric(both["pay_year_from"].str[:4])
    last = pd.to_numeric(both["pay_year_to"].str[:4]).fillna(start)
    counts = (last - start + 1).fillna(0).to_numpy(dtype=np.int64)
    at = np.repeat(np.arange(len(both)), counts)
    step = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = both.take(at).reset_index(drop=True)
    begin = start.to_numpy(dtype=np.int64, na_value=0)[at] + step
    ending = pd.Series((begin + 1) % 100).astype("str").str.zfill(2)
    year = pd.Series(begin).astype("str") + "-" + ending
    later = step > 0
    for name in ("effective_first", "effective_last"):
        rows[name] = pd.to_datetime(rows[name]).mask(later)
    return rows.assign(
        key=rows["deal_key"] + "/" + year + "/" + rows["reading"],
        pay_year_from=year,
        pay_year_to=year,
        deal_year=pd.array(step + 1, dtype="Int64"),
        comparability="annualised",
        pct=rows["annual_pct"],
        pct_low=np.nan,
        pct_high=np.nan,
        agrees="",
    )
