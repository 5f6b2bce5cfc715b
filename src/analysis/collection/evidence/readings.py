"""Two readings of the evidence: the strongest sentence that each side can fairly say."""

from __future__ import annotations

from analysis.collection.evidence.view import View
from analysis.collection.offers.chained import change, month
from analysis.collection.pay.units import DEPARTMENT_YEARS
from analysis.collection.selection import day_text
from analysis.measures.offers.chains import Chain, chain_links
from analysis.measures.pay.departments import distribution
from analysis.measures.pay.pay_series import real_pay_change
from analysis.present import Finding, Value
from analysis.present.findings import each_found

MOST_MEASURES, FEWEST_MEASURES = 4, 2  # that a reading names


def readings(view: View) -> list[Finding]:
    """Write out the strongest fair sentence of each side, each from figures of this report."""
    day = {"day": Value(day_text(view.as_of))}
    none = Finding(
        "no-reading", "No pay can be followed over years by {day}: no reading is made.", day
    )
    return list(each_found((_reading_fallen, _reading_held), view, none))


def _reading_fallen(view: View) -> Finding | None:
    """The case that pay has fallen: ceilings, senior bands, departments."""
    worst = [(name, chain) for name in view.indices if (chain := view.ceilings(name)) is not None]
    if not worst:
        return None
    order = sorted(worst, key=lambda pair: pair[1].real.value)
    name, chain = order[0]
    values = {
        "real": change(chain, chain.real, chain.rows),
        "index": Value(name),
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
    }
    parts = ["pay on the ceilings {real} against {index} from {first} to {last}"]
    if len(order) > 1:
        mild, other = order[-1]
        values |= {"least": change(other, other.real, other.rows), "mild": Value(mild)}
        parts[0] += " and {least} on {mild}, the index on which it fell least"
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
            f"measure{place}": Value(one.said),
            f"span{place}": Value(one.span),
            f"real{place}": Value(real, "%", 1, real_pay_change, rows, wording="change"),
            f"index{place}": Value(index),
        }
        words = f"{{measure{place}}} {{real{place}}} on {{index{place}}} from {{span{place}}}"
        parts.append(words if place else f"{words}, prices taken out")
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
