"""The builds that `benchmarks.build` times: the project's own, the stock tools', the bare cells."""

from __future__ import annotations

import ast
import ctypes
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from analysis.publish.running.worker_task import Task

REPOSITORY = Path(__file__).resolve().parents[1]
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): orphans become ours, and their time is counted


@dataclass
class Timed:
    """What one command took: by the clock, of the processors, and in memory."""

    seconds: float
    processor: float
    first: float | None = None
    lines: list[str] = field(default_factory=list)
    status: int = 0
    parents_mb: float = 0.0
    parents_share_mb: float = 0.0
    worker_mb: float = 0.0


def timed(command: Sequence[str], *, watch: bool = False, sign: str = "made:") -> Timed:
    """Run a command to its end, with every process it left behind; note its first `sign`."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    before = _children()
    started = time.perf_counter()
    first = None
    lines = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=REPOSITORY
    ) as running:
        taken = _Watch(running.pid)
        if watch:
            taken.start()
        assert running.stdout is not None
        for line in running.stdout:
            if first is None and line.startswith(sign):
                first = time.perf_counter() - started
            lines.append(line.rstrip())
        running.wait()
        seconds = time.perf_counter() - started
        taken.over.set()
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    return Timed(
        seconds,
        _children() - before,
        first,
        lines,
        running.returncode,
        taken.parents / 1e6,
        taken.share / 1e6,
        taken.worker / 1e6,
    )


def _children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


class _Watch(threading.Thread):
    """Look at a build's memory twice a second: its parents together, its largest worker.

    `parents` adds up what each parent holds resident, so that a page which two processes share
    counts twice; `share` divides each page among the processes that hold it, workers included.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.over = pid, threading.Event()
        self.parents = self.share = self.worker = 0

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(0.5):
            try:
                main = psutil.Process(self.pid)
                parents = [main, *main.children()]
                workers = [w for parent in parents[1:] for w in parent.children()]
                self.parents = max(self.parents, sum(p.memory_info().rss for p in parents))
                share = sum(getattr(p.memory_full_info(), "pss", 0) for p in parents)
                self.share = max(self.share, share)
                self.worker = max([self.worker, *(w.memory_info().rss for w in workers)])
            except psutil.Error:
                continue


def copy_project(folder: Path) -> Path:
    """Copy what a clone holds of figures and notebooks."""
    ignored = shutil.ignore_patterns("*.parquet", "manifest.json", "html", ".cache", ".clean*")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=ignored)
    return folder


def realpay(root: Path, *words: str) -> list[str]:
    """Write the command line of this project's command on a copy of it."""
    start = "import sys; from analysis.cli import main; main(sys.argv[1:])"
    return [sys.executable, "-c", start, "--root", str(root), *words]


def stock(root: Path, report: dict[str, Any], folder: Path) -> tuple[float, float]:
    """Make one report by the command lines of papermill and nbconvert.

    Returns the seconds it took, and those of the processors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / f"{report['name']}.ipynb"
    values = folder / "parameters.json"
    values.write_text(json.dumps(report["parameters"]))
    notebook = root / "notebooks" / f"{report['notebook']}.ipynb"
    started, before = time.perf_counter(), _children()
    environment = {**os.environ, "REALPAY_ROOT": str(root)}
    for command in (
        ["-m", "papermill", str(notebook), str(out), "--no-progress-bar", "-f", str(values)],
        ["-m", "nbconvert", "--to", "html", str(out)],
    ):
        subprocess.run([sys.executable, *command], check=True, capture_output=True, env=environment)
    return time.perf_counter() - started, _children() - before


def run_bare(task: Task, _: Callable[[int], None]) -> int:
    """Run the cells of a notebook by `exec`, saving charts as SVG: no IPython, no HTML."""
    import IPython.display

    os.environ["REALPAY_ROOT"] = task.extra["root"]
    assert task.notebook is not None
    assert task.output is not None
    shown: list[Any] = []
    IPython.display.display = lambda *things, **_: shown.extend(things)  # type: ignore[assignment]
    space: dict[str, Any] = {}
    for cell in json.loads(task.notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), space)  # noqa: S102 - what is measured
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), space))  # noqa: S307
        if "parameters" in cell["metadata"].get("tags", []):
            space.update(task.parameters)
    charts = [thing for thing in shown if getattr(thing, "figure", None) is not None]
    task.output.mkdir(parents=True, exist_ok=True)
    for chart in charts:
        for narrow in (False, True) if chart.narrow is not None else (False,):
            (task.output / f"{chart.id}-{narrow}.svg").write_text(chart.svg(narrow=narrow))
    return len(charts)


def bare(root: str, listed: str, folder: str) -> None:
    """Run the bare cells of the reports listed in a JSON file, as many at a time as cores."""
    from analysis.publish.running.workers import run_all

    reports = json.loads(Path(listed).read_text())
    tasks = [
        Task(
            one["name"],
            Path(root, "notebooks", f"{one['notebook']}.ipynb"),
            one["parameters"],
            Path(folder, one["name"]),
            {"root": root},
        )
        for one in reports
    ]
    outcomes = run_all(f"{__name__}:run_bare", tasks)
    failed = [outcome.error for outcome in outcomes if not outcome.ok]
    if failed:  # what did not run took no time
        raise SystemExit("\n".join(failed[:3]))
