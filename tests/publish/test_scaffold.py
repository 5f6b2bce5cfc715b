"""A new report runs as it is written, and its parts are where the next owner looks for them."""

import importlib.util
import sys

import pytest
from tests.collection import made as making

from analysis.cli.new import new_report
from analysis.doors.yaml_text import parse_yaml
from analysis.errors import UsageError
from analysis.project import Project

WORDS = {"title": 'The "pay gap"', "question": "How far apart?", "group": "pay"}
CATALOGUE = """groups:
  pay: Pay

reports:
  - name: old
    title: Old
    question: What?
    group: pay
    notebook: 09_claims
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "09_claims.ipynb").write_text("{}")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "catalogue.yaml").write_text(CATALOGUE)
    return Project(tmp_path)


def test_a_notebook_a_module_a_test_and_an_entry_below_those_that_are_there(project):
    written = new_report(project, "pay_gap", **WORDS)
    assert [path.relative_to(project.root).as_posix() for path in written] == [
        "notebooks/10_pay_gap.ipynb",
        "src/analysis/collection/pay_gap.py",
        "tests/collection/test_pay_gap.py",
        "reports/catalogue.yaml",
    ]
    text = project.catalogue.read_text()
    assert text.startswith(CATALOGUE)
    assert parse_yaml(text)[0]["reports"][1] == {
        "name": "pay-gap",
        "title": 'The "pay gap"',
        "question": "How far apart?",
        "group": "pay",
        "notebook": "10_pay_gap",
    }


def test_the_code_beyond_the_notebook_is_under_sixty_lines(project):
    lines = [path.read_text().count("\n") for path in new_report(project, "gap", **WORDS)[1:3]]
    assert sum(lines) + 5 < 60  # with the catalogue entry


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("Pay Gap", {}, "no name for a report"),
        ("../gap", {}, "no name for a report"),
        ("claims", {}, "called claims already"),
        ("gap", {"group": "payy"}, "No group 'payy'"),
    ],
)
def test_a_name_or_group_that_cannot_be_is_refused_and_nothing_is_written(
    project, name, words, said
):
    with pytest.raises(UsageError, match=said):
        new_report(project, name, **WORDS | words)
    assert project.catalogue.read_text() == CATALOGUE
    assert not (project.root / "src").exists()


@pytest.mark.slow
def test_what_is_written_runs_as_it_is_and_its_own_test_holds(project, clean_copy, monkeypatch):
    notebook, module, test, _ = new_report(project, "pay_gap", **WORDS)
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    monkeypatch.setattr(making, "NOTEBOOKS", notebook.parent)
    _import("analysis.collection.pay_gap", module, monkeypatch)
    written = _import("its_own_test", test, monkeypatch)
    written.test_the_first_finding_answers_the_question(
        lambda name, **given: making.make(clean_copy, name, **given)
    )


def _import(name, path, monkeypatch):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    if name.startswith("analysis.collection."):
        import analysis.collection

        monkeypatch.setattr(analysis.collection, name.rpartition(".")[2], module, raising=False)
    spec.loader.exec_module(module)
    return module
