"""The guide from a CSV of one's own to a report is followed from top to bottom."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("realpay")
PAGE = (REPOSITORY / "docs" / "own-figures.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```", PAGE, flags=re.M | re.S)


def cells():
    """The cells of the guide in order, as a person makes them."""
    for language, tag, text in BLOCKS:
        if language == "markdown":
            yield new_markdown_cell(text.strip())
        if language == "python":
            yield new_code_cell(text.strip(), metadata={"tags": [tag]} if tag else {})


@pytest.fixture(scope="module")
def followed(clean_copy, tmp_path_factory):
    """A copy in which the guide was followed: its root, and how the command ended."""
    root = tmp_path_factory.mktemp("own") / "copy"
    shutil.copytree(clean_copy.root, root)
    (root / "data" / "own").mkdir()
    (name, text) = next((name, text) for language, name, text in BLOCKS if language == "csv")
    (root / "data" / "own" / name).write_text(text)
    nbformat.write(new_notebook(cells=list(cells())), root / "my_scale.ipynb")
    line = next(text for language, _, text in BLOCKS if language == "sh").strip()
    done = subprocess.run(
        [COMMAND, *shlex.split(line)[1:]], cwd=root, capture_output=True, text=True, check=False
    )
    return root, done


def test_it_takes_ten_lines():
    typed = "".join(text for language, _, text in BLOCKS if language in ("markdown", "python"))
    assert len([line for line in typed.splitlines() if line]) <= 10


@pytest.mark.slow
def test_the_page_answers_first_and_names_the_file(followed):
    root, done = followed
    assert done.returncode == 0, done.stderr
    page = (root / "my-scale.html").read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert text.startswith("What a scale of our own is worth")
    assert "In the prices of April 2024 pay went from £25,367 to £25,992." in text
    assert "<code>data/own/njc.csv</code>" in page
    assert "<code>my_scale.ipynb</code>" in page
    assert "real_value by month" in page


@pytest.mark.slow
def test_help_lists_its_parameters_with_what_each_may_be(followed):
    root, _ = followed
    asked = subprocess.run(
        [COMMAND, "run", "./my_scale.ipynb", "--help"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    told = " ".join(asked.stdout.split())
    assert "Parameters of my_scale.ipynb" in told
    assert "index: str whose prices; default CPI; one of 16, which the Tab key completes" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gone/my_scale.ipynb",), "There is no file gone/my_scale.ipynb"),
        (("data/own/njc.csv",), "is no notebook"),
        (("my_scale.ipynb", "-p", "index=CPIX"), "no such index"),
        (("untagged.ipynb",), "add the tag parameters"),
        (("untagged.ipynb", "--help"), "add the tag parameters"),
    ],
)
def test_a_wrong_turn_is_answered_with_the_right_one(followed, words, said):
    root, _ = followed
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), root / "untagged.ipynb")
    done = subprocess.run(
        [COMMAND, "run", *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_entry_of_the_catalogue_has_its_fields_and_a_group_that_is_there():
    entry = yaml.safe_load(next(text for language, _, text in BLOCKS if language == "yaml"))[0]
    catalogue = yaml.safe_load((REPOSITORY / "reports" / "catalogue.yaml").read_text())
    assert set(entry) == {"name", "title", "question", "group", "notebook"}
    assert entry["group"] in catalogue["groups"]
