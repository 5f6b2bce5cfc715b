"""Changes as a page of the site: what is new, what was revised, what it did to the findings."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from analysis import publish
from analysis.present.style import CSS
from analysis.refresh.changes import Changes, runs
from analysis.refresh.wording import MOST, run_line, size

TEMPLATES = Path(__file__).parent / "templates"
SHEET = Path(publish.__file__).parent / "templates" / "page.css"


def changes_page(changes: Changes, *, home: str = "index.html") -> str:
    """Return the page that tells of changes; every text in it is escaped.

    `home` is the address of the front page, seen from this page; reports stand beside that. The
    module that makes reports' pages is not used: it brings nbformat, which can take seconds.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(size=size, runs=runs, run_line=run_line)
    style = CSS + SHEET.read_text(encoding="utf-8")
    return environment.get_template("changes.html.j2").render(
        changes=changes,
        home=home,
        base=home.removesuffix("index.html"),
        most=MOST,
        style=style,
        policy=_policy(style),
    )


def _policy(style: str) -> str:
    """Allow this one style sheet and nothing else: no script, no request to anywhere."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
