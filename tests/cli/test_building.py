"""`realpay build` and `realpay run` as a person, a terminal and a scheduler meet them."""

import pytest
from rich.console import Console
from tests.publish.small import bytes_of, make_project, write_notebook

from analysis.cli import main
from analysis.cli.progress import bar
from analysis.publish.keeping.plan import Plan

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "pay", "one", "two")


def test_a_build_tells_in_plain_lines_what_runs_and_why_and_where_the_pages_are(
    small_realpay, project
):
    status, out, err = small_realpay("build", "--jobs", "1")
    assert status == 0
    assert err.splitlines() == [
        "to run: one (not built yet)",
        "to run: two (not built yet)",
        "made: one",
        "made: two",
    ]
    pages = f"The pages: {project.site / 'index.html'}\n"
    assert out == f"2 reports made. {pages}"
    unchanged = f"Nothing changed: 2 reports are as they should be. {pages}"
    assert small_realpay("build") == (0, unchanged, "")


def test_what_reports_need_is_loaded_while_the_build_plans_and_only_if_some_may_run(
    project, monkeypatch, capsys
):
    loads = []
    monkeypatch.setattr(
        "analysis.publish.running.worker_run.warm_up", lambda: loads.append("begun")
    )
    root = ("--root", str(project.root))

    def build(*words):
        with pytest.raises(SystemExit) as ended:
            main([*root, "build", *words])
        assert not ended.value.code
        return capsys.readouterr().out

    build("--dry-run")
    assert loads == []
    assert build().startswith("2 reports made. The pages: ")
    assert loads == ["begun"]
    assert build().startswith("Nothing changed: 2 reports are as they should be.")
    assert loads == ["begun"]
    build("--force")
    assert loads == ["begun", "begun"]


def test_a_plain_build_fails_as_plainly_as_any(project, capsys):
    write_notebook(project, "1 / 0")
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(project.root), "build"])
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert "failed: one: 01_pay, cell 6 (In [5]) raised ZeroDivisionError" in said.err
    assert "0 reports made, 2 failed." in said.out


def test_a_plain_build_that_cannot_begin_says_why_in_a_sentence(project, capsys):
    project.catalogue.unlink()
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(project.root), "build"])
    assert ended.value.code == 1
    assert capsys.readouterr().err == ("reports/catalogue.yaml is missing: it lists the reports.\n")


def test_a_build_that_is_interrupted_before_it_began_says_so_and_ends_as_a_shell_expects(
    project, capsys, monkeypatch
):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.publish.site.unchanged.nothing_to_do", interrupted)
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(project.root), "build"])
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Stopped. What stood before still stands.\n"


def test_a_dry_run_makes_nothing(small_realpay, project):
    status, out, _ = small_realpay("build", "--dry-run")
    assert (status, out) == (0, "2 reports would run, 0 reports kept as they are.\n")
    assert not project.site.exists()


def test_a_failure_is_told_as_it_comes_and_by_the_exit_status(small_realpay, project):
    write_notebook(project, "1 / 0")
    status, out, err = small_realpay("build", "one")
    assert status == 1
    assert "failed: one: 01_pay, cell 6 (In [5]) raised ZeroDivisionError" in err
    assert "0 reports made, 1 failed." in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "ones"], "Did you mean one?"),
        (["build", "--as-of", "soon"], "is not a day. Type it as 2022-12-07."),
        (["run", "01_pya"], "Did you mean 01_pay?"),
        (["run", "01_pay", "-p", "lable=x"], "Did you mean label?"),
        (["run", "01_pay", "-p", "label"], "is not name=value"),
        (["run", "01_pay", "-p", "as_of=soon"], "is not a day. Type it as 2022-12-07"),
        (["run", "01_pay", "-o", "no/such/folder/page.html"], "There is no folder"),
    ],
)
def test_a_wrong_word_ends_with_status_two_and_the_right_one(small_realpay, words, message):
    status, _, err = small_realpay(*words)
    assert status == 2
    assert message in err


def test_one_notebook_runs_with_values_of_the_askers_own(
    small_realpay, project, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    status, out, err = small_realpay("run", "01_pay", "-p", "label=mine")
    assert (status, err) == (0, "made: 01-pay-mine\n")
    page = tmp_path / "01-pay-mine.html"
    assert out == f"The page: {page}\n"
    assert "mine" in page.read_text()
    assert not project.site.exists()


def test_run_without_a_name_lists_the_notebooks(small_realpay):
    assert small_realpay("run") == (0, "01_pay\n", "")


def test_why_without_a_name_lists_the_reports_and_names_the_command_that_makes_them(small_realpay):
    status, _, err = small_realpay("why")
    assert status == 2
    assert "realpay build" in err
    assert small_realpay("build")[0] == 0
    assert small_realpay("why") == (0, "one\ntwo\n", "")


def test_one_notebook_that_fails_says_where_and_leaves_the_page_that_was(
    small_realpay, project, tmp_path
):
    page = tmp_path / "page.html"
    page.write_text("before")
    write_notebook(project, "1 / 0")
    status, _, err = small_realpay("run", "01_pay", "-o", page)
    assert status == 1
    assert "cell 6 (In [5]) raised ZeroDivisionError" in err
    assert bytes_of(tmp_path)["page.html"] == b"before"


def test_a_terminal_sees_a_bar_with_names_and_failures_as_they_come(monkeypatch):
    console = Console(force_terminal=True, width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    monkeypatch.setattr("rich.console.Console", lambda **_: console)
    with bar() as tell:
        tell("cleaning", "clean tables", "raw files changed: ons/D7G7.csv")
        tell("plan", "", Plan({"one": "asked for", "two": "asked for"}, (), ("old",)))
        tell("started", "one", None)
        tell("cell", "one", 4)
        tell("lost", "one", "its worker went away; it is tried once more")
        tell("failed", "one", "one, cell [4] raised")
        tell("started", "two", None)
        tell("finished", "two", None)
    console.file.close()
    shown = console.export_text()
    for words in (
        "clean tables made anew (raw files changed: ons/D7G7.csv)",
        "to run: one (asked for)",
        "no longer in the catalogue: old",
        "lost: one",
        "failed: one: one, cell [4] raised",
        "2/2",
    ):
        assert words in shown
