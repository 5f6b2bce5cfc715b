"""Statements about offers, built in place, in the columns of the clean table."""

import pandas as pd

DATES = ("offered_first", "offered_last", "effective_first", "effective_last")
TEXTS = (
    "bargaining_unit",
    "grade",
    "cash_period",
    "cash_kind",
    "cash_consolidated",
    "cash_form",
)
NUMBERS = (
    "pct",
    "pct_low",
    "pct_high",
    "pct_non_consolidated",
    "deal_years",
    "deal_year",
    "cash_gbp",
    "cash_low_gbp",
    "cash_high_gbp",
    "lump_sum_gbp",
    "old_salary_gbp",
    "new_salary_gbp",
)
USUAL = {
    "offer_id": "DWP-2023",
    "employer": "department-for-work-and-pensions",
    "speaker": "union",
    "outcome": "imposed",
    "basis": "individual_or_scale",
    "comparability": "person",
    "pay_year_from": "2022-23",
    "pay_year_to": "2022-23",
}


def statements(*rows):
    """One row a dictionary: what it leaves out is as usual, or blank."""
    keyed = [{"key": f"S{place:02d}", **USUAL, **row} for place, row in enumerate(rows)]
    columns = ["key", *USUAL, *TEXTS, *NUMBERS, *DATES]
    frame = pd.DataFrame(keyed, columns=columns)
    for name in DATES:
        frame[name] = pd.to_datetime(frame[name])
    for name in NUMBERS:
        frame[name] = frame[name].astype("float64")
    for name in ("key", *USUAL, *TEXTS):
        frame[name] = frame[name].astype("str")
    return frame


def on(first, last=None):
    """The two columns of the day an offer was made."""
    return {"offered_first": first, "offered_last": last or first}


def effective(first, last=None):
    """The two columns of the day an award took effect."""
    return {"effective_first": first, "effective_last": last or first}
