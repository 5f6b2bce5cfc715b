"""What the front page lists: the reports by group, and by what they can be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.files import FAILED, PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.related import Family, employer_of, families, other_names
from analysis.publish.slugs import slug
from analysis.typed.names import fold

MOMENT = "moment-"
CLAIM = "claim-"
MOST_NAMES = 2  # besides the official one, where an employer is offered
EVIDENCE = "evidence"  # the group whose report answers for the whole site
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
    slug: str = ""
    """The slug of that employer, after which its feed is named."""
    about: str = ""
    """The employer it is about, if it is about one."""
    called: tuple[str, ...] = ()
    """Other names of that employer."""
    former: tuple[str, ...] = ()
    """What it was called before, and whom it took over."""
    words: str = ""
    """Words by which readers look for it, from the catalogue."""
    answers: tuple[tuple[str, str], ...] = ()
    """Its findings, as (anchor, sentence)."""
    family: Family | None = None
    """Its fellows on other indices or grades."""

    @property
    def choice(self) -> str:
        """What it has chosen among its fellows: its index or its grade."""
        return self.family.chosen(self.name) if self.family else ""

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

    @property
    def employers(self) -> bool:
        """Whether each of its reports is about one employer, whose name then finds it."""
        return len(self.entries) > 1 and all(entry.about for entry in self.entries)

    @property
    def evidence(self) -> Entry | None:
        """The report whose findings the front page tells, if this is its group."""
        first = self.entries[0]
        return first if self.anchor == EVIDENCE and first.answers and first.page else None

    @property
    def lines(self) -> list[tuple[Entry, ...]]:
        """Its reports in lines, a family in one; claims stand apart."""
        found: dict[object, list[Entry]] = {}
        for entry in self.entries:
            if not entry.name.startswith(CLAIM):
                key = entry.family.members if entry.family else entry.name
                found.setdefault(key, []).append(entry)
        return [tuple(entries) for entries in found.values()]

    @property
    def claims(self) -> list[Entry]:
        """The reports on one published claim each."""
        return [entry for entry in self.entries if entry.name.startswith(CLAIM)]


def sections_of(
    catalogue: Catalogue,
    records: Mapping[str, Record | None],
    employers: Mapping[str, str],
    called: Mapping[str, Sequence[str]] | None = None,
    former: Mapping[str, Sequence[str]] | None = None,
) -> list[Section]:
    """List the reports of each group that has any, in the order of the catalogue.

    `employers` maps slugs to names, for reports that are about one employer, `called` slugs to
    every name in use, the official one first, and `former` to those of before.
    """
    known = {fold(name): names[0] for names in (called or {}).values() for name in names}
    entries: dict[str, list[Entry]] = {group: [] for group in catalogue.groups}
    related = families(catalogue.reports)
    for report in catalogue.reports:
        entry = _entry(report, records.get(report.name), employers, known)
        slug_of = employer_of(report.parameters)
        about = employers.get(slug_of, "")
        names = other_names((called or {}).get(slug_of, ()), about) if about else ()
        entry = replace(
            entry,
            slug=slug_of,
            about=about,
            called=names,
            former=tuple((former or {}).get(slug_of, ())) if about else (),
            family=related.get(report.name),
        )
        entries[report.group].append(entry)
    return [
        Section(slug(group), title, entries[group])
        for group, title in catalogue.groups.items()
        if entries[group]
    ]


def _entry(
    report: Report,
    record: Record | None,
    employers: Mapping[str, str],
    known: Mapping[str, str],
) -> Entry:
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
        words=report.words,
        finding=str(made.get("finding", "")),
        data_to=str(made.get("data_to", "")),
        released=str(made.get("released", "")),
        picture=str(made.get("picture", "")),
        employers=tuple(
            sorted({known.get(fold(one), one) for one in (*made.get("employers", ()), *about)})
        ),
        unions=tuple(sorted({*made.get("unions", ()), *([union] if union not in _ANY else [])})),
        years=tuple(sorted({*made.get("years", ()), *map(int, told)})),
        page=f"{report.name}.html" if record and PAGE in record.files else "",
        failure=f"{report.name}-{FAILED}.html" if failed else "",
        answers=tuple((str(anchor), str(said)) for anchor, said in made.get("findings", ())),
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
    called: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Every name in use of an employer, by its official one."""

    def offered(self, name: str) -> list[tuple[object, str]]:
        """Return the value and the text of each choice of `employers`, `unions` or `years`.

        >>> Choices(("HM Treasury",), (), (), {"HM Treasury": ("HMT",)}).offered("employers")
        [(0, 'HM Treasury (HMT)')]
        """
        if name != "employers":
            held = self.unions if name == "unions" else self.years
            return [(one if name == "years" else at, str(one)) for at, one in enumerate(held)]
        others = [other_names(self.called.get(one, ()), one)[:MOST_NAMES] for one in self.employers]
        return [
            (at, f"{one} ({', '.join(names)})" if names else one)
            for at, (one, names) in enumerate(zip(self.employers, others, strict=True))
        ]

    def places(self, entry: Entry) -> dict[str, str]:
        """Return an entry's employers and unions by place, and its years as spans."""
        return {
            "employers": " ".join(str(self.employers.index(one)) for one in entry.employers),
            "unions": " ".join(str(self.unions.index(one)) for one in entry.unions),
            "years": spans(entry.years),
        }


def choices_of(
    sections: Sequence[Section], called: Mapping[str, Sequence[str]] | None = None
) -> Choices:
    """Gather every employer, union and year of the listed reports; years newest first.

    An employer is offered with the other names that it has among `called`, by slug.
    """
    every = [entry for section in sections for entry in section.entries]
    return Choices(
        tuple(sorted({name for entry in every for name in entry.employers}, key=str.casefold)),
        tuple(sorted({name for entry in every for name in entry.unions}, key=str.casefold)),
        tuple(sorted({year for entry in every for year in entry.years}, reverse=True)),
        {names[0]: names for names in (called or {}).values()},
    )
