"""A notebook's cells as the body of a page: prose, code, and what each cell showed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from analysis.publish.page.foreign import ATTACHED, clean_foreign
from analysis.publish.page.highlight import highlight
from analysis.publish.page.outputs import Exhibit, as_exhibit
from analysis.publish.page.templating import environment
from analysis.publish.slugs import Anchors

if TYPE_CHECKING:
    from mistune import Markdown
    from nbformat import NotebookNode

HEADING = re.compile(r"<h([1-6])(?: [^>]*)?>(.*?)</h\1>", re.DOTALL)
# Colours and moves of the cursor, as terminals take them (ECMA-48), and titles of windows.
# A paragraph that asks and says nothing else, before any other.
OPENING_QUESTION = re.compile(r"\A\s*<p>[^<]*\?</p>")
ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
PASTED = {*PICTURES[1:], "image/gif", "image/webp"}
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
# Prose as HTML by its source: like coloured code, a pure function of the text.
KEPT: dict[str, str] = {}


@dataclass(frozen=True)
class Laid:
    """A cell as the template takes it: prose as HTML, or coloured code and what it showed."""

    number: int
    prose: str | None = None
    code: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    """(kind, content): "html" and "prose" are HTML, any other kind is the label of plain text."""


@cache
def _markdown() -> Markdown:
    """Make the one reader of prose; what it lets through is cleaned afterwards."""
    import mistune

    plugins = ["strikethrough", "table", "url", "task_lists", "def_list"]
    writer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=[ATTACHED])
    made = mistune.create_markdown(escape=False, renderer=writer, plugins=plugins)
    writer.register("table_cell", _table_cell)
    return made


def _table_cell(_: object, text: str, align: str | None = None, head: bool = False) -> str:
    """Write a cell of a table; one of its head says what it heads, for a screen reader."""
    if head:
        return f'  <th scope="col">{text}</th>\n'
    return f"  <td>{text}</td>\n"


class Headings:
    """Headings of a page in order: one h1 (the page's own), no level skipped, each anchored."""

    def __init__(self, title: str, anchors: Anchors) -> None:
        self._title = _folded(title)
        self._anchors = anchors
        self._last = 1
        self._begun = False
        self.contents: list[tuple[str, str]] = []

    def set(self, html: str) -> str:
        """Level and anchor the headings of one piece of prose; note the second-level ones."""
        return HEADING.sub(self._one, html)

    def _one(self, heading: re.Match[str]) -> str:
        found, inner = int(heading[1]), heading[2]
        text = unescape(re.sub(r"<[^>]+>", "", inner)).strip()
        first, self._begun = not self._begun, True
        if found == 1 and (first or _folded(text) == self._title):  # the page has a title itself
            return ""
        level = self._last = min(max(found, 2), self._last + 1)
        anchor = self._anchors.take(text)
        if level == 2:
            self.contents.append((anchor, text))
        link = f'<a class="here" href="#{anchor}" aria-label="Link to {escape(text)}">#</a>'
        # Beside the heading and not in it, which would be read aloud with the link's name.
        return f'<div class="head"><h{level} id="{anchor}">{inner}</h{level}>&nbsp;{link}</div>'


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def prose_html(
    source: str,
    kept: MutableMapping[str, str] | None = None,
    pictures: Mapping[str, str] | None = None,
) -> str:
    r"""Turn markdown into HTML that holds no script, style or request.

    `pictures` are those pasted into the cell, by name.

    >>> prose_html("Pay **fell**.", kept={})
    '<p>Pay <strong>fell</strong>.</p>\n'
    """
    if pictures:  # the same words may stand beside other pictures: not remembered
        return clean_foreign(str(_markdown()(source)), pictures)
    memory = KEPT if kept is None else kept
    found = memory.get(source)
    if found is None:
        found = memory[source] = clean_foreign(str(_markdown()(source)))
    return found


def body_html(
    notebook: NotebookNode,
    *,
    headings: Headings,
    place: Callable[[Exhibit], str],
    asked: bool = False,
    opening: int = 0,
) -> tuple[str, str]:
    """Lay out the first `opening` cells of a notebook, and the others.

    `place` returns the HTML for each finding, chart or table.
    Cells tagged `remove` are left out. What a cell showed otherwise is kept if it is plain
    (text, pictures, tables) and cleaned if it is HTML. Where the page has `asked` its question, the
    one that the notebook opens with is not put again. The notebook is not changed.
    """

    def prose(source: str) -> str:
        return headings.set(prose_html(source))

    cells: list[Laid] = []
    for place_in_notebook, cell in enumerate(notebook.cells):
        number = place_in_notebook + 1
        if "remove" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            written = prose_html(cell.source, pictures=_pasted(cell.get("attachments") or {}))
            told = headings.set(written)
            if asked and not cells:
                told = OPENING_QUESTION.sub("", told, count=1)
            cells.append(Laid(number, prose=told))
        elif cell.cell_type == "raw" and cell.source.strip():
            cells.append(Laid(number, shown=(("Plain text of", plain(cell.source)),)))
        elif cell.cell_type == "code":
            shown = tuple(
                one
                for output in cell.get("outputs", ())
                for one in _shown(output, number, place, prose)
            )
            code = highlight(cell.source) if cell.source.strip() else ""
            cells.append(Laid(number, code=code, shown=shown))
    template = environment().get_template("cells.html.j2")
    before = [cell for cell in cells if cell.number <= opening]
    return template.render(cells=before), template.render(cells=cells[len(before) :])


def _shown(
    output: NotebookNode,
    number: int,
    place: Callable[[Exhibit], str],
    prose: Callable[[str], str],
) -> list[tuple[str, str]]:
    """Return what an output shows, as (kind, content); what a page cannot show is said."""
    if output.output_type == "stream":
        said = "Printed by" if output.name == "stdout" else "Messages of"
        return [(said, plain(output.text))]
    if output.output_type == "error":
        return [("Error in", plain(f"{output.ename}: {output.evalue}"))]
    ours = as_exhibit(output, number - 1)
    data = output.data
    if ours is not None:
        return [("html", place(ours))]
    if "text/html" in data:
        inside = clean_foreign(_text(data["text/html"]))
        label = f"Shown by cell {number}"
        region = f'class="scroll foreign" tabindex="0" role="region" aria-label="{label}"'
        return [("html", f"<div {region}>{inside}</div>")]
    if any(kind in data for kind in PICTURES):
        return [("html", _picture(data, output.get("metadata", {}), number))]
    if "text/markdown" in data:
        return [("prose", prose(_text(data["text/markdown"])))]
    if "text/plain" in data:
        return [("Shown by", plain(_text(data["text/plain"])))]
    kinds = ", ".join(sorted(data))
    return [("Shown by", f"A page cannot show this ({kinds}).")] if kinds else []


def _pasted(attachments: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return each picture pasted into a cell as an address that holds it."""
    return {
        name: _address(kind, _text(content))
        for name, bundle in attachments.items()
        for kind, content in bundle.items()
        if kind in PASTED and BASE64.fullmatch(_text(content))
    }


def _address(kind: str, content: str) -> str:
    return f"data:{kind};base64,{''.join(content.split())}"


def plain(text: str) -> str:
    r"""Return text without what a terminal would take as an order.

    >>> plain("\x1b[31mred\x1b[0m")
    'red'
    """
    return ANSI.sub("", text)


def _picture(data: Mapping[str, Any], metadata: Mapping[str, Any], number: int) -> str:
    import base64

    kind = next(one for one in PICTURES if one in data)
    content = _text(data[kind])
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode("ascii")
    alt = metadata.get(kind, {}).get("alt") or f"Picture made by cell {number}, not described"
    address = escape(_address(kind, content))
    return f'<p class="picture"><img src="{address}" alt="{escape(str(alt))}"></p>'


def _text(content: object) -> str:
    return content if isinstance(content, str) else "".join(str(part) for part in content)  # type: ignore[attr-defined]
