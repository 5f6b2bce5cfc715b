"""Notebook 06: one employer's whole story: pay, prices, offers, ballots and action, gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.collection.ballots.acted import outcome_of, read_actions, tell_mandate
from analysis.collection.ballots.dossier_years import (
    compare_known,
    judge_with,
    last_lived,
    lived,
    remits_of,
    tell_fate,
    years_table,
)
from analysis.collection.ballots.whose import name_staff, names_of, tell_whose
from analysis.collection.landmarks import freezes, law_landmarks, strikes
from analysis.collection.offers.chained import Line, read_employer
from analysis.collection.offers.remits import ANNOUNCED
from analysis.collection.prices import price_indices, read_rates
from analysis.collection.selection import (
    LATEST,
    day_text,
    employer_name,
    national_groups,
    slugs_under,
    sources_by,
)
from analysis.collection.wording import about, known_days, question, sayer
from analysis.measures.offers.chain_links import TRACKS
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Landmarks
from analysis.present.cells import print_cell
from analysis.present.numbers import decimals_of, print_amount, print_range
from analysis.tables import read
from analysis.tables.asked import asked

OUTCOMES = {"yes": "passed", "no": "did not pass", "cannot be told": "cannot be told"}
REMITS_OF = "UK civil service (delegated grades)"
SALARY = (
    25_000.0  # pounds a year, near the lowest grades: for what only a salary turns into per cent
)
EVENT_COLUMNS = [
    *("lane", "when", "start", "end", "what", "who", "source_title", "source_url", "key"),
]


@dataclass(frozen=True, eq=False)
class View:
    """Everything on record about one employer by a day, read and measured when it is asked for.

    `ballots` are its own votes, `national` those of groups that its people voted in, and `votes`
    both; `remits` are those over it.
    """

    employer: str
    name: str
    as_of: str
    salary: float

    @property
    def day(self) -> date:
        """The day of the reading."""
        day: date = day_text(self.as_of)
        return day

    @cached_property
    def _employers(self) -> pd.DataFrame:
        columns = ["key", "name", "names", "former_names", "kind", "members", "civil_service"]
        return read("employers", columns=[*columns, "nation", "successor"])

    @cached_property
    def _body(self) -> pd.DataFrame:
        """Its own row of the employers, or none."""
        return self._employers[self._employers["key"] == self.employer]

    @cached_property
    def _slugs(self) -> list[str]:
        """Its slug, and those of its parts and forerunners."""
        return slugs_under(self.employer)

    @cached_property
    def _groups(self) -> list[str]:
        """The groups that sources count it with."""
        return national_groups(self._employers, self.employer)

    @property
    def nation(self) -> str:
        """Where it is."""
        return str(self._body["nation"].iloc[0]) if len(self._body) else ""

    @cached_property
    def statements(self) -> pd.DataFrame:
        """What was stated about its offers, and what came of them."""
        rows = read("offer_statements", as_of=self.as_of, where={"employer": self._slugs})
        rows = tell_whose(sources_by(rows, self.as_of), self.employer, ())
        return tell_fate(name_staff(rows), as_of=self.as_of)

    @cached_property
    def _rules(self) -> pd.DataFrame:
        return read("ballot_rules", as_of=self.as_of)

    @cached_property
    def ballots(self) -> pd.DataFrame:
        """Its own votes and those of its parts, judged."""
        own = read("ballots", as_of=self.as_of, where={"employer": self._slugs})
        judged = judge_with(sources_by(own, self.as_of), self._rules, ())
        return tell_whose(judged, self.employer, ())

    @property
    def whole(self) -> pd.DataFrame:
        """Its own votes that were not of a part alone."""
        return self.ballots[self.ballots["whose"] == ""]

    @cached_property
    def national(self) -> pd.DataFrame:
        """The votes of its groups by unions that have balloted it, while it lived."""
        return lived(self._of_groups(), "closed_last", self._end)

    def _of_groups(self) -> pd.DataFrame:
        nothing = self.ballots.iloc[:0]
        unions = sorted(set(self.ballots["union"].dropna()))
        if not unions or not self._groups:
            return nothing
        where = {"employer": self._groups, "union": unions}
        theirs = read("ballots", as_of=self.as_of, where=where)
        if theirs.empty:
            return nothing
        # A total over employers counted apart is known by the votes that it is a total of.
        whole = {"parent_ballot_id": list(theirs["key"])}
        parts = read("ballots", as_of=self.as_of, where=whole)
        both = pd.concat([theirs, parts], ignore_index=True).drop_duplicates("key")
        judged = judge_with(sources_by(both, self.as_of), self._rules, self._groups)
        return judged[judged["national"]]

    @cached_property
    def votes(self) -> pd.DataFrame:
        """Its own votes and the national ones."""
        both = [part for part in (self.ballots, self.national.assign(whose="")) if len(part)]
        return pd.concat(both or [self.ballots])

    @cached_property
    def _acted(self) -> pd.DataFrame:
        """Action there, and national action."""
        unions = set(self.ballots["union"].dropna())
        rows = read_actions(self._slugs, self._groups, unions, self.as_of)
        return tell_whose(rows, self.employer, self._groups, names_of(self._body))

    @cached_property
    def actions(self) -> pd.DataFrame:
        """The same, of the time in which it lived."""
        return tell_mandate(lived(self._acted, "started_first", self._end), self.whole)

    @cached_property
    def _end(self) -> pd.Timestamp | None:
        """Until when a body with a successor lived, where that is known."""
        if self._body["successor"].isna().all():
            return None
        acted = self._acted[~self._acted["national"]]
        return last_lived(self.statements, self.ballots, acted)

    @cached_property
    def remits(self) -> pd.DataFrame:
        """The remits over it, of its time."""
        where = {"jurisdiction": list(TRACKS.values())}
        remits = read("remits", as_of=self.as_of, where=where)
        days = remits["published_last"].fillna(remits["announced_last"])
        out = remits.assign(out=days.fillna(remits["known_from"]))
        return lived(remits_of(out, self._body), "out", self._end)

    @cached_property
    def events(self) -> pd.DataFrame:
        """What happened, in order: offers, ballots, action, and the remits of its time."""
        ruled = self.remits[self.remits["jurisdiction"] == REMITS_OF]
        acted = _actions(self.actions, self.day)
        parts = [_offers(self.statements), _ballots(self.votes), acted, _remits(ruled)]
        nothing = pd.DataFrame(columns=EVENT_COLUMNS, dtype="object")
        events = pd.concat([part for part in parts if len(part)] or [nothing])
        events = events.reindex(columns=EVENT_COLUMNS)
        known = events.loc[events["lane"] != "Remits", "start"].dropna()
        if len(known):
            near = events["start"] >= known.min() - pd.Timedelta(days=366)
            events = events[near | events["start"].isna()]
        order = ["start", "lane", "key"]
        return events.sort_values(order, na_position="last", ignore_index=True)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Its statements against the rates known on their day."""
        return compare_known(self.statements, as_of=self.as_of)

    @cached_property
    def years(self) -> pd.DataFrame:
        """The same a pay year a row."""
        return years_table(self.statements, self.compared, self.remits, self.votes, self.actions)

    @cached_property
    def indices(self) -> dict[str, PriceIndex]:
        """The price indices whose levels had been published."""
        return price_indices(as_of=self.as_of)

    @cached_property
    def prices(self) -> pd.DataFrame:
        """The published rates, with those that may have been out by the day."""
        return read_rates(as_of=self.as_of, possibly=self.as_of != LATEST)

    @cached_property
    def chain(self) -> Line:
        """Its awards compounded, with ceilings standing in for years that have none."""
        links = read_employer(self.employer, as_of=self.as_of, ceilings=True)
        return Line(self.name, tuple(links), self.indices)

    @cached_property
    def own(self) -> Line:
        """Its awards compounded without ceilings."""
        links = read_employer(self.employer, as_of=self.as_of)
        return Line(self.name, tuple(links), self.indices)

    @cached_property
    def landmarks(self) -> Landmarks:
        """The freezes of its time, and the strikes there or national."""
        rows = strikes(self.actions, "strikes there or national")
        return Landmarks(spans=freezes(self.remits), rows=rows)

    @cached_property
    def law(self) -> Landmarks:
        """Changes of the tests of a vote, which Northern Ireland has none of."""
        if self.nation == "Northern Ireland":
            return Landmarks()
        return law_landmarks(self._rules)


@asked
def gather(*, employer: str, as_of: str, salary: float = SALARY) -> View:
    """Open the record of an employer as it was known by a day.

    `salary` is pounds a year, for what only a salary turns into a percentage: lump sums, delay.
    """
    return View(employer, employer_name(employer), as_of, salary)


def _said(row: Any) -> str:
    """Say a statement's figure in words, as it was stated."""
    if row.pct == row.pct and row.pct is not None:
        figure = print_amount(row.pct, "%", decimals_of([row.pct]))
    elif row.pct_low == row.pct_low and row.pct_high == row.pct_high:
        decimals = decimals_of([row.pct_low, row.pct_high])
        figure = print_range(row.pct_low, row.pct_high, "%", decimals)
    elif row.pct_high == row.pct_high:
        figure = f"up to {print_amount(row.pct_high, '%', decimals_of([row.pct_high]))}"
    elif row.cash_gbp == row.cash_gbp:
        figure = print_amount(row.cash_gbp, "GBP", 0)
    elif row.lump_sum_gbp == row.lump_sum_gbp:
        figure = f"{print_amount(row.lump_sum_gbp, 'GBP', 0)} once"
    else:
        figure = "no figure"
    staff = f", {row.staff}" if row.staff else ""
    year = row.pay_year_from if isinstance(row.pay_year_from, str) else "year not stated"
    if isinstance(row.pay_year_to, str) and row.pay_year_to != row.pay_year_from:
        year = f"{year} to {row.pay_year_to}"
    return f"{year}: {figure}{staff} ({row.came})"


def _belonging(rows: pd.DataFrame, words: Iterable[str]) -> list[str]:
    """Say of each event whose it is, where it is a part's and not the employer's own."""
    whose = rows["whose"] if "whose" in rows else [""] * len(rows)
    told = rows["national"] if "national" in rows else [False] * len(rows)
    marked = zip(whose, told, words, strict=True)
    return [
        f"{part}: {text}" if part else f"national: {text}" if wide else text
        for part, wide, text in marked
    ]


def _offers(rows: pd.DataFrame) -> pd.DataFrame:
    """Date each statement by the day offered, else the month effective; others have no day."""
    start = rows["offered_first"].fillna(rows["effective_first"])
    return pd.DataFrame(
        {
            "lane": "Offers",
            "when": known_days(rows, "offered", "effective"),
            "start": start,
            "end": rows["offered_last"].fillna(rows["effective_last"]),
            "what": _belonging(rows, [_said(row) for row in rows.itertuples()]),
            "who": rows["asserted_by"].map(sayer, na_action="ignore"),
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _ballots(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows
    yes, turnout = (
        [
            _share(*shown, name)
            for shown in zip(rows[f"{name}_shown"], rows[f"{name}_places"], strict=True)
        ]
        for name in ("yes", "turnout")
    )
    words = [
        f"{question(kind)}{about(reasons)}: {share}, {part}"
        + (f"; {OUTCOMES[outcome]} the tests" if effect and outcome != "cannot be told" else "")
        for kind, reasons, share, part, outcome, effect in zip(
            rows["question_kind"],
            rows["reasons"],
            yes,
            turnout,
            rows["outcome"],
            rows["legal_effect"],
            strict=True,
        )
    ]
    closed = rows["closed_last"].fillna(rows["result_last"])
    return pd.DataFrame(
        {
            "lane": "Ballots",
            "when": known_days(rows, "closed", "result"),
            "start": rows["closed_first"].fillna(rows["result_first"]),
            "end": closed,
            "what": _belonging(rows, words),
            "who": rows["union"] + rows["national"].map({True: ", national", False: ""}),
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _share(value: Any, places: Any, of: str) -> str:
    told = pd.notna(value)
    return f"{print_amount(value, '%', int(places))} {of}" if told else f"{of} not published"


def _actions(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """Date each action; of one that has begun, nobody knew an end that had not come."""
    last, by = rows["ended_last"], pd.Timestamp(day)
    open_still = (rows["started_first"] <= by) & (last > by)
    began, ended = known_days(rows, "started"), known_days(rows, "ended").mask(open_still)
    lasted = ended.notna() & (ended != began)
    when = [
        f"{print_cell(first)} to {print_cell(end)}" if longer else first
        for first, end, longer in zip(began, ended, lasted, strict=True)
    ]
    return pd.DataFrame(
        {
            "lane": "Action",
            "when": pd.Series(when, index=rows.index, dtype="object"),
            "start": rows["started_first"],
            "end": last.mask(open_still).fillna(rows["started_last"]),
            "what": _belonging(
                rows,
                [f"{row.kind_as_found} ({outcome_of(row)})" for row in rows.itertuples()],
            ),
            "who": rows["union"] + rows["national"].map({True: ", national", False: ""}),
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _remits(rows: pd.DataFrame) -> pd.DataFrame:
    ceiling = [
        "" if pd.isna(value) else f": {print_amount(value, '%', decimals_of([value]))}"
        for value in rows["ceiling_pct"]
    ]
    return pd.DataFrame(
        {
            "lane": "Remits",
            "when": known_days(rows, "published", "announced"),
            "start": rows["published_first"].fillna(rows["announced_first"]),
            "end": rows["published_last"].fillna(rows["announced_last"]),
            "what": rows["event"].fillna(ANNOUNCED)
            + pd.Series(ceiling, index=rows.index, dtype="str"),
            "who": "government",
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )
