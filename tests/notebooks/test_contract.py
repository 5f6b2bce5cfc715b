"""Every notebook is thin: typed parameters, one import cell, a few calls, prose without numbers."""

import ast
import json
import re
from pathlib import Path

import pytest

from analysis.present.words import loaded_words, typed_numbers
from analysis.publish.parameters import read_parameters

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
BANNED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
LAID_OUT = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.With, ast.Try, ast.If)


def cells(path, kind):
    book = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in book["cells"] if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def code_after_parameters(path):
    return [
        source(cell)
        for cell in cells(path, "code")
        if "parameters" not in cell["metadata"].get("tags", [])
    ]


each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks_to_hold_to_the_contract():
    assert len(NOTEBOOKS) >= 2


@each
def test_its_name_is_a_number_and_words(path):
    assert re.fullmatch(r"\d{2}_[a-z_]+", path.stem)


@each
def test_it_has_one_cell_of_typed_and_explained_parameters(path):
    parameters = read_parameters(path)
    assert parameters
    assert all(parameter.meaning for parameter in parameters.values())


@each
def test_it_is_stored_without_outputs_and_runs_in_the_plain_kernel(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each
def test_it_imports_in_one_cell_that_does_nothing_else(path):
    trees = [ast.parse(code) for code in code_after_parameters(path)]
    holding = [
        tree
        for tree in trees
        if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(tree))
    ]
    assert len(holding) == 1
    assert all(isinstance(line, (ast.Import, ast.ImportFrom)) for line in holding[0].body)


@each
def test_it_makes_few_calls_and_holds_no_logic(path):
    most = 16 if path.stem == "14_evidence" else 10  # a section a call, and it has thirteen
    calls = 0
    for code in code_after_parameters(path):
        tree = ast.parse(code)
        for node in ast.walk(tree):
            assert not isinstance(node, BANNED + LAID_OUT), ast.unparse(node)
        calls += sum(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            for node in ast.walk(tree)
        )
    assert 3 <= calls <= most


@each
def test_its_code_holds_no_numbers_and_no_paths(path):
    for code in code_after_parameters(path):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Constant):
                assert isinstance(node.value, str), f"literal {node.value!r}"
                assert "/" not in node.value
                assert "." not in node.value


@each
def test_its_prose_types_no_number_and_takes_no_side(path):
    for cell in cells(path, "markdown"):
        assert typed_numbers(source(cell)) == []
        assert loaded_words(source(cell)) == []


@each
def test_it_begins_with_its_title_and_question(path):
    first = source(cells(path, "markdown")[0])
    assert first.startswith("# ")
    assert "?" in first


@each
def test_its_cells_have_stable_names(path):
    names = [cell["id"] for kind in ("code", "markdown") for cell in cells(path, kind)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"cell-\d{2}", name) for name in names)
