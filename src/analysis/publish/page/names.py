"""What a page names of the record, made links: employers, claims, moments, rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

from analysis.publish.addresses import anchor_of

# A cell of one of our tables; one that is linked whole, to its source or to a row, stays as it is.
_CELL = re.compile(r'(<t[dh](?: scope="row")?>)(.*?)(</t[dh]>)', re.DOTALL)
_TEXT = re.compile(r"(<a [^>]*>.*?</a>|<[^>]*>)", re.DOTALL)
_ROW = re.compile(r'<tr data-row="([^"]*)">(<t[dh][^>]*>.*?</t[dh]>)?', re.DOTALL)
_REFERENCE = re.compile(r'<a data-row="([^"]*)">(.*?)</a>', re.DOTALL)

# Where a name can begin: a whole word, or a mark, that no other word runs into.
_WORD = re.compile(r"(?<![\w-])(?:\w+|[^\w\s])")
_GOES_ON = re.compile(r"[\w-]")

Named = Callable[[str], str]


def name_linker(pages: Mapping[str, str], inside: Iterable[str], here: str) -> Named:
    """Return what writes a text as HTML, the names in it linked to the pages that are about them.

    A text that is a name, or begins with one and a comma, leads to its page. Of the names in
    `inside` each mention in a longer text does, the longest name first; those of the page `here`
    stay text.

    >>> linked = name_linker({"DWP": "d.html", "PCS": "p.html"}, ["DWP"], "p.html")
    >>> print(linked("DWP, 2022-23"), linked("PCS"), linked("votes at DWP & others"))
    <a href="d.html">DWP</a>, 2022-23 PCS votes at <a href="d.html">DWP</a> &amp; others
    """
    known = {name: page for name, page in pages.items() if page != here}
    begins: dict[str, list[str]] = {}
    for name in sorted(filter(known.get, inside), key=lambda name: (-len(name), name)):
        first = _WORD.match(name)
        begins.setdefault(first[0] if first else name, []).append(name)

    def link(name: str) -> str:
        return f'<a href="{escape(known[name])}">{escape(name, quote=False)}</a>'

    def mentions(text: str) -> str:
        told, at = "", 0
        for found in _WORD.finditer(text) if begins else ():
            start = found.start()
            fit = (one for one in begins.get(found[0], ()) if start >= at and _at(text, start, one))
            name = next(fit, "")
            if name:
                told += escape(text[at:start], quote=False) + link(name)
                at = start + len(name)
        return told + escape(text[at:], quote=False)

    def linked(text: str) -> str:
        parts = text.split(", ")
        starts = (", ".join(parts[:length]) for length in range(len(parts), 0, -1))
        name = next((start for start in starts if start in known), "")
        return (link(name) if name else "") + mentions(text[len(name) :])

    return linked


def _at(text: str, start: int, name: str) -> bool:
    """Say whether a name stands at a place of a text and ends there as a word does."""
    return text.startswith(name, start) and not _GOES_ON.match(text, start + len(name))


def link_names(html: str, named: Named) -> str:
    """Link the names in the cells of a table; what is a link already stays one.

    >>> named = name_linker({"DWP": "d.html"}, [], "")
    >>> link_names('<th scope="row">DWP, <span class="year">2022-23</span></th>', named)
    '<th scope="row"><a href="d.html">DWP</a>, <span class="year">2022-23</span></th>'
    >>> link_names("<td>DWP</td><td>DWP 2</td>", named)
    '<td><a href="d.html">DWP</a></td><td>DWP 2</td>'
    """

    def cell(found: re.Match[str]) -> str:
        parts = _TEXT.split(found[2])
        told = (part if place % 2 else named(unescape(part)) for place, part in enumerate(parts))
        return f"{found[1]}{''.join(told)}{found[3]}"

    return _CELL.sub(cell, html)


def rows_held(tables: Iterable[str]) -> dict[str, str]:
    """Map each row of the record that has a row of its own in these tables to its anchor."""
    found = (unescape(row[1]) for html in tables for row in _ROW.finditer(html))
    return {row: anchor_of(row) for row in found}


def rows_named(tables: Iterable[str]) -> set[str]:
    """List the rows of the record that cells of these tables name."""
    return {unescape(row) for html in tables for row, _ in _REFERENCE.findall(html)}


def tie_rows(
    html: str,
    addresses: Mapping[str, str],
    placed: set[str],
    homes: Mapping[str, str] | None = None,
) -> str:
    """Give the rows of a table their anchors, and lead what names a row to its address.

    `placed` are the rows that have an anchor in an earlier table of the page; it gains these.
    Each row leads to its address in the record, if `homes` has it, at the end of its first cell.

    >>> tie_rows('<tr data-row="ballots/A"><td><a data-row="ballots/B">vote</a></td></tr>',
    ...     {"ballots/B": "d.html#ballots-b"}, set())
    '<tr id="ballots-a"><td><a href="d.html#ballots-b">vote</a></td></tr>'
    """

    def row(found: re.Match[str]) -> str:
        reference, anchor = unescape(found[1]), ""
        if reference not in placed:
            placed.add(reference)
            anchor = f' id="{anchor_of(reference)}"'
        home, first = (homes or {}).get(reference, ""), found[2] or ""
        if home and first:
            cell, end = first[: -len("</th>")], first[-len("</th>") :]
            first = f'{cell} <a class="row" href="{escape(home)}">as recorded</a>{end}'
        return f"<tr{anchor}>{first}"

    def named(found: re.Match[str]) -> str:
        address = addresses.get(unescape(found[1]), "")
        return f'<a href="{escape(address)}">{found[2]}</a>' if address else found[2]

    return _REFERENCE.sub(named, _ROW.sub(row, html))
