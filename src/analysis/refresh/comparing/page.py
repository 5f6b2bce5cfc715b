"""Changes as a page of the site: what is new, what was revised, what it did to the findings.

A page and its data are kept for each day on which figures moved.
"""

from __future__ import annotations

import json
from pathlib import Path

from analysis.errors import DataError
from analysis.folders import write_whole
from analysis.project import Project
from analysis.publish.page.templating import content_policy, environment, page_style
from analysis.publish.site.beside import FOLDER, changes_folder
from analysis.refresh.comparing.changes import Changes, runs
from analysis.refresh.comparing.wording import MOST, run_line, size

TEMPLATES = Path(__file__).parent / "templates"


def changes_page(changes: Changes, *, home: str = "index.html") -> str:
    """Return the page that tells of changes; every text in it is escaped.

    `home` is the address of the front page, seen from this page; reports stand beside that.
    """
    made = environment(TEMPLATES)
    made.filters.update(size=size, runs=runs, run_line=run_line)
    style = page_style()
    return made.get_template("changes.html.j2").render(
        changes=changes,
        home=home,
        base=home.removesuffix("index.html"),
        most=MOST,
        style=style,
        policy=content_policy(style, ""),
    )


def write_changes(project: Project, changes: Changes, day: str) -> str:
    """Write the page and the data of changes; return the page's address in the site.

    They are named by the newest release's day; a second round with changes under the same day
    gets a number. The same changes again are written once.
    """
    folder = changes_folder(project)
    text = json.dumps(changes.as_plain(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    page = changes_page(changes, home="../index.html")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = _name(folder, day or "undated", text)
        for path, content in ((folder / f"{name}.json", text), (folder / f"{name}.html", page)):
            write_whole(path, content)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        msg = f"The page of changes could not be written ({reason}). The site itself is in place."
        raise DataError(msg) from None
    return f"{FOLDER}/{name}.html"


def _name(folder: Path, day: str, text: str) -> str:
    number = 1
    while True:
        name = day if number == 1 else f"{day}-{number}"
        path = folder / f"{name}.json"
        if not path.exists() or path.read_text(encoding="utf-8") == text:
            return name
        number += 1
