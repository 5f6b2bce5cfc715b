"""No module uses a private name of another library: the next release may lack it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# Python documents these in spite of their leading underscore.
DOCUMENTED = {f"os.{name}" for name in dir(os) if name == "_exit"}
NAMED_TUPLES = {"_asdict", "_field_defaults", "_fields", "_make", "_replace"}
ASKING = {"getattr", "setattr", "hasattr", "delattr"}
PRIVATE = re.compile(r"_(?!_)\w+")


def own_names(tree: ast.AST) -> set[str]:
    """Return the private names that a module itself gives to something."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and ast.unparse(node.value) in {"self", "cls"}
        ):
            found.add(node.attr)
    return found


def private_names(source: str) -> Iterator[str]:
    """Find the private names of others that a module's text uses."""
    tree = ast.parse(source)
    own = own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr):
            said = ast.unparse(node)
            if node.attr not in own | NAMED_TUPLES and said not in DOCUMENTED:
                yield said
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", "") or ""
            for name in (*module.split("."), *(alias.name for alias in node.names)):
                if any(PRIVATE.fullmatch(part) for part in name.split(".")):
                    yield ast.unparse(node)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ASKING
            and isinstance(node.args[1], ast.Constant)
            and PRIVATE.fullmatch(str(node.args[1].value))
            and node.args[1].value not in own
        ):
            yield ast.unparse(node)


def test_no_module_uses_a_private_name_of_another_library(root: Path) -> None:
    used = {
        path.relative_to(root).as_posix(): found
        for path in sorted((root / "src").rglob("*.py"))
        if (found := list(private_names(path.read_text(encoding="utf-8"))))
    }
    assert used == {}


@pytest.mark.parametrize(
    "source",
    [
        "shell._last_traceback",
        "shell._atexit_once_called = True",
        "self._display_id_map[1]",
        "import numpy._core",
        "from matplotlib import _api",
        "from numpy._core import multiarray",
        "getattr(Artist, '_update_set_signature_and_docstring')",
    ],
)
def test_a_private_name_is_found(source: str) -> None:
    assert list(private_names(source)) == [source.removesuffix(" = True").removesuffix("[1]")]


@pytest.mark.parametrize(
    "source",
    [
        "os._exit(1)",
        "row._replace(a=1)",
        "def _own(): ...\nmodule._own",
        "self._kept = 1\nself._kept",
        "value.__class__",
    ],
)
def test_a_name_of_its_own_or_a_documented_one_is_not(source: str) -> None:
    assert list(private_names(source)) == []
