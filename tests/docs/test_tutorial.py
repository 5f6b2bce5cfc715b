"""The tutorial is followed from top to bottom in a copy of a clone, with fewer reports."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("realpay")
PAGE = (REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^```(sh|python|csv)(?: (\S+))?\n(.*?)^```", PAGE, flags=re.M | re.S)


ENTRY = "\n  - "
MANY = ("for_each: dossiers", "for_each: claims")  # left out, or comparing two days takes minutes
NOTEBOOK = re.compile(r"notebook: (\S+)")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Every step of the page, done in turn: what was typed, and how it ended."""
    root = tmp_path_factory.mktemp("followed")
    made = shutil.ignore_patterns("*.parquet", "*.json", "html", ".cache", ".clean*", "editions")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=made)
    catalogue = root / "reports" / "catalogue.yaml"
    entries = catalogue.read_text(encoding="utf-8").split(ENTRY)
    head, *some = [entry for entry in entries if not entry.startswith(MANY)]
    assert len(some) == len(entries) - len(MANY) - 1
    last = {NOTEBOOK.search(entry)[1]: entry for entry in some}  # one of each notebook is enough
    catalogue.write_text(ENTRY.join([head, *last.values()]), encoding="utf-8")
    done = []
    for language, target, text in STEPS:
        if language == "csv":
            path = root / "data" / "raw" / target
            path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
            continue
        typed = text.splitlines() if language == "sh" else [text]
        for line in typed:
            words = [sys.executable, "-c", f"import analysis as pay\n{line}"]
            if language == "sh":
                words = [COMMAND, *shlex.split(line)[1:]]
            ran = subprocess.run(
                words,
                cwd=root,
                env={**os.environ, "NO_COLOR": "1"},
                capture_output=True,
                text=True,
                check=False,
            )
            done.append((line, ran))
    return root, done


@pytest.mark.slow
def test_every_command_of_the_page_works(followed):
    _, done = followed
    assert len(done) >= 15
    for line, ran in done:
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"
        assert ran.stdout.strip(), line


@pytest.mark.slow
def test_the_pages_that_it_names_are_there_and_hold_the_row_that_was_added(followed):
    root, _ = followed
    assert (root / "pcs.html").exists()
    assert "Met Office" in (root / "met-office.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_the_page_says_of_its_numbers_is_what_the_commands_print(followed):
    _, done = followed
    said = {line: ran.stdout for line, ran in done}
    first = said["realpay worth 3% --on 2022-12-07"]
    assert "11.1 %" in first
    assert "2022-10" in first
    bounded = re.compile(r"^(-?[\d.]+) \(-?[\d.]+ to -?[\d.]+\)$", re.MULTILINE)
    signs = [float(number) for ran in said.values() for number in bounded.findall(ran)]
    assert signs[0] < -10
    assert -2 < signs[1] < 0
