"""A report made in this process: what a worker hands back, and what it leaves in its folder."""

import pytest
from tests.publish.small import make_project

from analysis.publish.catalogue import load_catalogue
from analysis.publish.files import INGREDIENTS, NOTEBOOK, PAGE
from analysis.publish.report import make_report, mark_stale, task_of
from analysis.publish.running.worker_task import Task
from analysis.tables.manifest import read_manifest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One report of a small project: its task, what was handed back, the cells told of."""
    folder = tmp_path_factory.mktemp("report")
    project = make_project(folder / "pay", "one")
    [report] = load_catalogue(project).reports
    manifest = read_manifest(project.clean)
    task = task_of(project, report, {"notebook": "sha"}, manifest, folder / "made")
    cells = []
    return task, make_report(task, cells.append), cells


def test_a_report_says_what_it_read_and_hands_over_its_files(made):
    task, found, cells = made
    assert {path.name for path in task.output.iterdir()} >= {NOTEBOOK, PAGE, INGREDIENTS}
    assert found["files"].keys() >= {NOTEBOOK, PAGE}
    [read] = found["reads"]
    assert (read["table"], read["as_of"]) == ("prices", "latest")
    assert read["where"] == [["series", ["D7G7"]]]
    assert found["entry"]["name"] == "one"
    assert found.keys() == {"reads", "entry", "sources", "told", "listed", "own", "files"}
    assert cells == sorted(cells)
    assert "Pay one" in (task.output / PAGE).read_text(encoding="utf-8")


def test_a_page_that_could_not_be_made_anew_says_so_on_what_it_was(made):
    task, found, _ = made
    before = (task.output / PAGE).read_text(encoding="utf-8")
    extra = {"reason": "its notebook failed", "failure": "in cell 3"}
    stale = mark_stale(Task("one", None, {}, task.output, extra), lambda _: None)
    after = (task.output / PAGE).read_text(encoding="utf-8")
    assert "its notebook failed" in after
    assert "its notebook failed" not in before
    assert stale.keys() == found["files"].keys()
    assert stale[PAGE] != found["files"][PAGE]
