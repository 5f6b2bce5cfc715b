"""The README tells the truth: its commands run, its links lead somewhere, its picture is there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
LINES = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
]
COMMANDS = [line.partition("realpay ")[2] for line in LINES if "bin/realpay " in line]


def test_it_names_the_two_commands_that_the_makefile_has():
    targets = re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), flags=re.M)
    asked = [line.split()[1] for line in LINES if line.startswith("make ")]
    assert asked == ["reports", "test"]
    assert set(asked) <= set(targets)


def test_it_has_three_examples():
    assert len(COMMANDS) == 3


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_each_example_runs_as_written(realpay, copy, cleaned, tmp_path, command):
    root = tmp_path / "copy"
    shutil.copytree(copy, root)
    done = realpay(*shlex.split(command), cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.slow
def test_the_newest_rates_known_that_day_are_one_row_an_index(realpay, copy, cleaned):
    words = next(one for one in COMMANDS if one.startswith("show prices"))
    done = realpay(*shlex.split(words), cwd=copy)
    rows = [line.split() for line in done.stdout.splitlines()]
    head = next(row for row in rows if "index" in row)
    told = {row[head.index("index")]: row[head.index("value")] for row in rows if row[0].count("/")}
    assert told == {"CPI": "11.1", "CPIH": "9.6", "RPI": "14.2"}
    assert len(rows) <= 6


def test_every_link_leads_to_a_file_of_the_repository():
    made_later = {"reports/html/index.html"}
    for target in re.findall(r"\]\(([^)#]+)", README):
        if not target.startswith("https://") and target not in made_later:
            assert (REPOSITORY / target).exists(), target


def test_it_fits_on_one_screen():
    assert len(README.splitlines()) <= 60
