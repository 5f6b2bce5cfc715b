import json

import nbformat
import pytest

from analysis.errors import ReportError, UsageError
from analysis.project import Project
from analysis.publish.parameters import check_parameters, read_parameters, read_title
from analysis.tables.manifest import sealed

CELL = """employer: str = "all"  # slug of an employer, or all
indices: list[str] = ["CPI", "RPI"]  # which indices
weekly_hours: float = 37  # paid hours
as_of: str = "latest"
"""


@pytest.fixture
def project(tmp_path):
    clean = tmp_path / "data" / "clean"
    clean.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    employers = {"home-office": ["Home Office"], "acas": ["Acas"]}
    manifest = {"tables": {}, "names": {"employer": employers, "union": {"PCS": []}}}
    manifest["names"]["index"] = {name: [] for name in ("CPI", "CPIH", "RPI")}
    (clean / "manifest.json").write_text(json.dumps(sealed(manifest)))
    return Project(tmp_path)


def notebook(project, source=CELL, tags=("parameters",)):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
    path = project.notebooks / "01_offers.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def check(project, **given):
    return check_parameters(read_parameters(notebook(project)), given, project, "report x")


def test_parameters_have_the_types_defaults_and_meanings_of_their_cell(project):
    found = read_parameters(notebook(project))
    assert [one.type for one in found.values()] == ["str", "list[str]", "float", "str"]
    assert found["indices"].default == ["CPI", "RPI"]
    assert found["employer"].meaning == "slug of an employer, or all"


def test_values_that_are_not_given_are_the_defaults(project):
    assert check(project, employer="acas") == {
        "employer": "acas",
        "indices": ["CPI", "RPI"],
        "weekly_hours": 37,
        "as_of": "latest",
    }


def test_a_misspelt_parameter_is_refused_with_the_nearest_name(project):
    with pytest.raises(UsageError, match=r"no parameter 'employr'. Did you mean employer"):
        check(project, employr="acas")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"employer": "home-ofice"}, "Did you mean home-office"),
        ({"employer": ""}, "has no value"),
        ({"indices": "CPI, RPY"}, "Did you mean RPI"),
        ({"indices": ["CPI", 3]}, "no such index"),
        ({"weekly_hours": "thirty"}, "is no float"),
        ({"weekly_hours": True}, "is no float"),
        ({"as_of": "2022-02-31"}, "there is no day 2022-02-31"),
        ({"indices": "CPI, RPI, CPI"}, "CPI is given twice"),
        ({"as_of": 2022}, "2022 is a year. Type a day of it"),
        ({"as_of": "yesterday"}, "Type it as 2022-12-07"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(project, given, message):
    with pytest.raises(UsageError, match=message):
        check(project, **given)


def test_text_from_the_command_line_becomes_the_parameters_type(project):
    found = check(project, weekly_hours="42", indices="CPIH,RPI")
    assert found["weekly_hours"] == 42.0
    assert found["indices"] == ["CPIH", "RPI"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("employer = 'all'", "is not 'name: type = value"),
        ("employer: dict = {}", "one type of"),
        ("employer: str", "one type of"),
        ("%matplotlib inline", "line 1 of the cell tagged 'parameters' is not Python"),
        ('years: str = "2022-23', "is not Python"),
        ("base: int = 2020 + 1", "is reckoned"),
        ("base: int = this_year()", "is reckoned"),
    ],
)
def test_a_parameter_cell_that_is_not_typed_is_refused(project, source, message):
    with pytest.raises(ReportError, match=message):
        read_parameters(notebook(project, source))


def test_a_notebook_without_a_parameter_cell_is_refused(project):
    with pytest.raises(ReportError, match="0 cells tagged 'parameters'"):
        read_parameters(notebook(project, tags=()))


def test_a_wrong_value_of_the_notebooks_own_is_its_slip_and_not_the_askers(project):
    declared = read_parameters(notebook(project, 'as_of: str = "yesterday"\nemployer: str = ""'))
    with pytest.raises(ReportError, match=r"Type it as 2022-12-07.*the notebook's own value"):
        check_parameters(declared, {"employer": "acas"}, project, "report x")


@pytest.mark.parametrize(
    ("prose", "title"),
    [("# What *it* is worth\n\nMore.", "What it is worth"), ("## A part", ""), ("#tag", "")],
)
def test_the_title_is_the_first_heading_of_the_first_level(tmp_path, prose, title):
    path = tmp_path / "own.ipynb"
    cells = [nbformat.v4.new_code_cell("# no heading"), nbformat.v4.new_markdown_cell(prose)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert read_title(path) == title
