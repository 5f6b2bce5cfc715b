"""Which ONS series the project uses, and every release of them that is on disk.

A new series needs one line in `data/raw/series.csv` and its file in `data/raw/ons/`, no code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.ons import OnsSeries, read_ons, same_release_conflicts
from analysis.ingest.reading.cells import month, partial_day
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.periods import Month, Span
from analysis.tables.declared import INDICES
from analysis.tables.rawfiles import ons_files
from analysis.tables.registry import TABLES

FILE = "series.csv"
FOLDER = "ons"
LARGEST_NAMED = 1 << 21  # bytes; a whole data set is not searched for what it holds instead
COLUMNS = (
    "cdid",
    "table",
    "index",
    "measure",
    "sector",
    "pay",
    "adjustment",
    "unit",
    "base",
    "decimals",
    "revisable",
    "dataset",
    "path",
    "first_month",
    "first_published",
    "later_revised_to",
    "note",
)
_WORDS = {
    "table": ("prices", "earnings"),
    "revisable": ("yes", "no"),
}


@dataclass(frozen=True)
class Configured:
    """One line of `series.csv`: what a series is and how its values became known."""

    cdid: str
    row: int
    words: Mapping[str, str]
    first_published: Span | None
    later_revised_to: Month | None

    def __getitem__(self, column: str) -> str | None:
        """Return one of the plain columns, None where it is blank."""
        return self.words[column] or None

    @property
    def revisable(self) -> bool:
        """Whether published values of this series are ever changed."""
        return self.words["revisable"] == "yes"


def load_series(
    raw: Path, problems: Problems, indices: Sequence[str] | None = None
) -> dict[str, Configured]:
    """Read the list of series, by CDID; prices are of one of the `indices`, if these are known."""
    found = read_csv(raw, FILE, COLUMNS, problems)
    if found is None:
        return {}
    configured: dict[str, Configured] = {}
    published = found.read("first_published", partial_day, problems)
    revised = found.read("later_revised_to", month, problems)
    for place, row in enumerate(found.rows):
        words = {name: found.columns[name][place] for name in COLUMNS}
        cdid = words["cdid"].upper()
        if not cdid or cdid in configured:
            mend = "write each series once"
            problems.add(FILE, row, "cdid", cdid or "a blank", "each CDID once", mend)
            continue
        _check_words(words, row, problems)
        if indices and words["table"] == "prices" and words["index"] not in indices:
            named = words["index"] or "a blank"
            allowed = f"an index of {INDICES.raw_file}"
            mend = f"add a line for it to data/raw/{INDICES.raw_file}. {nearest(named, indices)}"
            problems.add(FILE, row, "index", named, allowed, mend)
        configured[cdid] = Configured(cdid, row, words, published[place], revised[place])
    return configured


def _check_words(words: Mapping[str, str], row: int, problems: Problems) -> None:
    allowed: dict[str, tuple[str, ...]] = dict(_WORDS)
    for name in ("index", "measure", "sector", "pay", "adjustment"):
        column = TABLES.get(words["table"], TABLES["prices"]).columns.get(name)
        if column is not None and column.allowed:
            allowed[name] = column.allowed
    for name, choices in allowed.items():
        if words[name] not in choices:
            mend = nearest(words[name], choices)
            problems.add(FILE, row, name, words[name] or "a blank", ", ".join(choices), mend)


def load_releases(
    raw: Path, configured: Mapping[str, Configured], problems: Problems
) -> dict[str, list[OnsSeries]]:
    """Read every file below `data/raw/ons/`; give each configured series its releases by date.

    Files are chosen by what they hold, not by their names. A file of a series that has no line in
    `series.csv`, and a line without a file, are problems, as are two copies that disagree.
    """
    read: list[OnsSeries] = []
    none_before = len(problems)
    for file, path in ons_files(raw).items():
        before = len(problems)
        taken = read_ons(path, wanted=configured.keys(), file=file, problems=problems)
        read += taken
        if not taken and len(problems) == before:
            found = _unconfigured(path, file)
            mend = f"add a line for it to data/raw/{FILE}, or take the file away"
            problems.add(file, None, "CDID", found, f"a series in {FILE}", mend)
    unread = len(problems) > none_before
    for conflict in same_release_conflicts(read):
        problems.add(
            conflict.file,
            conflict.row,
            conflict.column,
            conflict.found,
            conflict.allowed,
            conflict.mend,
        )
    releases: dict[str, list[OnsSeries]] = {cdid: [] for cdid in configured}
    for series in read:
        same = [one.release for one in releases[series.cdid]]
        if series.release not in same:
            releases[series.cdid].append(series)
    for cdid, copies in releases.items():
        copies.sort(key=lambda one: one.release or date.min)
        if not copies and not unread:
            mend = f"put the file back in data/raw/{FOLDER}, or take the line away"
            problems.add(FILE, configured[cdid].row, "cdid", cdid, "a series with a file", mend)
    return releases


def _unconfigured(path: Path, file: str) -> str:
    """Name the series of a file that has no line in `series.csv`."""
    if path.stat().st_size > LARGEST_NAMED:
        return "none of the series wanted"
    named = [one.cdid for one in read_ons(path, wanted=None, file=file, problems=Problems())]
    return ", ".join(named[:5]) or "no series"


def newest(
    releases: Mapping[str, Sequence[OnsSeries]], configured: Mapping[str, Configured]
) -> list[dict[str, object]]:
    """List for each series the release in use: table, file, dates, title and reach."""
    listed: list[dict[str, object]] = []
    for cdid in sorted(releases):
        if releases[cdid]:
            last = releases[cdid][-1]
            months = [(Month(1970, 1) + at).text for at in last.months.ordinals]
            listed.append(
                {
                    "series": cdid,
                    "table": configured[cdid]["table"],
                    "file": last.file,
                    "title": last.title,
                    "released": last.release.isoformat() if last.release else None,
                    "next_release": last.next_release.isoformat() if last.next_release else None,
                    "next_release_text": last.next_release_text,
                    "from": months[0] if months else None,
                    "to": months[-1] if months else None,
                }
            )
    return listed
