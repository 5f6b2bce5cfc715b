"""Each folder of the house says what it is for and what it imports, and says so truthfully."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

WINGS = ("collection", "ingest", "measures", "present", "publish", "refresh")


def folders(root: Path) -> list[Path]:
    """Return every folder of modules, the package itself first."""
    return sorted(path.parent for path in (root / "src/analysis").rglob("__init__.py"))


def rooms(root: Path) -> list[Path]:
    """Return the rooms of the wings that have any."""
    return [path for path in folders(root) if path.parent.name in WINGS]


def told(folder: Path) -> str:
    """Return the words with which a folder introduces itself."""
    module = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    return ast.get_docstring(module) or ""


def siblings(room: Path) -> set[str]:
    """Return what a room imports of its own wing besides itself."""
    wing, found = room.parent.name, set[str]()
    pattern = re.compile(rf"^\s*(?:from|import) analysis\.{wing}\.(\w+)", re.MULTILINE)
    for path in room.rglob("*.py"):
        found |= set(pattern.findall(path.read_text(encoding="utf-8")))
    return found - {room.name}


def test_every_folder_says_what_it_is_for(root: Path) -> None:
    silent = [path.name for path in folders(root) if not re.match(r"[^\n]+[.:]\n", told(path))]
    assert silent == []


def test_every_room_says_what_it_imports_and_who_imports_it(root: Path) -> None:
    silent = [
        room.name
        for room in rooms(root)
        if room.name != "ons"  # its second line is on the forms that it reads
        if not re.search(r"\n\nImports [^;]+; [^;]*\bimports?\b", told(room))
    ]
    assert silent == []


@pytest.mark.parametrize("wing", WINGS)
def test_a_room_names_the_siblings_that_it_imports(root: Path, wing: str) -> None:
    unsaid = {
        room.name: missing
        for room in rooms(root)
        if room.parent.name == wing and room.name != "ons"
        if (missing := siblings(room) - set(re.findall(r"`(\w+)`", told(room).partition(";")[0])))
    }
    assert unsaid == {}, "Name what the room imports in its __init__.py."
