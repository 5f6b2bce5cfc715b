"""One report as one HTML file that works from a mail attachment with the network off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from analysis.publish.page.body import Headings, body_html
from analysis.publish.page.csv_links import LONG, csv_address, csv_text, pack
from analysis.publish.page.names import (
    Named,
    link_names,
    name_linker,
    rows_held,
    rows_named,
    tie_rows,
)
from analysis.publish.page.outputs import Exhibit, exhibits
from analysis.publish.page.panels import (
    FindingParts,
    Listing,
    Panel,
    Places,
    Provenance,
    finding_parts,
    rows_told,
    tell_rows_once,
)
from analysis.publish.page.printing import reached, spoken
from analysis.publish.page.table_rules import css_text, table_rules
from analysis.publish.page.templating import asset, content_policy, environment, page_style
from analysis.publish.related import Links
from analysis.publish.slugs import Anchors, safe_address, slug

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Anchors of the page's own parts, which no heading or exhibit may take.
OWN_ANCHORS = frozenset(
    {"top", "main", "stale", "findings", "findings-title", "contents", "contents-title"}
    | {
        "rows-behind",
        "rows-title",
        "related",
        "related-title",
        "switch",
        "all-code",
        "how-this-was-made",
        "made-title",
        "releases-title",
        "cite",
    }
    | {"ask-of-this", "ask-of-this-title", "dispute"}
    | {f"own-{part}" for part in ("salary", "rise", "lump", "month", "year")}
    | {f"own-{part}-wrong" for part in ("salary", "rise", "lump")}
)


# A longer packed CSV is left to the workbook, so that pages stay small.
MOST_PACKED = 30_000
# Where the numbers after the first findings come from is packed, if it takes more room than this.
MOST_OPEN = 60_000
# Findings with more numbers than this leave the rows behind them to the page when it is printed.
MOST_ON_PAPER = 12
# Beside a chart there is room for fewer: so many rows, or groups of rows.
MOST_BESIDE = 8


@dataclass(frozen=True)
class Stale:
    """Why a page is older than its sources: the last good version of a report that then failed."""

    reason: str
    failure: str = ""
    """Address of the page that tells of the failure, relative to this one."""


@dataclass(frozen=True)
class ReportInfo:
    """What a report is, as the catalogue and the notebook have it."""

    name: str
    title: str
    question: str
    description: str = ""
    notebook: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    version: str = ""
    data_to: str = ""
    as_of: str = ""
    """The past day whose knowledge the report is held to, as ISO text; '' for today's."""
    next_due: tuple[tuple[str, str], ...] = ()
    """(source, day as ISO text) for each source whose next release the record awaits."""
    passed_due: tuple[tuple[str, str], ...] = ()
    """The same for each source that the record lacks a release of, by what it holds of others."""
    canonical: str = ""
    picture: str = ""
    repository: str = ""
    """Address of the repository, whose issue form takes a disputed number."""
    statuses: str = ""
    """The official status of each price index that the page shows, on its day."""
    questions: tuple[tuple[str, str], ...] = ()
    """(what is asked, address) of questions filled in from this report."""
    stale: Stale | None = None
    linked: str = ""
    """What the page says to programs, as JSON-LD that can stand in it."""
    links: Mapping[str, Any] = field(default_factory=dict)
    """Where the page leads, as `related.Linker` gives it."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """The address of rows of the record that stand in other pages, by `table/key`."""
    files: tuple[tuple[str, str], ...] = ()
    """(label, relative address) of the files beside the page: notebook, workbook, values."""

    @property
    def leads(self) -> Links:
        """Where the page leads."""
        return Links(**self.links)

    @property
    def site(self) -> str:
        """The address of the site that the page belongs to, if it has one."""
        return safe_address(self.canonical).removesuffix(f"{self.name}.html")

    @property
    def addresses(self) -> list[str]:
        """The addresses of the files beside the page: on the site, where there is one."""
        return [self.site + address for _, address in self.files]

    @property
    def due(self) -> str:
        """The first day on which one of its sources is due again, as ISO text."""
        return min((day for _, day in self.next_due), default="")

    @property
    def lacking(self) -> str:
        """The first day of a release that the record lacks, as ISO text."""
        return min((day for _, day in self.passed_due), default="")

    @property
    def dated_title(self) -> str:
        """The title, with the past day whose knowledge the report is held to, if there is one."""
        return f"{self.title}, as known on {spoken(self.as_of)}" if self.as_of else self.title


@dataclass(frozen=True)
class HowMade:
    """What a report was made from, for the section that ends it."""

    parameters: Mapping[str, object] = field(default_factory=dict)
    data_to: str = ""
    releases: tuple[tuple[str, str, str, str], ...] = ()
    """(series or file, release date, next release, sha256)."""
    own: tuple[tuple[str, str], ...] = ()
    """(file, sha256) of each file of the maker's own, which is no part of the record."""
    corrections: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""
    licences: tuple[tuple[str, str], ...] = ()
    """(name, address)."""


@dataclass(frozen=True)
class Tied:
    """How a page leads on from the names and the rows of the record that stand in it."""

    named: Named
    addresses: Mapping[str, str]
    """Of rows of the record, by `table/key`: in this page, or in another."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """Of rows of the record, by `table/key`: on the pages of the record."""
    placed: set[str] = field(default_factory=set)
    """The rows that have their anchor already."""

    def html(self, exhibit: Exhibit) -> str:
        """The HTML of an exhibit with its links."""
        if exhibit.kind == "finding":
            return exhibit.html
        named = link_names(exhibit.html, self.named)
        return tie_rows(named, self.addresses, self.placed, self.homes)

    def row(self, table: object, key: object) -> str:
        """Return where a row of the record stands, or nothing."""
        return self.addresses.get(f"{table}/{key}", "")


def rows_to_find(notebook: NotebookNode) -> list[str]:
    """List the rows of the record that a page shows or names, as `table/key`."""
    shown = list(exhibits(notebook))
    tables = [exhibit.html for exhibit in shown if exhibit.kind == "table"]
    panels = {
        f"{table}/{key}"
        for exhibit in shown
        if exhibit.kind == "finding"
        for value in exhibit.data.get("values", {}).values()
        for table, key in rows_told(value.get("rows", ()))
    }
    return sorted(rows_named(tables) | panels | rows_held(tables).keys())


def render_page(
    notebook: NotebookNode,
    *,
    report: ReportInfo,
    made: HowMade,
    provenance: Provenance | None = None,
) -> str:
    """Return a report's page: findings, contents, the notebook's cells, how it was made.

    `notebook` has been run; it is not changed. `provenance` resolves the (table, key) pairs
    behind each number to file, row, source, licence and release date; a pair it lacks is shown
    as it is. The result depends on the arguments and the templates alone.
    """
    anchors = Anchors(OWN_ANCHORS)
    shown = list(exhibits(notebook))
    every = _findings(shown, provenance or {})
    tables = [exhibit.html for exhibit in shown if exhibit.kind == "table"]
    held = rows_held(tables)
    for name in [*_names(shown, list(every.values())), *held.values()]:
        anchors.take(name)
    leads, here = report.leads, f"{report.name}.html"
    tied = Tied(
        name_linker(leads.names, leads.inside, here),
        {**report.rows, **{row: f"#{anchor}" for row, anchor in held.items()}},
        report.rows,
    )
    findings = [every[name] for name in _at_the_head(shown)]
    numbers = {finding.id: number for number, finding in enumerate(findings, start=1)}
    headings = Headings(report.title, anchors)
    lead = _lead(shown) if findings else None
    placed: set[str] = set()

    def place(exhibit: Exhibit) -> str:
        finding, beside = every.get(exhibit.id), lead is not None and exhibit.id == lead.id
        return _place(exhibit, numbers, placed, finding, told, report, tied, beside=beside)

    told = {
        one.id: environment()
        .get_template("panels.html.j2")
        .render(panels=one.panels, report=report, tied=tied)
        for name, one in every.items()
        if name not in numbers
    }
    later = "".join(told.values())
    if len(later) > MOST_OPEN:
        told = dict.fromkeys(told, "")

    opening, body = body_html(
        notebook,
        headings=headings,
        place=place,
        asked=bool(report.question),
        opening=lead.cell + 1 if lead else 0,
    )
    style = page_style() + table_rules(_tables(shown)) + _on_each_side(report)
    script = asset("page.js")
    if any(exhibit.kind == "chart" for exhibit in shown):
        script += f"\n{asset('charts.js')}"
    template = environment().get_template("page.html.j2")
    behind = _behind(list(every.values()))
    return template.render(
        report=report,
        made=made,
        tied=tied,
        findings=findings,
        behind=behind,
        later=pack(later) if len(later) > MOST_OPEN else "",
        values=next((at for at in report.addresses if at.endswith("values.json")), ""),
        told_on=len(every) > len(findings),
        many=_many(findings, beside=lead is not None),
        description=report.description or next((x.title for x in shown if x.kind == "finding"), ""),
        contents=headings.contents,
        opening=opening,
        body=body,
        style=style,
        script=script,
        policy=content_policy(style, script),
    )


def _many(findings: list[FindingParts], *, beside: bool) -> bool:
    """Say whether paper has no room for the rows behind the numbers of the findings."""
    if beside and sum(len(one.panels) for one in findings) > MOST_BESIDE:
        return True
    return sum(len(one.numbers) for one in findings) > MOST_ON_PAPER


def _on_each_side(report: ReportInfo) -> str:
    """Write at the foot of each printed side what the page is, and of when."""
    parts = [f"realpay {report.version}".strip(), report.title]
    parts += filter(None, [reached(report.as_of, report.data_to), report.canonical])
    text = css_text(" · ".join(parts))
    return f'@page{{@bottom-left{{content:"{text}";font:8pt sans-serif}}}}\n'


def _findings(shown: list[Exhibit], provenance: Provenance) -> dict[str, FindingParts]:
    distinct = {exhibit.id: exhibit for exhibit in shown if exhibit.kind == "finding"}
    tables = [Listing(one.id, one.title, _of(one)) for one in shown if "of" in one.table]
    parts = {name: finding_parts(one, provenance, tables) for name, one in distinct.items()}
    return tell_rows_once(parts)


def _of(exhibit: Exhibit) -> frozenset[tuple[str, str]]:
    """List the rows of the record that a table's rows are."""
    named = (row.partition("/") for row in exhibit.table["of"])
    return frozenset((table, key) for table, _, key in named)


def _at_the_head(shown: list[Exhibit]) -> list[str]:
    """Name the findings that the page opens with: those of the first cell that shows any.

    What a later cell finds stands where it is shown, beside the chart that it is about.
    """
    found = [exhibit for exhibit in shown if exhibit.kind == "finding"]
    return list(dict.fromkeys(one.id for one in found if one.cell == found[0].cell))


def _lead(shown: list[Exhibit]) -> Exhibit | None:
    """Find the chart that paper holds beside the findings: the first, if a sheet can hold it."""
    first = next((one for one in shown if one.kind == "chart"), None)
    if first is None:
        return None
    drawn = first.html.partition('<details class="chart-data">')[0]
    return first if "<svg" in drawn and 'class="off-paper"' not in drawn else None


def _tables(shown: list[Exhibit]) -> list[tuple[str, Mapping[str, Any]]]:
    """List the tables of a page, those of charts among them, each with its anchor."""
    return [(str(one.table["id"]), one.table) for one in shown if "id" in one.table]


def _names(shown: list[Exhibit], findings: list[FindingParts]) -> list[str]:
    """List the anchors that findings, charts and tables bring with them."""
    names = [exhibit.id for exhibit in shown]
    names += [f"{exhibit.id}-data" for exhibit in shown if exhibit.kind == "chart"]
    return names + [number.anchor for finding in findings for number in finding.numbers]


def _behind(findings: list[FindingParts]) -> list[tuple[list[Panel], Places]]:
    """List the rows behind numbers of many, the panels with the same rows together."""
    found: dict[object, list[Panel]] = {}
    for panel in (one for finding in findings for one in finding.panels if one.first.places):
        found.setdefault(panel.first.keys, []).append(panel)
    return [(panels, panels[0].first.places) for panels in found.values()]


def _place(
    exhibit: Exhibit,
    numbers: Mapping[str, int],
    placed: set[str],
    finding: FindingParts | None,
    told: Mapping[str, str],
    report: ReportInfo,
    tied: Tied,
    *,
    beside: bool,
) -> str:
    """Lay out what a cell showed; what the page holds already becomes a link to it."""
    again = exhibit.id in placed
    placed.add(exhibit.id)
    template = environment().get_template("exhibit.html.j2")
    holds = bool(exhibit.rows) and not again
    text = csv_text(exhibit.columns, exhibit.rows) if holds else ""
    packed = pack(text) if len(text.encode()) > LONG else ""
    return template.render(
        exhibit=exhibit if again else replace(exhibit, html=tied.html(exhibit)),
        tied=tied,
        again=again,
        beside=beside,
        number=numbers.get(exhibit.id, 0),
        told=finding,
        told_panels=told,
        report=report,
        file=f"{slug(exhibit.id)}.csv",
        address=csv_address(text) if text and not packed else "",
        packed=packed if len(packed) <= MOST_PACKED else "",
    )
