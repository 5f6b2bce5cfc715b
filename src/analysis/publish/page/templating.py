"""The templates of pages, their style sheets and scripts, and the policy that guards them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.present.style import CSS as STYLE
from analysis.present.words import on_one_line
from analysis.publish.page.corrections import dispute_address, dispute_text
from analysis.publish.page.printing import begun, listed, parting, reached, spoken, unbroken
from analysis.publish.slugs import safe_address

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment(folder: Path = TEMPLATES) -> Environment:
    """Return the environment of a folder of templates: all is escaped unless marked safe there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(address=safe_address, spoken=spoken, listed=listed)
    made.filters.update(unbroken=unbroken, parting=parting, begun=begun, on_one_line=on_one_line)
    made.globals.update(reached=reached)
    made.filters.update(correction=dispute_text, form_address=dispute_address)
    return made


# A comment that begins a line, over as many lines as it has.
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/", re.DOTALL | re.MULTILINE)


@cache
def asset(name: str) -> str:
    """Read one of the template folder's style sheets or scripts, its comments and indents gone."""
    text = _COMMENT.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))
    kept = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in kept if line and not line.startswith("//"))


def page_style(*more: str) -> str:
    """Return the style sheet of a page: what charts and tables need, and these besides."""
    return STYLE + "".join(asset(f"{name}.css") for name in ("base", "page", *more))


def content_policy(style: str, script: str) -> str:
    """Return a Content-Security-Policy that allows this style, this script and nothing else.

    No request may be made at all: pictures are `data:` addresses. Style attributes are not
    allowed either: what this project draws has none, and those of other HTML are dropped.

    >>> content_policy("", "")[:60]
    "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JC"
    """
    style_sum, script_sum = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
        for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_sum}'; script-src 'sha256-{script_sum}'; "
        "img-src data:; form-action 'none'; base-uri 'none'"
    )
