"""Reports made by a Dask cluster, its machines sharing no files with this one.

What a report needs travels once to each worker as one archive (notebooks, raw and clean tables);
what it becomes travels back as bytes. A Dask worker's threads share state, so each task starts
one fresh process for its report, as a build on one machine does.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import queue
import shutil
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import ReportError
from analysis.project import Project
from analysis.publish.fingerprint import package_digest, versions
from analysis.publish.running.worker_task import Outcome, Task

WAIT = 30  # seconds for the scheduler, for a first worker, and without any worker later
LOOK = 2  # seconds without news after which the workers are counted
TRIES = 2  # a report whose worker is lost is tried once more
TOPIC = "realpay"


@dataclass
class _Sent:
    """The tasks on their way, and what is heard of them: one queue for every kind of news."""

    client: Any
    address: str
    function: str
    tasks: Mapping[str, Task]
    content: bytes
    limits: Mapping[str, Any]
    news: queue.SimpleQueue[tuple[str, str, Any]] = field(default_factory=queue.SimpleQueue)
    starts: dict[str, int] = field(default_factory=dict)
    sends: Counter[str] = field(default_factory=Counter)
    futures: dict[str, Any] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    goods: Any = None

    def spread(self) -> None:
        """Give every worker what reports are made from."""
        self.goods = self.client.scatter(self.content, broadcast=True, hash=False, timeout=WAIT)

    def send(self, name: str) -> None:
        """Send a task, or send it once more."""
        topic = f"{TOPIC}-{self.client.id}"
        self.sends[name] += 1
        key = f"{topic}-{name}-{self.sends[name]}"  # under a key of old it would stay cancelled
        future = self.client.submit(
            make_there, self.function, self.tasks[name], self.goods, self.limits, topic, key=key
        )
        self.futures[name] = future
        future.add_done_callback(lambda done: self.news.put(("done", name, done)))

    def give_up(self, name: str) -> None:
        """Ask for a task no more."""
        self.given_up.add(name)
        self.client.cancel([self.futures[name]], force=True)

    def send_again(self, name: str) -> None:
        """Send a task that Dask let fall: the workers that held what it needs are gone."""
        try:
            if self.goods.status != "finished":
                self.spread()
            self.send(name)
        except (OSError, TimeoutError):
            raise self.lost() from None

    def lost(self) -> ReportError:
        """Say what is no longer there."""
        if self.client.status != "running":
            return ReportError(f"The Dask scheduler at {self.address} went away.")
        return ReportError(
            f"The Dask cluster at {self.address} has no workers left: none came for {WAIT} s."
        )


def run_on_cluster(
    function: str,
    tasks: Sequence[Task],
    project: Project,
    address: str,
    *,
    timeout: float,
    memory_limit: int | None = None,
    on_event: Callable[[str, str, Any], None],
    on_outcome: Callable[[Task, Outcome], None],
) -> None:
    """Call `function` on each task somewhere in the cluster; put its files where the task says.

    `on_event` hears besides "lost" when a worker went away with a report, which is then tried
    once more. Raises `ReportError` when no scheduler answers, no worker comes, or a worker runs
    other versions than this machine, whose pages would differ.
    """
    try:
        from distributed import Client
    except ImportError:
        msg = "--scheduler needs Dask: pip install 'realpay[cluster]'"
        raise ReportError(msg) from None
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        msg = f"No Dask scheduler answers at {address} ({error})."
        raise ReportError(msg) from None
    with client:
        _check_workers(client, address)
        limits = {"timeout": timeout, "memory_limit": memory_limit}
        named = {task.name: task for task in tasks}
        sent = _Sent(client, address, function, named, pack(project), limits)
        client.subscribe_topic(f"{TOPIC}-{client.id}", lambda event: sent.news.put(event[1]))
        sent.spread()
        for task in tasks:
            sent.send(task.name)
        try:
            _listen(sent, on_event, on_outcome)
        finally:
            client.cancel(list(sent.futures.values()), force=True)


def _listen(
    sent: _Sent,
    tell: Callable[[str, str, Any], None],
    take: Callable[[Task, Outcome], None],
) -> None:
    """Hand on what is heard until every task has come to an end."""
    left = set(sent.tasks)
    seen = time.monotonic()
    while left:
        try:
            kind, name, detail = sent.news.get(timeout=LOOK)
        except queue.Empty:
            seen = _seen(sent, seen)
            continue
        seen = time.monotonic()
        if name not in left:
            continue
        if kind == "started":
            tries = sent.starts[name] = sent.starts.get(name, 0) + 1
            if tries > 1:
                again = "not again" if tries > TRIES else "once more"
                tell("lost", name, f"its worker went away; it is tried {again}")
            if tries > TRIES:
                sent.give_up(name)
                continue
        if kind != "done":
            tell(kind, name, detail)
        elif detail is not sent.futures[name]:
            continue
        elif detail.status == "cancelled" and name not in sent.given_up:
            sent.send_again(name)
        else:
            left.remove(name)
            outcome = _arrived(sent.tasks[name], detail)
            tell("finished" if outcome.ok else "failed", name, outcome.error or None)
            take(sent.tasks[name], outcome)


def _seen(sent: _Sent, seen: float) -> float:
    """Return when workers were last there; raise once there has been none for too long."""
    try:
        there = sent.client.status == "running" and bool(sent.client.nthreads())
    except (OSError, TimeoutError):
        there = False
    now = time.monotonic()
    if there:
        return now
    if now - seen > WAIT:
        raise sent.lost()
    return seen


def _arrived(task: Task, future: Any) -> Outcome:
    """Write the files of a task that came back; say what became of one that did not."""
    if future.status == "finished":
        outcome, files = future.result()
        assert task.output is not None  # noqa: S101 - the builder always gives it
        for name, content in files.items():
            path = task.output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        found: Outcome = outcome
        return found
    if future.status == "cancelled":
        return Outcome(task.name, error=f"{task.name} lost its Dask worker twice.")
    error = future.exception()
    if isinstance(error, ReportError):
        return Outcome(task.name, error=str(error))
    reason = f"{type(error).__name__}: {error}".partition("\n")[0]
    return Outcome(task.name, error=f"{task.name} was lost in the cluster ({reason})")


def _check_workers(client: Any, address: str) -> None:
    """Wait for a worker; refuse those whose pages would differ from those made here."""
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        msg = f"The Dask scheduler at {address} has no workers."
        raise ReportError(msg) from None
    here = made_with()
    for worker, there in sorted(client.run(made_with).items()):
        differing = sorted(name for name in here if there.get(name) != here[name])
        if differing:
            msg = f"The Dask worker {worker} differs from this machine in: {', '.join(differing)}."
            raise ReportError(msg)


def pack(project: Project) -> bytes:
    """Put what reports are made from into one archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in (project.raw, project.clean, project.notebooks):
            for path in sorted(folder.rglob("*")):
                hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
                if path.is_file() and not hidden:
                    archive.write(path, path.relative_to(project.root).as_posix())
    return held.getvalue()


def unpack(goods: bytes, folder: Path) -> None:
    """Lay an archive out again."""
    with zipfile.ZipFile(io.BytesIO(goods)) as archive:
        archive.extractall(folder)


DAEMON = (
    "A Dask worker that may start no processes cannot make reports. Start it with --no-nanny, or "
    "with DASK_DISTRIBUTED__WORKER__DAEMON=False."
)


def made_with() -> dict[str, str]:
    """Return the versions that decide what a page looks like, and the digest of this package."""
    return {**versions(), "the realpay code": package_digest()}


def make_there(
    function: str, task: Task, goods: bytes, limits: Mapping[str, Any], topic: str
) -> tuple[Outcome, dict[str, bytes]]:
    """Make one report in a fresh process; return what came of it and the files it wrote."""
    from distributed import get_worker

    from analysis.publish.running.workers import run_all

    if multiprocessing.current_process().daemon:
        raise ReportError(DAEMON)
    worker = get_worker()
    worker.log_event(topic, ("started", task.name, None))
    root = _unpacked(goods, Path(worker.local_directory).resolve())

    def tell(kind: str, name: str, detail: Any) -> None:
        if kind == "cell":
            worker.log_event(topic, (kind, name, detail))

    with tempfile.TemporaryDirectory(dir=root.parent, prefix="made-") as place:
        assert task.notebook is not None  # noqa: S101 - the builder always gives it
        made = Path(place, "report")
        moved = replace(
            task,
            notebook=root / "notebooks" / task.notebook.name,
            output=made,
            extra={**task.extra, "root": str(root)},
        )
        outcome = run_all(
            function, [moved], processes=1, on_event=tell, folder=Path(place), **limits
        )[0]
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in made.rglob("*")
            if path.is_file()
        }
    return outcome, files


def _unpacked(goods: bytes, folder: Path) -> Path:
    """Lay the archive out once on this worker, in one step; return where."""
    root = folder / f"realpay-{hashlib.sha256(goods).hexdigest()[:16]}"
    if not root.is_dir():
        unfinished = Path(tempfile.mkdtemp(dir=folder, prefix="unpacking-"))
        unpack(goods, unfinished)
        try:
            unfinished.rename(root)
        except OSError:  # another thread was first
            shutil.rmtree(unfinished)
    return root
