"""What the examples of the front door need: clean tables, made once in a copy of the project."""

import gc
import json
import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import hypothesis
import pytest

REPOSITORY = Path(__file__).resolve().parent
ON_FIGURES = ("analysis.door", "analysis.collection", "analysis.tables.asked")
# What a test asks for tells whether it is slow: the whole record cleaned, an installed command run,
# a server, a browser.
SLOW_TO_MAKE = frozenset(
    {
        "both",
        "clean_copy",
        "clean_whole",
        "cleaned",
        "copy",
        "figures",
        "httpserver",
        "on_terminal",
        "ons",
        "realpay",
        "record",
        "site",
    }
)
STARTS = frozenset({"os.fork", "os.forkpty", "os.posix_spawn", "subprocess.Popen"})
LIGHT = frozenset({"git", "fc-list"})  # programs that answer within a few milliseconds
TIMES = REPOSITORY / "mutmut-stats.json"  # in mutmut's copy alone: how long each test takes
CLEAN = str(REPOSITORY / "data" / "clean")  # what somebody has made here: a fresh clone has none

# `make check` asks for fewer examples. The same ones every time: a run that fails can be repeated.
hypothesis.settings.register_profile("full", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.load_profile("full")

# A suite started in the background ignores Ctrl-C, and so would every process that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class _Running:
    """The test that is at work, if one is, and whether it is a quick one."""

    test: str | None = None
    quick = False


def _refuse(event, arguments):
    """No test reads the clean tables of this checkout, and no quick one starts a process."""
    if _Running.test is None:
        return
    if event == "open" and str(arguments[0]).startswith(CLEAN) and _is_made(arguments[0]):
        found, _Running.test = _Running.test, None
        pytest.fail(f"{found} reads {arguments[0]}, which a clone has not: ask for `clean_copy`.")
    if event in STARTS and _Running.quick and not _is_light(arguments):
        found, _Running.test = _Running.test, None
        pytest.fail(f"{found} starts a process ({event}): mark it slow.")


def _is_made(path):
    return str(path).endswith((".parquet", "manifest.json"))


def _is_light(arguments):
    return bool(arguments) and Path(os.fsdecode(arguments[0])).name in LIGHT


sys.addaudithook(_refuse)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Know which test is at work."""
    _Running.test, _Running.quick = item.nodeid, "slow" not in item.keywords
    try:
        return (yield)
    finally:
        _Running.test = None


def _asks_for_much(item):
    return not SLOW_TO_MAKE.isdisjoint(item.fixturenames) or _reads_the_figures(item)


def _reads_the_figures(item):
    return isinstance(item, pytest.DoctestItem) and item.name.startswith(ON_FIGURES)


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item):
    """Mark as slow what asks for something that takes long to make."""
    if _asks_for_much(item):
        item.add_marker(pytest.mark.slow)


def pytest_sessionstart():
    """Forget what was worked out before: mutmut forks its runs from a process without the fault."""
    if TIMES.exists():
        for name, module in [*sys.modules.items()]:
            for held in vars(module).values() if name.startswith("analysis.") else ():
                if hasattr(held, "cache_clear"):
                    held.cache_clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no worker is left alone with it at the end."""
    slow = ("browser", "slow")
    items.sort(key=lambda item: next((n for n, m in enumerate(slow) if m in item.keywords), 2))
    if TIMES.exists():  # a fault is noticed with the first test that fails: begin with the quick
        took, whole = json.loads(TIMES.read_bytes())["duration_by_test"], Counter()
        for item in items:
            whole[item.path] += took.get(item.nodeid, 0)
        items.sort(key=lambda item: ("slow" in item.keywords, whole[item.path]))


def pytest_collection_finish():
    """Set what was collected aside: it stays to the end, and a tenth of the time went on it.

    The collector of garbage would else go through 7,000 tests and their modules, time and again.
    """
    gc.freeze()


@pytest.fixture(scope="session")
def clean_copy(tmp_path_factory):
    """A copy of the project whose clean tables have been made from the repository's figures."""
    from analysis.project import Project
    from analysis.publish.keeping.freshness import clean_tables

    root = tmp_path_factory.mktemp("figures")
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
    (root / "notebooks").mkdir()
    clean_tables(Project(root))
    return Project(root)


@pytest.fixture
def figures(clean_copy, monkeypatch):
    """The clean tables of the repository's figures, read by all that names no project."""
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    return clean_copy


@pytest.fixture(autouse=True)
def _no_copy_of_another_test():
    """A report made in this process names its copy of the project for all that follows."""
    os.environ.pop("REALPAY_ROOT", None)
    yield
    os.environ.pop("REALPAY_ROOT", None)


@pytest.fixture(autouse=True)
def _examples_read_the_figures(request, monkeypatch, _no_copy_of_another_test):
    if _reads_the_figures(request.node):
        monkeypatch.setenv("REALPAY_ROOT", str(request.getfixturevalue("clean_copy").root))
