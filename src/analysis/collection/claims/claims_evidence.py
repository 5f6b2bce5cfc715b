"""Notebook 09, the figures that claims are tried on: those that their rows name, no more.

The report on one claim is made anew when figures that it was tried on change, and not when a file
that its row does not name does.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import pandas as pd

from analysis.collection.prices import all_indices, price_indices, read_rates
from analysis.errors import MeasureError
from analysis.measures.claims.attempts import Evidence, join_versions, release_days
from analysis.measures.claims.trials import Trial, read_trial
from analysis.measures.claims.verdicts import why_untried
from analysis.measures.prices.price_record import published_rates
from analysis.tables import LATEST, read
from analysis.tables.declared import KINDS
from analysis.tables.pay_names import FLOOR, SENIOR_SERVICE, WHOLE_SERVICE, PayName, parse_pay

Where = tuple[tuple[str, tuple[str, ...]], ...]
# What a claim that does not say whose pay is tried on: see `measures.claims.verdicts.every_pay`.
EVERY_PAY: dict[str, tuple[Where, ...]] = {
    "salaries": ((("population", (WHOLE_SERVICE, SENIOR_SERVICE)),),),
    "earnings": ((("measure", ("level",)),),),
}


@dataclass(frozen=True)
class Needed:
    """What some claims are tried on: selections of each table, release days, and indices.

    `quoted` are the release days that claims set against prices quote.
    """

    tables: dict[str, tuple[Where, ...]]
    days: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


def trials_of(claims: pd.DataFrame) -> list[Trial]:
    """Take the trial of each claim that is tried at all."""
    return [read_trial(row) for row in claims.to_dict("records") if not why_untried(row)[0]]


def needed(trials: Iterable[Trial]) -> Needed:
    """Gather what some trials name.

    >>> from analysis.periods.stated import StatedTime
    >>> trial = Trial("change in real terms", pay=(parse_pay("median of EO"),), indices=("CPI",))
    >>> needed([trial])  # doctest: +NORMALIZE_WHITESPACE
    Needed(tables={'salaries': ((('measure', ('median',)), ('responsibility_level', ('EO',)),
        ('population', ('whole civil service',))),)}, days=(), indices=('CPI',),
        quoted=())
    """
    tables: dict[str, dict[Where, None]] = {}
    days: set[str] = set()
    indices: set[str] = set()
    quoted: set[str] = set()
    for trial in trials:
        names = [*trial.pay, *trial.against]
        if trial.kind == KINDS[7] and not trial.against:
            names.append(parse_pay(FLOOR))
        for name in names:
            if name.table is not None:
                tables.setdefault(name.table, {})[_where(name)] = None
            for table, rows in name.beside:
                where = tuple((column, (value,)) for column, value in rows)
                tables.setdefault(table, {})[where] = None
        if not trial.pay:
            for table, selections in EVERY_PAY.items():
                tables.setdefault(table, {}).update(dict.fromkeys(selections))
        if "earnings" in tables:
            days |= {trial.release} if trial.release else set(release_days(trial.ends))
        if trial.deflated:
            indices |= set(every_index() if trial.indices is None else trial.indices)
            quoted |= {trial.release} - {""}
    return Needed(
        {table: _merged(found) for table, found in sorted(tables.items())},
        tuple(sorted(days - {""})),
        tuple(sorted(indices)),
        tuple(sorted(quoted)),
    )


def every_index() -> list[str]:
    """Name the indices that a claim which names none is tried on: all that have levels.

    >>> {"CPI", "CPIH", "RPI"} <= set(every_index())
    True
    """
    return [name for name, index in all_indices().items() if index.chained]


def read_evidence(trials: Iterable[Trial], *, as_of: str = LATEST) -> Evidence:
    """Read what some trials name, as it was known by a day, and leave the rest unread."""
    wanted = needed(trials)
    tables = {
        table: join_versions(*(read(table, as_of=as_of, where=dict(where)) for where in selections))
        for table, selections in wanted.tables.items()
    }
    held: list[str] = []
    if "earnings" in tables:
        first = tables["earnings"]["known_from"].min()  # of no release before it is anything held
        held = [day for day in wanted.days if pd.Timestamp(day) >= first and _begun(day, as_of)]
        then = (
            read("earnings", as_of=day, where=dict(where))
            for day in held
            for where in wanted.tables["earnings"]
        )
        tables["earnings"] = join_versions(tables["earnings"], *then)
    every = all_indices()
    alone = [name for name in wanted.indices if name in every and not every[name].chained]
    rates = {}
    for name in alone:
        with suppress(MeasureError):  # none had been published by the day
            rates[name] = published_rates(
                read_rates([name], as_of=as_of), index=name, vintage=as_of
            )
    levels = [name for name in wanted.indices if name not in alone]
    quoted = [day for day in wanted.quoted if _begun(day, as_of)]
    vintages = {day: price_indices(levels, as_of=day) for day in quoted}
    return Evidence(price_indices(levels, as_of=as_of), tables, tuple(held), rates, vintages)


def _begun(day: str, as_of: str) -> bool:
    return as_of == LATEST or day <= as_of


def _merged(selections: Iterable[Where]) -> tuple[Where, ...]:
    """Make one selection of those that differ in one column alone, such as the series."""
    single: dict[str, set[str]] = {}
    others: set[Where] = set()
    for where in selections:
        if len(where) == 1:
            single.setdefault(where[0][0], set()).update(where[0][1])
        else:
            others.add(where)
    merged = {((column, tuple(sorted(values))),) for column, values in single.items()}
    return tuple(sorted(merged | others))


def _where(name: PayName) -> Where:
    rows = name.rows.items()
    return tuple((column, (value,) if isinstance(value, str) else value) for column, value in rows)
