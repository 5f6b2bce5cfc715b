"""Pages in a real browser: ``python -m benchmarks.pages [SITE]``.

Milliseconds from asking for a page until it answers a reader (DOM loaded and scripts run), for the
front page and the largest report of the site (reports/html unless another is named), beside an
empty page; and milliseconds a keystroke costs the front page with 1,000 reports, layout included.
Each is the best of several, in headless chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.front_page import front_page
from playwright.sync_api import Page, sync_playwright

SITE = Path(__file__).resolve().parents[1] / "reports" / "html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
ROUNDS = 7
COUNT = 1000
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
TYPED = """word => {
const box = document.getElementById("find"), times = [];
for (let end = 0; end <= word.length; end += 1) {
const start = performance.now();
box.value = word.slice(0, end);
box.dispatchEvent(new Event("input", { bubbles: true }));
document.documentElement.offsetHeight;
times.push(performance.now() - start);
}
return times; }"""
EMPTY = '<!doctype html><html lang="en"><title>Nothing</title><p>Nothing</p></html>'


def ready(page: Page, path: Path) -> float:
    """Open the page several times; the best time until it is interactive."""
    times = []
    for _ in range(ROUNDS):
        page.goto(path.as_uri())
        times.append(float(page.evaluate(READY)))
    return min(times)


def main(arguments: list[str]) -> None:
    site = Path(arguments[0]) if arguments else SITE
    reports = sorted(site.glob("*.html"), key=lambda path: (path.stat().st_size, path.name))
    if not reports:
        raise SystemExit(f"no pages in {site}: run `make reports` first, or name a site")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty, thousand = Path(folder, "empty.html"), Path(folder, "thousand.html")
        empty.write_text(EMPTY, encoding="utf-8")
        thousand.write_text(front_page(COUNT), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=FLAGS
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        base = ready(page, empty)
        print(f"{'until interactive':44}{'KB':>8}{'ms':>8}{'ratio':>8}")
        for path in (empty, site / "index.html", reports[len(reports) // 2], reports[-1], thousand):
            took = ready(page, path)
            size = path.stat().st_size / 1000
            print(f"{path.name:44}{size:8.1f}{took:8.1f}{took / base:8.1f}")
        page.goto(thousand.as_uri())
        runs = [page.evaluate(TYPED, "home office") for _ in range(ROUNDS)]
        keys = [min(times) for times in zip(*runs, strict=True)]
        print(f"{COUNT} reports, slowest keystroke: {max(keys):.1f} ms (target 16)")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
