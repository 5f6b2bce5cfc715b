"""Two states of the published series: what is new, what was revised, what moved to a new base.

The three are kept apart because they mean different things to a reader. A new month is news; a
revised one changes what was said before; a new base changes every number and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.series import period_of

if TYPE_CHECKING:
    import pandas as pd

Place = tuple[str, str, str]  # series, frequency, period: ("D7BT", "month", "2026-08")


@dataclass(frozen=True)
class Printed:
    """One value as printed, and the reference base that it is on."""

    text: str
    base: str = ""


@dataclass
class Book:
    """The values of every series in one state, and what each series is called."""

    printed: dict[Place, Printed] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Observation:
    """A value that is new (`old` is empty), revised, or gone (`new` is empty)."""

    series: str
    name: str
    period: str
    old: str
    new: str


@dataclass(frozen=True)
class Rebased:
    """A series that was put on another reference base."""

    series: str
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class SeriesChanges:
    """What became of the series between two states."""

    new: tuple[Observation, ...] = ()
    revised: tuple[Observation, ...] = ()
    rebased: tuple[Rebased, ...] = ()
    gone: tuple[Observation, ...] = ()


WORDS = ("index", "sector", "pay", "measure")  # what a series is called, of the columns it has
SAID = {
    "rate_12m": "12-month rate",
    "growth_3m": "three-month growth",
    "real_growth_3m": "real three-month growth",
    "real_index": "real index",
}


def book_of(frames: Iterable[pd.DataFrame]) -> Book:
    """Read the values out of the clean tables `prices` and `earnings`, each as it stood."""
    book = Book()
    for frame in frames:
        words = [word for word in WORDS if word in frame.columns]
        frequencies = frame["frequency"] if "frequency" in frame.columns else ["month"] * len(frame)
        for series, frequency, period, value, decimals, base in zip(
            frame["series"],
            frequencies,
            frame["period"].astype(str),
            frame["value"],
            frame["decimals"].fillna(1),
            frame["base"].fillna(""),
            strict=True,
        ):
            text = f"{value:.{int(decimals)}f}".replace("-", "−")
            when = period[:4] if frequency == "year" else period
            book.printed[series, frequency, when] = Printed(text, base)
        firsts = frame.drop_duplicates("series")[["series", *words]]
        for series, *said in firsts.itertuples(index=False, name=None):
            parts = [SAID.get(word, word.replace("_", " ")) for word in said if word == word]
            book.names[series] = _capital(" ".join(parts))
    return book


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def book_of_releases(releases: Iterable[OnsSeries]) -> Book:
    """Read the values out of ONS files: months, quarters and years."""
    book = Book()
    for series in releases:
        book.names[series.cdid] = series.title
        for observed in (series.months, series.quarters, series.years):
            cells = zip(observed.ordinals, observed.values, observed.decimals, strict=True)
            for ordinal, value, decimals in cells:
                text = f"{value:.{decimals}f}".replace("-", "−")
                period = period_of(observed.frequency, ordinal).text
                base = series.base if "rate" not in series.title.lower() else ""
                place = series.cdid, observed.frequency, period
                book.printed[place] = Printed(text, base or "")
    return book


def compare_books(old: Book, new: Book) -> SeriesChanges:
    """Hold two states of the series against each other.

    >>> old = Book({("D7BT", "month", "2026-07"): Printed("143.2")}, {"D7BT": "CPI index"})
    >>> new = Book({("D7BT", "month", "2026-07"): Printed("143.3"),
    ...             ("D7BT", "month", "2026-08"): Printed("143.6")}, {"D7BT": "CPI index"})
    >>> changes = compare_books(old, new)
    >>> [one.period for one in changes.new], [(one.old, one.new) for one in changes.revised]
    (['2026-08'], [('143.2', '143.3')])
    """
    names = old.names | new.names
    rebased = _rebased(old, new, names)
    moved = {one.series for one in rebased}
    fresh, revised, gone = [], [], []
    for place in sorted(new.printed.keys() | old.printed.keys()):
        before, now = old.printed.get(place), new.printed.get(place)
        series, _, period = place
        seen = Observation(
            series,
            names.get(series, series),
            period,
            before.text if before else "",
            now.text if now else "",
        )
        if before is None:
            fresh.append(seen)
        elif now is None:
            gone.append(seen)
        elif series not in moved and not _equal(before.text, now.text):
            revised.append(seen)
    return SeriesChanges(tuple(fresh), tuple(revised), tuple(rebased), tuple(gone))


def _equal(first: str, second: str) -> bool:
    """Compare two printed values: 3 and 3.0 are one."""
    return first == second or _number(first) == _number(second)


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def _rebased(old: Book, new: Book, names: Mapping[str, str]) -> list[Rebased]:
    before, now = _bases(old), _bases(new)
    return [
        Rebased(series, names.get(series, series), before[series], now[series])
        for series in sorted(before.keys() & now.keys())
        if before[series] != now[series] and before[series] and now[series]
    ]


def _bases(book: Book) -> dict[str, str]:
    return {place[0]: value.base for place, value in book.printed.items()}
