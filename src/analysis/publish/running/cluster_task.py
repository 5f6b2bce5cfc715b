"""What runs on a worker of a Dask cluster: one report, in a fresh process of its own."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.errors import ReportError
from analysis.publish.fingerprint import package_digest, versions
from analysis.publish.running.worker_task import Outcome, Task

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
    from analysis.publish.running.cluster import unpack

    root = folder / f"realpay-{hashlib.sha256(goods).hexdigest()[:16]}"
    if not root.is_dir():
        unfinished = Path(tempfile.mkdtemp(dir=folder, prefix="unpacking-"))
        unpack(goods, unfinished)
        try:
            unfinished.rename(root)
        except OSError:  # another thread was first
            shutil.rmtree(unfinished)
    return root
