"""What is written for people is followed here to the letter."""

import re
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return REPOSITORY


@pytest.fixture
def record(tmp_path):
    """A copy of the figures, to add to."""
    shutil.copytree(REPOSITORY / "data" / "raw", tmp_path / "data" / "raw")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def blocks(path, language):
    """Find the fenced blocks of a page: the words after the language, and the text."""
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}(?: (\S+))?\n(.*?)^```", text, flags=re.M | re.S)
