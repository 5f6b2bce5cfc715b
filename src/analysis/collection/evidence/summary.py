"""The head of the evidence report: six sentences, and the strongest fair reading of each side."""

from __future__ import annotations

from typing import Any

from analysis.collection.evidence.view import View
from analysis.collection.offers.chained import change, month
from analysis.collection.pay.sectors import CONVENTION
from analysis.collection.pay.units import DEPARTMENT_YEARS
from analysis.collection.pay_record import PRIVATE, WITHOUT_BANKS
from analysis.collection.selection import day_text
from analysis.collection.wording import agree, listed
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.offers.chains import Chain, chain_links
from analysis.measures.pay.departments import distribution
from analysis.measures.pay.pay_series import PayChange, real_pay_change
from analysis.measures.pay.wage_floor import pay_against_floor
from analysis.present import Finding, Value

MOST_MEASURES, FEWEST_MEASURES = 4, 2  # that a reading names


def summary(view: View) -> list[Finding]:
    """Give the answer in six sentences: awards, grades, sectors, the floor, restoring, votes."""
    made = (_awards, _grades, _sectors, _floor, _restoring, _votes)
    found = [finding for make in made if (finding := make(view)) is not None]
    if found:
        return found
    sentence = "By {day} the record held no award, salary or vote from which this can be told."
    return [Finding("nothing-known", sentence, {"day": Value(day_text(view.as_of))})]


def paid(change: PayChange, wording: str = "change") -> Value:
    """Say a real change of a pay series with its provenance."""
    return Value(change.real.value, "%", 1, real_pay_change, change.rows, change.note, wording)


def _others(view: View) -> list[str]:
    return [name for name in view.indices if name != view.index]


def _awards(view: View) -> Finding | None:
    chain = view.ceilings(view.index)
    if chain is None:
        return None
    values = {
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
        "real": change(chain.real, chain.rows),
        "index": Value(view.index),
        "n": Value(len(chain.years), function=chain_links, rows=chain.rows),
    }
    parts = []
    for name in _others(view):
        other = view.ceilings(name)
        if other is not None:
            values |= {f"on_{name}": change(other.real, other.rows), f"name_{name}": Value(name)}
            parts.append(f"it {{on_{name}}} on {{name_{name}}}")
    rest = f"; {listed(parts)}" if parts else ""
    return Finding(
        "summary-awards",
        "Pay that followed the government's ceilings on civil service awards {real} in real terms "
        f"on {{index}} from {{first}} to {{last}} ({{n}} "
        f"{agree(len(chain.years), 'ceiling')}){rest}.",
        values,
    )


def _grades(view: View) -> Finding | None:
    if view.grades is None or view.index not in view.grades.changes:
        return None
    found = view.grades.changes[view.index]
    order = sorted(found, key=lambda grade: found[grade].real.value)
    low, high = found[order[0]], found[order[-1]]
    return Finding(
        "summary-grades",
        "At the same grade, median pay {low} in real terms at {low_grade} and {high} at "
        "{high_grade} from March {start} to March {end}, the two ends of {n} grades ({index}).",
        {
            "low": paid(low),
            "low_grade": Value(order[0]),
            "high": paid(high),
            "high_grade": Value(order[-1]),
            "start": Value(str(view.grades.start)),
            "end": Value(str(view.grades.end)),
            "n": Value(len(found)),
            "index": Value(view.index),
        },
    )


def _sectors(view: View) -> Finding | None:
    staff = view.staff(view.index)
    if staff is None or view.sectors is None:
        return None
    values = {
        "staff": paid(staff),
        "start": Value(str(view.sectors.base)),
        "end": Value(str(view.sectors.end)),
        "index": Value(view.index),
    }
    head = (
        "From March {start} to March {end} the median of all civil servants, whose mix of grades "
        "moved up, {staff} in real terms on {index}"
    )
    private, public = (view.sectors.change(name, view.index) for name in (PRIVATE, WITHOUT_BANKS))
    if private is None or public is None:
        values["day"] = Value(day_text(view.as_of))
        tail = "; what earnings by sector read on {day} is not on record."
        return Finding("summary-sectors", head + tail, values)
    values |= {
        "private": paid(private),
        "public": paid(public),
        "convention": Value(CONVENTION),
    }
    return Finding(
        "summary-sectors",
        head + ", while mean regular pay {private} in the private sector and {public} in the "
        "public sector without banks ({convention}).",
        values,
    )


def _floor(view: View) -> Finding | None:
    rows = view.floor.points
    if len(rows) < 2:
        return None
    first, last = rows.iloc[0], rows.iloc[-1]

    def above(row: Any) -> Value:
        key = (("pay_scales", str(row["key"])),)
        return Value(
            100 * float(row["multiple"]) - 100, "%", 1, pay_against_floor, key, wording="above"
        )

    return Finding(
        "summary-floor",
        "The lowest pay point found at the lowest grade stood {then} the wage floor in {first} and "
        "{now} it in {last}, on {hours} paid hours a week.",
        {
            "then": above(first),
            "first": Value(first["day"].to_period("M")),
            "now": above(last),
            "last": Value(last["day"].to_period("M")),
            "hours": Value(view.floor.weekly_hours, "", 0),
        },
    )


def _restoring(view: View) -> Finding | None:
    parts, values = [], dict[str, Value]()
    for name in view.indices:
        chain = view.ceilings(name)
        if chain is not None and chain.real.high < 0:
            values |= {
                f"rise_{name}": change(chain.restoring, chain.rows, "size"),
                f"name_{name}": Value(name),
                "first": Value(month(chain.first)),
                "last": Value(month(chain.last)),
            }
            parts.append(f"{{rise_{name}}} on {{name_{name}}}")
    if not parts:
        return None
    return Finding(
        "summary-restoring",
        "To bring pay on the ceilings level with {first} would have taken a rise of "
        f"{listed(parts)} on the pay of {{last}}.",
        values,
    )


def _votes(view: View) -> Finding | None:
    votes = view.votes
    if votes.empty:
        return None
    parts, values = [], dict[str, Value]()
    single = votes[votes["legal_effect"].astype(bool) & votes["turnout_counted_pct"].notna()]
    single = single[single["question_kind"] == "strike"]
    if len(single):
        row = single.iloc[-1]
        key = (("ballots", str(row["key"])),)
        values |= {
            "union": Value(str(row["union"])),
            "when": Value(row["day"].to_period("M"), rows=key),
            "yes": Value(float(row["valid_yes_pct"]), "%", 1, judge_ballots, key),
            "turnout": Value(float(row["turnout_counted_pct"]), "%", 1, judge_ballots, key),
        }
        passed = {"yes": "passed", "no": "did not pass"}.get(str(row["outcome"]), "may have passed")
        parts.append(
            "the last national strike vote counted as one with its figures on record ({union}, "
            f"{{when}}) was {{yes}} yes on a turnout of {{turnout}} and {passed} the tests of the "
            "day"
        )
    apart = votes[votes["areas_met"].notna()]
    for place, row in enumerate(list[Any](apart.tail(2).itertuples())):
        key = (("ballots", str(row.key)),)
        values |= {
            f"n_{place}": Value(int(row.areas_met), "employers", 0, judge_ballots, key),
            f"round{place}": Value(row.day.to_period("M"), rows=key),
        }
    rounds = [f"{{n_{place}}} in {{round{place}}}" for place in range(min(len(apart), 2))]
    if rounds:
        parts.append(
            f"where employers were counted apart, the thresholds were met at {listed(rounds)}, as "
            "published"
        )
    if not parts:
        return None
    text = "; ".join(parts) + "."
    return Finding("summary-votes", text[:1].upper() + text[1:], values)


def readings(view: View) -> list[Finding]:
    """Write out the strongest fair sentence of each side, each from figures of this report."""
    made = (_reading_fallen, _reading_held)
    return [finding for make in made if (finding := make(view)) is not None]


def _reading_fallen(view: View) -> Finding | None:
    """The case that pay has fallen: ceilings, senior bands, departments."""
    worst = [(name, chain) for name in view.indices if (chain := view.ceilings(name)) is not None]
    if not worst:
        return None
    order = sorted(worst, key=lambda pair: pair[1].real.value)
    name, chain = order[0]
    values = {
        "real": change(chain.real, chain.rows),
        "index": Value(name),
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
    }
    parts = ["pay on the ceilings {real} against {index} from {first} to {last}"]
    if len(order) > 1:
        mild, other = order[-1]
        values |= {"least": change(other.real, other.rows), "mild": Value(mild)}
        parts[0] += " and {least} even on {mild}, the index on which it fell least"
    bands = [one for (_, index), one in view.units.senior.items() if index == view.index]
    if bands:
        ends = sorted(one.real.value for one in bands)
        rows = tuple(row for one in bands for row in one.rows)
        values |= {
            "bands": Value((ends[0], ends[-1]), "%", 1, real_pay_change, rows, wording="change"),
            "own": Value(view.index),
            "since": Value(month(bands[0].start)),
        }
        parts.append("base pay of the senior bands {bands} on {own} since {since}")
    fell = view.units.spread
    if len(fell):
        low = fell[fell["median"] < 0]
        rows = tuple(row for keys in low["median_keys"] for row in keys)
        values |= {
            "grades": Value(len(low), function=distribution, rows=rows),
            "n": Value(len(fell), function=distribution),
            "from_year": Value(str(DEPARTMENT_YEARS[0])),
            "to_year": Value(str(DEPARTMENT_YEARS[1])),
        }
        parts.append(
            "from {from_year} to {to_year} the middle department's median fell at {grades} of {n} "
            "grades"
        )
    return Finding(
        "reading-fallen",
        "The strongest fair case that pay has fallen: " + "; ".join(parts) + ".",
        values,
    )


def _reading_held(view: View) -> Finding | None:
    """The case that pay has held: each measure on the index that is kindest to it."""
    best = []
    for one in view.measures:
        index = max(one.by_index, key=lambda name: one.by_index[name][0].value)
        best.append((one.by_index[index][0].value, index, one))
    if not best:
        return None
    order = sorted(best, key=lambda found: -found[0])
    rose = [found for found in order if found[0] > 0][:MOST_MEASURES]
    shown = rose or order[:FEWEST_MEASURES]
    values: dict[str, Value] = {}
    parts = []
    for place, (real, index, one) in enumerate(shown):
        rows = one.by_index[index][1]
        values |= {
            f"measure{place}": Value(one.name),
            f"real{place}": Value(real, "%", 1, real_pay_change, rows, wording="change"),
            f"index{place}": Value(index),
        }
        parts.append(f"{{measure{place}}}, {{real{place}}} on {{index{place}}}")
    chain = view.ceilings(view.index)
    newest = _kept_up(chain) if chain is not None else 0
    if chain is not None and newest > 1:
        rows = tuple(row for year in chain.years[-newest:] for row in year.links[0].rows)
        values |= {
            "newest": Value(newest, function=chain_links, rows=rows),
            "index": Value(view.index),
        }
        parts.append(
            "none of the last {newest} ceilings was below the rise in prices of its year on {index}"
        )
    head = (
        "The strongest fair case that pay has held: "
        if rose
        else "The strongest fair case that pay has held is that these measures fell least: "
    )
    return Finding("reading-held", head + "; ".join(parts) + ".", values)


def _kept_up(chain: Chain) -> int:
    """Count the newest years in a row whose ceiling was not below prices."""
    newest = 0
    for year in reversed(chain.years):
        if year.below == "yes":
            break
        newest += 1
    return newest


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
    for name in _others(view):
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
    if not parts:
        return None
    return Finding("sectors-others", "The same changes " + "; ".join(parts) + ".", values)


def votes_finding(view: View) -> Finding | None:
    """Count the national votes that could authorise action, by their outcome."""
    votes = view.votes
    if votes.empty:
        return None
    votes = votes[votes["legal_effect"].astype(bool)]
    if votes.empty:
        return None

    def count(word: str) -> Value:
        rows = votes[votes["outcome"] == word]
        keys = tuple(("ballots", str(key)) for key in rows["key"])
        return Value(len(rows), function=judge_ballots, rows=keys)

    keys = tuple(("ballots", str(key)) for key in votes["key"])
    return Finding(
        "votes-counted",
        "Of {n} national votes on action of one count, with a day on record, {passed} passed the "
        "tests of the law of the day by their figures, {failed} did not, and of {untold} the "
        "figures do not tell.",
        {
            "n": Value(len(votes), function=judge_ballots, rows=keys),
            "passed": count("yes"),
            "failed": count("no"),
            "untold": count("cannot be told"),
        },
    )
