"""The command line as a person meets it: through the installed command, in a process of its own."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli.commands import app

REPOSITORY = Path(__file__).resolve().parents[2]
COMMANDS = [command.name for command in app.registered_commands]


def test_help_lists_the_commands(realpay_here):
    shown = realpay_here("--help").stdout
    assert all(re.search(rf"^  {command} ", shown, re.M) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_two_examples_each_on_a_line_of_its_own(realpay_here, command):
    lines = [line.strip() for line in realpay_here(command, "--help").stdout.splitlines()]
    after = lines[lines.index("For example:") :]
    examples = [line for line in after if line.startswith("realpay ")]
    assert len(set(examples)) >= 2
    assert all(command in line.split() for line in examples)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_a_command_use_options_that_it_has(realpay_here, command):
    shown = realpay_here(command, "--help").stdout
    examples, _, options = shown.partition("For example:")[2].partition("Options:")
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", options)) | {"--root"}
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", examples)) <= known


def test_the_help_of_a_command_says_the_same_however_it_is_asked(realpay_here, copy):
    assert (
        realpay_here("worth", "--help").stdout
        == realpay_here("--root", copy, "worth", "--help").stdout
    )


def test_help_says_what_each_command_does_in_whole_sentences_on_a_narrow_screen(realpay_here):
    shown = realpay_here("--help", COLUMNS="80").stdout
    for line in shown.partition("Commands:")[2].strip().splitlines():
        assert line.endswith("."), line
        assert not line.endswith("..."), line


@pytest.mark.slow
@pytest.mark.parametrize("words", [[], ["worth"], ["build"]])
def test_help_brings_in_nothing_heavy(words):
    code = (
        "import sys; sys.argv = ['realpay', *sys.argv[1:], '--help']\n"
        "from analysis.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'pandera', 'rich', 'papermill'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    assert done.stdout.strip().endswith("[]")


def test_clean_makes_every_table_and_says_how_many_rows(cleaned):
    def raw_rows(name: str) -> int:
        with (REPOSITORY / "data" / "raw" / name).open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.DictReader(file))

    declared = (REPOSITORY / "data" / "raw" / "corrections.yaml").read_text(encoding="utf-8")
    assert cleaned["offer_statements"]["rows"] == raw_rows("pay/offers.csv")
    assert 100 < cleaned["offers"]["rows"] < cleaned["offer_statements"]["rows"]
    assert cleaned["ballots"]["rows"] == raw_rows("ballots/ballots.csv")
    assert cleaned["ballots"]["corrections"] == declared.count('- table: "ballots"')


def test_clean_finds_the_project_from_a_folder_inside_it(realpay, copy, cleaned):
    assert realpay("show", "moments", "--csv", cwd=copy / "data" / "raw").returncode == 0


def test_the_variable_names_a_copy_too(realpay, copy, cleaned, tmp_path):
    done = realpay("show", "moments", "--csv", cwd=tmp_path, REALPAY_ROOT=str(copy))
    assert done.stdout.startswith("key,as_of,")


def test_a_folder_that_is_no_copy_is_refused(realpay, tmp_path):
    done = realpay("--root", tmp_path, "clean")
    assert done.returncode == 2
    assert "Expected the folders data/raw and notebooks" in done.stderr


def test_a_wrong_raw_file_gets_its_line_and_leaves_the_tables_alone(
    realpay, copy, cleaned, tmp_path
):
    root = tmp_path / "wrong"
    shutil.copytree(copy, root)
    offers = root / "data" / "raw" / "pay" / "offers.csv"
    text = offers.read_text(encoding="utf-8")
    offers.write_text(text.replace("average_award,5,", "average_award,5x,", 1), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in (root / "data" / "clean").iterdir()}
    done = realpay("--root", root, "clean")
    assert done.returncode == 1
    assert "pay/offers.csv, row 2, column percent: found '5x'" in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    after = {path.name: path.read_bytes() for path in (root / "data" / "clean").iterdir()}
    assert after == before


def test_show_reads_as_of_a_day(realpay_here, copy, cleaned):
    shown = realpay_here("--root", copy, "show", "prices", "--as-of", "2022-11-15", "--csv").stdout
    months = [line.split(",")[0] for line in shown.splitlines() if line.startswith("D7G7/2022")]
    assert months[-1] == "D7G7/2022-09"


def test_a_misspelt_table_is_refused_with_the_nearest(realpay_here, copy, cleaned):
    done = realpay_here("--root", copy, "show", "balots")
    assert done.returncode == 2
    assert "Did you mean ballots?" in done.stderr


def shown(copy):
    """Every file and folder of the reports but what a build notes for itself."""
    return sorted(path for path in (copy / "reports").rglob("*") if ".cache" not in path.parts)


def test_a_misspelt_report_is_refused_before_anything_runs(realpay, copy, cleaned):
    before = shown(copy)
    done = realpay("--root", copy, "build", "ofers")
    assert done.returncode == 2
    assert "Did you mean offers?" in done.stderr
    assert shown(copy) == before


def test_a_misspelt_parameter_is_refused_before_anything_runs(realpay, copy, cleaned, tmp_path):
    done = realpay("--root", copy, "run", "05_ballots", "-p", "unoin=PCS", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean union?" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_build_makes_the_pages_and_then_nothing(realpay, copy, cleaned):
    done = realpay("--root", copy, "build", "offers", "ballots-pcs")
    assert done.returncode == 0, done.stderr
    assert (copy / "reports" / "html" / "index.html").exists()
    assert (copy / "reports" / "html" / "offers.html").exists()
    again = realpay("--root", copy, "build", "offers", "ballots-pcs")
    assert "Nothing changed" in again.stdout


@pytest.mark.slow
def test_run_writes_the_page_where_it_is_asked_to(realpay, copy, cleaned, tmp_path):
    page = tmp_path / "pcs.html"
    done = realpay("--root", copy, "run", "05_ballots", "-p", "union=PCS", "-o", page)
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "2,903" in text
    assert str(copy) not in text


@pytest.mark.slow
def test_why_traces_a_number_to_its_row_and_source(realpay, copy, cleaned):
    assert realpay("--root", copy, "build", "ballots-pcs").returncode == 0
    done = realpay("--root", copy, "why", "ballots-pcs/nearest-short")
    assert "Ofsted" in done.stdout
    assert "ballots/ballots.csv" in done.stdout
    assert "source_url: https://" in done.stdout


def test_the_package_run_as_a_module_is_the_same_command():
    from analysis import __main__ as module
    from analysis.cli import main

    assert module.main is main
