"""Whether the addresses of sources still answer: asked politely, and told as a list to work from.

Nothing asks unless somebody says so: no build and no cleaning does. At most two addresses are under
way at a time and one at a host, with a pause between two at one host; what a run does not come to
is left for the next, which begins with what was never asked.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import httpx

from analysis.doors.csv_text import split_cells
from analysis.doors.files import Refused, read_text
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import ADDRESS, ARCHIVED, split_csv
from analysis.ingest.reading.rawfile import read_text as read_raw
from analysis.publish.page.csv_links import harmless
from analysis.refresh.fetching.addresses import host, shown
from analysis.refresh.fetching.connection import (
    REDIRECTS,
    Connection,
    Limits,
    Strayed,
    TooLarge,
    TooLate,
)
from analysis.refresh.fetching.download import AT_A_TIME, DOWN_AFTER, agent
from analysis.tables.rawfiles import is_raw

OK, MOVED, GONE, FAILED, LEFT = "answers", "moved", "gone", "no answer", "not asked"
LOOKS = Limits(connect=10.0, read=15.0, whole=30.0, size=65_536)  # a page need not be read whole
BUSY = frozenset({429, 503})
COLUMNS = ("address", "outcome", "what", "leads_to", "rows", "archived", "checked")
TROUBLES = {
    GONE: "Gone: find where the text stands now, or its copy in an archive.",
    FAILED: "No answer: try again another day before anything is changed.",
    MOVED: "Moved: the address still leads there; write the new one if it is the same text.",
}
ARCHIVE = "https://web.archive.org/web/*/"


@dataclass(frozen=True)
class Link:
    """One address, the rows that rest on it (file, row), and what came when it was asked.

    `outcome` is one of answers, moved, gone, no answer, not asked; `what` says it in words.
    """

    address: str
    rows: tuple[tuple[str, int], ...]
    archived: str = ""
    outcome: str = LEFT
    what: str = ""
    leads_to: str = ""
    checked: str = ""

    @property
    def places(self) -> str:
        """Its rows by file: ``pay/offers.csv 3, 7; pay/remits.csv 2``."""
        by_file: dict[str, list[str]] = {}
        for file, row in self.rows:
            by_file.setdefault(file, []).append(str(row))
        return "; ".join(f"{file} {', '.join(rows)}" for file, rows in by_file.items())


@dataclass(frozen=True)
class Bounds:
    """How many addresses a run asks, for how many seconds, and the pause between two at a host."""

    most: int = 100
    seconds: float = 600.0
    pause: float = 1.0
    limits: Limits = LOOKS


def links_of(raw: Path) -> list[Link]:
    """List every address of a source in the tables below data/raw, with the rows that cite it."""
    rows: dict[str, list[tuple[str, int]]] = {}
    copies: dict[str, str] = {}
    (copy,) = ARCHIVED
    for path in sorted(raw.rglob("*.csv")):
        file = path.relative_to(raw).as_posix()
        if not is_raw(file):
            continue
        text = read_raw(path, file, Problems())
        records = split_csv(text or "", file, Problems()) or []
        if not records or ADDRESS not in records[0]:
            continue
        for number, cells in enumerate(records[1:], start=2):
            row = dict(zip(records[0], cells, strict=False))
            if (address := row.get(ADDRESS, "")).startswith(("https://", "http://")):
                rows.setdefault(address, []).append((file, number))
                copies.setdefault(address, row.get(copy, ""))
                copies[address] = copies[address] or row.get(copy, "")
    return [Link(address, tuple(found), copies[address]) for address, found in rows.items()]


def check_links(
    links: Sequence[Link],
    *,
    today: date,
    bounds: Bounds | None = None,
    before: Mapping[str, Mapping[str, str]] | None = None,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Link]:
    """Ask the addresses that have waited longest, within bounds; the others keep what was known.

    `before` is the last report by address (`read_report`). Nothing is raised for what a server
    does. The result stands in the order of `links`.
    """
    used, known = bounds or Bounds(), before or {}
    links = [_as_known(link, known.get(link.address)) for link in links]
    turn = sorted(links, key=lambda one: (one.checked, bool(one.archived), -len(one.rows)))
    by_host: dict[str, list[Link]] = {}
    for link in turn[: used.most]:
        by_host.setdefault(_host(link.address), []).append(link)
    until = clock() + used.seconds

    def of_host(mine: list[Link]) -> list[Link]:
        connection, failed, made = Connection(agent(), used.limits), 0, []
        try:
            for place, link in enumerate(mine):
                if clock() >= until or failed >= DOWN_AFTER:
                    made.append(link)
                    continue
                if place:
                    wait(used.pause)
                asked = replace(_ask(link, connection), checked=today.isoformat())
                failed = failed + 1 if asked.outcome == FAILED else 0
                if asked.what.startswith(tuple(map(str, BUSY))):
                    failed = DOWN_AFTER  # it asks to be left in peace
                made.append(asked)
                tell(link.address)
        finally:
            connection.close()
        return made

    with ThreadPoolExecutor(AT_A_TIME) as workers:
        done = {one.address: one for some in workers.map(of_host, by_host.values()) for one in some}
    return [done.get(link.address, link) for link in links]


def _host(address: str) -> str:
    try:
        return host(address)
    except ValueError:
        return address  # no address at all: the asking will say so


def _shown(address: str) -> str:
    try:
        return shown(address)
    except ValueError:
        return address


def _as_known(link: Link, row: Mapping[str, str] | None) -> Link:
    if row is None or row["outcome"] not in (OK, MOVED, GONE, FAILED):
        return link
    kept = {name: row[name] for name in ("outcome", "what", "leads_to", "checked")}
    return replace(link, **kept)  # type: ignore[arg-type]


def _ask(link: Link, connection: Connection) -> Link:
    """Ask for one address and follow where it leads, as a reader's browser would."""
    address = link.address
    for _ in range(REDIRECTS + 1):
        try:
            answer = connection.get(address, {"Accept": "*/*"})
        except Strayed as sent:
            address = sent.address
            if not address.startswith(("https://", "http://")):
                return replace(link, outcome=FAILED, what="leads to no web address")
            continue
        except TooLarge:  # it answers; that is all we asked
            return _answered(link, address, "200, a large file")
        except TooLate:
            return replace(link, outcome=FAILED, what="took too long")
        except httpx.TooManyRedirects:
            break
        except httpx.TimeoutException:
            return replace(link, outcome=FAILED, what="took too long")
        except httpx.ConnectError:
            return replace(link, outcome=FAILED, what="could not be reached")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return replace(link, outcome=FAILED, what="broke off, or leads to no web address")
        what = f"{answer.status} {httpx.codes.get_reason_phrase(answer.status)}".strip()
        if answer.status in (404, 410):
            return replace(link, outcome=GONE, what=what, leads_to=_other(link, answer.address))
        if answer.status >= 400:
            return replace(link, outcome=FAILED, what=what, leads_to=_other(link, answer.address))
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        plain = kind in ("", "text/html", "application/xhtml+xml")
        return _answered(link, answer.address, what if plain else f"{what}, {kind}")
    return replace(link, outcome=FAILED, what="leads round and round")


def _answered(link: Link, address: str, what: str) -> Link:
    leads_to = _other(link, address)
    return replace(link, outcome=MOVED if leads_to else OK, what=what, leads_to=leads_to)


def _other(link: Link, address: str) -> str:
    """Give the address an answer came from, where that is another than was asked."""
    same = str(httpx.URL(link.address).copy_with(fragment=None)) == address
    return "" if same or address == link.address else address


def read_report(path: Path) -> dict[str, dict[str, str]]:
    """Read an earlier report by address; nothing where there is none, or it is none of ours."""
    if not path.is_file():
        return {}
    try:
        records = split_cells(read_text(path))
    except Refused:
        return {}
    if not records or tuple(records[0]) != COLUMNS:
        return {}
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in records[1:] if len(row) == 7}


def as_csv(links: Iterable[Link]) -> str:
    """Lay the links out as a table, a row an address; the columns are `COLUMNS`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in links:
        cells = (one.address, one.outcome, one.what, one.leads_to, one.places, one.archived)
        writer.writerow([*map(harmless, cells), one.checked])
    return text.getvalue()


def as_text(links: Sequence[Link]) -> str:
    """Say what to do: trouble by kind, each address with its rows and any archived copy."""
    counts = {name: sum(one.outcome == name for one in links) for name in (OK, *TROUBLES, LEFT)}
    copies = sum(bool(one.archived) for one in links)
    said = ", ".join(f"{number} {name}" for name, number in counts.items())
    lines = [f"{len(links)} addresses: {said}. {copies} have an archived copy."]
    for outcome, mend in TROUBLES.items():
        found = [one for one in links if one.outcome == outcome]
        if not found:
            continue
        lines += ["", f"{mend} ({len(found)})"]
        for one in sorted(found, key=lambda one: (-len(one.rows), one.address)):
            lines.append(f"  {_shown(one.address)}")
            lines.append(f"    {one.what}, asked on {one.checked}; rows: {one.places}")
            if one.leads_to:
                lines.append(f"    leads to {_shown(one.leads_to)}")
            lines.append(f"    {_copy(one)}")
    return "\n".join(lines) + "\n"


def _copy(link: Link) -> str:
    if link.archived:
        return f"archived copy: {link.archived}"
    looked = f"{ARCHIVE}{_shown(link.address)}"
    return f"no archived copy on record: look at {looked}, and write it into archived_url"
