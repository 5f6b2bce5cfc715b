"""A report that fails costs itself alone; its last good page stays, and says that it is old."""

import pytest
from tests.publish.small import bytes_of, make_project, write_catalogue, write_notebook

from analysis.publish.builder import Choices, build

pytestmark = pytest.mark.slow
BAD = {
    "raises": ('raise ValueError("no pay")', "cell 6 (In [5]) raised ValueError: no pay"),
    "leaves": ("import os; os._exit(3)", "ended its process with status 3"),
    "is killed": ("import os; os.kill(os.getpid(), 9)", "was killed by SIGKILL (in cell 6)"),
    "hangs": ("import signal; signal.pause()", "took longer than 4 s (in cell 6)"),
    "eats memory": (
        "held = []\nwhile True: held.append(b'x' * 50_000_000)",
        "took more than 500 MB of memory (in cell 6)",
    ),
    "leaves a child": (
        'import subprocess, os; subprocess.Popen(["sleep", "600"]); os._exit(1)',
        "ended its process with status 1",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A site that was once whole, and after it a build in which one report fails each way."""
    project = make_project(tmp_path_factory.mktemp("good") / "pay")
    names = [name.replace(" ", "-") for name in BAD]
    reports = {name: {"notebook": f"02_{name.replace('-', '_')}"} for name in names}
    for given in reports.values():
        write_notebook(project, "print(label)", given["notebook"])
    reports["fine"] = {}
    write_catalogue(project, reports)
    build(project, Choices())
    return project, bytes_of(project.site)


@pytest.fixture(scope="module")
def failed(good):
    project, before = good
    for name, (code, _) in BAD.items():
        write_notebook(project, code, f"02_{name.replace(' ', '_')}")
    write_notebook(project, "print(label, 'rewritten')")
    done = build(project, Choices(timeout=4, memory_limit=500_000_000))
    return project, before, done


def page(project, name):
    return (project.site / f"{name}.html").read_text()


def test_only_the_reports_that_fail_are_not_made(failed):
    project, _, done = failed
    assert done.made == ["fine"]
    assert len(done.failed) == len(BAD)
    assert "rewritten" in page(project, "fine")


@pytest.mark.parametrize("name", BAD)
def test_a_report_that_fails_keeps_its_page_marked_and_tells_why_one_click_away(failed, name):
    project, before, done = failed
    report = name.replace(" ", "-")
    assert BAD[name][1] in done.failed[report]
    marked = page(project, report)
    assert "This page is out of date." in marked
    assert BAD[name][1] in marked
    assert f'href="{report}-failed.html"' in marked
    assert f"{report}-failed.html" in (project.site / "index.html").read_text()
    told = page(project, f"{report}-failed")
    assert BAD[name][1] in told
    assert f"realpay build {report}" in told
    assert "<code>label</code>" in told
    for file in ("values.json", "notebook.ipynb"):
        assert bytes_of(project.site)[f"{report}/{file}"] == before[f"{report}/{file}"]


def test_nothing_of_this_machine_or_this_run_is_in_what_failed(failed):
    project, _, _ = failed
    for name, held in bytes_of(project.site).items():
        assert str(project.root).encode() not in held, name
        assert b"/site-packages" not in held.replace(b"lib/python", b""), name
        assert b".run-" not in held, name


def test_failing_again_gives_the_same_site(failed):
    project, _, _ = failed
    before = bytes_of(project.site)
    again = build(project, Choices(timeout=4, memory_limit=500_000_000))
    assert set(again.plan.run.values()) == {"failed last time"}
    assert bytes_of(project.site) == before


def test_a_report_that_never_was_has_a_page_that_tells_why_and_is_listed(tmp_path):
    project = make_project(tmp_path / "pay", "one", code="1 / 0")
    assert "ZeroDivisionError" in build(project, Choices()).failed["one"]
    pages = {name for name in bytes_of(project.site) if "/" not in name and name.endswith("html")}
    assert pages == {"index.html", "one-failed.html"}
    write_notebook(project, "print('mended')")
    assert build(project, Choices()).made == ["one"]
    assert set(bytes_of(project.site)) >= {"index.html", "one.html", "one/notebook.ipynb"}
    assert not any("failed" in name for name in bytes_of(project.site))
