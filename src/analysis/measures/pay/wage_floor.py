"""Pay as a multiple of the legal minimum: at which hours, on which day, and when it was overtaken.

The adult floor is the main rate of the National Minimum Wage (22 and over until September 2010,
21 and over from October 2010) and from April 2016 the National Living Wage (25 and over, 23 from
April 2021, 21 from April 2024). Salaries are of 31 March and the rate changes next day, so both
days are shown. A year's pay becomes an hour's by *paid* hours: 37 a week net of unpaid breaks is
42 gross, and the answer turns on it. A median cannot show that anyone is below the floor; the
lowest pay points can.

Source: National Minimum Wage Regulations 2015 (SI 2015/621) and their predecessors, as amended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import as_day, require_columns, require_rows

ADULT_RATES = ("NMW main (adult) rate", "National Living Wage")
WEEKLY_HOURS = 37.0  # paid hours of a full-time week net of unpaid breaks, 42 with them
WEEKS_A_YEAR = 52.143  # 365 days; some employers reckon with 52.2

_COLUMNS = ("key", "effective_first", "effective_last", "rate_name", "hourly_gbp")


@dataclass(frozen=True)
class WageFloor:
    """One hourly rate over time: its days of change, pounds an hour, names and row keys."""

    days: tuple[date, ...]
    hourly: tuple[float, ...]
    names: tuple[str, ...]
    keys: tuple[str, ...]

    def place(self, days: ArrayLike) -> NDArray[np.int64]:
        """Which rate is in force on each day: a place, or -1 before the first."""
        steps = np.array(self.days, dtype="datetime64[D]")
        asked = np.asarray(days).astype("datetime64[D]")
        return np.searchsorted(steps, asked, side="right") - 1

    def on(self, days: ArrayLike) -> NDArray[np.float64]:
        """Pounds an hour on each day; NaN before the first rate."""
        place = self.place(days)
        return np.where(place >= 0, np.array(self.hourly)[place], np.nan)

    def rate(self, day: date | str) -> tuple[float, str, date]:
        """The rate in force on one day: pounds an hour, its name, and since when.

        Raises `MeasureError` for a day before the first rate, naming it.
        """
        asked = as_day(day)
        place = int(self.place([np.datetime64(asked)])[0])
        if place < 0:
            raise MeasureError(f"no wage floor on {asked}. Nearest: {self.days[0]}, the first.")
        return self.hourly[place], self.names[place], self.days[place]


def wage_floor(wage_floors: pd.DataFrame, *, rates: Sequence[str] = ADULT_RATES) -> WageFloor:
    """Take one line of hourly rates from the clean wage floors: by default the adult floor.

    Of the adult floor a reading of a day holds the rates that there were: until 2016 the main rate
    alone.

    Raises `MeasureError` for a rate that is not there, two rates on one day, and rates whose day
    is known only to the year (the voluntary ones).

    >>> rows = pd.DataFrame({"key": ["a", "b"],
    ...     "effective_first": pd.to_datetime(["2022-04-01", "2023-04-01"]),
    ...     "effective_last": pd.to_datetime(["2022-04-01", "2023-04-01"]),
    ...     "rate_name": "National Living Wage", "hourly_gbp": [9.50, 10.42]})
    >>> floor = wage_floor(rows, rates=["National Living Wage"])
    >>> floor.rate("2023-03-31"), floor.rate("2023-04-01")[0]
    ((9.5, 'National Living Wage', datetime.date(2022, 4, 1)), 10.42)
    """
    require_columns(wage_floors, _COLUMNS, what="the wage floors")
    held = set(wage_floors["rate_name"])
    wanted = [name for name in rates if name in held] if tuple(rates) == ADULT_RATES else rates
    for name in wanted or rates:
        if name not in held:
            choices = nearest(name, sorted(set(wage_floors["rate_name"])))
            raise MeasureError(f"no wage floor '{name}'. {choices}")
    rows = wage_floors[wage_floors["rate_name"].isin(list(wanted))]
    vague = rows["effective_first"] != rows["effective_last"]
    if vague.any():
        name = rows.loc[vague, "rate_name"].iloc[0]
        raise MeasureError(f"{name}: the day it began is known only to its year.")
    rows = rows.sort_values("effective_first")
    twice = rows["effective_first"].duplicated()
    if twice.any():
        day = rows.loc[twice, "effective_first"].iloc[0].date()
        raise MeasureError(f"two of the rates asked for begin on {day}: ask for one line.")
    return WageFloor(
        tuple(day.date() for day in rows["effective_first"]),
        tuple(rows["hourly_gbp"].astype(float)),
        tuple(rows["rate_name"]),
        tuple(rows["key"]),
    )


def hours_a_year(weekly_hours: float = WEEKLY_HOURS, weeks: float = WEEKS_A_YEAR) -> float:
    """Paid hours in a year: `weekly_hours * weeks`.

    HMRC's lowest grade was paid £17,167 from April 2018: the £7.83 floor, to the penny, at 42
    hours over 52.2 weeks, and £8.90 an hour on 37.

    >>> round(17167 / hours_a_year(42, 52.2), 2), round(17167 / hours_a_year(), 2)
    (7.83, 8.9)
    """
    if not (0 < weekly_hours <= 80 and 50 <= weeks <= 53):
        raise MeasureError(
            f"{weekly_hours} hours a week over {weeks} weeks is no working year: give paid hours "
            "a week up to 80, and weeks of 50 to 53."
        )
    return weekly_hours * weeks


def pay_against_floor(
    pay: pd.DataFrame,
    *,
    floor: WageFloor,
    weekly_hours: float = WEEKLY_HOURS,
    weeks: float = WEEKS_A_YEAR,
) -> pd.DataFrame:
    """Hold pay a year against the floor in force on its day and on the day after.

    `multiple = value / (weekly_hours * weeks) / hourly floor`. Columns in: `day`, `value` (GBP a
    year), and `low` and `high` where it is rounded. Columns out, added: `weekly_hours`, `weeks`,
    `hourly` (GBP), and for each day `floor`, `multiple`, `multiple_low`, `multiple_high`, those of
    the day after with `_next`; `overtaken_on`, the day on which the floor first stood above this
    pay (NaT: not yet), had it stayed unchanged; `below` and `below_next`, whether it is less than
    the floor (missing where rounding leaves it open, or no floor stands).

    Raises `MeasureError` for an empty frame, a missing column and hours that are no working week.

    >>> floor = WageFloor((date(2022, 4, 1), date(2023, 4, 1)), (9.50, 10.42), ("NLW",) * 2,
    ...     ("a", "b"))
    >>> pay = pd.DataFrame({"day": pd.to_datetime(["2023-03-31"]), "value": [22180.0]})
    >>> for hours in (37, 42):
    ...     found = pay_against_floor(pay, floor=floor, weekly_hours=hours)
    ...     print(found[["multiple", "multiple_next"]].round(2).values.tolist())
    [[1.21, 1.1]]
    [[1.07, 0.97]]
    """
    require_columns(pay, ("day", "value"), what="the pay to hold against the floor")
    require_rows(pay, what="the pay to hold against the floor")
    year = hours_a_year(weekly_hours, weeks)
    days = pd.to_datetime(pay["day"])
    ends = {"": pay["value"], "_low": pay.get("low", pay["value"])}
    ends["_high"] = pay.get("high", pay["value"])
    hourly = (pay["value"] / year).to_numpy(dtype=np.float64)
    out = pay.assign(weekly_hours=weekly_hours, weeks=weeks, hourly=hourly)
    for suffix, later in (("", 0), ("_next", 1)):
        rate = floor.on((days + timedelta(days=later)).to_numpy())
        out[f"floor{suffix}"] = rate
        for end, money in ends.items():
            out[f"multiple{end}{suffix}"] = money.to_numpy(dtype=np.float64) / year / rate
        low, high = out[f"multiple_low{suffix}"], out[f"multiple_high{suffix}"]
        below = pd.array([pd.NA] * len(out), dtype="boolean")
        below[(high < 1).to_numpy()] = True
        below[(low >= 1).to_numpy()] = False
        out[f"below{suffix}"] = below
    out["overtaken_on"] = _overtaken(floor, hourly)
    return out


def _overtaken(floor: WageFloor, hourly: NDArray[np.float64]) -> pd.DatetimeIndex:
    """First day of the first rate above each hourly pay; NaT where none is."""
    highest = np.maximum.accumulate(np.array(floor.hourly))
    place = np.searchsorted(highest, hourly, side="right")
    steps = np.array([*floor.days, None], dtype="datetime64[D]")
    return pd.DatetimeIndex(steps[place].astype("datetime64[us]"))
