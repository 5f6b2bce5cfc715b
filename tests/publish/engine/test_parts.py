"""Parts of the engine by themselves: its streams, and when a notebook cannot share a process."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import nbformat
import pytest

from analysis.publish.running.engine import choice
from analysis.publish.running.engine.cells import _end
from analysis.publish.running.engine.record import settle
from analysis.publish.running.engine.streams import Stream

Told = list[tuple[str, str]]


@pytest.fixture
def told() -> Told:
    """What the stream handed over."""
    return []


@pytest.fixture
def stream(told: Told) -> Iterator[tuple[Stream, int]]:
    """A stream over a file that stands for a descriptor, and that descriptor."""
    with tempfile.TemporaryFile() as file:
        number = file.fileno()
        yield Stream("stdout", lambda *piece: told.append(piece), 1, number, number), number


def test_what_others_wrote_to_the_descriptor_stands_before_what_python_writes_next(
    stream: tuple[Stream, int], told: Told
) -> None:
    ours, number = stream
    assert ours.write("first, ") == 7
    os.write(number, "from C: £".encode() + b"\xff, ")
    ours.write("second")
    assert told == []
    ours.flush()
    ours.flush()
    assert told == [("stdout", "first, from C: £\N{REPLACEMENT CHARACTER}, second")]


def test_a_letter_cut_in_two_by_a_look_is_put_together(
    stream: tuple[Stream, int], told: Told
) -> None:
    ours, number = stream
    os.write(number, "£".encode()[:1])
    ours.flush()
    os.write(number, "£".encode()[1:])
    ours.flush()
    assert told == [("stdout", "£")]


def test_a_stream_is_like_that_of_a_kernel(stream: tuple[Stream, int]) -> None:
    ours, _ = stream
    assert (ours.writable(), ours.isatty(), ours.fileno()) == (True, False, 1)
    with pytest.raises(TypeError, match="must be str, not <class 'bytes'>"):
        ours.write(b"pay")  # type: ignore[arg-type]


def test_a_forked_child_writes_through_and_hands_nothing_over(
    stream: tuple[Stream, int], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, number = stream
    ours.write("held by the parent")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert ours.write("£3") == 2
    ours.flush()
    assert told == []
    assert os.pread(number, 10, 0) == "£3".encode()


def test_a_notebook_shares_this_process_only_where_nothing_else_is_at_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modules = {"asyncio": asyncio}
    monkeypatch.setattr(choice.sys, "modules", modules)
    assert choice._busy() is None
    said: list[str | None] = []
    other = threading.Thread(target=lambda: said.append(choice._busy()))
    other.start()
    other.join()
    assert said == ["papermill runs in a thread that is not the main one"]

    async def ask() -> str | None:
        return choice._busy()

    assert asyncio.run(ask()) == "an event loop is running in this process"
    del modules["asyncio"]
    assert choice._busy() is None
    shell = SimpleNamespace(InteractiveShell=SimpleNamespace(initialized=lambda: True))
    modules["IPython.core.interactiveshell"] = shell
    assert choice._busy() == "another IPython is at work in this process"


def test_kernel_and_language_are_those_of_the_notebook_or_those_named() -> None:
    made = SimpleNamespace(
        metadata=SimpleNamespace(
            kernelspec=SimpleNamespace(name="python3", language="python"),
            get=lambda *_: None,
        )
    )
    assert choice.Engine.nb_kernel_name(made, "ir") == "ir"
    assert choice.Engine.nb_language(made, "R") == "R"


def test_what_a_notebook_left_running_is_cancelled_before_its_loop_is_closed() -> None:
    loop = asyncio.new_event_loop()
    left = loop.create_task(asyncio.sleep(600))
    _end(loop)
    assert left.cancelled()
    assert loop.is_closed()


def test_a_notebook_too_old_to_have_ids_gets_numbered_ones_and_no_path_stays() -> None:
    injected = nbformat.from_dict({"id": "drawn", "metadata": {"tags": ["injected-parameters"]}})
    plain = nbformat.from_dict({"id": "x", "metadata": {}})
    papermill = {"input_path": "/somewhere/else/pay.ipynb", "output_path": None}
    made = SimpleNamespace(
        metadata={"papermill": papermill, "orig_nbformat_minor": 4}, cells=[plain, injected]
    )
    settle(made)
    assert [cell["id"] for cell in made.cells] == ["cell-1", "injected-parameters"]
    assert papermill == {"input_path": "pay.ipynb", "output_path": None}
