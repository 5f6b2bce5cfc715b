"""What the front page lists: the reports by group, and by what they can be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.files import FAILED, PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.slugs import slug

MOMENT = "moment-"
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)")


@dataclass(frozen=True)
class Entry:
    """One line of the front page: a report, what it says first, and how it stands."""

    name: str
    title: str
    question: str
    finding: str
    data_to: str
    released: str = ""
    """The day of the newest figures in it."""
    picture: str = ""
    """Its first chart as a small SVG, drawn by `thumbnail`."""
    employers: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    page: str = ""
    failure: str = ""

    @property
    def state(self) -> str:
        """Say how the report stands: '' if it is good, else stale or failed."""
        if not self.failure:
            return ""
        return "stale" if self.page else "failed"


@dataclass(frozen=True)
class Section:
    """One group of the front page; the pages of days in the news are a way in."""

    anchor: str
    title: str
    entries: Sequence[Entry]

    @property
    def way_in(self) -> bool:
        """Whether its reports are of days in the news."""
        return all(entry.name.startswith(MOMENT) for entry in self.entries)


def sections_of(
    catalogue: Catalogue, records: Mapping[str, Record | None], employers: Mapping[str, str]
) -> list[Section]:
    """List the reports of each group that has any, in the order of the catalogue.

    `employers` maps slugs to names, for reports that are about one employer.
    """
    entries: dict[str, list[Entry]] = {group: [] for group in catalogue.groups}
    for report in catalogue.reports:
        entries[report.group].append(_entry(report, records.get(report.name), employers))
    return [
        Section(slug(group), title, entries[group])
        for group, title in catalogue.groups.items()
        if entries[group]
    ]


def _entry(report: Report, record: Record | None, employers: Mapping[str, str]) -> Entry:
    made: Mapping[str, Any] = record.entry if record else {}
    failed = record is not None and record.failure is not None
    given = [value for value in report.parameters.values() if isinstance(value, str)]
    about = {employers[value] for value in given if value in employers}
    union = report.parameters.get("union", "")
    told = _YEAR.findall(" ".join([report.title, *given]))
    return Entry(
        name=report.name,
        title=report.title,
        question=report.question,
        finding=str(made.get("finding", "")),
        data_to=str(made.get("data_to", "")),
        released=str(made.get("released", "")),
        picture=str(made.get("picture", "")),
        employers=tuple(sorted({*made.get("employers", ()), *about})),
        unions=tuple(sorted({*made.get("unions", ()), *([union] if union not in _ANY else [])})),
        years=tuple(sorted({*made.get("years", ()), *map(int, told)})),
        page=f"{report.name}.html" if record and PAGE in record.files else "",
        failure=f"{report.name}-{FAILED}.html" if failed else "",
    )


_ANY = ("", "all")


def spans(years: Iterable[int]) -> str:
    """Write years as spans, for the script to look in.

    >>> spans([2004, 2010, 2011, 2012])
    '2004 2010-2012'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


@dataclass(frozen=True)
class Choices:
    """What the front page offers to choose from, in order; an entry names each by its place."""

    employers: tuple[str, ...]
    unions: tuple[str, ...]
    years: tuple[int, ...]

    def places(self, entry: Entry) -> dict[str, str]:
        """Return an entry's employers and unions by place, and its years as spans."""
        return {
            "employers": " ".join(str(self.employers.index(one)) for one in entry.employers),
            "unions": " ".join(str(self.unions.index(one)) for one in entry.unions),
            "years": spans(entry.years),
        }


def choices_of(sections: Sequence[Section]) -> Choices:
    """Gather every employer, union and year of the listed reports; years newest first."""
    every = [entry for section in sections for entry in section.entries]
    return Choices(
        tuple(sorted({name for entry in every for name in entry.employers}, key=str.casefold)),
        tuple(sorted({name for entry in every for name in entry.unions}, key=str.casefold)),
        tuple(sorted({year for entry in every for year in entry.years}, reverse=True)),
    )
