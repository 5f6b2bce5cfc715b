"""The strikes and other action of a dossier: those there, and national ones, each once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from analysis.collection.ballots.judged import outcome_words
from analysis.collection.landmarks import TOOK_PLACE
from analysis.collection.selection import sources_by
from analysis.present.numbers import print_amount, print_month
from analysis.tables import read

ANNOUNCED = "announced"
# Several sources of one national action tell of the same union, day and kind.
SAME = ["union", "started_first", "kind"]
STRIKE = "strike"
LATELY = pd.Timedelta(days=366)  # an older vote says nothing of a strike


def read_actions(
    slugs: Sequence[str], groups: Collection[str], unions: Collection[str], as_of: str
) -> pd.DataFrame:
    """Read action of employers, and national action of their `groups` whose day is known.

    Of national action there is what took place, and what was announced by `unions` or by one whose
    national action took place. Columns out: those of `actions`, `national` (yes or no), `people`
    (how many its sources counted) and, where two sources tell of one action, both in
    `source_title` and `source_url`.
    """
    actions = read("actions", as_of=as_of, where={"employer": [*slugs, *groups]})
    actions = sources_by(actions, as_of)
    actions = actions[actions["is_action"].fillna(False).astype(bool)]
    national, happened = actions["employer"].isin(groups), actions["outcome"] == TOOK_PLACE
    known = {*unions, *actions.loc[national & happened, "union"]}
    told = happened | ((actions["outcome"] == ANNOUNCED) & actions["union"].isin(known))
    kept = ~national | (told & actions["started_first"].notna())
    return each_once(actions.assign(national=national)[kept])


def each_once(actions: pd.DataFrame) -> pd.DataFrame:
    """Tell a national action once, by all sources of it: what took place, else as announced."""
    told: dict[object, list[Any]] = {}
    happened_first = actions["outcome"].ne(TOOK_PLACE).sort_values(kind="stable").index
    for row in actions.loc[happened_first].itertuples():
        named = [getattr(row, name) for name in SAME] if row.national else [row.key]
        same = told.setdefault(tuple(named), [])
        if not same or row.outcome == same[0].outcome:
            same.append(row)
    found = {same[0].key: same for same in told.values()}
    rows = actions[actions["key"].isin(found)]
    groups = [found[key] for key in rows["key"]]
    sources = [{(row.source_title, row.source_url): None for row in same} for same in groups]
    links = [list(some) if len(some) > 1 else next(iter(some))[1] for some in sources]
    return rows.assign(
        people=_column([_people(same) for same in groups], rows),
        source_title=_column(["; ".join(title for title, _ in some) for some in sources], rows),
        source_url=_column(links, rows),
    )


def _column(cells: Sequence[object], rows: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series(cells, index=rows.index, dtype="object")


def _people(same: Sequence[Any]) -> tuple[int, ...]:
    counts = {int(row.workers_involved) for row in same if pd.notna(row.workers_involved)}
    return tuple(sorted(counts))


def tell_mandate(actions: pd.DataFrame, ballots: pd.DataFrame) -> pd.DataFrame:
    """Say in a column ``mandate`` of each national strike if the vote there before it had failed.

    `ballots` are the own votes of the employer, judged; those of its parts not.
    """
    day = ballots["closed_last"].fillna(ballots["result_last"])
    votes = ballots.assign(day=day)[ballots["legal_effect"].astype(bool) & day.notna()]
    votes = votes[votes["question_kind"] == STRIKE].sort_values("day", kind="stable")
    held = list(votes.itertuples())
    said = [_mandate(row, held) for row in actions.itertuples()]
    return actions.assign(mandate=_column(said, actions))


def _mandate(action: Any, votes: Sequence[Any]) -> str:
    """Say that the newest of the votes of its union before a national strike had failed."""
    if not action.national or action.kind != STRIKE:
        return ""
    theirs = [vote for vote in votes if vote.union == action.union]
    near = [vote for vote in theirs if pd.Timedelta(0) <= action.started_first - vote.day <= LATELY]
    if not near or near[-1].told != "no":
        return ""
    vote = near[-1]
    return f"; the vote there of {print_month(vote.day.year, vote.day.month)} {outcome_words(vote)}"


def outcome_of(row: Any) -> str:
    """Say what came of an action, how many people its sources count in it, and by what vote.

    >>> from types import SimpleNamespace as Row
    >>> outcome_of(Row(outcome="took place", people=(61000, 100000), mandate=""))
    'took place, 61,000 or 100,000 people as published'
    >>> outcome_of(Row(outcome="announced", people=(), mandate=""))
    'announced'
    """
    counts = " or ".join(print_amount(count) for count in row.people)
    return f"{row.outcome}{f', {counts} people as published' if counts else ''}{row.mandate}"
