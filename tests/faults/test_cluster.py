"""Reports made by a Dask cluster of two workers, one of them killed while it works."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from tests.publish.small import bytes_of, make_project, write_catalogue

from analysis.errors import ReportError
from analysis.publish.builder import Choices, build

pytestmark = pytest.mark.slow
# Asks that the Dask worker in which it runs be killed, as long as the file named by the label says
# so; a report may kill nobody itself, and writes in few places besides its own.
KILLS = """
import os, pathlib, psutil, time
left = pathlib.Path(label)
times = int(left.read_text()) if left.exists() else 0
if times > 0:
    [worker] = [one for one in psutil.Process().parents() if "worker" in one.cmdline()]
    left.with_name(f"kill-{worker.pid}").touch()
    time.sleep(60)
elif left.with_name("stay").exists():
    time.sleep(60)
print("made")
"""


@pytest.fixture
def asked():
    """Give a folder in shared memory, in which each file kill-PID has that process killed."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    over = threading.Event()

    def look():
        while not over.wait(0.05):
            for path in folder.glob("kill-*"):
                left = folder / "left"
                left.write_text(str(int(left.read_text()) - 1))
                path.unlink()
                os.kill(int(path.name.removeprefix("kill-")), 9)

    thread = threading.Thread(target=look)
    thread.start()
    yield folder
    over.set()
    thread.join()
    shutil.rmtree(folder)


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and so many workers on loopback; give the address and their processes."""
    dask = [sys.executable, "-m", "dask"]
    with contextlib.ExitStack() as running:

        def start(*words):
            process = subprocess.Popen(
                [*dask, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            running.callback(process.wait)
            running.callback(process.kill)
            return process

        def begin(count):
            told = tmp_path / "scheduler.json"
            here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
            scheduler = start("scheduler", *here, "--scheduler-file", told)
            for number in range(count):
                start(
                    *("worker", "--scheduler-file", told, "--no-nanny", "--nthreads", "1"),
                    *("--no-dashboard", "--local-directory", tmp_path / f"worker-{number}"),
                )
            from distributed import Client

            with Client(scheduler_file=str(told), timeout=60, set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
                return client.scheduler.address, scheduler

        yield begin


def small(folder, names, **labels):
    """Make a project whose reports kill their worker where a label names a file that says so."""
    project = make_project(folder / "pay", code=KILLS)
    write_catalogue(project, {name: {"label": labels.get(name, "nothing")} for name in names})
    return project


def test_a_report_that_fails_in_a_cluster_fails_alone(cluster, tmp_path):
    address, _ = cluster(1)
    project = make_project(tmp_path / "pay", code='assert label != "two"')
    write_catalogue(project, {name: {"label": name} for name in ("one", "two")})
    done = build(project, Choices(scheduler=address))
    assert (done.made, list(done.failed)) == (["one"], ["two"])
    assert "AssertionError" in done.failed["two"]


def test_a_cluster_that_loses_a_worker_makes_the_same_site(cluster, tmp_path, asked):
    address, _ = cluster(2)
    left = asked / "left"
    project = small(tmp_path, ("one", "two", "three", "four"), two=str(left))
    here = build(project, Choices())
    assert (len(here.made), here.failed) == (4, {})
    alone = bytes_of(project.site)
    left.write_text("1")
    told = []
    done = build(project, Choices(force=True, scheduler=address), lambda *e: told.append(e))
    assert (sorted(done.made), done.failed) == (sorted(here.made), {})
    assert left.read_text() == "0"
    assert "two" in [name for kind, name, _ in told if kind == "lost"]
    assert bytes_of(project.site) == alone


def test_a_report_that_costs_two_workers_is_given_up_and_the_others_are_made(
    cluster, tmp_path, asked
):
    address, _ = cluster(4)
    left = asked / "left"
    left.write_text("2")
    (asked / "stay").touch()  # it is given up while it runs for the third time
    others = ["five", "four", "one", "three"]  # some still wait when the second worker goes
    project = small(tmp_path, ("one", "two", "three", "four", "five"), two=str(left))
    done = build(project, Choices(scheduler=address))
    assert (sorted(done.made), list(done.failed)) == (others, ["two"])
    assert done.failed["two"] == "two lost its Dask worker twice."
    assert left.read_text() == "0"


def test_a_cluster_that_loses_its_last_worker_is_told_and_nothing_is_lost(
    cluster, tmp_path, monkeypatch, asked
):
    monkeypatch.setattr("analysis.publish.running.cluster.WAIT", 1)
    monkeypatch.setattr("analysis.publish.running.cluster.LOOK", 0.2)
    left = asked / "left"
    project = small(tmp_path, ("one", "two"), two=str(left))
    build(project, Choices())
    before = bytes_of(project.site)
    left.write_text("1")
    address, _ = cluster(1)
    with pytest.raises(ReportError, match="has no workers left: none came for 1 s"):
        build(project, Choices(force=True, scheduler=address))
    assert bytes_of(project.site) == before


def test_a_scheduler_that_ends_is_told_and_nothing_is_lost(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.publish.running.cluster.WAIT", 1)
    project = small(tmp_path, ("one", "two"))
    build(project, Choices())
    before = bytes_of(project.site)
    address, scheduler = cluster(1)

    def end(kind, name, cell):
        if (kind, cell) == ("cell", 6):
            scheduler.kill()

    with pytest.raises(ReportError, match=rf"The Dask scheduler at {address} went away"):
        build(project, Choices(force=True, scheduler=address), end)
    assert bytes_of(project.site) == before


def test_an_address_where_nothing_answers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.publish.running.cluster.WAIT", 1)
    project = make_project(tmp_path / "pay", "one")
    with pytest.raises(ReportError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        build(project, Choices(scheduler="tcp://127.0.0.1:9"))
