"""Counts over compared statements: always with n, by kind of date and by who said so.

Nothing is pooled that differs in kind. The counts of one line are of one index, one comparison
and one kind of statement; percentages that are not comparable are counted apart and left out; an
average is given only of what a person gets, or only of what units get, and as an interval where
the dates leave one.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import require_choice, require_columns
from analysis.measures.offers.dates import CLOCKS
from analysis.measures.offers.statements import KINDS

RECORD_BIAS = (
    "The record leans to what unions publish: offers that were rejected or imposed, and offers to "
    "lower grades, are over-represented, because accepted ones are seldom written about. Counts "
    "describe the statements on record, not all offers made."
)
# Speakers in the order of tables; the words of the clean table.
SPEAKERS = ("union", "employer", "minister", "press", "mp", "several", "other")
_ONE_A_LINE = ("index", "comparison", "kind")
_VERDICTS = {
    "below": "yes",
    "not_below": "no",
    "straddles": "straddles",
    "untold": "cannot be told",
}
_NEEDED = (
    "statement_id",
    "offer_id",
    "speaker",
    *_ONE_A_LINE,
    "clock",
    "comparable",
    "real_low",
    "real_high",
    "gap_low",
    "gap_high",
    "below_inflation",
)


def summarise(compared: pd.DataFrame, *, by: Sequence[str] = _ONE_A_LINE) -> pd.DataFrame:
    """Count compared statements, and give their middle where an average means something.

    `compared` is what `compare_offers` returns. `by` are the columns that make a line; `index`,
    `comparison` and `kind` must be among them unless the frame has only one of each, because a
    count over several would count a statement several times or pool what is not comparable.

    Columns out, a line a group, sorted: the columns of `by`; `n` (statements that
    are comparable), `n_offers` (offers they are about), `n_left_out` (not comparable), `n_rated`
    (comparable, with a rate to set them against); `n_offered`, `n_effective`, `n_pay_year`,
    `n_none` (of n, by the kind of date used); `n_union`, `n_employer`, `n_minister`, `n_press`,
    `n_mp`, `n_several`, `n_other` (of n, by who said so); `below`, `not_below`, `straddles`,
    `untold` (of n, against inflation); `n_told` and, of them, `share_below_pct` ("at most" is in
    neither: it can be told to be below, never not to be);
    `median_real_low`, `median_real_high` (per cent), `median_gap_low`, `median_gap_high`
    (percentage points): medians of the low and of the high ends of the n_rated statements, for
    the kinds `person` and `unit` alone; `note`: how the record leans (`RECORD_BIAS`).

    Raises `MeasureError` for a missing column, an unknown `by`, and for pooling.

    >>> compared = pd.DataFrame({
    ...     "statement_id": ["O0025", "O0021", "O0039"], "offer_id": ["A", "B", "B"],
    ...     "speaker": ["union", "press", "union"], "index": "CPI", "comparison": "known",
    ...     "kind": "person", "clock": ["offered", "pay_year", "pay_year"],
    ...     "comparable": [True, True, False],
    ...     "real_low": [-2.19, -3.4, None], "real_high": [-2.19, 1.0, None],
    ...     "gap_low": [-2.25, -3.6, None], "gap_high": [-2.25, 1.0, None],
    ...     "below_inflation": ["yes", "straddles", "cannot be told"]})
    >>> line = summarise(compared).iloc[0]
    >>> print(line["n"], line["n_left_out"], line["n_offered"], line["below"], line["n_told"])
    2 1 1 1 2
    >>> print(line["share_below_pct"], line["median_real_low"].round(2))
    50.0 -2.8
    """
    require_columns(compared, _NEEDED, what="the compared statements")
    keys = [require_choice(name, tuple(compared.columns), what="column to count by") for name in by]
    for name in _ONE_A_LINE:
        found = sorted(set(compared[name].dropna()))
        if name not in keys and len(found) > 1:
            raise MeasureError(
                f"counting over {', '.join(found)} together would pool what is not comparable: "
                f"add '{name}' to by, or keep one {name}."
            )
    if not keys:
        raise MeasureError("name at least one column to count by, such as index.")
    groups = [compared[name] for name in keys]
    ones, middles = _ones(compared), _averaged(compared)
    counts = ones.groupby(groups, dropna=False).sum()
    share = 100 * counts.pop("told_below") / counts["n_told"]
    counts["share_below_pct"] = share.where(counts["n_told"] > 0)
    usable = compared["comparable"].astype(bool)
    offers = compared["offer_id"].where(usable).groupby(groups, dropna=False).nunique()
    counts.insert(1, "n_offers", offers)
    medians = middles.groupby(groups, dropna=False).median()
    return counts.join(medians).assign(note=RECORD_BIAS).reset_index()


def offers_against_prices(compared: pd.DataFrame) -> pd.DataFrame:
    """Say of each offer whether it was below inflation, from its comparable statements of one kind.

    An offer is one however many statements there are of it, and what a person gets is never
    counted with averages of a unit, ranges, caps or "at most". Columns in: those of
    `compare_offers`, on one index and by one comparison. Columns out, one row an offer and kind:
    `offer_id`, `kind`, `verdict` (`yes`, `no`, or `depends`: on a date, a range, or which
    statement) and `statements`, their keys.

    >>> rows = pd.DataFrame({
    ...     "offer_id": ["HO-2006", "HO-2006", "DWP-2010"], "kind": "person", "comparable": True,
    ...     "statement_id": ["a", "b", "c"], "below_inflation": ["yes", "no", "yes"]})
    >>> offers_against_prices(rows)[["offer_id", "verdict"]].values.tolist()
    [['DWP-2010', 'yes'], ['HO-2006', 'depends']]
    """
    usable = compared[compared["comparable"].astype(bool)]
    groups = usable.groupby(["offer_id", "kind"])
    low, high = groups["below_inflation"].min(), groups["below_inflation"].max()
    one = low.where((low == high) & low.isin(["yes", "no"]), "depends")
    return pd.DataFrame(
        {"verdict": one, "statements": groups["statement_id"].agg(tuple)}
    ).reset_index()


def _ones(compared: pd.DataFrame) -> pd.DataFrame:
    """Turn each statement into ones and zeros, one column a count."""
    usable = compared["comparable"].astype(bool)
    clock, speaker = compared["clock"], compared["speaker"]
    verdict = compared["below_inflation"]
    told = usable & (verdict != "cannot be told") & (compared["kind"] != "at_most")
    flags = {
        "n": usable,
        "n_left_out": ~usable,
        "n_rated": usable & compared["real_high"].notna(),
        **{f"n_{word}": usable & (clock == word) for word in CLOCKS},
        **{f"n_{word}": usable & (speaker == word) for word in SPEAKERS},
        **{name: usable & (verdict == word) for name, word in _VERDICTS.items()},
        "n_told": told,
        "told_below": told & (verdict == "yes"),
    }
    return pd.DataFrame({name: flag.astype("int64") for name, flag in flags.items()})


def _averaged(compared: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures that may enter an average: comparable, and of a kind that averages."""
    kinds = [kind for kind, use in KINDS.items() if use.averaged]
    usable = compared["comparable"].astype(bool) & compared["kind"].isin(kinds)
    ends = ("real_low", "real_high", "gap_low", "gap_high")
    return pd.DataFrame(
        {f"median_{end}": compared[end].astype("float64").where(usable) for end in ends}
    )


def speakers(statements: pd.DataFrame) -> pd.DataFrame:
    """Count statements by who made them, and the offers they are about.

    Columns in: `offer_id`, `speaker`, `comparability`. Columns out, a line a speaker in the order
    of `SPEAKERS`, those who said nothing included: `speaker`, `n` (statements), `n_offers`,
    `n_comparable` (of a kind that may be set against inflation), `share_pct` (of n), `note`.

    >>> said = pd.DataFrame({
    ...     "offer_id": ["DWP-2003"] * 3, "speaker": ["employer", "press", "union"],
    ...     "comparability": ["unit", "none", "none"]})
    >>> table = speakers(said).set_index("speaker")
    >>> table.loc[["union", "employer"], ["n", "n_offers", "n_comparable"]].values.tolist()
    [[1, 1, 0], [1, 1, 1]]
    """
    require_columns(statements, ("offer_id", "speaker", "comparability"), what="the statements")
    said = statements["speaker"]
    for word in said.dropna().unique():
        require_choice(word, SPEAKERS, what="speaker")
    kinds = [kind for kind, use in KINDS.items() if use.comparable]
    lines = statements.assign(n_comparable=statements["comparability"].isin(kinds)).groupby(said)
    table = lines.agg(
        n=("offer_id", "size"),
        n_offers=("offer_id", "nunique"),
        n_comparable=("n_comparable", "sum"),
    )
    table = table.reindex(list(SPEAKERS), fill_value=0).astype("int64")
    table["share_pct"] = 100 * table["n"] / table["n"].sum()
    return table.assign(note=RECORD_BIAS).rename_axis("speaker").reset_index()
