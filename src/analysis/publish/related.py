"""Which reports belong together: one question on several indices or grades is one choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.publish.catalogue import Report

# The parameters by one of which the reports of a family differ.
CHOICES = ("index", "grade")
# The reports that a reader of any other may want next.
FIRST = ("evidence", "offers")
MOST_RELATED = 8


@dataclass(frozen=True)
class Family:
    """Reports of one notebook that differ in one choice alone, in the order of the catalogue."""

    title: str
    """What their titles have in common."""
    members: tuple[tuple[str, str], ...]
    """(what is chosen, name of the report)."""

    def chosen(self, name: str) -> str:
        """Return what one of its reports has chosen."""
        return next((label for label, member in self.members if member == name), "")


def families(reports: Sequence[Report]) -> dict[str, Family]:
    """Map the name of each report that has such fellows to its family.

    >>> cpi, rpi = (
    ...     Report(f"pay-{index}", f"Pay by sector, {index}", "", "pay", "03", {"index": index})
    ...     for index in ("CPI", "RPI")
    ... )
    >>> families([cpi, rpi])["pay-RPI"]
    Family(title='Pay by sector', members=(('CPI', 'pay-CPI'), ('RPI', 'pay-RPI')))
    """
    found: dict[str, Family] = {}
    for choice in CHOICES:
        alike: dict[str, list[Report]] = {}
        for report in reports:
            value = str(report.parameters.get(choice, ""))
            if value and report.title.endswith(value):
                rest = {name: value for name, value in report.parameters.items() if name != choice}
                key = repr([report.notebook, _stem(report, choice), sorted(rest.items())])
                alike.setdefault(key, []).append(report)
        for fellows in alike.values():
            if len(fellows) > 1:
                members = tuple((str(one.parameters[choice]), one.name) for one in fellows)
                family = Family(_stem(fellows[0], choice), members)
                found |= dict.fromkeys((one.name for one in fellows), family)
    return found


@dataclass(frozen=True)
class Links:
    """Where one page leads: its fellows, what else concerns its subject, and who it names."""

    switch: tuple[tuple[str, str], ...] = ()
    """(what is chosen, page); the page is blank for the report itself."""
    related: tuple[tuple[str, str], ...] = ()
    """(title, page)."""
    feed: str = ""
    """The feed of the employer that it is about."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The page of each employer, claim and union by the name that cells of tables have."""


class Linker:
    """Tells where the page of each report leads: made once for a catalogue.

    What pages name is told by the lists of the manifest; only pages of the catalogue are linked.
    """

    def __init__(self, reports: Sequence[Report], manifest: Mapping[str, Any]) -> None:
        self._reports = reports
        self._families = families(reports)
        self._groups = Counter(report.group for report in reports)
        dossiers = manifest.get("lists", {}).get("dossiers", ())
        self._followed = {one["employer"] for one in dossiers}
        self._names = dict(_names(reports, manifest))

    def of(self, report: Report) -> dict[str, Any]:
        """Return where one page leads, in plain types, as `Links` takes them."""
        family = self._families.get(report.name)
        members = family.members if family else ()
        switch = [(label, "" if name == report.name else _page(name)) for label, name in members]
        own, fellows = employer_of(report.parameters), {name for _, name in members}
        others = [one for one in self._reports if one.name not in {*fellows, report.name}]
        same = [one for one in others if own and employer_of(one.parameters) == own]
        few = self._groups[report.group] <= MOST_RELATED
        near = [one for one in others if few and one.group == report.group]
        first = [one for one in others if one.name in {*FIRST, report.group}]
        chosen = {_page(one.name): one.title for one in [*same, *near, *first]}
        related = [(title, page) for page, title in chosen.items()][:MOST_RELATED]
        names = {name: at for name, at in self._names.items() if at != _page(report.name)}
        feed = feed_of(own) if own in self._followed else ""
        return {"switch": switch, "related": related, "names": names, "feed": feed}


def _names(reports: Sequence[Report], manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (name as cells of tables have it, page): employers, claims and unions."""
    dossiers = manifest.get("lists", {}).get("dossiers", ())
    employers = {one["employer"]: one["name"] for one in dossiers}
    for report in reports:
        name = employers.get(employer_of(report.parameters), "")
        if name and report.title.startswith(f"{name}:"):
            yield name, _page(report.name)
        for parameter in ("claim", "union"):
            value = report.parameters.get(parameter)
            if isinstance(value, str) and report.name.endswith(f"-{value.casefold()}"):
                yield value, _page(report.name)


def _page(name: str) -> str:
    return f"{name}.html"


def _stem(report: Report, choice: str) -> str:
    return report.title.removesuffix(str(report.parameters[choice])).rstrip(" ,:")


def other_names(called: Sequence[str], name: str) -> tuple[str, ...]:
    """Choose the names by which readers look for an employer, from all that the sources use.

    Those with a part or a place in them are of units, and spellings that differ in marks alone
    are one.

    >>> other_names(["HM Revenue and Customs", "HMRC", "HMRC Ealing (International House)"],
    ...     "HM Revenue and Customs")
    ('HMRC',)
    """
    seen = {_bare(name)}
    found: list[str] = []
    for one in called:
        part = "(" in one or "," in one or any(one.startswith(f"{known} ") for known in found)
        if not part and _bare(one) not in seen:
            seen.add(_bare(one))
            found.append(one)
    return tuple(found)


def _bare(name: str) -> str:
    plain = name.casefold().replace("&", "and")
    return "".join(mark for mark in plain if mark.isalnum())


def feed_of(employer: str) -> str:
    """Return where the feed of an employer stands in the site, by its slug.

    >>> feed_of("hm-revenue-and-customs")
    'feeds/hm-revenue-and-customs.xml'
    """
    return f"feeds/{employer}.xml"


def employer_of(parameters: Mapping[str, object]) -> str:
    """Return the slug of the employer that a report is about, or nothing."""
    found = parameters.get("employer", "")
    return found if isinstance(found, str) else ""
