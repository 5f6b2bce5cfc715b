"""Where the links of a chain come from: remit ceilings, review bodies, awards, pay points.

Each maker says what is assumed. A figure that several statements give differently is a range, not
a choice between them; a figure for several years is spread evenly unless the record has the
years, a range from compound growth to a plain sum; a flat sum and an "at most" leave a gap that
names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import require_choice, require_columns
from analysis.measures.offers.chains import (
    AVERAGE,
    AWARD,
    CEILING,
    EXTRA,
    FREEZE,
    GAP,
    SHARE,
    Link,
    shown_gaps,
)
from analysis.measures.offers.dates import TOOK_EFFECT
from analysis.measures.offers.split import opted_out
from analysis.measures.offers.statements import RISE_COLUMNS, stated_rises
from analysis.periods import Month, PayYear
from analysis.tables.pay_names import FREEZES

# The two tracks of the freeze, by the part of the public sector whose remit of a year prevails.
TRACKS = dict(
    zip(FREEZES, ("UK public sector", "UK civil service (delegated grades)"), strict=True)
)
ON_AVERAGE = ("average_award", "freeze")  # the one basis of a ceiling that can be chained
# What is used of the clean statements: each column more costs a little in every step.
_OF_STATEMENTS = (
    *("key", "employer", "bargaining_unit", "grade", "outcome", "pay_year_from", "pay_year_to"),
    *("effective_first", "effective_last", *RISE_COLUMNS),
)
# What a year rests on, the best first: what a person or unit got, a range, a share of a deal.
_RANK = {"person": 0, "unit": 0, "range": 1, "split_first": 2}
_SHARED = "a share of one figure for {} years, between compound growth and a plain sum"
_STAGE = re.compile(r"(balance to )?([0-9.]+)% ([0-9]{4}-[0-9]{2})-[0-9]{2}")


def ceiling_links(
    remits: pd.DataFrame, *, track: str = "two-year freeze", extras: bool = False
) -> list[Link]:
    """Make links of the civil service's ceilings on an average award, each from its April.

    The freeze of 2010 ran on two tracks; `track` names one of `TRACKS`, and links begin with its
    first frozen year. Paybill figures of earlier years are of another kind and never joined.
    With `extras` a targeted part is added to the ceiling of its year. A policy announced for
    several years stands for those of them that have no remit of their own by the day.

    Columns in: `key`, `pay_year_from`, `pay_year_to`, `jurisdiction`, `basis_kind`,
    `ceiling_pct`, `targeted_extra_pct`, `duration_years`. Raises `MeasureError` for an
    unknown track.

    >>> remits = pd.DataFrame({
    ...     "key": ["R010", "R023"], "pay_year_from": ["2011-12", "2012-13"],
    ...     "pay_year_to": ["2011-12", "2012-13"], "jurisdiction": list(TRACKS.values()),
    ...     "basis_kind": ["freeze", "average_award"], "ceiling_pct": [0.0, 2.0],
    ...     "targeted_extra_pct": [None, 1.0], "duration_years": None})
    >>> [(link.effective.text, link.high) for link in ceiling_links(remits, extras=True)]
    [('2011-04', 0.0), ('2012-04', 3.0)]
    """
    columns = ("key", "pay_year_from", "pay_year_to", "jurisdiction", "basis_kind", "ceiling_pct")
    more = ("targeted_extra_pct", "duration_years")
    require_columns(remits, (*columns, *more), what="the remits")
    first_choice = TRACKS[require_choice(track, tuple(TRACKS), what="track")]
    rows: list[dict[Any, Any]] = [
        row
        for row in remits[[*columns, *more]].to_dict("records")
        if row["basis_kind"] in ON_AVERAGE
        and row["jurisdiction"] in TRACKS.values()
        and pd.notna(row["ceiling_pct"])
        and row["pay_year_from"] == row["pay_year_to"]
    ]
    frozen = [row for row in rows if row["basis_kind"] == "freeze"]
    begun = [row["pay_year_from"] for row in frozen if row["jurisdiction"] == first_choice]
    if not begun:
        return []
    # Of one year the chosen track stands first, then what was announced for that year alone.
    each = [
        ((year, row["jurisdiction"] != first_choice, later, row["key"]), row)
        for row in rows
        if row["pay_year_from"] >= min(begun)
        for later, year in enumerate(_years_of(row))
    ]
    made: dict[str, Link] = {}
    for (year, *_), row in sorted(each, key=itemgetter(0)):
        if year in made:
            continue
        extra = float(row["targeted_extra_pct"]) if pd.notna(row["targeted_extra_pct"]) else 0.0
        added = extras and extra > 0
        pct = float(row["ceiling_pct"]) + (extra if added else 0.0)
        basis = FREEZE if row["basis_kind"] == "freeze" else EXTRA if added else CEILING
        month = PayYear.parse(year).first_month
        made[year] = Link(year, month, pct, pct, basis, (("remits", row["key"]),))
    return shown_gaps(list(made.values()))


def _years_of(row: Mapping[Any, Any]) -> list[str]:
    """Name the years that a policy was announced for."""
    years = max(int(row["duration_years"]), 1) if pd.notna(row["duration_years"]) else 1
    first = PayYear.parse(row["pay_year_from"]).start
    return [PayYear(first + later).text for later in range(years)]


def review_links(awards: pd.DataFrame) -> list[Link]:
    """Make links of what a review body's workforce was awarded; `awards` holds one workforce.

    An award in stages is a link a stage, in the month it was paid. An award for several years is
    spread evenly over those that have none of their own. A range stays a range; a flat sum, and a
    figure that is only "at most", leave a gap that says so.

    Columns in: `key`, `pay_year_from`, `pay_year_to`, `awarded_pct`, `pct_low`, `pct_high`,
    `flat_gbp`, `nonconsolidated_gbp`, `stages`, `basis`, `effective_first`. Missing months are
    those of the award before, else April.
    """
    own: dict[str, list[Link]] = {}
    shares: dict[str, list[Link]] = {}
    month = 4
    for row in _rows(awards.sort_values(["pay_year_from", "key"])):
        first, last = (PayYear.parse(year).start for year in (row.pay_year_from, row.pay_year_to))
        rows = (("review_awards", str(row.key)),)
        if pd.notna(row.effective_first):
            month = row.effective_first.month
        begin = _month(row.effective_first, first, month)
        low, high, note = _awarded(row)
        if staged := _stages(row.stages):
            own[row.pay_year_from] = [
                Link(row.pay_year_from, each, pct, pct, AWARD, rows, "paid in stages")
                for each, pct in staged
            ]
        elif last > first and low is not None and not _late(row, first):
            spread = _yearly(low, high or low, last - first + 1)
            words = _SHARED.format(last - first + 1)
            for step, year in enumerate(range(first, last + 1)):
                name = PayYear(year).text
                shares.setdefault(name, []).append(
                    Link(name, begin + 12 * step, spread[0], spread[1], SHARE, rows, words)
                )
        else:
            basis = GAP if low is None else FREEZE if low == high == 0 else AWARD
            until = Month(last + 1, 4) if last > first else None
            if until:
                note = f"one award for {last - first + 1} years, paid late"
            link = Link(row.pay_year_from, begin, low, high, basis, rows, note, until)
            own.setdefault(row.pay_year_from, []).append(link)
    return shown_gaps(_prefer(own, shares))


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a frame, each with its columns as names."""
    return iter(frame.itertuples())


def _late(row: Any, first: int) -> bool:
    """Say whether an award for several years was paid in one piece, months after the first."""
    return bool(row.effective_first >= pd.Timestamp(first + 1, 1, 1))


def _awarded(row: Any) -> tuple[float | None, float | None, str]:
    """Read one award: its figure or range, else why there is none."""
    if pd.notna(row.awarded_pct):
        words = str(row.basis) if isinstance(row.basis, str) else ""
        return float(row.awarded_pct), float(row.awarded_pct), words
    if pd.notna(row.pct_low) and pd.notna(row.pct_high):
        return float(row.pct_low), float(row.pct_high), "a range over pay points"
    if pd.notna(row.pct_high):
        return None, None, "only an upper limit is on record"
    if pd.notna(row.flat_gbp):
        return None, None, "a flat sum: no percentage without a salary"
    if pd.notna(row.nonconsolidated_gbp):
        return None, None, "a one-off sum alone"
    return None, None, "no figure on record"


def _stages(text: Any) -> list[tuple[Month, float]]:
    """Read stages such as `1.5% 2007-04-01; 1.0% 2007-11-01`; none where they say otherwise.

    >>> [(month.text, round(pct, 3)) for month, pct in
    ...  _stages("1.5% 2007-04-01; balance to 2.4% 2007-11-01")]
    [('2007-04', 1.5), ('2007-11', 0.887)]
    """
    parts = [_STAGE.fullmatch(part.strip()) for part in str(text).split(";")]
    if len(parts) < 2 or not all(parts):
        return []
    stages: list[tuple[Month, float]] = []
    level = 1.0
    for part in (part for part in parts if part):
        pct = float(part[2])
        if part[1]:  # a balance: what is wanting to the whole
            pct = 100 * ((1 + pct / 100) / level - 1)
        level *= 1 + pct / 100
        stages.append((Month.parse(part[3]), pct))
    return stages


def _yearly(low: float, high: float, years: int) -> tuple[float, float]:
    """Spread a figure over years: from compound growth of its low to a plain sum of its high.

    Which of the two was meant is not known; `(1 + x) ** (1 / n) - 1` is never above `x / n`.

    >>> [round(end, 2) for end in _yearly(20, 20, 4)]
    [4.66, 5.0]
    """
    return 100 * ((1 + low / 100) ** (1 / years) - 1), high / years


def _month(day: Any, year: int, month: int) -> Month:
    if pd.notna(day):
        return Month(day.year, day.month)
    start = PayYear(year).first_month
    return start + (month - start.month) % 12


def _prefer(own: Mapping[str, Sequence[Link]], shares: Mapping[str, Sequence[Link]]) -> list[Link]:
    """Take a year's own figures; else its share of a deal, several deals making a range."""
    chosen: list[Link] = []
    for name in sorted({*own, *shares}):
        mine = [link for link in own.get(name, ()) if link.known]
        if mine or name not in shares:
            chosen += _agreed(mine or own[name])
        else:
            chosen += _agreed(shares[name])
    return chosen


def _agreed(links: Sequence[Link]) -> list[Link]:
    """Make one link of several figures for one year and month: a range where they differ."""
    by_month: dict[Month, list[Link]] = {}
    for link in links:
        by_month.setdefault(link.effective, []).append(link)
    made = []
    for month in sorted(by_month):
        same = by_month[month]
        known = [link for link in same if link.low is not None and link.high is not None]
        first = known[0] if known else same[0]
        if len(known) > 1:
            low = min(link.low for link in known if link.low is not None)
            high = max(link.high for link in known if link.high is not None)
            note = "several figures on record" if low < high else first.note
            rows = tuple(dict.fromkeys(row for link in known for row in link.rows))
            whose = "; ".join(dict.fromkeys(link.whose for link in known if link.whose))
            # Where one says that pay was frozen and another that it was not, it is no freeze.
            basis = AWARD if first.basis == FREEZE and high > 0 else first.basis
            first = replace(
                first, low=low, high=high, basis=basis, rows=rows, note=note, whose=whose
            )
        made.append(first)
    return made


def award_links(statements: pd.DataFrame, *, month: int | None = None) -> list[Link]:
    """Make links of the awards of one employer that took effect, for its staff as a whole.

    Taken are statements about whole units (no grade named) that were accepted, imposed or
    implemented: what a person or a unit got, else a range, else a share of a deal over several
    years spread evenly. Where statements of one year differ, or a closed year was reopened, the
    link is the range of what they say. Awards of one year with months of effect of their own are
    stages, a link each. `month` (1 to 12) is when its awards usually take effect, for those whose
    month is not on record; else the month of the award before, else April.

    Columns in: those of the clean `offer_statements`. Raises `MeasureError` for several employers.
    """
    require_columns(statements, _OF_STATEMENTS, what="the statements")
    statements = statements[list(_OF_STATEMENTS)]
    if len(set(statements["employer"])) > 1:
        raise MeasureError("a chain is of one employer: keep the statements of one.")
    taken = statements[
        statements["outcome"].isin(TOOK_EFFECT)
        & statements["grade"].isna()
        & statements["pay_year_from"].notna()
    ]
    rises = stated_rises(taken)
    known = zip(taken.to_dict("records"), rises.kind, rises.low, rises.high, strict=True)
    found = [(row, _RANK[kind], low, high) for row, kind, low, high in known if kind in _RANK]
    found = [one for one in found if np.isfinite(one[3])]  # of these kinds both ends or neither
    own: dict[int, dict[str, list[Link]]] = {0: {}, 1: {}, 2: {}}
    shared = any(place == _RANK["split_first"] for _, place, *_ in found)
    apart = _apart(statements) if shared else {}
    usual = month
    for row, place, low, high in sorted(found, key=_in_order):
        first = PayYear.parse(row["pay_year_from"]).start
        last = PayYear.parse(row["pay_year_to"]).start if pd.notna(row["pay_year_to"]) else first
        stated = row["effective_first"] if _one_month(row) else pd.NaT
        if pd.notna(stated) and month is None:
            usual = stated.month
        begin = _month(stated, first, usual or 4)
        low, high, years = float(low), float(high), last - first + 1
        averaged = row["comparability"] == "unit"
        basis = AVERAGE if averaged else FREEZE if low == high == 0 else AWARD
        notes = []
        whose = row["bargaining_unit"] if isinstance(row["bargaining_unit"], str) else ""
        if pd.isna(stated):
            notes.append("month assumed")
        if place == 2:
            (low, high), basis = _yearly(low, high, years), SHARE
            notes.append(_SHARED.format(years))
        for step in range(years):
            name = PayYear(first + step).text
            link = Link(
                name,
                begin + 12 * step,
                low,
                high,
                basis,
                (("offer_statements", str(row["key"])),),
                "; ".join([*notes, *dict.fromkeys(apart.get((row["key"], name), ()))]),
                whose=whose,
            )
            own[place].setdefault(name, []).append(link)
    whole = {**own[1], **own[0]}
    return shown_gaps(_prefer(whole, own[2]))


def _apart(statements: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Say, by deal and pay year, what is stated of those who opted out of it."""
    rows = opted_out(statements)
    high = stated_rises(rows).high
    said: dict[tuple[str, str], list[str]] = {}
    for row, pct in zip(rows.to_dict("records"), high, strict=True):
        figure = f"{pct:g}\u00a0%" if np.isfinite(pct) else "no percentage"
        words = f"{figure} for staff who opted out ({row['outcome']})"
        said.setdefault((row["deal_key"], row["pay_year_from"]), []).append(words)
    return said


def _in_order(found: tuple[dict[Any, Any], int, float, float]) -> tuple[str, str]:
    return found[0]["pay_year_from"], found[0]["key"]


def _one_month(row: Mapping[Any, Any]) -> bool:
    first, last = row["effective_first"], row["effective_last"]
    return bool(pd.notna(first) and pd.notna(last) and first.to_period("M") == last.to_period("M"))
