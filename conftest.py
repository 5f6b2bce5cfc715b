"""What the examples of the front door need: clean tables, made once in a copy of the project."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from _pytest.doctest import DoctestItem

REPOSITORY = Path(__file__).resolve().parent
ON_FIGURES = ("analysis.door", "analysis.collection", "analysis.tables.asked")

# A suite started in the background ignores Ctrl-C, and so would every process that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no worker is left alone with it at the end."""
    slow = ("browser", "slow")
    items.sort(key=lambda item: next((n for n, m in enumerate(slow) if m in item.keywords), 2))


@pytest.fixture(scope="session")
def clean_copy(tmp_path_factory):
    """A copy of the project whose clean tables have been made from the repository's figures."""
    from analysis.cli.tables import clean_project
    from analysis.project import Project

    root = tmp_path_factory.mktemp("figures")
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
    (root / "notebooks").mkdir()
    clean_project(Project(root))
    return Project(root)


@pytest.fixture(autouse=True)
def _no_copy_of_another_test():
    """A report made in this process names its copy of the project for all that follows."""
    os.environ.pop("REALPAY_ROOT", None)
    yield
    os.environ.pop("REALPAY_ROOT", None)


@pytest.fixture(autouse=True)
def _examples_read_the_figures(request, monkeypatch, _no_copy_of_another_test):
    if isinstance(request.node, DoctestItem) and request.node.name.startswith(ON_FIGURES):
        monkeypatch.setenv("REALPAY_ROOT", str(request.getfixturevalue("clean_copy").root))
