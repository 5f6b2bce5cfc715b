"""A real browser on real pages: chromium driven by Playwright, with the network watched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    """The whole site, made from the repository's own figures in a copy of the project."""
    root = tmp_path_factory.mktemp("site")
    ignored = shutil.ignore_patterns("*.parquet", "manifest.json", "html", ".cache", ".clean*")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    command = Path(sys.executable).with_name("realpay")
    for step in ("clean", "build"):
        done = subprocess.run(
            [command, "--root", root, step], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return root / "reports" / "html"


@pytest.fixture
def opened(browser):
    """Open a page and keep what it asked of the network and said to the console."""
    contexts = []

    def open_page(path, *, width=1440, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(Path(path).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
