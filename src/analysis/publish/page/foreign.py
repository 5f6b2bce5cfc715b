"""HTML that this project did not write, brought down to what a page may show.

A notebook may show a plain DataFrame, or markdown with raw HTML in it. The page's own policy
already forbids scripts and requests; this keeps such markup from tearing the page's structure,
borrowing its anchors or leaving messages in the console.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = frozenset({"br", "hr", "img", "col", "wbr"})
INLINE = "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub"
BLOCK = "blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6"
TABLES = "br hr img li ol p pre summary sup table tbody td tfoot th thead time tr u ul var wbr"
ALLOWED = frozenset(f"{INLINE} {BLOCK} {TABLES}".split())
# These go with all they hold; other unknown tags go and leave their text. What a reader would have
# seen of them is said in their place; of the others there was nothing to see.
SEEN = {
    "script": "A script",
    "svg": "A drawing",
    "math": "A formula",
    "video": "A film",
    "audio": "A recording",
    **dict.fromkeys(("select", "textarea"), "A form"),
    **dict.fromkeys(("iframe", "frame", "object", "embed", "applet"), "A page within the page"),
}
UNSEEN = ("noembed", "noframes", "noscript", "style", "template", "title")
DROPPED_WHOLE = frozenset({*SEEN, *UNSEEN})
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
NEVER_CLOSED = frozenset({"embed", "frame"})
ATTACHED = "attachment:"  # how a notebook's text names a picture pasted into it
INSIDE = "data:image/"
OUTSIDE = "is left out, for a page asks for nothing from elsewhere: paste it into the notebook"
ADDRESSES = ("https://", "http://", "mailto:", "#")


class _Cleaner(HTMLParser):
    """Write again only what is allowed, every tag closed and nothing closed that was not open."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self.parts: list[str] = []
        self._open: list[str] = []
        self._dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED_WHOLE:
            if tag in SEEN and not self._dropping:
                self._say(f"{SEEN[tag]} is left out here.")
            if tag not in NEVER_CLOSED:
                self._dropping.append(tag)
            return
        if self._dropping or tag not in ALLOWED:
            return
        if tag == "img":
            attrs = self._picture(attrs)
            if not any(name == "src" for name, _ in attrs):
                return
        kept = "".join(f' {name}="{escape(value or "")}"' for name, value in _kept(tag, attrs))
        self.parts.append(f"<{tag}{kept}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)
        elif tag in SEEN and not self._dropping:
            self._say(f"{SEEN[tag]} is left out here.")

    def _picture(self, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        """Put in a picture that was pasted; say which one cannot be shown, and take it out."""
        given = {name: (value or "").strip() for name, value in attrs}
        address = given.pop("src", "")
        if address.startswith(INSIDE):
            return attrs
        named = unquote(address.removeprefix(ATTACHED))
        if address.startswith(ATTACHED) and named in self._pictures:
            return [("src", self._pictures[named]), *given.items()]
        why = "is not in the notebook" if address.startswith(ATTACHED) else OUTSIDE
        called = " ".join(part for part in (given.get("alt", ""), f"({named})") if part)
        if address:
            self._say(f"The picture {called} {why}.")
        return list(given.items())

    def _say(self, sentence: str) -> None:
        self.parts.append(f"<em>{escape(sentence, quote=False)}</em>")

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
        if tag == "img" and name == "src" and address.startswith(INSIDE):
            kept.append((name, address))
    if tag == "img" and not any(name == "alt" for name, _ in kept):
        kept.append(("alt", ""))
    return kept


def clean_foreign(html: str, pictures: Mapping[str, str] | None = None) -> str:
    """Keep text, tables, lists, links and pictures; say what else there was to see; drop the rest.

    `pictures` are those pasted into the cell, by name, each as an address that holds it.

    >>> clean_foreign('<p onclick="x()">Pay &lt; prices<style>p {}</style></div>')
    '<p>Pay &lt; prices</p>'
    >>> clean_foreign('<a href="javascript:x()">read</a> <script>draw()</script>')
    '<a>read</a> <em>A script is left out here.</em>'
    >>> clean_foreign('<img src="attachment:a.png">', {"a.png": "data:image/png;base64,iVBO"})
    '<img src="data:image/png;base64,iVBO" alt="">'
    """
    cleaner = _Cleaner(pictures or {})
    cleaner.feed(html)
    return cleaner.finish()
