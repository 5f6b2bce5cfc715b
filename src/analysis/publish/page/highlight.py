"""Source code as coloured HTML, kept, since colouring is two thirds of a page's cost."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

# One entry a distinct source; a process forked after `warm` finds its cells here.
KEPT: dict[str, str] = {}

# Names, operators, punctuation and spaces take the colour of the text: no span, half the bytes.
UNCOLOURED = re.compile(r'<span class="(?:n|nn|nb|bp|o|p|w)">([^<]*)</span>')


@cache
def _tools() -> tuple[Lexer, Formatter[str]]:
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return PythonLexer(), HtmlFormatter(nowrap=True)


def highlight(source: str, kept: MutableMapping[str, str] | None = None) -> str:
    """Colour Python source as spans with Pygments' class names; no styles inside.

    `kept` remembers what was coloured (this module's own memory if none is given): hand in
    one that outlives the build, and a cell that did not change costs nothing. The text is
    escaped.

    >>> highlight("base = 3.0 < x", kept={})
    'base = <span class="mf">3.0</span> &lt; x'
    """
    memory = KEPT if kept is None else kept
    found = memory.get(source)
    if found is None:
        import pygments

        lexer, formatter = _tools()
        coloured = pygments.highlight(source, lexer, formatter).rstrip("\n")
        found = memory[source] = UNCOLOURED.sub(r"\1", coloured)
    return found


def warm(sources: Iterable[str]) -> None:
    """Colour these sources now, so that processes forked later need not."""
    for source in sources:
        highlight(source)
