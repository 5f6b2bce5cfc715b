"""A report cannot harm the house: its inputs, the other reports, or the process they start from."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.publish.small import bytes_of, make_project, write_catalogue, write_notebook

from analysis.project import Project
from analysis.publish.builder import Choices, build
from analysis.publish.running.worker_run import server

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[2]
HELD = sys.platform.startswith("linux")
A_SECOND = "import time; time.sleep(1)"
HARMS = {
    "deletes the cache": "import shutil; shutil.rmtree({root!r} + '/reports/.cache')",
    "deletes the figures": "import shutil; shutil.rmtree({root!r} + '/data')",
    "writes a raw file": "open({root!r} + '/data/raw/ons/D7G7.csv', 'w').write('2022 OCT,99')",
    "deletes its inputs": "import os, shutil; shutil.rmtree(os.environ['REALPAY_ROOT'])",
    "stops the server": "import os; os.kill(os.getppid(), 19)",
    "kills the server": "import os; os.kill(os.getppid(), 9)",
    "kills the build": "import psutil; psutil.Process().parents()[1].kill()",
}


@pytest.fixture(scope="module")
def harmed(tmp_path_factory):
    """Build a project once, then give one report each way of doing harm, and build again."""
    project = make_project(tmp_path_factory.mktemp("harmed") / "pay")
    names = {name: name.replace(" ", "-") for name in HARMS}
    reports = {short: {"notebook": f"02_{short.replace('-', '_')}"} for short in names.values()}
    for name, code in HARMS.items():
        written = code.format(root=str(project.root))
        write_notebook(project, written, f"02_{names[name].replace('-', '_')}")
    reports |= {"fine": {}, "sound": {}}
    write_catalogue(project, reports)
    raw = bytes_of(project.raw), bytes_of(project.clean)
    return project, raw, build(project, Choices(timeout=20))


@pytest.mark.skipif(not HELD, reason="the kernel of this system does not hold what reports write")
def test_reports_that_would_do_harm_are_refused_it_and_fail_alone(harmed):
    project, raw, done = harmed
    assert sorted(done.made) == ["fine", "sound"]
    assert set(done.failed) == {name.replace(" ", "-") for name in HARMS}
    for name, error in done.failed.items():
        assert "PermissionError" in error or "AccessDenied" in error, name
    assert (bytes_of(project.raw), bytes_of(project.clean)) == raw
    assert {"fine.html", "sound.html"} <= set(bytes_of(project.site))


def test_a_confined_process_writes_in_its_folders_and_nowhere_else(tmp_path):
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    code = (
        "import sys, pathlib; from analysis.publish.running.confine import confine\n"
        "held = confine([pathlib.Path(sys.argv[1])])\n"
        "pathlib.Path(sys.argv[1], 'a').write_text('')\n"
        "pathlib.Path('/dev/null').write_text('x')\n"
        "try: pathlib.Path(sys.argv[2], 'a').write_text('')\n"
        "except PermissionError: print(held, 'refused')\n"
        "else: print(held, 'written')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, mine, other], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() in {"True refused", "False written"}
    assert (mine / "a").exists()


@pytest.mark.skipif(not HELD, reason="takes a filter of system calls, which Linux has")
@pytest.mark.parametrize(
    ("code", "status", "pages"),
    [
        ("open(os.environ['REALPAY_ROOT'] + '/data/raw/ons/D7G7.csv', 'w').write('x')", 1, []),
        ("shutil.rmtree(os.environ['REALPAY_ROOT'])", 1, []),
        ("open({root!r} + '/data/raw/ons/D7G7.csv', 'w').write('x')", 0, ["bad", "fine", "sound"]),
    ],
    ids=["writes in its inputs", "deletes its inputs", "writes in the project by name"],
)
def test_without_the_kernels_help_no_page_is_made_from_what_a_report_changed(
    tmp_path, code, status, pages
):
    """Where it cannot be refused it is noticed: the copy is compared with what was planned with."""
    project = make_project(tmp_path / "pay")
    write_notebook(project, "import os, shutil; " + code.format(root=str(project.root)), "02_bad")
    write_catalogue(project, {"fine": {}, "bad": {"notebook": "02_bad"}, "sound": {}})
    clean = bytes_of(project.clean)
    told = subprocess.run(
        [sys.executable, "-m", "tests.faults.unheld", "--root", project.root, "build"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert told.returncode == status, told.stderr
    assert bytes_of(project.clean) == clean
    assert sorted(p.stem for p in project.site.glob("*.html") if p.stem != "index") == pages
    if status:
        assert "look for a cell that writes where it should not" in told.stderr
    for page in project.site.glob("fine.html"):
        assert "11.1" in page.read_text()


def once(act):
    """Make a listener that acts when the first report runs its last cell."""
    done = []

    def tell(kind, name, detail):
        if (kind, detail) == ("cell", 6) and not done:
            done.append(name)
            act()

    return tell


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_server_that_is_killed_or_stopped_is_replaced_and_every_report_is_made(tmp_path, how):
    project = make_project(tmp_path / "pay", "one", "two", "three", code=A_SECOND)
    began = time.monotonic()
    done = build(project, Choices(jobs=2, timeout=60), once(lambda: server().send_signal(how)))
    assert (sorted(done.made), done.failed) == (["one", "three", "two"], {})
    assert time.monotonic() - began < 60


def test_without_the_kernels_help_the_one_that_kills_the_server_fails_and_the_others_are_made(
    tmp_path, monkeypatch
):
    """What a report may do is told by its name, since the test cannot let it loose."""
    project = make_project(
        tmp_path / "pay", "one", "bad", "three", code="import time; time.sleep(1)"
    )

    def tell(kind, name, detail):
        if (kind, name, detail) == ("cell", "bad", 6):
            server().kill()

    done = build(project, Choices(jobs=2, timeout=60), tell)
    assert sorted(done.made) == ["one", "three"]
    assert "ended the process that reports are started from" in done.failed["bad"]


def test_a_stack_without_end_costs_its_report_and_no_more_than_its_memory(tmp_path):
    deep = "import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()"
    project = make_project(tmp_path / "pay", "fine", code="print(label)")
    write_notebook(project, deep, "02_deep")
    write_catalogue(project, {"fine": {}, "deep": {"notebook": "02_deep"}})
    done = build(project, Choices(memory_limit=600_000_000))
    assert (done.made, list(done.failed)) == (["fine"], ["deep"])


def test_a_file_without_end_stops_at_its_bound(tmp_path):
    code = (
        "import sys; from analysis.publish.running import confine; confine.FILE = 1 << 20\n"
        "confine.bound(60, None)\n"
        "try: open(sys.argv[1], 'wb').write(bytes(1 << 21))\n"
        "except OSError as error: print(error.strerror)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "big"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "File too large"


DAEMON = """
import subprocess, sys, time
subprocess.Popen(
    [sys.executable, "-c",
     "import os, time\\nif os.fork() == 0:\\n    os.setsid()\\n    time.sleep(600)"]).wait()
"""


TELLING = """
import sys
from analysis.cli import main, progress

progress.plain = lambda kind, *more: print(kind, *more, flush=True)
main(["--root", sys.argv[1], "build"])
"""


def family_of(root):
    """Find the processes that work on a project, by the surroundings they were started with."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("REALPAY_ROOT", "").startswith(str(root)):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_nothing_outlives_a_build_that_is_killed(tmp_path, how):
    project = make_project(tmp_path / "pay", "one", code=DAEMON + "time.sleep(600)")
    with subprocess.Popen(
        [sys.executable, "-c", TELLING, str(project.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        for line in running.stdout:
            if line.startswith("cell one 6"):
                break
        time.sleep(0.5)
        assert len(family_of(project.root)) >= 2
        os.kill(running.pid, how)
        running.wait(timeout=60)
    _, alive = psutil.wait_procs(family_of(project.root), timeout=5)
    assert alive == []


def test_nothing_that_a_report_left_in_a_group_of_its_own_outlives_the_build(tmp_path):
    project = make_project(tmp_path / "pay", "one", code=DAEMON)
    write_notebook(project, DAEMON + "import os; os._exit(1)")
    build(project, Choices())
    left = [p for p in family_of(project.root) if "time.sleep(600)" in " ".join(p.cmdline())]
    assert left == []


def test_what_killed_builds_left_is_swept_and_what_lives_is_not(tmp_path):
    from analysis.publish.keeping.scratch import scratch

    project = Project(tmp_path)
    (project.cache / ".run-1-dead").mkdir(parents=True)
    (project.cache / ".run-1-dead" / "page.html").touch()
    (project.cache / ".run-2-dead.lock").touch()
    with scratch(project) as first, scratch(project) as second:
        assert first.is_dir()
        assert second.is_dir()
        assert not list(project.cache.glob("*dead*"))
    assert not list(project.cache.glob(".run-*"))


def test_what_older_versions_left_in_the_systems_temporary_folder_is_swept_and_no_more(
    tmp_path, monkeypatch
):
    from filelock import FileLock

    from analysis.publish.keeping.scratch import LIVED, scratch
    from analysis.publish.running.guard import ALIVE

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = {
        "realpay-ab12_xyz": (0o700, LIVED + 60),  # of a build that was killed long ago
        "realpay-new_one1": (0o700, 60),  # of one that may be at work
        "realpay-checkout": (0o755, LIVED + 60),  # a person's own
        "realpay-my-copy": (0o700, LIVED + 60),  # no name that Python gives
        "realpay-asleep_1": (0o700, LIVED + 60),  # of a build on a laptop that slept for days
    }
    for name, (mode, age) in left.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pay.xlsx").touch()
        (folder / ALIVE).touch()
        folder.chmod(mode)
        os.utime(folder, (time.time() - age,) * 2)
    with FileLock(tmp_path / "realpay-asleep_1" / ALIVE), scratch(Project(tmp_path / "pay")):
        pass
    assert {path.name for path in tmp_path.glob("realpay-*")} == {*left} - {"realpay-ab12_xyz"}


def test_a_guard_that_was_stopped_or_killed_holds_nobody_up(tmp_path):
    code = (
        "import os, signal\n"
        "from analysis.publish.running import guard\n"
        "with guard.marking(): pass\n"
        "guard._guards[os.getpid()][1].send_signal(signal.{how})"
    )
    for how in ("SIGSTOP", "SIGKILL"):
        told = subprocess.run(
            [sys.executable, "-c", code.format(how=how)],
            env={**os.environ, "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        assert told.stderr == ""
        assert list(tmp_path.iterdir()) == []


def test_a_build_leaves_nothing_in_the_systems_temporary_folder(tmp_path):
    place = tmp_path / "tmp"
    place.mkdir()
    project = make_project(tmp_path / "pay", "one", code="import tempfile; tempfile.mkdtemp()")
    subprocess.run(
        [sys.executable, "-c", TELLING, str(project.root)],
        env={**os.environ, "TMPDIR": str(place)},
        check=True,
        capture_output=True,
    )
    assert [path.name for path in place.iterdir()] == []
