"""Which reports belong together: one question on several indices or grades is one choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.publish.addresses import FOLDER, INDEX, employer_address
from analysis.publish.catalogue import Report
from analysis.tables.manifest import digest_of_plain

# The parameters by one of which the reports of a family differ.
CHOICES = ("index", "grade")
# The reports that a reader of any other may want next.
FIRST = ("evidence", "offers")
MOST_RELATED = 8
LEAST_NAME = 3  # a shorter name is the short form of too many things


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
    """The page of each employer, claim, moment and union by every name that it has."""
    inside: tuple[str, ...] = ()
    """Those of the names that are linked inside a longer text too."""
    parted: tuple[str, ...] = ()
    """The homes in the record, and their parts, that are too large for a page."""


class Linker:
    """Tells where the page of each report leads: made once for a catalogue.

    What pages name is told by the lists of the manifest; only pages of the catalogue are linked.
    """

    def __init__(self, reports: Sequence[Report], manifest: Mapping[str, Any]) -> None:
        self._reports = reports
        self._families = families(reports)
        self._groups = Counter(report.group for report in reports)
        lists = manifest.get("lists", {})
        self._followed = {one["employer"] for one in lists.get("dossiers", ())}
        self._moments = {
            one["moment"]: set(one.get("employers", "").split(";"))
            for one in lists.get("moments", ())
        }
        self._about = [employer_of(report.parameters) for report in reports]
        self._told_of = [self._in_the_news(report) for report in reports]
        self.dossiers = dict(_dossiers(reports, manifest))
        names, inside = _names(reports, manifest, self.dossiers)
        self.parted = tuple(manifest.get("parted", ()))
        self._called, self._former = employer_names(manifest)
        self._all = {"names": names, "inside": inside, "parted": self.parted}
        self.mark = digest_of_plain([self._all, self._called, self._former])

    def called(self, employer: str) -> list[str]:
        """Return every name of an employer, by its slug."""
        return list(self._called.get(employer, ()))

    def former(self, employer: str) -> list[str]:
        """Return what an employer was called before, and whom it took over."""
        return list(self._former.get(employer, ()))

    def of(self, report: Report) -> dict[str, Any]:
        """Return where one page leads, in plain types, as `Links` takes them."""
        return {**self._own(report), **self._all}

    def parts(self, report: Report) -> dict[str, Any]:
        """Return what one page's links depend on, in few words: another page has other ones."""
        return {**self._own(report), "names": self.mark}

    def _own(self, report: Report) -> dict[str, Any]:
        family = self._families.get(report.name)
        members = family.members if family else ()
        switch = [(label, "" if name == report.name else _page(name)) for label, name in members]
        own, fellows = employer_of(report.parameters), {report.name, *(name for _, name in members)}
        others = [one for one in self._reports if one.name not in fellows]
        about = self._moments.get(str(report.parameters.get("moment", "")), {own}) - {""}
        same = [one for one, slug in zip(self._reports, self._about, strict=True) if slug in about]
        same += [one for one, told in zip(self._reports, self._told_of, strict=True) if own in told]
        same = [one for one in same if one.name not in fellows]
        few = self._groups[report.group] <= MOST_RELATED
        near = [one for one in others if few and one.group == report.group]
        first = [one for one in others if one.name in {*FIRST, report.group}]
        chosen = {_page(one.name): one.title for one in [*same, *near, *first]}
        related = [(title, page) for page, title in chosen.items()][:MOST_RELATED]
        related += self._in_the_record(own)
        return {
            "switch": switch,
            "related": related,
            "feed": feed_of(own) if own in self._followed else "",
        }

    def _in_the_record(self, employer: str) -> list[tuple[str, str]]:
        """Lead to the rows of an employer, else to all, if the record has pages."""
        if employer in self._called:
            return [("The same employer in the record, row by row",
                     f"{FOLDER}/{employer_address(employer)}")]  # fmt: skip
        return [("The record, row by row", f"{FOLDER}/{INDEX}")] if self._called else []

    def _in_the_news(self, report: Report) -> set[str]:
        """List the employers of the news report that a report is about, if it is about one."""
        return self._moments.get(str(report.parameters.get("moment", "")), set())


def _dossiers(reports: Sequence[Report], manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (slug, page) of each employer with a report on it alone that is titled by its name."""
    dossiers = manifest.get("lists", {}).get("dossiers", ())
    employers = {one["employer"]: one["name"] for one in dossiers}
    for report in reports:
        slug = employer_of(report.parameters)
        if slug in employers and report.title.startswith(f"{employers[slug]}:"):
            yield slug, _page(report.name)


def _names(
    reports: Sequence[Report], manifest: Mapping[str, Any], dossiers: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the page of each name, and the names that are linked inside a longer text.

    Those of unions are not, which stand in every sentence; nor is a name that ends one of another
    employer: "Prison Service" may be Scotland's.
    """
    lists, called = manifest.get("lists", {}), manifest.get("names", {}).get("employer", {})
    own = {one["employer"]: one["name"] for one in lists.get("dossiers", ())}
    pages = {slug: f"{FOLDER}/{employer_address(slug)}" for slug in called} | dict(dossiers)
    found = {
        name: page
        for slug, page in pages.items()
        for name in (*called.get(slug, ()), *filter(None, [own.get(slug)]))
        if len(name) >= LEAST_NAME and (slug in dossiers or name != name.casefold())
    }
    others = {
        end
        for slug, names in called.items()
        for name in names
        for end in _ends(name)
        if pages.get(slug) != found.get(end)
    }
    told = {name for slug in dossiers for name in (*called.get(slug, ()), own[slug])}
    inside = [name for name in found if name not in others and (name in told or _proper(name))]
    moments = {one["moment"]: one for one in lists.get("moments", ())}
    for report in reports:
        page = _page(report.name)
        for parameter in ("claim", "union"):
            value = report.parameters.get(parameter)
            if isinstance(value, str) and report.name.endswith(f"-{value.casefold()}"):
                found[value] = page
                inside += [value] if parameter == "claim" else []
        moment = moments.get(str(report.parameters.get("moment", "")))
        if moment:
            found |= {moment["title"]: page, moment["source"]: page}
            inside += [moment["title"], moment["source"]]
    return found, tuple(inside)


def _proper(name: str) -> bool:
    """Say whether a name is an employer's own wherever it stands, and no general word.

    >>> _proper("Transport Scotland"), _proper("State schools"), _proper("AWE")
    (True, False, False)
    """
    return sum(word[0].isupper() for word in name.split()) > 1


def _ends(name: str) -> Iterator[str]:
    """Yield what follows each word of a name, but for those that join one body to another.

    >>> list(_ends("Scottish Prison Service")), list(_ends("HMRC and Acas"))
    (['Prison Service', 'Service'], ['and Acas'])
    """
    words = name.split(" ")
    for place, word in enumerate(words[:-1], start=1):
        if word != "and" and not word.endswith((",", ";")):
            yield " ".join(words[place:])


def _page(name: str) -> str:
    return f"{name}.html"


def _stem(report: Report, choice: str) -> str:
    return report.title.removesuffix(str(report.parameters[choice])).rstrip(" ,:")


def employer_names(
    manifest: Mapping[str, Any],
) -> tuple[dict[str, list[str]], Mapping[str, list[str]]]:
    """Return what each employer is called, its short names after its own, and was before.

    >>> employer_names({"names": {"employer": {"ho": ["Home Office"]}, "short": {"ho": ["HO"]}}})
    ({'ho': ['Home Office', 'HO']}, {})
    """
    held = manifest.get("names", {})
    short = held.get("short", {})
    called = {
        slug: [*names[:1], *short.get(slug, ()), *names[1:]]
        for slug, names in held.get("employer", {}).items()
    }
    return called, held.get("former", {})


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
    plain = name.casefold().replace("&", "and").removeprefix("the ")
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
