"""Published rates against rates recomputed from the published index: how far, and why that is fine.

The two disagree in print because the office computes from unrounded indices. The check is that
they never disagree by more than the rounding of the printed index and rate allows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import HAIR, round_half_up_all
from analysis.measures.inputs import months_from
from analysis.measures.prices.price_index import PriceIndex


def compare_rates(index: PriceIndex) -> pd.DataFrame:
    """Set each published 12-month rate beside the one the published index gives.

    `recomputed_pct = 100 * (level / level a year before - 1)`, rounded as the rate is printed.

    Columns out, one row a month that has both: `period`, `published_pct`, `recomputed_pct`,
    `difference_points`, `low_pct` and `high_pct` (what rounding of the index allows), `agrees`
    (the same in print) and `within_rounding` (the two rounding intervals meet).

    Raises `MeasureError` for an index without published rates.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> from analysis.measures.prices.rates import PublishedRates
    >>> from analysis.periods import Month
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(1988, 1),
    ...     (48.4, 48.6, 48.7, 49.3, 49.5, 49.7, 49.7, 49.9, 50.1, 50.3, 50.5, 50.6, 50.8),
    ...     rates=PublishedRates("CPI", "D7G7", "latest", Month(1989, 1), (4.9,)))
    >>> compare_rates(index)[["published_pct", "recomputed_pct", "within_rounding"]].values.tolist()
    [[4.9, 5.0, True]]
    """
    rates = index.rates
    if rates is None:
        raise MeasureError(f"{index.identity.text} carries no published rates to compare with.")
    months = index.first.ordinal + np.arange(12, len(index.values))
    value, low, high = (100 * (ratio - 1) for ratio in index.ratios(months - 12, months))
    printed = rates.at(months)
    recomputed = round_half_up_all(value, rates.decimals)
    half = rates.half_unit
    compared = pd.DataFrame(
        {
            "period": months_from(months),
            "published_pct": printed,
            "recomputed_pct": recomputed,
            "difference_points": np.round(recomputed - printed, rates.decimals),
            "low_pct": low,
            "high_pct": high,
            "agrees": np.abs(recomputed - printed) < half,
            "within_rounding": (printed + half > low - HAIR) & (printed - half < high + HAIR),
        }
    )
    return compared[np.isfinite(printed)].reset_index(drop=True)
