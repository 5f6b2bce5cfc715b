from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file that git keeps and that is still there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    return [root / name for name in listed.stdout.split("\0") if (root / name).is_file()]
