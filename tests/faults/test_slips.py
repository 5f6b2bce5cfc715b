"""A slip in the parameters cell of one notebook costs that notebook's reports, and no other."""

import json

import pytest
from tests.publish.small import make_project, write_catalogue, write_notebook

from analysis.errors import UsageError
from analysis.publish.builder import Choices, build
from analysis.publish.site.unchanged import nothing_to_do

pytestmark = pytest.mark.slow
SLIPS = {
    "a magic": ("%matplotlib inline", "line 1 of the cell tagged 'parameters' is not Python"),
    "an expression": ("base: int = 2020 + 1", "the value of base is reckoned (2020 + 1)"),
    "a mark too few": ('label: str = "pay', "is not Python"),
    "no type": ("label = 'pay'", "is not 'name: type = value"),
    "a day nobody can read": ('as_of: str = "soon"', "the notebook's own value"),
}


def slip(project, source, name="02_slip"):
    """Write this into the parameters cell of a notebook as an editor would."""
    path = project.notebooks / f"{name}.ipynb"
    held = json.loads(path.read_text())
    held["cells"][1]["source"] = source
    path.write_text(json.dumps(held))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    made = make_project(tmp_path_factory.mktemp("slips") / "pay")
    write_notebook(made, "print(label)", "02_slip")
    write_catalogue(made, {"fine": {}, "never": {"notebook": "02_slip"}})
    slip(made, "%time")
    done = build(made, Choices())
    assert done.made == ["fine"]
    write_notebook(made, "print(label)", "02_slip")
    write_catalogue(made, {"fine": {}, "slips": {"notebook": "02_slip"}})
    build(made, Choices())
    return made


@pytest.mark.parametrize("kind", SLIPS)
def test_the_others_are_made_and_the_page_of_the_slip_stays_and_says_so(project, kind):
    source, message = SLIPS[kind]
    slip(project, source)
    write_notebook(project, f"print({kind!r})")
    done = build(project, Choices())
    assert done.made == ["fine"]
    assert list(done.failed) == ["slips"]
    assert message in done.failed["slips"]
    assert "This page is out of date." in (project.site / "slips.html").read_text()
    told = (project.site / "slips-failed.html").read_text()
    assert message.split("'")[0].split('"')[0] in told
    assert nothing_to_do(project) is None


def test_a_notebook_that_cannot_be_read_costs_its_own_reports(project):
    path = project.notebooks / "02_slip.ipynb"
    path.write_text('{"cells": [null], "metadata": null, "nbformat": 4}')
    assert "not a notebook that can be read" in build(project, Choices()).failed["slips"]


def test_a_slip_mended_is_made_and_its_failure_gone(project):
    write_notebook(project, "print('mended')", "02_slip")
    assert "slips" in build(project, Choices()).made
    assert not (project.site / "slips-failed.html").exists()


def test_a_site_of_a_day_is_made_without_it_too(project):
    slip(project, "%time")
    done = build(project, Choices(as_of="2022-12-01"))
    assert (done.made, list(done.failed)) == (["fine"], ["slips"])


def test_what_is_wrong_in_the_catalogue_still_stops_before_anything_runs(project):
    write_notebook(project, "print(label)", "02_slip")
    write_catalogue(project, {"fine": {}, "slips": {"notebook": "02_slip", "as_of": "soon"}})
    with pytest.raises(UsageError, match="report slips"):
        build(project, Choices())
