"""Names in the cells of tables made links to the pages that are about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

# A cell of one of our tables that holds text alone, pay years in it kept whole by a span.
_YEARS = r"(?:<span class=\"year\">[^<>]*</span>[^<>]*)*"
_CELL = re.compile(rf"(<t[dh](?: scope=\"row\")?>)([^<>]+)({_YEARS}</t[dh]>)")


def link_names(html: str, pages: Mapping[str, str]) -> str:
    """Link each cell that is a name, or begins with one and a comma, to the page of that name.

    >>> link_names("<td>DWP</td><td>DWP, 2022-23</td><td>DWP 2</td>", {"DWP": "dispute-dwp.html"})
    '<td><a href="dispute-dwp.html">DWP</a></td><td><a href="dispute-dwp.html">DWP</a>, \
2022-23</td><td>DWP 2</td>'
    >>> link_names('<th scope="row">DWP, <span class="year">2022-23</span></th>', {"DWP": "d.html"})
    '<th scope="row"><a href="d.html">DWP</a>, <span class="year">2022-23</span></th>'
    """
    if not pages:
        return html

    def linked(cell: re.Match[str]) -> str:
        text = unescape(cell[2])
        parts = text.split(", ")
        starts = (", ".join(parts[:length]) for length in range(len(parts), 0, -1))
        name = next((start for start in starts if start in pages), "")
        if not name:
            return cell[0]
        rest = escape(text[len(name) :], quote=False)
        link = f'<a href="{escape(pages[name])}">{escape(name, quote=False)}</a>'
        return f"{cell[1]}{link}{rest}{cell[3]}"

    return _CELL.sub(linked, html)
