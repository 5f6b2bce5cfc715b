"""A notebook's cells as the body of a page, through nbconvert's `basic` template."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from analysis.publish.highlight import highlight
from analysis.publish.page_foreign import clean_foreign
from analysis.publish.page_outputs import Exhibit, as_exhibit
from analysis.publish.slugs import Anchors

if TYPE_CHECKING:
    from nbconvert.exporters import HTMLExporter

TEMPLATES = Path(__file__).with_name("templates")
HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
# Prose as HTML by its source: like coloured code, a pure function of the text.
KEPT: dict[str, str] = {}


@cache
def _exporter() -> HTMLExporter:
    """Make the one exporter of this process; building its templates costs half a second."""
    from jinja2 import DictLoader
    from nbconvert.exporters import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class Cells(HTMLExporter):
        """nbconvert's exporter without its last step, which parses the page to add alt text."""

        def from_notebook_node(
            self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
        ) -> Any:
            ready = self._init_resources(resources)
            return TemplateExporter.from_notebook_node(self, nb, ready, **kw)

    cells = (TEMPLATES / "cells.html.j2").read_text(encoding="utf-8")
    exporter = Cells(
        template_name="basic",
        extra_loaders=[DictLoader({"cells.html.j2": cells})],
        template_file="cells.html.j2",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        preprocessors=[],
        default_preprocessors=[],
    )
    exporter.register_filter("highlight_code", highlight)
    return exporter


class Headings:
    """Headings of a page in order: one h1 (the page's own), no level skipped, each anchored."""

    def __init__(self, title: str, anchors: Anchors) -> None:
        self._title = _folded(title)
        self._anchors = anchors
        self._last = 1
        self.contents: list[tuple[str, str]] = []

    def set(self, html: str) -> str:
        """Level and anchor the headings of one piece of prose; note the second-level ones."""
        return HEADING.sub(self._one, html)

    def _one(self, heading: re.Match[str]) -> str:
        found, inner = int(heading[1]), heading[2]
        text = unescape(re.sub(r"<[^>]+>", "", inner)).strip()
        if found == 1 and (_folded(text) == self._title or not self.contents):
            return ""
        level = self._last = min(max(found, 2), self._last + 1)
        anchor = self._anchors.take(text)
        if level == 2:
            self.contents.append((anchor, text))
        link = f'<a class="here" href="#{anchor}" aria-label="Link to {escape(text)}">#</a>'
        return f'<h{level} id="{anchor}">{inner} {link}</h{level}>'


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def prose_html(source: str, kept: MutableMapping[str, str] | None = None) -> str:
    r"""Turn markdown into HTML that holds no script, style or request.

    >>> prose_html("Pay **fell**.", kept={})
    '<p>Pay <strong>fell</strong>.</p>\n'
    """
    memory = KEPT if kept is None else kept
    found = memory.get(source)
    if found is None:
        from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

        renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
        html = MarkdownWithMath(renderer=renderer).render(source)
        found = memory[source] = clean_foreign(html)
    return found


def body_html(
    notebook: NotebookNode, *, headings: Headings, place: Callable[[Exhibit], str]
) -> str:
    """Lay out a notebook's cells; `place` returns the HTML for each finding, chart or table.

    Cells tagged `remove` are left out. What a cell showed otherwise is kept if it is plain
    (text, pictures, tables) and cleaned if it is HTML. The notebook is not changed.
    """
    cells = []
    for number, cell in enumerate(notebook.cells):
        if "remove" in cell.metadata.get("tags", ()):
            continue
        outputs = [_shown(output, number, place) for output in cell.get("outputs", ())]
        copy = NotebookNode(cell)
        copy.metadata = NotebookNode({"number": number + 1, "tags": []})
        if cell.cell_type == "code":
            copy.outputs = [output for output in outputs if output is not None]
        cells.append(copy)
    page = NotebookNode(notebook)
    page.cells = cells
    page.metadata = NotebookNode({})
    exporter = _exporter()
    exporter.register_filter("markdown2html", lambda source: headings.set(prose_html(source)))
    html, _ = exporter.from_notebook_node(page)
    return str(html)


def _shown(
    output: NotebookNode, number: int, place: Callable[[Exhibit], str]
) -> NotebookNode | None:
    if output.output_type not in {"display_data", "execute_result"}:
        return output
    ours = as_exhibit(output, number)
    data = output.data
    if ours is not None:
        html = place(ours)
    elif "text/html" in data:
        inside = clean_foreign(_text(data["text/html"]))
        label = f"Shown by cell {number + 1}"
        region = f'class="scroll foreign" tabindex="0" role="region" aria-label="{label}"'
        html = f"<div {region}>{inside}</div>"
    elif "image/svg+xml" in data or "image/png" in data or "image/jpeg" in data:
        html = _picture(data, output.get("metadata", {}), number)
    else:
        plain = {kind: data[kind] for kind in ("text/markdown", "text/plain") if kind in data}
        if not plain:
            return None
        return NotebookNode(output_type="display_data", data=NotebookNode(plain), metadata={})
    shown = NotebookNode({"text/html": html})
    return NotebookNode(output_type="display_data", data=shown, metadata=NotebookNode({}))


def _picture(data: NotebookNode, metadata: NotebookNode, number: int) -> str:
    import base64

    kind = next(k for k in ("image/svg+xml", "image/png", "image/jpeg") if k in data)
    content = _text(data[kind])
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode("ascii")
    alt = metadata.get(kind, {}).get("alt") or f"Picture made by cell {number + 1}, not described"
    address = f"data:{kind};base64,{''.join(content.split())}"
    return f'<p class="picture"><img src="{address}" alt="{escape(str(alt))}"></p>'


def _text(content: object) -> str:
    return content if isinstance(content, str) else "".join(str(part) for part in content)  # type: ignore[attr-defined]
