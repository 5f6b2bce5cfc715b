"""A report that rests on a file of one's own: named, made anew when it changes, said when gone."""

import pytest
from tests.publish.small import make_project, write_catalogue, write_notebook

from analysis.publish.builder import Choices, build
from analysis.publish.site.unchanged import nothing_to_do

pytestmark = pytest.mark.slow
CODE = "import analysis as pay\npay.own('njc.csv')"


@pytest.fixture
def project(tmp_path):
    made = make_project(tmp_path / "pay", "plain")
    write_notebook(made, CODE, "02_own")
    write_catalogue(made, {"plain": {}, "own": {"notebook": "02_own"}})
    made.own.mkdir()
    (made.own / "njc.csv").write_text("point,pay\n3,23656\n")
    assert sorted(build(made, Choices()).made) == ["own", "plain"]
    return made


def page(project, name="own"):
    return (project.site / f"{name}.html").read_text()


def test_the_page_names_the_file_and_is_made_anew_when_it_changes(project):
    assert "<code>data/own/njc.csv</code>" in page(project)
    assert "data/own" not in page(project, "plain")
    assert nothing_to_do(project) == 2
    (project.own / "other.csv").write_text("a\n1\n")
    assert nothing_to_do(project) == 2
    (project.own / "njc.csv").write_text("point,pay\n3,24000\n")
    done = build(project, Choices())
    assert dict(done.plan.run) == {"own": "own files changed: njc.csv"}
    assert "24000" in page(project)
    assert build(project, Choices()).made == []


def test_a_file_that_vanishes_is_said_and_the_last_page_stays(project):
    (project.own / "njc.csv").unlink()
    done = build(project, Choices())
    assert "data/own/njc.csv is not there" in done.failed["own"]
    assert "This page is out of date." in page(project)
    assert "23656" in page(project)
    (project.own / "njc.csv").write_text("point,pay\n3,23656\n")
    assert build(project, Choices()).made == ["own"]
    assert "out of date" not in page(project)
