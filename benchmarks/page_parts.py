"""What it adds to pages that they can be taken along and read by machines: bytes, part by part.

``python -m benchmarks.page_parts [SITE]`` measures the pages of a site (reports/html unless another
is named) and prints, for the page of each notebook on which they come to most: what it says to
programs (JSON-LD), the script and the style that give charts as SVG, PNG and HTML, and the link to
the open workbook; and what they are together, of 6 KB that they may be.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from analysis.publish.page.templating import asset

SITE = Path(__file__).resolve().parents[1] / "reports" / "html"
MOST = 6 * 1024  # bytes that the parts of a page may come to
FOUND = {
    "JSON-LD": r'<script type="application/ld\+json">.*?</script>\n?',
    "style": r"\.tools (?:a,\.tools )?(?:button|textarea)\{[^}]*\}\n?",
    "workbook": r'<a href="[^"]*workbook\.ods">[^<]*</a>,? ?',
}
PARTS = ("JSON-LD", "script", "style", "workbook")


def parts_of(page: str) -> dict[str, int]:
    """Count the bytes of each part of a page."""
    found = {
        name: sum(len(part.encode()) for part in re.findall(shape, page, re.DOTALL))
        for name, shape in FOUND.items()
    }
    script = asset("charts.js")
    return {**found, "script": len(script.encode()) if script in page else 0}


def table(pages: Iterable[Path]) -> str:
    """Lay out the parts of the pages on which they come to most, one of each kind of page."""
    most: dict[str, tuple[int, str, dict[str, int], int]] = {}
    over = []
    for path in pages:
        page = path.read_text(encoding="utf-8")
        notebook = re.search(r"notebooks/(\w+)\.ipynb", page)
        if notebook is None:
            continue
        parts = parts_of(page)
        together = sum(parts.values())
        if together > MOST:
            over.append(path.name)
        if together > most.get(notebook[1], (0,))[0]:
            most[notebook[1]] = together, path.name, parts, len(page.encode())
    lines = [f"{'page':52}" + "".join(f"{name:>10}" for name in (*PARTS, "together", "of 6 KB"))]
    for together, name, parts, _ in sorted(most.values(), reverse=True):
        cells = "".join(f"{parts[part]:>10,}" for part in PARTS)
        lines.append(f"{name[:50]:52}{cells}{together:>10,}{together / MOST:>10.2f}")
    lines.append(f"over 6 KB: {len(over)} pages{': ' + ', '.join(over[:5]) if over else ''}")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    site = Path(arguments[0]) if arguments else SITE
    pages = sorted(site.glob("*.html"))
    if not pages:
        raise SystemExit(f"no pages in {site}: run `make reports` first, or name a site")
    sys.stdout.write(table(pages))


if __name__ == "__main__":
    main(sys.argv[1:])
