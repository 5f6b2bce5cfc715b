"""Every version of the published twelve-month rates, read without pandas.

Who answers one question at once, the command line and the front page, reads the rates here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.measures.offers.worth import COLUMNS, LATER_REVISED, RATES, Published
from analysis.periods import Month
from analysis.tables.rows import read_rows

if TYPE_CHECKING:
    from analysis.project import Project

_START = Month(1970, 1)


def published_versions(project: Project) -> list[Published]:
    """Read every version of the published rates from a project's clean table of prices."""
    return [
        Published(
            index,
            _START + period,
            rate,
            decimals,
            possible,
            known,
            until,
            how == LATER_REVISED,
        )
        for measure, index, period, rate, decimals, possible, known, until, how in read_rows(
            project, "prices", COLUMNS
        )
        if measure == RATES
    ]
