"""HTML that this project did not write, brought down to what a page may show.

A notebook may show a plain DataFrame, or markdown with raw HTML in it. The page's own policy
already forbids scripts and requests; this keeps such markup from tearing the page's structure,
borrowing its anchors or leaving messages in the console.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "col", "wbr"})
INLINE = "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub"
BLOCK = "blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6"
TABLES = "br hr img li ol p pre summary sup table tbody td tfoot th thead time tr u ul var wbr"
ALLOWED = frozenset(f"{INLINE} {BLOCK} {TABLES}".split())
# These go with all they hold; other unknown tags go and leave their text.
DROPPED_WHOLE = frozenset(
    [
        "applet",
        "embed",
        "frame",
        "iframe",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "audio",
    ]
)
ATTRIBUTES = frozenset(
    [
        "abbr",
        "alt",
        "colspan",
        "datetime",
        "dir",
        "headers",
        "height",
        "lang",
        "open",
        "rowspan",
        "scope",
        "start",
        "title",
        "value",
        "width",
    ]
)
ADDRESSES = ("https://", "http://", "mailto:", "#")


class _Cleaner(HTMLParser):
    """Write again only what is allowed, every tag closed and nothing closed that was not open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED_WHOLE:
            self._dropping.append(tag)
        if self._dropping or tag not in ALLOWED:
            return
        kept = "".join(f' {name}="{escape(value or "")}"' for name, value in _kept(tag, attrs))
        self.parts.append(f"<{tag}{kept}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag == self._dropping[-1]:
                self._dropping.pop()
        elif tag in self._open:
            while self._open:
                last = self._open.pop()
                self.parts.append(f"</{last}>")
                if last == tag:
                    return

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.parts.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        return "".join(self.parts) + "".join(f"</{tag}>" for tag in reversed(self._open))


def _kept(tag: str, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    kept = [(name, value) for name, value in attrs if name in ATTRIBUTES]
    for name, value in attrs:
        address = (value or "").strip()
        if tag == "a" and name == "href" and address.casefold().startswith(ADDRESSES):
            kept.append((name, address))
        if tag == "img" and name == "src" and address.startswith("data:image/"):
            kept.append((name, address))
    if tag == "img" and not any(name == "alt" for name, _ in kept):
        kept.append(("alt", ""))
    return kept


def clean_foreign(html: str) -> str:
    """Keep text, tables, lists and links; drop scripts, styles, identifiers and all else.

    >>> clean_foreign('<p onclick="x()">Pay &lt; prices<script>x()</script></div>')
    '<p>Pay &lt; prices</p>'
    >>> clean_foreign('<a href="javascript:x()">read</a> <img src="https://a.example/i.png">')
    '<a>read</a> <img alt="">'
    """
    cleaner = _Cleaner()
    cleaner.feed(html)
    return cleaner.finish()
