"""What a number can be: beyond its limits it is impossible, beyond what is usual it is doubted.

Limits are wide: they catch a slip of the keyboard or a wrong unit, not an odd figure. They are set
so that no row of the record is beyond what is usual unless somebody should look at it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The least and the most that a number can be, what it usually is, and how to ask back.

    `fraction_below` is for per cents: a number nearer to 0 than that may be a fraction of 1, as
    0.71 is of 71 %.
    """

    least: float
    most: float
    usual: tuple[float, float] | None = None
    fraction_below: float = 0.0

    def allow(self, value: float) -> bool:
        """Say whether a number is possible."""
        return self.least <= value <= self.most

    def doubt(self, value: float) -> str:
        """Say what is unlikely about a possible number; nothing where it is as usual.

        >>> SHARE.doubt(0.71), SHARE.doubt(71)
        ('did you mean 71?', '')
        >>> RISE.doubt(38.0)
        'usual is -10 to 25'
        """
        if 0 < abs(value) < self.fraction_below:
            return f"did you mean {value * 100:.6g}?"
        if self.usual is not None and not self.usual[0] <= value <= self.usual[1]:
            return f"usual is {_plain(self.usual[0])} to {_plain(self.usual[1])}"
        return ""

    @property
    def words(self) -> str:
        """The limits in words, for messages and the data dictionary.

        >>> HOURLY.words
        '1 to 200, usually 2 to 50'
        """
        words = f"{_plain(self.least)} to {_plain(self.most)}"
        if self.usual is not None:
            words += f", usually {_plain(self.usual[0])} to {_plain(self.usual[1])}"
        if self.fraction_below:
            words += f"; less than {self.fraction_below:g} is doubted"
        return words


def _plain(number: float) -> str:
    return f"{number:,g}" if abs(number) < 1e5 else f"{number:,.0f}"


SHARE = Limits(0, 100, fraction_below=1)  # turnout, votes: per cent of a whole
THRESHOLD = Limits(1, 100, usual=(30, 80))  # a share that a law sets, per cent
RISE = Limits(-50, 100, usual=(-10, 25), fraction_below=0.2)  # an offer or an award
CEILING = Limits(-10, 50, usual=(0, 15), fraction_below=0.2)  # what a remit allows on average
GROWTH = Limits(-50, 100, usual=(-20, 25))  # of pay over a year; small growth is no slip
PRICES = Limits(-50, 100, usual=(-10, 30))  # a rise in prices over a year, per cent
HOURLY = Limits(1, 200, usual=(2, 50))
WEEKLY = Limits(20, 10_000, usual=(50, 4_000))
ANNUAL = Limits(100, 2_000_000, usual=(1_500, 400_000))  # £1,894 was a Principal's in the 1960s
SUM = Limits(0, 100_000, usual=(1, 20_000))  # a lump sum or flat rise
COUNT = Limits(0, 50_000_000)  # of people, papers, areas
HOURS = Limits(1, 100, usual=(10, 60))  # a week
DECIMALS = Limits(0, 12)
YEAR = Limits(1800, 2100)
DEAL = Limits(0, 20)  # years
SPELL = Limits(1, 1_000)  # of days, weeks or months that a law sets
# What a figure of average weekly earnings can be, by its measure; an index has no bounds.
EARNINGS = {"level": WEEKLY, "growth_3m": GROWTH, "real_growth_3m": GROWTH}
