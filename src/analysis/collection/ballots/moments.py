"""Notebook 13: a dispute on the day of a news report, each of its figures beside the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.pay_record import EARNINGS
from analysis.collection.prices import held, newest_rates, read_rates, shown_indices
from analysis.collection.selection import slugs_under, sources_by
from analysis.collection.wording import agree
from analysis.errors import UsageError, nearest
from analysis.present import Finding, Value
from analysis.present.numbers import print_amount, print_date
from analysis.tables import read
from analysis.tables.asked import asked

# The levels of earnings of each sector: the series of which vintages are on record.
LEVELS = [level for sectors in EARNINGS.values() for _, level in sectors.values()]
NATIONAL = "uk-civil-service-and-related-areas"


@dataclass(frozen=True)
class Lookup:
    """Where the record would hold a figure of a report: table, column, and which rows."""

    table: str
    columns: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()


# What a news report states, and where the record would hold the same. What is not here (what a
# union planned, how living standards fared) is no row of any table, and the page says so.
LOOKUPS = {
    "members balloted": Lookup("ballots", ("entitled", "entitled_approx")),
    "first strike day": Lookup("actions", ("started_first",)),
    "second strike day": Lookup("actions", ("ended_last",)),
    "average worth of the offer": Lookup("offer_statements", ("pct",)),
    "cap on offers": Lookup("offer_statements", ("pct",), (("comparability", "cap"),)),
    "yes, strike": Lookup("ballots", ("yes_pct",), (("question_kind", "strike"),)),
    "yes, action short of strike": Lookup("ballots", ("yes_pct",), (("question_kind", "asos"),)),
    "turnout": Lookup("ballots", ("turnout_pct",)),
    "workers on a two-day strike in January": Lookup("actions", ("workers_involved",)),
    "workers called out for half a day": Lookup("actions", ("workers_involved",)),
}
NOT_A_ROW = "no table of the record is about this"
POSSIBLY = "possibly known that day: its source is dated to the month"
SILENT = "the record holds nothing of it by that day"


@dataclass(frozen=True, eq=False)
class View:
    """One news report, its figures, and what the record held by its day."""

    moment: pd.Series[Any]
    figures: pd.DataFrame
    rates: pd.DataFrame
    statements: pd.DataFrame
    silent: tuple[str, ...]

    @property
    def day(self) -> Any:
        """The day of the report."""
        return self.moment["as_of"].date()


@asked
def gather(*, moment: str) -> View:
    """Read a report and look each of its figures up in the record as of its day."""
    keys = read("moments", columns=["key"])["key"]
    if moment not in set(keys):
        raise UsageError(f"No report {moment!r}. {nearest(moment, keys)}")
    row = read("moments", where={"key": moment}).iloc[0]
    day = row["as_of"].date()
    slugs = [slug.strip() for slug in str(row["employers"]).split(";")]
    figures = read("moment_figures", where={"moment_id": moment})
    found = [_look_up(figure, slugs, day) for figure in figures.itertuples()]
    figures = figures.assign(record=[text for text, _ in found])
    figures["record_rows"] = pd.Series([keys for _, keys in found], index=figures.index)
    rates = read_rates(as_of=day, possibly=True)
    under = sorted({kin for slug in slugs for kin in slugs_under(slug)})
    statements = read("offer_statements", as_of=day, where={"employer": under})
    statements = sources_by(statements, day.isoformat())
    names = held(rates)
    silent = [f"no {name} is on record" for name in shown_indices() if name not in names]
    if read("earnings", as_of=day, columns=["key"], where={"series": LEVELS}).empty:
        silent.append("no vintage of average weekly earnings is on record")
    without = [slug for slug in slugs if slug not in set(statements["employer"])]
    called = read("employers", columns=["key", "name"]).set_index("key")["name"]
    silent += [f"no pay offer of {called[slug]} is on record" for slug in without]
    return View(row, figures, rates, statements, tuple(silent))


def _look_up(figure: Any, slugs: list[str], day: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Find the figure's quantity in the record: about its own employer, else the report's."""
    lookup = LOOKUPS.get(figure.quantity)
    if lookup is None:
        return NOT_A_ROW, ()
    own = figure.employer if isinstance(figure.employer, str) else None
    wanted = slugs_under(own) if own else [*slugs, NATIONAL]
    where = {"employer": wanted, **dict(lookup.where)}
    best: tuple[str, tuple[tuple[str, str], ...]] = (SILENT, ())
    for possibly in (False, True):
        rows = read(lookup.table, as_of=day, possibly=possibly, where=where)
        for column in lookup.columns:
            known = rows[rows[column].notna()]
            if known.empty:
                continue
            text, keys, exact = _nearest_row(known, lookup.table, column, figure)
            if possibly:
                text = f"{text}, {POSSIBLY}"
            if exact:
                return text, keys
            if not best[1]:
                best = text, keys
    return best


def _nearest_row(
    rows: pd.DataFrame, table: str, column: str, figure: Any
) -> tuple[str, tuple[tuple[str, str], ...], bool]:
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


def findings(view: View) -> list[Finding]:
    """Say how many figures of the report the record can speak of, and what prices were known."""
    in_record = view.figures[view.figures["record_rows"].map(len) > 0]
    rows = tuple(pair for pairs in in_record["record_rows"] for pair in pairs)
    total = len(view.figures)
    rest = "; it is silent on the rest" if len(in_record) < total else ""
    found = [
        Finding(
            "figures",
            f"Of {{n}} {agree(total, 'figure')} in the report of {{day}}, the record holds a "
            f"figure of the same kind, known by that day, for {{held}}{rest}.",
            {
                "n": Value(
                    total,
                    rows=tuple(("moment_figures", str(key)) for key in view.figures["key"]),
                ),
                "day": Value(view.day),
                "held": Value(len(in_record), function=gather, rows=rows),
            },
        )
    ]
    if (rates := newest_rates(view.rates, view.day)) is not None:
        found.append(rates)
    if view.silent:
        found.append(
            Finding(
                "silent",
                "Where the record is silent on that day: {silent}.",
                {"silent": Value("; ".join(view.silent))},
            )
        )
    return found
