"""The house is in order: style, types, layers, sizes, and nothing stored that ought not to be."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST = 400

# Written in two pieces, so that this file does not find itself.
FORBIDDEN = {
    "a registry's address": re.compile(
        "pypi" + r"\.org/simple|files\.python" + "hosted|--extra-index-" + "url"
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.~%-])/(?:work|root|home/\w+|opt/(?:wheels|pypi))" + "/"
    ),
    "a folder outside the project": re.compile(r"\.\./sha" + "red"),
}


def run(root: Path, *command: str) -> str:
    """Run a tool beside this Python; its output if it fails."""
    tool, *arguments = command
    done = subprocess.run(
        [str(Path(sys.executable).parent / tool), *arguments],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (
        "" if done.returncode == 0 else f"{done.stdout}{done.stderr}" or f"exit {done.returncode}"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--quiet", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("mypy",),
        ("lint-imports", "--no-logo"),
    ],
    ids=["ruff check", "ruff format", "mypy", "import-linter"],
)
def test_the_tools_find_nothing(root: Path, command: tuple[str, ...]) -> None:
    assert run(root, *command) == ""


def test_no_module_is_longer_than_a_person_reads_in_one_go(root: Path) -> None:
    lengths = {
        path.relative_to(root): len(path.read_text(encoding="utf-8").splitlines())
        for path in (root / "src/analysis").rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_notebooks_are_stored_without_outputs(root: Path) -> None:
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            assert not cell.get("outputs"), f"{path.name}, cell {number}"
            assert cell.get("execution_count") is None, f"{path.name}, cell {number}"


def test_no_kept_file_names_a_registry_or_a_machine(tracked: list[Path], root: Path) -> None:
    found = []
    for path in tracked:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for what, pattern in FORBIDDEN.items():
            found += [
                f"{path.relative_to(root)}: {what}: {hit[0]}" for hit in pattern.finditer(text)
            ]
    assert found == []


@pytest.mark.parametrize("folder", ["data/clean", "reports"])
def test_the_generated_folders_exist_in_a_clone_with_a_word_on_what_makes_them(
    folder: str, tracked: list[Path], root: Path
) -> None:
    assert root / folder / "README.md" in tracked
    assert "realpay" in (root / folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", ["analysis", "analysis.errors", "analysis.project", "analysis.periods"]
)
def test_importing_the_ground_floor_loads_nothing_heavy(module: str, root: Path) -> None:
    heavy = {"pandas", "numpy", "matplotlib", "pandera", "pyarrow", "rich", "IPython", "papermill"}
    listing = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run(
        [sys.executable, "-c", listing], cwd=root, capture_output=True, text=True, check=True
    )
    assert "analysis" in loaded.stdout.split()
    assert heavy & set(loaded.stdout.split()) == set()
