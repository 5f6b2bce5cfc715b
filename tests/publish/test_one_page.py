"""A single page by `realpay run`: where it may go, and what stops it before anything runs."""

import dataclasses

import pytest

from analysis.errors import DataError, ReportError, UsageError
from analysis.project import Project
from analysis.publish import single
from analysis.publish.running.worker_task import Outcome, Task


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose one notebook is run by nobody: a page of one word is laid down."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "pay.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "out").mkdir()
    made = Project(tmp_path)
    for name, stand_in in {
        "read_parameters": lambda path: (),
        "check_parameters": lambda *_: {},
        "read_title": lambda path: "Pay",
        "freshen": lambda *_, **__: None,
        "read_manifest": lambda folder: {},
        "digest": lambda path: "ab",
        "take_state": lambda *_: single_state(made),
        "parts_of": lambda *_: {},
        "task_of": lambda project, report, parts, manifest, place: Task("pay", output=place),
    }.items():
        monkeypatch.setattr(single, name, stand_in)

    def run_all(function, tasks, **_):
        (task,) = tasks
        task.output.mkdir()
        (task.output / single.PAGE).write_text("pay", encoding="utf-8")
        return [Outcome("pay", value=1)]

    monkeypatch.setattr("analysis.publish.running.workers.run_all", run_all)
    return made


@dataclasses.dataclass
class single_state:  # noqa: N801 - stands where a function does
    project: Project


def test_a_page_is_laid_down_whole_under_the_name_asked(project):
    target = project.root / "out" / "mine.html"
    assert single.run_single(project, "pay", (), output=target) == target
    assert [path.name for path in target.parent.iterdir()] == ["mine.html"]
    assert target.read_text(encoding="utf-8") == "pay"


def test_a_folder_is_no_name_for_a_page_and_none_is_made_for_it(project):
    with pytest.raises(UsageError, match=r"out is a folder\. Name the page: -o "):
        single.run_single(project, "pay", (), output=project.root / "out")
    with pytest.raises(UsageError, match="There is no folder"):
        single.run_single(project, "pay", (), output=project.root / "no" / "pay.html")
    with pytest.raises(UsageError, match=r"-p 'on' is not name=value"):
        single.run_single(project, "pay", ("on",))


def test_inputs_that_change_meanwhile_are_said(project, monkeypatch):
    monkeypatch.setattr(single, "take_state", lambda *_: None)
    with pytest.raises(ReportError, match="changed while they were read"):
        single.run_single(project, "pay", (), output=project.root / "out" / "pay.html")


def test_a_page_that_cannot_be_written_leaves_nothing_half_written(project, monkeypatch):
    def full(source, target):
        target.write_text("p", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(single.shutil, "copyfile", full)
    with pytest.raises(ReportError, match=r"could not be written \(No space left on device\)"):
        single.run_single(project, "pay", (), output=project.root / "out" / "pay.html")
    assert list((project.root / "out").iterdir()) == []


def test_what_an_installation_carries_is_checked_and_run_in_a_folder_of_its_own(
    project, monkeypatch
):
    monkeypatch.setattr("analysis.project.CARRIED", project.root)
    monkeypatch.setattr(single, "why_stale", lambda project: "")
    target = project.root / "out" / "pay.html"
    assert single.run_single(project, "pay", (), output=target) == target
    monkeypatch.setattr(single, "why_stale", lambda project: "a table is gone")
    with pytest.raises(DataError, match="carries is not whole: a table is gone"):
        single.run_single(project, "pay", (), output=target)


def test_a_notebook_is_named_by_the_collection_or_by_its_path(project):
    path = project.root / "notebooks" / "pay.ipynb"
    assert single.notebook_file(project, str(path)) == path
    (project.root / "pay.txt").touch()
    with pytest.raises(UsageError, match=r"does not end in \.ipynb"):
        single.notebook_file(project, str(project.root / "pay.txt"))
    with pytest.raises(UsageError, match="There is no file"):
        single.notebook_file(project, "no/such.ipynb")
