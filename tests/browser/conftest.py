"""A real browser on real pages: chromium driven by Playwright, with the network watched."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MADE = "made"  # a file that says that the whole site is there
HOSTILE = "hostile"
EVIL = "<script>alert(1)</script><img src=http://a.example/x onerror=alert(2)>\" autofocus '{{ 7 }}"
# What passes need not be described, and the one style sheet is inside the page.
RUN_AXE = "axe.run(document, {resultTypes: ['violations'], preload: false})"
FOCUSABLE = """[...document.querySelectorAll('a[href],button,summary,input,select,[tabindex="0"]')]
.filter(one => one.checkVisibility()).length"""
FOCUSED = """(() => { const one = document.activeElement; if (one === document.body) return null;
const all = [...document.querySelectorAll('*')], style = getComputedStyle(one);
return [all.indexOf(one), style.outlineStyle, parseFloat(style.outlineWidth)]; })()"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window; where there is none the test is skipped, but never in CI.

    One for each module: while Playwright is at work an event loop runs in this thread, which other
    tests of the same process must not meet.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        hint = "no chromium here; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(hint)
        pytest.skip(hint)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site, of the repository's figures and one hostile employer, in a copy.

    It is made once for a run of the tests: of several processes the first to come makes it, and
    the others wait for it.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root = shared / "whole-site"
    with FileLock(shared / "whole-site.lock"):
        if not (root / MADE).exists():
            shutil.rmtree(root, ignore_errors=True)
            make_site(root)
            (root / MADE).touch()
    return root / "reports" / "html"


def make_site(root):
    ignored = shutil.ignore_patterns("*.parquet", "manifest.json", "html", ".cache", ".clean*")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    raw = root / "data" / "raw"
    add_row(raw / "employers.csv", slug=HOSTILE, name=EVIL, kind="employer", nation="UK",
            sector="civil service", civil_service="yes")  # fmt: skip
    for at, grade in enumerate((EVIL, "=1+1", "\u202eטקסט e\u0301\u0327 😀" + "n" * 300)):
        add_row(raw / "vocabulary" / "grade.csv", found=grade, how="none")
        add_row(raw / "pay" / "offers.csv", statement_id=f"X{at}", offer_id="X", employer=EVIL,
                bargaining_unit=grade, unions="PCS", grade=grade, pay_year_from="2022-23",
                pay_year_to="2022-23", basis="average_award", percent=at + 1,
                offered_on="2022-09-01", status="imposed", asserted_by="union",
                source_title=grade, source_date="2022-09",
                confidence="verified in text")  # fmt: skip
    command = Path(sys.executable).with_name("realpay")
    for step in ("clean", "build"):
        done = subprocess.run(
            [command, "--root", root, step], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def add_row(path, **cells):
    with path.open(encoding="utf-8", newline="") as file:
        heads = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, heads, restval="", lineterminator="\n").writerow(cells)


@pytest.fixture(scope="session")
def evil():
    """What the hostile employer is called; its dossier is `dispute-hostile`."""
    return EVIL


@pytest.fixture
def opened(browser):
    """Open a page and keep what it asked of the network and said to the console."""
    contexts = []

    def open_page(path, *, width=1440, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            **{"reduced_motion": "reduce", **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
        page.goto(Path(path).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    """Return what axe finds wrong with a page, each as (rule, the first place)."""
    script = Axe().axe_script

    def violations(page):
        page.evaluate(script)
        found = page.evaluate(RUN_AXE)["violations"]
        return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]

    return violations


@pytest.fixture(scope="session")
def walk():
    """Press Tab through a page; return (how many elements were to be reached, those reached).

    Each reached is (its place in the document, style of its outline, width of it).
    """

    def walk_through(page):
        wanted = page.evaluate(FOCUSABLE)
        reached = []
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            seen = page.evaluate(FOCUSED)
            if seen is None or (reached and seen[0] == reached[0][0]):
                break
            reached.append(seen)
        return wanted, reached

    return walk_through
