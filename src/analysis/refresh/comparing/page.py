"""Changes as a page of the site: what is new, what was revised, what it did to the findings."""

from __future__ import annotations

from pathlib import Path

from analysis.present.style import CSS
from analysis.publish.page.templating import asset, content_policy, environment
from analysis.refresh.comparing.changes import Changes, runs
from analysis.refresh.comparing.wording import MOST, run_line, size

TEMPLATES = Path(__file__).parent / "templates"


def changes_page(changes: Changes, *, home: str = "index.html") -> str:
    """Return the page that tells of changes; every text in it is escaped.

    `home` is the address of the front page, seen from this page; reports stand beside that.
    """
    made = environment(TEMPLATES)
    made.filters.update(size=size, runs=runs, run_line=run_line)
    style = CSS + asset("page.css")
    return made.get_template("changes.html.j2").render(
        changes=changes,
        home=home,
        base=home.removesuffix("index.html"),
        most=MOST,
        style=style,
        policy=content_policy(style, ""),
    )
