"""The pages of the record: every row with its columns and its source, at an address of its own.

A page for each employer, for each body or publication that other rows are about, and for the
sources of each publisher, with what rests on them. They need no notebook, are made once for the
tables that stand, and are kept between builds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.collection.wording import BODIES
from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.periods import Month
from analysis.present.style import variables
from analysis.project import Project
from analysis.publish.addresses import FOLDER, INDEX, employer_address, page_named, source_address
from analysis.publish.files import write_json
from analysis.publish.fingerprint import package_digest
from analysis.publish.page.templating import asset, content_policy, environment
from analysis.publish.related import Linker, other_names
from analysis.publish.site.kept import keep
from analysis.publish.site.rows import HEADS, Fact, Row, rows_of
from analysis.publish.slugs import safe_address, slug
from analysis.tables import TABLES, read
from analysis.tables.homes import (
    HOMES,
    MOST_OF_SOURCE,
    SOURCE,
    STROKE,
    YEAR,
    home_of_source,
    page_of,
)
from analysis.tables.manifest import digest_of_plain
from analysis.tables.registry import PARTED

LISTED = "pages.json"
SOLE = "employer"  # the kind of an employer that is one, which goes without saying
# What the pages of each kind are called, in the order in which the first page lists them.
KINDS = {
    "employer": ("Employers", "{}"),
    "remits": ("Remits", "Remits: {}"),
    "awards": ("Pay review bodies and councils", "Awards: {}"),
    "round": ("Rounds of local government", "The local government pay round of {}"),
    "claims": ("Publications whose claims are tried", "Claims in “{}”"),
    "moment": ("Days in the news", "Figures in the news: {}"),
    "rules": ("The law of ballots", "The law of ballots: {}"),
    SOURCE: ("Sources", "Sources: {}"),
}


@dataclass
class Source:
    """One source: what it is called, where it stands, and the rows that rest on it."""

    url: str
    titles: dict[str, None] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """How many rows of tables without addresses rest on it."""

    @property
    def key(self) -> str:
        """What it is told apart by: its address, else its title."""
        return self.url or next(iter(self.titles), "")

    @property
    def shown(self) -> list[tuple[str, list[Row]]]:
        """The rows that its page names, by table."""
        rows = self.rows[:MOST_OF_SOURCE]
        return [(HEADS[table].name, list(some)) for table, some in groupby(rows, lambda r: r.table)]


@dataclass
class Page:
    """One page of the record, or of a part of it."""

    name: str
    """Of its home or part, such as `employer/hm-treasury/2019`."""
    title: str
    rows: list[Row] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """The names of the pages that its rows are parted into."""
    told: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    """What is known of it besides: a label, and (text, address) of each thing."""
    called: tuple[str, ...] = ()
    former: Sequence[str] = ()
    """What it was called before, and whom it took over."""

    @property
    def noun(self) -> str:
        """What kind of page it is."""
        return self.name.partition("/")[0]

    @property
    def above(self) -> str:
        """The page that it is a part of."""
        above = self.name.rpartition("/")[0]
        return above if "/" in above else ""

    @property
    def tables(self) -> list[tuple[str, str, list[Row]]]:
        """Its rows by table: (anchor, what they are, the rows)."""
        found = groupby(self.rows, lambda row: row.table)
        return [(table.replace("_", "-"), HEADS[table].name, list(rows)) for table, rows in found]

    @property
    def count(self) -> int:
        """How many rows, or sources, it holds."""
        return len(self.rows) + len(self.sources)


def record_files(
    project: Project, manifest: Mapping[str, Any], linker: Linker, *, as_of: str = ""
) -> dict[str, Path]:
    """Return each page of the record by its address in the site, made anew if need be.

    There is none where the table of employers was not made. With `as_of`, a day as ISO text, they
    hold what was known by then.
    """
    tables = {name: told["sha256"] for name, told in manifest["tables"].items()}
    if "employers" not in tables:
        return {}
    kept = project.cache / FOLDER / (as_of or "latest")
    key = digest_of_plain([tables, linker.mark, manifest["version"], as_of, package_digest()])
    make = partial(_make, project=project, tables=frozenset(tables), linker=linker, as_of=as_of)
    return {f"{FOLDER}/{name}": kept / name for name in keep(kept, key, make)}


def pages_listed(files: Mapping[str, Path]) -> list[dict[str, Any]]:
    """List the pages of rows with what finds them: `page`, `title`, `words`, `rows` by table."""
    listed = files.get(f"{FOLDER}/{LISTED}")
    found: list[dict[str, Any]] = parse_json(read_bytes(listed)) if listed else []
    return found


def _make(
    staged: Path, *, project: Project, tables: frozenset[str], linker: Linker, as_of: str
) -> None:
    asked: dict[str, Any] = {"project": project, "as_of": as_of or "latest"}
    rows = [
        row
        for table in HOMES
        if table in tables
        for row in rows_of(table, read(table, **asked), frozenset(linker.parted))
    ]
    sources = _sources(rows, tables, asked)
    pages = _pages(rows, sources, linker, read("employers", **asked))
    addresses = {row.reference: row.address for row in rows}
    fact: Callable[..., str] = vars(environment().get_template("fact.html.j2").module)["fact"]
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(dark=True)}}}}}"
    colours = f":root{{color-scheme:light dark;{variables()}}}{dark}"
    style = colours + asset("base.css") + asset("record.css")
    given: dict[str, Any] = {
        "style": style,
        "policy": content_policy(style, ""),
        "at": page_named,
        "source_at": cache(partial(source_address, parted=linker.parted)),
        "facts": partial(_facts, printed=cache(partial(fact, addresses=addresses))),
        "data": not as_of,
        "as_of": as_of,
        "most": MOST_OF_SOURCE,
    }
    template = environment().get_template("record.html.j2")
    for page in pages.values():
        text = template.render(page=page, kinds=KINDS, names=pages, **given)
        (staged / page_named(page.name)).write_text(text, encoding="utf-8", newline="\n")
    listed = [(noun, title, _of_kind(pages, noun)) for noun, (title, _) in KINDS.items()]
    text = environment().get_template("records.html.j2").render(kinds=listed, **given)
    (staged / INDEX).write_text(text, encoding="utf-8", newline="\n")
    write_json(staged / LISTED, [_found(page) for page in pages.values() if not page.sources])


def _facts(row: Row, printed: Callable[[Fact], str]) -> str:
    """Print what a row says, escaped: rows share most facts, which `printed` keeps."""
    return "".join(map(printed, row.facts))


def _of_kind(pages: Mapping[str, Page], noun: str) -> list[Page]:
    """List the first pages of a kind by what they are called."""
    found = [page for page in pages.values() if page.noun == noun and not page.above]
    return sorted(found, key=lambda page: page.title.casefold())


def _found(page: Page) -> dict[str, Any]:
    """Say by which words a page is found, names apart, and its rows by their keys, by table.

    A key that does not itself make the end of its anchor, as one of several words, finds nothing.
    """
    unions = {str(row.held["union"]) for row in page.rows if "union" in row.held}
    years = {str(row.held[YEAR].year) for row in page.rows if YEAR in row.held}
    kinds = [title for _, title, _ in page.tables]
    words = [*page.called, *page.former, " ".join([*sorted(unions), *sorted(years), *kinds])]
    address = f"{FOLDER}/{page_named(page.name)}"
    rows: dict[str, list[str]] = {}
    for row in page.rows:
        if " " not in row.key and row.anchor == f"{slug(row.table)}-{slug(row.key)}":
            rows.setdefault(row.table, []).append(row.key)
    found = {"page": address, "title": _plain(page.title), "words": _plain(", ".join(words))}
    return {**found, "rows": rows}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pages(
    rows: Sequence[Row], sources: Iterable[Source], linker: Linker, employers: Any
) -> dict[str, Page]:
    """Lay the rows out in pages: a page for each home, and for each part of one too large."""
    told = {str(one["key"]): one for one in employers.to_dict("records")}
    pages: dict[str, Page] = {}

    def page(name: str, title: str) -> Page:
        if name not in pages:
            pages[name] = Page(name, title)
            above = name.rpartition("/")[0]
            if "/" in above:
                page(above, title.rpartition(", ")[0]).parts.append(name)
        return pages[name]

    for employer, one in told.items():
        made = page(f"employer/{employer}", str(one["name"]))
        made.called = other_names(linker.called(employer), made.title)
        made.former = linker.former(employer)
        made.told = list(_about(employer, told, linker))
    for row in rows:
        page(row.page, _title(row.home, row.page, told)).rows.append(row)
    for source in sources:
        home = home_of_source(source.url)
        name = page_of(home, "", source.key, linker.parted)
        page(name, _title(home, name, told)).sources.append(source)
    return pages


def _title(home: str, name: str, employers: Mapping[str, Mapping[str, Any]]) -> str:
    noun, _, about = home.partition("/")
    if noun == "employer" and about in employers:
        about = str(employers[about]["name"])
    if about in BODIES:
        about = f"{BODIES[about]} ({about})"
    if noun == "moment":
        with suppress(ValueError):  # one not named for its month
            about = Month.parse(about).said
    about = about.replace(STROKE, "/")
    return ", ".join([KINDS[noun][1].format(about), *name[len(home) :].split("/")[1:]])


def _about(
    employer: str, employers: Mapping[str, Mapping[str, Any]], linker: Linker
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what is known of an employer: its report, what it is, what it belongs to."""
    one = employers[employer]
    if employer in linker.dossiers:
        yield (
            "Report",
            [("offers, prices, ballots and action on one page", f"../{linker.dossiers[employer]}")],
        )
    for label, column in (("Part of", "parent"), ("Became", "successor")):
        if one[column] in employers:
            yield label, [(str(employers[one[column]]["name"]), employer_address(one[column]))]
    parts = [
        (str(other["name"]), employer_address(key))
        for key, other in employers.items()
        if employer in (other["parent"], other["successor"])
    ]
    if parts:
        yield "Parts and forerunners", sorted(parts)
    before = one.get("former_names")
    if isinstance(before, str) and before:
        yield "Formerly", [(name, "") for name in before.split(PARTED)]
    for label, column in (("Kind", "kind"), ("Sector", "sector"), ("Nation", "nation"),
                          ("Members", "members"), ("Note", "note")):  # fmt: skip
        if isinstance(one[column], str) and one[column] not in ("", SOLE):
            yield label, [(one[column], "")]


def _sources(rows: Iterable[Row], tables: Iterable[str], asked: Mapping[str, Any]) -> list[Source]:
    """Gather the sources that rows cite, by address, else by title."""
    found: dict[str, Source] = {}

    def source(url: str, title: str) -> Source:
        one = found.setdefault(url or title, Source(url))
        if title:
            one.titles[title] = None
        return one

    for row in rows:
        if row.source_url or row.source_title:
            source(row.source_url, row.source_title).rows.append(row)
    for table in sorted(set(tables) - HOMES.keys()):
        columns = [name for name in ("source_url", "source_title") if name in TABLES[table].columns]
        cited = read(table, columns=columns, **asked).fillna("") if columns else None
        for cells in cited.itertuples(index=False) if cited is not None else ():
            named = dict(zip(columns, cells, strict=True))
            url, title = safe_address(named.get("source_url")), str(named.get("source_title", ""))
            if url or title:
                source(url, title).others[table] += 1
    return sorted(found.values(), key=lambda one: (one.url, list(one.titles)))
