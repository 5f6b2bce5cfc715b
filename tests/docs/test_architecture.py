"""The way in: the picture is of the imports as they are, and the walk has stops that exist."""

import re
import runpy
from importlib import import_module

import pytest

STOP = re.compile(r"^\d+\. `(analysis[\w.]+):(\w+)`", flags=re.M)


@pytest.fixture(scope="module")
def drawn(root):
    return runpy.run_path(str(root / "docs" / "architecture.py"))


def stops(root):
    text = (root / "docs" / "contributing.md").read_text(encoding="utf-8")
    return STOP.findall(text.split("## One number, from raw row to page")[1].split("\n## ")[0])


def test_the_picture_is_of_the_imports_as_they_are(root, drawn):
    held = (root / "docs" / "architecture.svg").read_text(encoding="utf-8")
    assert held == drawn["draw"](), "draw it anew: make picture"


def test_no_wing_imports_from_one_above_it(drawn):
    order = drawn["wings"]()
    assert len(order) > 8
    for one, other in drawn["uses"](order):
        assert order.index(one) < order.index(other), (one, other)


def test_every_wing_of_the_package_is_in_the_picture_and_on_the_page(root, drawn):
    folders = {path.parent.name for path in (root / "src/analysis").glob("*/__init__.py")}
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(drawn["wings"]())
    assert folders - named == {"doors", "periods"}  # two of the ground
    assert all(f"| `{wing}` |" in page or wing == "ground" for wing in named)


@pytest.mark.parametrize("source", ["import os", "from os import path", "x = 'analysis.tables'"])
def test_only_imports_of_the_package_are_drawn(drawn, source):
    assert list(drawn["imported"](source)) == []


def test_an_import_within_a_function_is_an_import(drawn):
    source = "def later():\n    from analysis import errors\n    import analysis.tables.store\n"
    assert list(drawn["imported"](source)) == ["errors", "tables.store"]


def test_the_walk_of_one_number_has_less_than_ten_stops_and_each_exists(root):
    walked = stops(root)
    assert 5 <= len(walked) < 10
    for module, function in walked:
        assert callable(getattr(import_module(module), function)), (module, function)


def test_the_walk_begins_with_the_row_that_it_names(root):
    text = (root / "docs" / "contributing.md").read_text(encoding="utf-8")
    lines = (root / "data/raw/pay/offers.csv").read_text(encoding="utf-8").splitlines()
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=False))
    said = f"({first['percent']}, {first['employer']}, {first['pay_year_from']})"
    assert said in text
