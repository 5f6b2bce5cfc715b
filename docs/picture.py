"""Make the picture of the README from one page: its title, its first finding, its first chart.

    realpay run 01_offers_against_inflation -p employer=department-for-work-and-pensions \
        -p "years=2017-18 to 2025-26" -o page.html
    .venv/bin/python docs/picture.py page.html

The page is shown as it is, in its light scheme, less what stands between these three. Needs what
`make setup-dev` installs, and Debian's chromium.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

WIDTH, SCALE = 820, 1.5
KEPT = """
.findings li:not(:first-child), .findings .hint, nav, .question, .here { display: none !important }
.body > :not(:has(figure)) { display: none !important }
.body > :has(figure) ~ *, .body details { display: none !important }
"""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def picture(page: Path) -> bytes:
    """Draw the page as far as the end of its first chart, in 256 colours."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        shown = browser.new_page(
            viewport={"width": WIDTH, "height": 1000},
            device_scale_factor=SCALE,
            color_scheme="light",
            bypass_csp=True,
        )
        shown.goto(page.resolve().as_uri())
        shown.add_style_tag(content=KEPT)
        end = shown.locator("figure").first.evaluate("one => one.getBoundingClientRect().bottom")
        drawn = shown.screenshot(
            clip={"x": 0, "y": 0, "width": WIDTH, "height": end + 4}, full_page=True
        )
        browser.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGB").quantize(256).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("report.png").write_bytes(picture(Path(sys.argv[1])))
