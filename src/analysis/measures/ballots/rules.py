"""The law of industrial action ballots as dated data: which tests applied to a ballot of a day.

The rules come from the clean table `ballot_rules`, each with its citation and its days. What is
code here is only how their words are read: which nations a jurisdiction covers, which services a
rule names, and that a rule without a share takes the test away. Repealing a rule is an edit of a
date in the table.

Northern Ireland has its own Order (SI 1995/1980), whose article 104(3)(a)(iii) has the same
majority test; the changes of 2016 extend to Great Britain only. The majority rule read there is
therefore the earliest of the table, with no end, and the table's own rows say that it has no
other threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import as_day, require_choice, require_columns, require_rows

NATIONS = ("Great Britain", "England", "Wales", "Scotland", "Northern Ireland", "UK")
_BRITAIN = frozenset({"Great Britain", "England", "Wales", "Scotland", "UK"})

# Which nations of the record a jurisdiction of the table covers. A ballot recorded for Great
# Britain or the UK is judged by the law of Great Britain.
JURISDICTIONS = {
    "Great Britain": _BRITAIN,
    "Wales (devolved authorities)": frozenset({"Wales"}),
    "Northern Ireland": frozenset({"Northern Ireland"}),
    "England and Wales": frozenset({"England", "Wales", "Great Britain", "UK"}),
}
TESTS = ("majority", "turnout", "support")

_COLUMNS = (
    "key",
    "topic",
    "jurisdiction",
    "service",
    "threshold_pct",
    "of_whom",
    "spoiled_count_as_voting",
    "duration",
    "duration_unit",
    "extendable_to",
    "applies_from",
    "applies_until",
    "decided_by",
    "citation",
)


@dataclass(frozen=True)
class Rule:
    """One rule with the days between which it applied, both included."""

    rule_id: str
    topic: str
    nations: frozenset[str]
    services: frozenset[str]
    threshold_pct: float | None
    of_whom: str
    spoiled_count: bool
    duration: int | None
    duration_unit: str | None
    extendable_to: str | None
    first_day: date
    last_day: date
    decided_by: str
    citation: str

    def covers(self, day: date, nation: str, service: str | None) -> bool:
        """Whether the rule applies to a ballot of this day, nation and important service."""
        return (
            self.first_day <= day <= self.last_day
            and nation in self.nations
            and ("all" in self.services or service in self.services)
        )


@dataclass(frozen=True)
class Regime:
    """The tests that a ballot had to meet; a share of None is no test."""

    majority_pct: float | None
    spoiled_count: bool
    turnout_pct: float | None
    support_pct: float | None
    rule_ids: tuple[str, ...]


@dataclass(frozen=True)
class BallotLaw:
    """All rules, and the periods between their commencements."""

    rules: tuple[Rule, ...]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which a test for the outcome of a ballot began or ended, in order."""
        tests = [rule for rule in self.rules if rule.topic in TESTS]
        begun = {rule.first_day for rule in tests}
        ended = {rule.last_day + timedelta(days=1) for rule in tests if rule.last_day < date.max}
        return tuple(sorted(begun | ended))

    @property
    def periods(self) -> tuple[tuple[date, date | None], ...]:
        """First and last day of each period between `days`; the last has no end."""
        ends = [day - timedelta(days=1) for day in self.days[1:]]
        return tuple(zip(self.days, (*ends, None), strict=True))

    @cached_property
    def services(self) -> frozenset[str]:
        """Every service that some rule names."""
        return frozenset().union(*(rule.services for rule in self.rules)) - {"all"}

    def applying(
        self, topic: str, *, day: date, nation: str, service: str | None
    ) -> tuple[Rule, ...]:
        """Give the rules of one topic that apply to a day, nation and service."""
        require_choice(nation, NATIONS, what="nation")
        if service is not None:
            require_choice(service, sorted(self.services), what="important public service")
        return tuple(
            rule for rule in self.rules if rule.topic == topic and rule.covers(day, nation, service)
        )

    def regime(self, *, opened: date | str, nation: str, service: str | None = None) -> Regime:
        """Give the tests for a statutory ballot that opened on a day, in a nation and service.

        A rule without a share (disapplied, no threshold) takes the test away. Raises
        `MeasureError` for a day before the first rule and for two rules that disagree.
        """
        day = as_day(opened)
        first = self.days[0]
        if day < first:
            raise MeasureError(f"the rules begin on {first}; nothing is known of {day}.")
        majority = self._majority(day, nation, service)
        shares: dict[str, float | None] = {}
        ids = [majority.rule_id] if majority else []
        for topic in ("turnout", "support"):
            rules = self.applying(topic, day=day, nation=nation, service=service)
            lifted = [rule for rule in rules if rule.threshold_pct is None]
            shares[topic] = None if lifted else _one_share(rules, day)
            ids += [rule.rule_id for rule in lifted or rules]
        return Regime(
            majority.threshold_pct if majority else None,
            bool(majority and majority.spoiled_count),
            shares["turnout"],
            shares["support"],
            tuple(ids),
        )

    def _majority(self, day: date, nation: str, service: str | None) -> Rule | None:
        rules = self.applying("majority", day=day, nation=nation, service=service)
        if not rules and nation == "Northern Ireland":
            everywhere = [rule for rule in self.rules if rule.topic == "majority"]
            return min(everywhere, key=lambda rule: rule.first_day, default=None)
        if len(rules) > 1:
            _one_share(rules, day)
        return rules[0] if rules else None


def _one_share(rules: tuple[Rule, ...], day: date) -> float | None:
    shares = {rule.threshold_pct for rule in rules}
    if len(shares) > 1:
        names = ", ".join(rule.rule_id for rule in rules)
        raise MeasureError(f"the rules {names} set different shares on {day}: mend their dates.")
    return next(iter(shares), None)


def ballot_law(ballot_rules: pd.DataFrame) -> BallotLaw:
    """Read the law from the clean table `ballot_rules`.

    Raises `MeasureError` for an empty table, a missing column, an unknown jurisdiction, and a rule
    that ends before it begins.

    >>> rules = pd.DataFrame({
    ...     "key": ["R02", "R03"], "topic": ["majority", "turnout"],
    ...     "jurisdiction": "Great Britain", "service": "all", "threshold_pct": 50.0,
    ...     "of_whom": None, "spoiled_count_as_voting": True, "duration": None,
    ...     "duration_unit": None, "extendable_to": None, "decided_by": "ballot opened",
    ...     "applies_from": pd.Timestamp("2017-03-01"), "applies_until": pd.NaT,
    ...     "citation": ["TULRCA 1992 ss.226, 297A", "Trade Union Act 2016 s.2"]})
    >>> regime = ballot_law(rules).regime(opened="2022-09-26", nation="England")
    >>> regime.turnout_pct, regime.support_pct, regime.rule_ids
    (50.0, None, ('R02', 'R03'))
    """
    require_columns(ballot_rules, _COLUMNS, what="the table of ballot rules")
    require_rows(ballot_rules, what="the table of ballot rules")
    return BallotLaw(tuple(_rule(row) for row in ballot_rules[list(_COLUMNS)].itertuples()))


def _rule(row: object) -> Rule:
    cells = {
        column: None if pd.isna(value) else value
        for column in _COLUMNS
        for value in [getattr(row, column)]
    }
    if cells["jurisdiction"] not in JURISDICTIONS:
        raise MeasureError(
            f"rule {cells['key']} is of an unknown jurisdiction '{cells['jurisdiction']}'. "
            f"{nearest(cells['jurisdiction'], JURISDICTIONS)}"
        )
    last = date.max if cells["applies_until"] is None else as_day(cells["applies_until"])
    first = as_day(cells["applies_from"])
    if last < first:
        raise MeasureError(f"rule {cells['key']} ends on {last}, before it begins on {first}.")
    share, length = cells["threshold_pct"], cells["duration"]
    return Rule(
        rule_id=str(cells["key"]),
        topic=str(cells["topic"]),
        nations=JURISDICTIONS[cells["jurisdiction"]],
        services=frozenset(part.strip() for part in str(cells["service"]).split(";")),
        threshold_pct=None if share is None else float(share),
        of_whom=str(cells["of_whom"] or ""),
        spoiled_count=bool(cells["spoiled_count_as_voting"]),
        duration=None if length is None else int(length),
        duration_unit=cells["duration_unit"],
        extendable_to=cells["extendable_to"],
        first_day=first,
        last_day=last,
        decided_by=str(cells["decided_by"]),
        citation=str(cells["citation"]),
    )
