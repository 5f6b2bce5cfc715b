"""Sentences of single sections: choices, restoring, sectors on other indices, votes counted."""

from __future__ import annotations

from analysis.collection.ballots.judged import count_told
from analysis.collection.evidence.view import View
from analysis.collection.pay_record import PRIVATE, WITHOUT_BANKS, paid
from analysis.collection.wording import agree, clauses
from analysis.measures.ballots.told import JUDGED, PUBLISHED, tell_outcomes
from analysis.measures.pay.pay_series import real_pay_change
from analysis.present import Finding, Value


def choices_finding(view: View) -> Finding | None:
    """Say for how many measures the index turns the sign, and how far indices lie apart."""
    known = [one for one in view.measures if len(one.by_index) > 1]
    if not known:
        return None
    turning = [
        one.name
        for one in known
        if len({figure.value > 0 for figure, _ in one.by_index.values()}) > 1
    ]
    rows = tuple(row for one in known for _, own in one.by_index.values() for row in own)
    apart = [
        max(figure.value for figure, _ in one.by_index.values())
        - min(figure.value for figure, _ in one.by_index.values())
        for one in known
    ]
    return Finding(
        "choices-signs",
        "For {turning} of {n} measures of pay the sign turns on the index; the indices lie from "
        "{least} to {most} percentage points apart on one measure.",
        {
            "turning": Value(len(turning), function=real_pay_change, rows=rows),
            "n": Value(len(known), function=real_pay_change, rows=rows),
            "least": Value(min(apart), "", 1, real_pay_change, rows),
            "most": Value(max(apart), "", 1, real_pay_change, rows),
        },
    )


def restoring_finding(view: View) -> Finding | None:
    """Say between what rises the measures lie that would bring pay level with its start."""
    found = [
        (100 / (100 + one.by_index[view.index][0].value) * 100 - 100, one)
        for one in view.measures
        if view.index in one.by_index
    ]
    if len(found) < 2:
        return None
    order = sorted(found, key=lambda pair: pair[0])

    def rise(place: int) -> Value:
        pct, one = order[place]
        return Value(pct, "%", 1, real_pay_change, one.by_index[view.index][1], wording="signed")

    return Finding(
        "restoring-range",
        "On {index} the rise that would bring pay level with its start runs from {low} ({low_of}) "
        "to {high} ({high_of}) over {n} measures; one below nothing says that pay stands above "
        "its start.",
        {
            "index": Value(view.index),
            "low": rise(0),
            "low_of": Value(order[0][1].name),
            "high": rise(-1),
            "high_of": Value(order[-1][1].name),
            "n": Value(len(found), function=real_pay_change),
        },
    )


def sectors_finding(view: View) -> Finding | None:
    """Say what the other indices make of the sectors and of all staff."""
    values, parts = dict[str, Value](), []
    for name in view.others:
        staff = view.staff(name)
        if staff is None or view.sectors is None:
            continue
        values |= {f"name_{name}": Value(name), f"staff_{name}": paid(staff, "signed")}
        words = f"on {{name_{name}}} {{staff_{name}}} (civil service)"
        private, public = (view.sectors.change(one, name) for one in (PRIVATE, WITHOUT_BANKS))
        if private is not None and public is not None:
            values |= {
                f"private_{name}": paid(private, "signed"),
                f"public_{name}": paid(public, "signed"),
            }
            words += f", {{private_{name}}} (private) and {{public_{name}}} (public)"
        parts.append(words)
    if not parts or view.sectors is None:
        return None
    values |= {"start": Value(str(view.sectors.base)), "end": Value(str(view.sectors.end))}
    sentence = (
        "From March {start} to March {end} pay moved in real terms: " + "; ".join(parts) + "."
    )
    return Finding("sectors-others", sentence, values)


def votes_finding(view: View) -> Finding | None:
    """Count the national votes that could authorise action by their outcome, however known."""
    votes = view.votes[view.votes["legal_effect"].astype(bool)]
    if votes.empty:
        return None
    keys = tuple(("ballots", str(key)) for key in votes["key"])
    values, parts = {"n": Value(len(votes), function=tell_outcomes, rows=keys)}, []
    for name, told, by, words in (
        ("passed", "yes", JUDGED, "{passed} passed the tests of the law of the day by the figures"),
        ("failed", "no", JUDGED, "{failed} did not pass by the figures"),
        ("met", "yes", PUBLISHED, "{met} met the thresholds as published"),
        ("missed", "no", PUBLISHED, "{missed} missed the thresholds as published"),
        ("untold", "cannot be told", None, "of {untold} it cannot be told"),
    ):
        if (found := count_told(votes, told, by)).amount:
            values[name] = found
            parts.append(words)
    return Finding(
        "votes-counted",
        f"Of {{n}} national {agree(len(votes), 'vote')} on action counted as one, with a day on "
        f"record, {clauses(parts)}.",
        values,
    )
