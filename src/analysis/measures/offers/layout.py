"""The table of offers against prices, laid out from what was found for each comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.inputs import MISSING_ORDINAL, months_from
from analysis.measures.offers.comparisons import MISSING, NOTES, Found
from analysis.measures.offers.dates import CLOCKS
from analysis.measures.offers.statements import Rises

CARRIED = ("offer_id", "employer", "speaker")  # columns of the statements that are kept
VERDICTS = ("cannot be told", "yes", "no", "straddles")


def _words(choices: Sequence[str], places: NDArray[np.int64]) -> Any:
    return pd.array(np.array(choices, dtype=object), dtype="str").take(places)


def lay_out(
    rows: pd.DataFrame,
    rises: Rises,
    found: Sequence[Found],
    names: Sequence[str],
    chosen: Sequence[str],
) -> pd.DataFrame:
    """Lay statements against comparisons: statement after statement, each with all of them."""
    count, wide = len(rows), len(found)

    def spread(name: str) -> NDArray[Any]:
        return np.stack([getattr(each, name) for each in found], axis=1).ravel()

    at = np.repeat(np.arange(count), wide)
    low, high, half = spread("low"), spread("high"), spread("rounding")
    first, last = spread("months_first"), spread("months_last")
    usable = rises.comparable[at]
    nominal_low, nominal_high = rises.low[at], rises.high[at]
    set_low = np.where(usable | (rises.kind == "none")[at], nominal_low, np.nan)
    set_high = np.where(usable | (rises.kind == "none")[at], nominal_high, np.nan)
    gap_low, gap_high = set_low - high, set_high - low
    columns: dict[str, Any] = {"statement_id": rows["key"].array.take(at)}
    columns |= {name: rows[name].array.take(at) for name in CARRIED}
    columns |= {
        "index": _words(names, np.tile(np.repeat(np.arange(len(names)), len(chosen)), count)),
        "comparison": _words(chosen, np.tile(np.arange(wide) % len(chosen), count)),
        "clock": _words(CLOCKS, spread("clock")),
        "stand_in": pd.array(spread("stand_in"), dtype="boolean"),
        "date_first": _dates(spread("days_first")),
        "date_last": _dates(spread("days_last")),
        "rate_low": low,
        "rate_high": high,
        "rate_rounding": half,
        "reference_first": months_from(first),
        "reference_last": months_from(last),
        "reference_month": months_from(np.where(first == last, first, MISSING_ORDINAL)),
        "nominal_low": nominal_low,
        "nominal_high": nominal_high,
        "real_low": 100 * ((100 + set_low) / (100 + high) - 1),
        "real_high": 100 * ((100 + set_high) / (100 + low) - 1),
        "gap_low": gap_low,
        "gap_high": gap_high,
        "bound": _words(("", "at most"), (rises.kind == "at_most").astype(np.int64)[at]),
        "kind": _coded(rises.kind, at),
        "comparable": pd.array(usable, dtype="boolean"),
        "reason": _coded(rises.reason, at),
        "missing": _words(MISSING, spread("missing")),
        "below_inflation": _words(VERDICTS, _verdicts(gap_low, gap_high, half, usable)),
        "note": _notes(rises.note, at, spread("notes")),
    }
    return pd.DataFrame(columns)


def _dates(days: NDArray[np.int64]) -> Any:
    missing = days == MISSING_ORDINAL
    found = np.where(missing, 0, days).astype("datetime64[D]").astype("datetime64[us]")
    return np.where(missing, np.datetime64("NaT", "us"), found)


def _coded(words: NDArray[np.object_], at: NDArray[np.int64]) -> Any:
    codes, found = pd.factorize(words)
    return _words(list(found) or [""], codes[at])


def _verdicts(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    half: NDArray[np.float64],
    usable: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Say whether a rise is below inflation, wherever in their rounding the rates lie.

    Of an "at most" only the high end is known: it can be below, and never surely not.
    """
    hair = 1e-9  # a gap of exactly the rounding is not beyond it
    below, above = high < -half - hair, low > half + hair
    both = np.isfinite(low) & np.isfinite(high)
    words = [usable & below, usable & above, usable & both]
    return np.select(words, [1, 2, 3], 0)


def _notes(kinds: NDArray[np.object_], at: NDArray[np.int64], bits: NDArray[np.int64]) -> Any:
    """Join the note of the statement and those of its dates, each pair of them once."""
    codes, words = pd.factorize(kinds)
    pairs, place = np.unique((codes[at] << len(NOTES)) + bits, return_inverse=True)
    texts = []
    for pair in pairs:  # the distinct pairs, a few dozen, not the rows
        own = words[pair >> len(NOTES)]
        given = [text for bit, text in enumerate(NOTES) if pair >> bit & 1]
        texts.append("; ".join([own, *given] if own else given))
    return _words(texts or [""], place)
