"""What is said of a Dask cluster where something is amiss, without any Dask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.errors import ReportError
from analysis.project import Project
from analysis.publish.running import cluster
from analysis.publish.running.worker_task import Outcome, Task

TASK = Task("pay")


class _Client:
    """A client of a cluster: its status and its workers."""

    def __init__(
        self, status: str = "running", threads: Any = None, made: Any = None, late: bool = False
    ) -> None:
        self.status, self._threads, self._made, self._late = status, threads, made, late

    def nthreads(self) -> Any:
        if isinstance(self._threads, Exception):
            raise self._threads
        return self._threads

    def wait_for_workers(self, n: int, timeout: float) -> None:
        if self._late:
            raise TimeoutError

    def run(self, function: Callable[[], Any]) -> Any:
        return self._made


def sent(client: _Client) -> cluster._Sent:
    return cluster._Sent(client, "tcp://x:1", "m:f", {"pay": TASK}, b"", {})


def test_without_dask_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ReportError, match=r"pip install 'realpay\[cluster\]'"):
        cluster.run_on_cluster(
            "m:f", [TASK], Project(Path()), "tcp://x:1", timeout=1,
            on_event=lambda *_: None, on_outcome=lambda *_: None,
        )  # fmt: skip


def test_a_cluster_without_workers_is_waited_for_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster.time, "monotonic", lambda: 100.0)
    assert cluster._seen(sent(_Client(threads={"w": 1})), 5.0) == 100.0
    gone = sent(_Client(threads=TimeoutError()))
    assert cluster._seen(gone, 100.0 - cluster.WAIT) == 100.0 - cluster.WAIT
    with pytest.raises(ReportError, match=r"tcp://x:1 has no workers left: none came for 30 s"):
        cluster._seen(gone, 99.0 - cluster.WAIT)
    with pytest.raises(ReportError, match=r"The Dask scheduler at tcp://x:1 went away"):
        cluster._seen(sent(_Client("closed")), 0.0)


def test_a_worker_of_other_versions_is_refused_by_what_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "made_with", lambda: {"pandas": "3.0", "numpy": "2.2"})
    same = {"w1": {"pandas": "3.0", "numpy": "2.2", "dask": "1"}}
    cluster._check_workers(_Client(made=same), "tcp://x:1")
    with pytest.raises(ReportError, match=r"worker w2 differs from this machine in: pandas\."):
        cluster._check_workers(_Client(made=same | {"w2": {"numpy": "2.2"}}), "tcp://x:1")
    with pytest.raises(ReportError, match=r"The Dask scheduler at tcp://x:1 has no workers"):
        cluster._check_workers(_Client(late=True), "tcp://x:1")


@pytest.mark.parametrize(
    ("future", "said"),
    [
        (SimpleNamespace(status="cancelled"), "pay lost its Dask worker twice."),
        (
            SimpleNamespace(status="error", exception=lambda: ReportError("No processes here.")),
            "No processes here.",
        ),
        (
            SimpleNamespace(status="error", exception=lambda: ValueError("no\nroom")),
            "pay was lost in the cluster (ValueError: no)",
        ),
    ],
)
def test_a_report_that_does_not_come_back_says_why(future: Any, said: str) -> None:
    assert cluster._arrived(TASK, future) == Outcome("pay", error=said)


def test_a_worker_that_may_start_no_process_says_how_to_start_one_that_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(
        cluster.multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True)
    )
    with pytest.raises(ReportError, match="--no-nanny"):
        cluster.make_there("m:f", TASK, b"", {}, "topic")


def test_goods_are_unpacked_once_and_who_came_second_uses_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data/raw", "data/clean", "notebooks/.hidden"):
        (tmp_path / "pay" / name).mkdir(parents=True)
    (tmp_path / "pay/notebooks/pay.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "pay/notebooks/.hidden/x.ipynb").write_text("{}", encoding="utf-8")
    goods = cluster.pack(Project(tmp_path / "pay"))
    first = cluster._unpacked(goods, tmp_path)
    assert [path.relative_to(first).as_posix() for path in first.rglob("*") if path.is_file()] == [
        "notebooks/pay.ipynb"
    ]
    monkeypatch.setattr(cluster.Path, "is_dir", lambda path: False)  # not there when it looked
    assert cluster._unpacked(goods, tmp_path) == first
    assert [path.name for path in tmp_path.glob("unpacking-*")] == []


def test_news_of_a_report_that_has_ended_is_passed_over() -> None:
    told: list[tuple[str, str, Any]] = []
    taken: list[Outcome] = []
    way = sent(_Client())
    done = SimpleNamespace(status="error", exception=lambda: ReportError("No room."))
    way.futures["pay"] = done
    for kind, name, detail in (("cell", "gone", 1), ("cell", "pay", 1), ("done", "pay", done)):
        way.news.put((kind, name, detail))
    cluster._listen(
        way,
        lambda kind, name, detail: told.append((kind, name, detail)),
        lambda task, outcome: taken.append(outcome),
    )
    assert told == [("cell", "pay", 1), ("failed", "pay", "No room.")]
    assert taken == [Outcome("pay", error="No room.")]
