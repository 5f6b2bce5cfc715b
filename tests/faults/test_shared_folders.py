"""Two builds at once, folders that refuse, things that were damaged: told plainly, nothing lost."""

import json
import shutil
import subprocess
import sys

import pytest
from tests.publish.small import bytes_of, write_notebook

from analysis.errors import ReportError
from analysis.folders import recover, swap_in
from analysis.publish.builder import Choices, build
from analysis.publish.keeping.scratch import building

pytestmark = pytest.mark.slow


HOLDING = """
import sys
from pathlib import Path
from analysis.project import Project
from analysis.publish.keeping.scratch import building

with building(Project(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_says_who_builds_and_waits_if_asked_to(project):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, project.root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(ReportError, match=rf"Another build .* \(process {first.pid} on "):
            build(project, Choices())
        first.stdin.close()
        with building(project, wait=30):
            assert json.loads((project.cache / "build.lock.holder").read_text())["pid"] != first.pid


def test_a_builder_that_was_killed_holds_nothing(project):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, project.root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        first.stdout.readline()
        first.kill()
        first.wait(timeout=10)
    assert build(project, Choices()).plan.run == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda built: (built / "record.json").write_text("{"),
        lambda built: (built / "record.json").write_text('{"files": {"../../x": ""}}'),
        lambda built: (built / "record.json").unlink(),
        lambda built: (built / "notebook.ipynb").write_bytes(b""),
        lambda built: (built / "page.html").unlink(),
        lambda built: shutil.rmtree(built),
    ],
)
def test_a_damaged_cache_is_made_again(project, damage):
    before = bytes_of(project.site)
    damage(project.cache / "built" / "one")
    done = build(project, Choices())
    assert list(done.plan.run) == ["one"]
    assert bytes_of(project.site) == before


def test_a_damaged_memory_of_the_catalogue_is_read_anew(project):
    (project.cache / "catalogue.json").write_text("[1]")
    assert build(project, Choices()).plan.run == {}


def test_a_cache_that_is_gone_costs_time_and_nothing_else(project):
    before = bytes_of(project.site)
    shutil.rmtree(project.cache)
    assert len(build(project, Choices()).made) == 2
    assert bytes_of(project.site) == before


def test_a_site_that_is_gone_is_laid_out_from_the_cache(project):
    before = bytes_of(project.site)
    shutil.rmtree(project.site)
    assert build(project, Choices()).plan.run == {}
    assert bytes_of(project.site) == before


def test_a_swap_cut_off_between_two_renames_is_undone(project, monkeypatch):
    before = bytes_of(project.site)
    project.site.rename(project.site.with_name(".html.old"))
    build(project, Choices())
    assert bytes_of(project.site) == before
    assert not list(project.site.parent.glob(".html*"))


def test_where_names_cannot_be_exchanged_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.folders._exchange", lambda *_: False)
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name)
    swap_in(tmp_path / "new", tmp_path / "site")
    recover(tmp_path / "site")
    assert bytes_of(tmp_path) == {"site/page": b"new"}


def test_a_folder_that_may_not_be_written_is_told(project, monkeypatch):
    before = bytes_of(project.site)
    write_notebook(project, "print(label, 'rewritten')")

    def refuse(*_):
        raise PermissionError(13, "Permission denied", "reports/html")

    monkeypatch.setattr("analysis.publish.site.assemble.swap_in", refuse)
    refused = r"Permission denied: reports/html.*The site is as it was"
    with pytest.raises(ReportError, match=refused):
        build(project, Choices())
    assert bytes_of(project.site) == before
    monkeypatch.undo()
    assert build(project, Choices()).plan.run == {}


def test_a_clean_table_that_is_damaged_is_noticed_before_anything_runs(project):
    before = bytes_of(project.site)
    (project.clean / "prices.parquet").write_bytes(b"PAR1")
    told = []
    with pytest.raises(Exception, match="problems in"):  # these raw files cannot be cleaned again
        build(project, Choices(), lambda *event: told.append(event))
    assert told == [("cleaning", "clean tables", "prices.parquet is damaged")]
    assert bytes_of(project.site) == before
