"""A build that is stopped at any instant leaves the old site whole and loses nothing finished."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from tests.faults.parent import build_until
from tests.publish.small import bytes_of, make_project, write_notebook

from analysis.project import Project
from analysis.publish.builder import Choices, build

pytestmark = pytest.mark.slow
INSTANTS = 10


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A project built once, then changed; its old site, its new site, and the steps between."""
    folder = tmp_path_factory.mktemp("changed")
    project = make_project(folder / "pay", "one", "two", "three", "four")
    build(project, Choices())
    old = bytes_of(project.site)
    write_notebook(project, "print(label, 'rewritten')")
    count = Project(Path(shutil.copytree(project.root, folder / "count")))
    assert build_until(count.root, "count")[0] == 0
    return project, old, bytes_of(count.site), int((count.root / "steps").read_text())


def copy_of(project, tmp_path):
    return Project(Path(shutil.copytree(project.root, tmp_path / "pay")))


@pytest.mark.parametrize("part", range(INSTANTS))
def test_killed_at_any_step_the_site_is_whole_and_the_next_build_right(changed, tmp_path, part):
    project, old, new, steps = changed
    first, last = part * steps // INSTANTS, (part + 1) * steps // INSTANTS
    step = random.Random(part).randint(first, last)
    mine = copy_of(project, tmp_path)
    assert build_until(mine.root, "kill", max(1, step))[0] == -signal.SIGKILL
    assert bytes_of(mine.site) in (old, new)
    finished = sum("rewritten" in page.read_text() for page in mine.cache.glob("built/*/page.html"))
    done = build(mine, Choices())
    assert len(done.plan.run) == 4 - finished
    assert bytes_of(mine.site) == new
    assert not list(mine.cache.glob(".run-*"))
    assert not list(mine.site.parent.glob(".html*"))


def test_reports_finished_before_the_end_came_are_not_made_again(changed, tmp_path):
    project, _, new, steps = changed
    mine = copy_of(project, tmp_path)
    assert build_until(mine.root, "kill", steps - 12)[0] == -signal.SIGKILL
    assert build(mine, Choices()).plan.run == {}
    assert bytes_of(mine.site) == new


def test_a_disk_that_fills_up_is_told_and_loses_nothing(changed, tmp_path):
    project, old, new, steps = changed
    mine = copy_of(project, tmp_path)
    status, said = build_until(mine.root, "full", steps // 2)
    assert status == 1
    assert "No space left on device" in said
    assert "The site is as it was" in said
    assert "Traceback" not in said
    assert bytes_of(mine.site) == old
    build(mine, Choices())
    assert bytes_of(mine.site) == new


def test_an_interrupted_build_stops_its_workers_and_leaves_the_site(changed, tmp_path):
    project, old, _, _ = changed
    mine = copy_of(project, tmp_path)
    write_notebook(mine, "import signal; signal.pause()")
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(mine.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        for line in running.stdout:
            if line.startswith("cell 6"):
                break
        family = psutil.Process(running.pid).children(recursive=True)
        os.kill(running.pid, signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert "What stood before still stands." in running.stderr.read()
    gone, alive = psutil.wait_procs(family, timeout=5)
    assert (len(gone) > 0, alive) == (True, [])
    assert bytes_of(mine.site) == old


INTERRUPTED = """
import sys
from analysis.cli import main, progress

def tell(kind, name, detail):
    print(kind, detail, flush=True)

progress.plain = tell
main(["--root", sys.argv[1], "build"])
"""
