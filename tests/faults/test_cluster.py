"""Reports made by a Dask cluster of two workers, one of them killed while it works."""

import contextlib
import subprocess
import sys

import pytest
from tests.publish.small import bytes_of, make_project, write_catalogue

from analysis.errors import ReportError
from analysis.publish.builder import Choices, build

pytestmark = pytest.mark.slow
# Kills the Dask worker whose number stands in the file, once.
KILLS = """
import os, pathlib
victim = pathlib.Path(label)
if victim.exists():
    number = int(victim.read_text())
    victim.unlink()
    os.kill(number, 9)
print("made")
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start a scheduler and two workers on loopback; give the address and the workers' numbers."""
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    with contextlib.ExitStack() as running:

        def start(*words):
            process = subprocess.Popen(
                [*dask, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            running.callback(process.wait)
            running.callback(process.kill)
            return process.pid

        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        start("scheduler", *here, "--scheduler-file", told)
        workers = [
            start(
                *("worker", "--scheduler-file", told, "--no-nanny", "--nthreads", "1"),
                *("--no-dashboard", "--local-directory", folder / f"worker-{number}"),
            )
            for number in range(2)
        ]
        from distributed import Client

        with Client(scheduler_file=str(told), timeout=30, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
            address = client.scheduler.address
        yield address, workers


def test_a_report_that_fails_in_a_cluster_fails_alone(cluster, tmp_path):
    address, _ = cluster
    project = make_project(tmp_path / "pay", code='assert label != "two"')
    write_catalogue(project, {name: {"label": name} for name in ("one", "two")})
    done = build(project, Choices(scheduler=address))
    assert (done.made, list(done.failed)) == (["one"], ["two"])
    assert "AssertionError" in done.failed["two"]


def test_a_cluster_that_loses_a_worker_makes_the_same_site(cluster, tmp_path):
    address, workers = cluster
    project = make_project(tmp_path / "pay", code=KILLS)
    victim = project.root / "pay"
    names = ("one", "two", "three", "four")
    write_catalogue(project, {name: {"label": str(victim)} for name in names})
    here = build(project, Choices())
    assert (len(here.made), here.failed) == (4, {})
    alone = bytes_of(project.site)
    victim.write_text(str(workers[0]))
    told = []
    done = build(project, Choices(force=True, scheduler=address), lambda *e: told.append(e))
    assert (sorted(done.made), done.failed) == (sorted(here.made), {})
    assert not victim.exists()
    assert [kind for kind, _, _ in told].count("lost") == 1
    assert bytes_of(project.site) == alone


def test_an_address_where_nothing_answers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.publish.cluster.WAIT", 1)
    project = make_project(tmp_path / "pay", "one")
    with pytest.raises(ReportError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        build(project, Choices(scheduler="tcp://127.0.0.1:9"))
