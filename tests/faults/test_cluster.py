"""Reports made by a Dask cluster of two workers, one of them killed while it works."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest
from tests.publish.small import bytes_of, make_project, write_catalogue

from analysis.errors import ReportError
from analysis.publish.builder import Choices, build

pytestmark = pytest.mark.slow
# Waits to be ended until the file named by the label says 0: a report may end nobody itself.
WAITS = """
import pathlib, time
left = pathlib.Path(label)
while left.exists() and (left.read_text() != "0" or left.with_name("stay").exists()):
    time.sleep(0.05)
print("made")
"""


def kill_worker_of(name, address):
    """Kill the Dask worker that makes a report, as the scheduler knows it."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        [worker] = [
            one for one, keys in client.processing().items() if any(f"-{name}-" in k for k in keys)
        ]
        [pid] = client.run(os.getpid, workers=[worker]).values()
        os.kill(pid, signal.SIGKILL)


def killing(address, left, told=None):
    """Return what hears a build and kills the worker of "two" as often as `left` says."""

    def hear(kind, name, detail):
        if told is not None:
            told.append((kind, name))
        more = int(left.read_text())
        if (kind, name, detail) == ("cell", "two", 6) and more:
            kill_worker_of(name, address)
            left.write_text(str(more - 1))  # what is sent again waits for this

    return hear


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
    """Make a project whose reports wait to be ended while the file that a label names says so."""
    project = make_project(folder / "pay", code=WAITS)
    write_catalogue(project, {name: {"label": labels.get(name, "nothing")} for name in names})
    return project


def test_a_report_that_fails_in_a_cluster_fails_alone(cluster, tmp_path):
    address, _ = cluster(1)
    project = make_project(tmp_path / "pay", code='assert label != "two"')
    write_catalogue(project, {name: {"label": name} for name in ("one", "two")})
    done = build(project, Choices(scheduler=address))
    assert (done.made, list(done.failed)) == (["one"], ["two"])
    assert "AssertionError" in done.failed["two"]


def test_a_cluster_that_loses_a_worker_makes_the_same_site(cluster, tmp_path):
    address, _ = cluster(2)
    left = tmp_path / "left"
    project = small(tmp_path, ("one", "two", "three", "four"), two=str(left))
    here = build(project, Choices())
    assert (len(here.made), here.failed) == (4, {})
    alone = bytes_of(project.site)
    left.write_text("1")
    told = []
    done = build(project, Choices(force=True, scheduler=address), killing(address, left, told))
    assert (sorted(done.made), done.failed) == (sorted(here.made), {})
    assert left.read_text() == "0"
    assert ("lost", "two") in told
    assert bytes_of(project.site) == alone


def test_a_report_that_costs_two_workers_is_given_up_and_the_others_are_made(cluster, tmp_path):
    address, _ = cluster(4)
    left = tmp_path / "left"
    left.write_text("2")
    (tmp_path / "stay").touch()  # it is given up while it runs for the third time
    others = ["five", "four", "one", "three"]  # some still wait when the second worker goes
    project = small(tmp_path, ("one", "two", "three", "four", "five"), two=str(left))
    done = build(project, Choices(scheduler=address), killing(address, left))
    assert (sorted(done.made), list(done.failed)) == (others, ["two"])
    assert done.failed["two"] == "two lost its Dask worker twice."
    assert left.read_text() == "0"


def test_a_cluster_that_loses_its_last_worker_is_told_and_nothing_is_lost(
    cluster, tmp_path, monkeypatch
):
    monkeypatch.setattr("analysis.publish.running.cluster.WAIT", 1)
    monkeypatch.setattr("analysis.publish.running.cluster.LOOK", 0.2)
    left = tmp_path / "left"
    project = small(tmp_path, ("one", "two"), two=str(left))
    build(project, Choices())
    before = bytes_of(project.site)
    left.write_text("1")
    address, _ = cluster(1)
    with pytest.raises(ReportError, match="has no workers left: none came for 1 s"):
        build(project, Choices(force=True, scheduler=address), killing(address, left))
    assert left.read_text() == "0"
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
