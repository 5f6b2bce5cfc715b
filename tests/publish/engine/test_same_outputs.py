"""Our engine leaves in each cell what the stock engine leaves."""

from __future__ import annotations

import re

import pytest
from nbformat import NotebookNode

from tests.publish.engine.cases import CASES

#: What has to differ between two processes: addresses of objects, and the file that stands for
#: a cell (a kernel names it after its process, we after its source).
ACCIDENTS = (
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "<cell>"),
    (re.compile(r"\bcell/\d+\.py"), "<cell>"),
)

#: Cases whose traceback leads into the function that stands for `input`: a kernel's, or ours.
LEADS_INTO_ENGINE = {"a question", "a hidden question"}


def comparable(outputs: list[NotebookNode]) -> list[dict]:
    """Join neighbouring pieces of a stream, which a kernel cuts by the clock; drop accidents."""
    joined: list[dict] = []
    for output in outputs:
        plain = _plain(dict(output))
        last = joined[-1] if joined else {}
        if plain["output_type"] == "stream" and last.get("name") == plain["name"]:
            last["text"] += plain["text"]
        else:
            joined.append(plain)
    return joined


def _plain(value: object) -> object:
    if isinstance(value, str):
        for pattern, stands_for in ACCIDENTS:
            value = pattern.sub(stands_for, value)
        return value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


@pytest.mark.slow
@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_a_cell_ends_as_in_a_kernel(both: dict, name: str) -> None:
    theirs, ours = both["stock"][name], both["realpay"][name]
    if name in LEADS_INTO_ENGINE:
        for output in (*ours.outputs, *theirs.outputs):
            output.traceback = output.traceback[-1:]
    assert comparable(ours.outputs) == comparable(theirs.outputs)
    assert ours.execution_count == theirs.execution_count
