"""Our engine leaves in each cell what the stock engine leaves."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from nbformat import NotebookNode
from tests.publish.engine.cases import CASES

#: What has to differ between two processes: addresses of objects, and the file that stands for
#: a cell (a kernel names it after its process, we after its source).
ACCIDENTS = (
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"/[\w/]*/ipykernel_\d+/\d+\.py"), "<cell>"),
    (re.compile(r"\bcell/\d+\.py"), "<cell>"),
)

STREAMS = ("stdout", "stderr")

#: Cases whose traceback leads into the function that stands for `input`: a kernel's, or ours.
LEADS_INTO_ENGINE = {"a question", "a hidden question"}


def comparable(outputs: list[NotebookNode]) -> list[dict]:
    """Drop accidents; join what lies between two displays into one piece of each stream.

    A kernel sends its streams by the clock, so where it cuts them, and which of two that were
    written in the same fifth of a second comes first, differs from run to run.
    """
    joined: list[dict] = []
    for between, group in groupby(outputs, lambda output: output.output_type == "stream"):
        pieces = [_plain(dict(output)) for output in group]
        if between:
            texts = {name: [p["text"] for p in pieces if p["name"] == name] for name in STREAMS}
            joined += [
                {"name": name, "text": "".join(text)} for name, text in texts.items() if text
            ]
        else:
            joined += pieces
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
