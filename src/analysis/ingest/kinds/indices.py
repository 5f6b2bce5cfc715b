"""Which price indices there are: a line of `prices/indices.csv` each, and no code.

A line names the series of its levels and of its 12-month rates. Both have their lines in
`series.csv` and their files; rates that bulletins print for some months stand in
`prices/household_costs.csv`, under the household group that the line names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.known_days import dated
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.corrections import Corrections
from analysis.periods import Span
from analysis.tables.declared import HOLDS, INDICES

FILE = str(INDICES.raw_file)
_MEASURES = {"index_series": "index", "rate_series": "rate_12m"}


@dataclass(frozen=True)
class Families:
    """The indices on record: the draft of their table, and what other sources ask of it."""

    made: Draft | None

    @property
    def names(self) -> list[str]:
        """The names of all indices, in the order of the file."""
        return [str(name) for name in self.made.values["key"]] if self.made else []

    def series(self) -> dict[str, str]:
        """Give the index that goes by each series."""
        if self.made is None:
            return {}
        return {
            str(series): name
            for column in _MEASURES
            for name, series in zip(self.names, self.made.values[column], strict=True)
            if series
        }

    def groups(self) -> dict[str, tuple[str, str]]:
        """Give the index and the series of rates of each household group."""
        if self.made is None:
            return {}
        columns = (self.made.values[name] for name in ("household_group", "rate_series"))
        return {
            str(group): (name, str(series))
            for name, group, series in zip(self.names, *columns, strict=True)
            if group and series
        }

    def first_published(self, name: str | None) -> Span | None:
        """Return the day, month or year before which nobody knew an index."""
        if self.made is None or name not in self.names:
            return None
        span = self.made.span("published", self.names.index(name))
        return Span(*span) if span else None


def load_indices(raw: Path, problems: Problems, corrections: Corrections) -> Families:
    """Read the list of price indices; what the lines say of one another is checked here."""
    made = read_draft(raw, INDICES, problems, corrections)
    if made is None:
        return Families(None)
    made.values["position"] = list(range(1, len(made) + 1))
    spans = [made.span("published", place) for place in range(len(made))]
    dated(made, spans, "true")
    folded: dict[str, str] = {}
    for place, name in enumerate(made.raw["name"]):
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            mend = "give one of the two another name: capitals do not tell indices apart"
            made.problem(place, "name", name, f"a name unlike {other}", mend)
        _check_series(made, place)
    return Families(made)


def _check_series(made: Draft, place: int) -> None:
    """An index with levels names their series; one of rates alone says so and names none."""
    holds, series = made.text("holds", place), made.text("index_series", place)
    if holds == HOLDS[0] and series is None:
        allowed = "the series of its levels"
        mend = f"name it, or write '{HOLDS[1]}' in holds if nothing but rates is published"
        made.problem(place, "index_series", "a blank", allowed, mend)
    if holds == HOLDS[1] and series is not None:
        mend = f"leave it blank, or write '{HOLDS[0]}' in holds"
        made.problem(place, "index_series", series, f"a blank beside '{HOLDS[1]}'", mend)


def check_indices(
    families: Families,
    configured: Mapping[str, Configured],
    groups: Collection[str],
    problems: Problems,
) -> None:
    """Hold the indices and the series together: every series named is there and is of the index."""
    made = families.made
    if made is None:
        return
    taken: dict[str, str] = {}
    for place, name in enumerate(families.names):
        group = made.text("household_group", place)
        if group is not None and group not in groups:
            mend = nearest(group, groups)
            made.problem(place, "household_group", group, "a group of household_costs.csv", mend)
        for column, measure in _MEASURES.items():
            series = made.text(column, place)
            if series is None:
                continue
            other = taken.setdefault(series, name)
            if other != name:
                mend = "give each index a series of its own"
                made.problem(place, column, series, f"a series that is not {other}'s", mend)
            elif group is not None and column == "rate_series":
                continue
            else:
                _check_line(made, place, column, measure, configured.get(series))


def _check_line(
    made: Draft, place: int, column: str, measure: str, line: Configured | None
) -> None:
    """A series has its line in `series.csv`, which names the same index and what it measures."""
    series, name = made.text(column, place), made.text("key", place)
    if line is None:
        mend = (
            f"add its line to data/raw/series.csv and its file to data/raw/ons, or take {name} out"
        )
        made.problem(place, column, series, "a series of series.csv", mend)
    elif (line["table"], line["index"], line["measure"]) != ("prices", name, measure):
        found = (
            f"{series}, which series.csv calls {line['table']}, {line['index']}, {line['measure']}"
        )
        mend = "correct the line in series.csv, or name another series here"
        made.problem(place, column, found, f"a series of prices, {name}, {measure}", mend)


def check_named(made: Draft, column: str, families: Families) -> None:
    """Refuse an index that has no line of its own, in a raw column of another table."""
    if families.made is None:
        return
    for place, name in enumerate(made.raw[column]):
        if name and name not in families.names:
            allowed, mend = not_listed(name, families.names)
            made.problem(place, column, name, allowed, mend)


def not_listed(name: str, names: Collection[str]) -> tuple[str, str]:
    """Say what is allowed in place of an index that nobody listed, and how to mend it."""
    return (
        f"an index of {FILE}",
        f"add a line for {name} to data/raw/{FILE}. {nearest(name, names)}",
    )
