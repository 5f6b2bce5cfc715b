"""Notebook 13: a dispute on the day of a news report, each of its figures beside the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from analysis.collection.moments import level_joins, pay_joins, vote_joins
from analysis.collection.moments.report import NATIONAL, Report
from analysis.collection.pay_record import EARNINGS
from analysis.collection.prices import held, read_rates, shown_indices
from analysis.collection.selection import LATEST, slugs_under, sources_by
from analysis.collection.wording import agree
from analysis.errors import UsageError, nearest
from analysis.present import Finding, Value
from analysis.present.numbers import print_amount, print_date
from analysis.tables import read
from analysis.tables.asked import asked

# The levels of earnings of each sector: the series of which vintages are on record.
LEVELS = [level for sectors in EARNINGS.values() for _, level in sectors.values()]


# Each join that a report may ask for, by the name that data/raw/moments/moments.csv gives it.
ANSWERS: Mapping[str, Callable[[Report, str], list[Finding]]] = {
    "offer against prices": pay_joins.offer_against_prices,
    "votes": vote_joins.votes,
    "own dispute": vote_joins.own_dispute,
    "campaign": vote_joins.campaign,
    "largest": vote_joins.largest,
    "ceilings": pay_joins.ceilings,
    "early ceilings": pay_joins.early_ceilings,
    "cap against prices": pay_joins.cap_against_prices,
    "median pay": level_joins.median_pay,
    "prices": pay_joins.newest_prices,
    "last vote": vote_joins.last_vote,
    "lowest pay": level_joins.lowest_pay,
    "sectors": level_joins.by_sector,
    "awards by grade": level_joins.awards_by_grade,
}
# What is asked of a day without a report: everything, pay first.
OWN_JOINS = (
    *("offer against prices", "cap against prices", "ceilings", "votes", "lowest pay", "prices"),
    *("own dispute", "campaign", "sectors", "median pay", "awards by grade", "last vote"),
    *("early ceilings", "largest"),
)
OPENING = 4  # answers at the top of the page
NOT_A_ROW = "no table of the record is about this"
POSSIBLY = "possibly known that day: its source is dated to the month"
NOTHING = "By {day} the record holds no pay offer, no rate of prices, no vote and no action."
SILENT = "the record holds nothing of it by that day"


@dataclass(frozen=True, eq=False)
class View:
    """One news report, its figures, and what the record held by its day."""

    moment: pd.Series[Any]
    figures: pd.DataFrame
    rates: pd.DataFrame
    statements: pd.DataFrame
    silent: tuple[str, ...]
    report: Report
    joins: tuple[str, ...]

    @property
    def day(self) -> Any:
        """The day of the report."""
        return self.moment["as_of"].date()


@asked
def gather(*, moment: str, on: str = "", employers: Sequence[str] = ()) -> View:
    """Read a report and look each of its figures up in the record as of its day.

    With `on`, a day of the asker's own and any employers (the civil service where none is named),
    without a report: every join there is then speaks, and no figure is set beside the record.
    """
    keys = read("moments", columns=["key"])["key"]
    if moment not in set(keys):
        raise UsageError(f"No report {moment!r}. {nearest(moment, keys)}")
    if employers and not on:
        raise UsageError("employers are named and no day is. Give it as well: on=2022-12-07.")
    row = _own_day(on, employers) if on else read("moments", where={"key": moment}).iloc[0]
    day = row["as_of"].date()
    slugs = [slug.strip() for slug in str(row["employers"]).split(";")]
    kinds = read("figure_kinds")
    printed = read("moment_figures", where={"moment_id": moment})
    figures = _of_a_kind(printed.iloc[:0] if on else printed, kinds)
    by_kind = {str(kind["key"]): kind for _, kind in kinds.iterrows()}
    found = [
        _look_up(figure, by_kind.get(str(figure.kind)), slugs, day)
        for figure in figures.itertuples()
    ]
    figures = figures.assign(record=[text for text, _ in found])
    figures["record_rows"] = pd.Series([keys for _, keys in found], index=figures.index)
    rates = read_rates(as_of=day, possibly=True)
    under = sorted({kin for slug in slugs for kin in slugs_under(slug)})
    statements = read("offer_statements", as_of=day, where={"employer": under})
    statements = sources_by(statements, day.isoformat())
    names = held(rates)
    silent = [f"no {name} is on record" for name in shown_indices() if name not in names]
    if read("earnings", as_of=day, columns=["key"], where={"series": LEVELS}).empty:
        silent.append("no level of average weekly earnings is on record as it was then in print")
    without = [slug for slug in slugs if slug not in set(statements["employer"])]
    called = read("employers", columns=["key", "name"]).set_index("key")["name"]
    silent += [f"no pay offer of {called[slug]} is on record" for slug in without]
    joins = tuple(join.strip() for join in str(row["joins"]).split(";"))
    report = Report(day, tuple(slugs), figures)
    return View(row, figures, rates, statements, tuple(silent), report, joins)


def _own_day(on: str, employers: Sequence[str]) -> pd.Series[Any]:
    """Make the row of a day of the asker's own, as a report has one."""
    return pd.Series(
        {
            "as_of": pd.Timestamp(on),
            "employers": ";".join(employers or NATIONAL[:1]),
            "source_title": "No news report",
            "joins": ";".join(OWN_JOINS),
        }
    )


def _of_a_kind(figures: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Say of what kind each figure is, by any of the names that reports give the kind."""
    named = {
        words.strip(): key
        for key, several in zip(kinds["key"], kinds["words"], strict=True)
        for words in str(several).split("|")
    }
    return figures.assign(kind=figures["quantity"].map(named))


def _look_up(
    figure: Any, kind: pd.Series[Any] | None, slugs: list[str], day: Any
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Find a figure's kind in the record: about its own employer or union, else the report's."""
    if kind is None:
        return NOT_A_ROW, ()
    table, columns = kind["looked_up_in"], [one.strip() for one in kind["columns"].split("|")]
    where: dict[str, Any] = {}
    if pd.notna(kind["condition_column"]):
        where[kind["condition_column"]] = kind["condition"]
    best: tuple[str, tuple[tuple[str, str], ...]] = (SILENT, ())
    for whose, possibly in product(_whose(figure, kind, slugs), (False, True)):
        rows = read(table, as_of=day, possibly=possibly, where=where | whose)
        for column in columns:
            known = rows[rows[column].notna()]
            if known.empty:
                continue
            text, keys, exact = ROUTES[kind["answer"]](known, table, column, figure, day)
            if possibly:
                text = f"{text}, {POSSIBLY}"
            if exact:
                return text, keys
            if not best[1]:
                best = text, keys
    return best


def _whose(figure: Any, kind: pd.Series[Any], slugs: list[str]) -> list[dict[str, Any]]:
    """Say whose rows may hold a figure: its own employer's first, then all of the report's."""
    everywhere = [*slugs, *NATIONAL]
    if kind["about"] == "union":
        return [{"union": figure.about, "employer": [*NATIONAL]}]
    own = figure.employer if isinstance(figure.employer, str) else None
    if own is None or kind["answer"] != "nearest":
        return [{"employer": everywhere}]
    return [{"employer": slugs_under(own)}, {"employer": everywhere}]


Found = tuple[str, tuple[tuple[str, str], ...], bool]


def _count(rows: pd.DataFrame, table: str, column: str, figure: Any, day: Any) -> Found:
    """Count the employers of the rows that became known in the year to the day."""
    recent = rows[rows["known_from"] >= pd.Timestamp(day) - pd.DateOffset(years=1)]
    keys = tuple((table, str(key)) for key in recent["key"])
    n = int(recent["employer"].nunique())
    return f"{print_amount(n)} employers", keys, bool(n == figure.value)


def _year(rows: pd.DataFrame, table: str, column: str, figure: Any, day: Any) -> Found:
    """Give the year of the last row."""
    row = rows.sort_values(column).iloc[-1]
    year = row[column].year
    return f"{year} ({row['employer_name']})", ((table, str(row["key"])),), year == figure.value


def _nearest_row(rows: pd.DataFrame, table: str, column: str, figure: Any, day: Any) -> Found:
    """Choose the row nearest to the printed figure, and say whether it is the same figure.

    The record may hold several of the kind.
    """
    if rows[column].dtype.kind == "M":
        printed = pd.to_datetime(figure.figure, errors="coerce")
        far = (rows[column] - printed).abs()
        row = rows.loc[far.idxmin()] if far.notna().any() else rows.iloc[-1]
        text, exact = print_date(row[column].date()), row[column] == printed
    else:
        amounts = rows[column].astype("float64")
        far = (amounts - figure.value).abs()
        place = far.idxmin() if far.notna().any() else rows.index[-1]
        row, exact = rows.loc[place], bool(amounts[place] == figure.value)
        unit = "%" if column.endswith("pct") else ""
        text = print_amount(amounts[place], unit, 1 if unit and amounts[place] % 1 else 0)
    return f"{text} ({row['employer_name']})", ((table, str(row["key"])),), bool(exact)


ROUTES: Mapping[str, Callable[[pd.DataFrame, str, str, Any, Any], Found]] = {
    "nearest": _nearest_row,
    "count": _count,
    "year": _year,
}


def findings(view: View) -> list[Finding]:
    """Answer what the report asks of the record as of its day; last, how much of it is held."""
    found = [*_asked_of(view)[:OPENING], *([] if view.figures.empty else [_figures(view)])]
    return found or [Finding("nothing-known", NOTHING, {"day": Value(view.day)})]


def more(view: View) -> list[Finding]:
    """Say what further the report asks, which prices were known, where the record is silent."""
    found = _asked_of(view)[OPENING:]
    if "prices" not in view.joins:
        found += pay_joins.newest_prices(view.report, str(view.day))
    if view.silent:
        silent = {"silent": Value("; ".join(view.silent))}
        found.append(Finding("silent", "Where the record is silent on that day: {silent}.", silent))
    return found


def _asked_of(view: View) -> list[Finding]:
    return [one for join in view.joins for one in ANSWERS[join](view.report, str(view.day))]


def since(view: View) -> list[Finding]:
    """Answer the same as the record stands now, where the answer is another."""
    then = {one.sentence for one in _asked_of(view)}
    now = [one for join in view.joins for one in ANSWERS[join](view.report, LATEST)]
    return [
        Finding(f"{one.id}-now", one.template, one.values)
        for one in now
        if one.sentence not in then
    ]


def _figures(view: View) -> Finding:
    """Say how many figures of the report the record can speak of."""
    in_record = view.figures[view.figures["record_rows"].map(len) > 0]
    rows = tuple(pair for pairs in in_record["record_rows"] for pair in pairs)
    total = len(view.figures)
    keys = tuple(("moment_figures", str(key)) for key in view.figures["key"])
    values = {"n": Value(total, rows=keys), "day": Value(view.day)}
    figures = f"{{n}} {agree(total, 'figure')} in the report of {{day}}"
    sentence = (
        f"For none of {figures} does the record hold one of the same kind, known by that day."
    )
    if len(in_record):
        rest = "; it is silent on the rest" if len(in_record) < total else ""
        sentence = (
            f"Of {figures}, the record holds a figure of the same kind, known by that day, for "
            f"{{held}}{rest}."
        )
        values["held"] = Value(len(in_record), function=gather, rows=rows)
    return Finding("figures", sentence, values)
