"""The wheel alone, in an empty environment and an empty folder, gives first answers.

The environment has the package and nothing else of its own: the libraries that the package asks for
are those of the tests, put on its path without what installs this checkout for editing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.project import Project
from analysis.publish.keeping.freshness import clean_tables

pytestmark = pytest.mark.slow

PACKED = ("src", "notebooks", "data/raw", "reports/catalogue.yaml", "setup.py", "pyproject.toml")
TOLD = ("MANIFEST.in", "README.md", "LICENSE", "LICENSE-DATA.md")
MOST = 6 * 2**20
OFFER = ("worth", "3%", "--on", "2022-12-07")


def copy_of(root: Path, folder: Path) -> Project:
    """Copy what a wheel is made of, and make its clean tables."""
    for name in (*PACKED, *TOLD):
        source, target = root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copyfile(source, target)
    project = Project(folder)
    clean_tables(project)
    return project


def build(folder: Path, dist: Path) -> subprocess.CompletedProcess[str]:
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(dist)]
    return subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, str(folder)],
        env=os.environ | {"SOURCE_DATE_EPOCH": "1790000000"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_of(root, tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def wheel(copy: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("dist")
    made = build(copy.root, dist)
    assert made.returncode == 0, made.stderr
    return next(dist.glob("*.whl"))


class Installed:
    """An environment with the wheel in it, asked from a folder of its own."""

    def __init__(self, environment: Path, here: Path) -> None:
        self.environment, self.here = environment, here
        self.bin = environment / "bin"
        self.site = next((environment / "lib").glob("python*/site-packages"))

    @property
    def record(self) -> Path:
        return self.site / "analysis" / "carried"

    def run(self, *words: str, here: Path | None = None) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name != "REALPAY_ROOT"}
        return subprocess.run(
            [str(self.bin / words[0]), *words[1:]],
            cwd=here or self.here, env=kept, capture_output=True, text=True, check=False,
        )  # fmt: skip


def install(wheel: Path, folder: Path) -> Installed:
    environment = folder / "environment"
    make = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(make, check=True)
    put = ["-m", "pip", "--python", str(environment), "install", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, *put, "--quiet", str(wheel)], check=True)
    here = folder / "empty"
    here.mkdir()
    installed = Installed(environment, here)
    # A plain path: the .pth files below it, which would bring this checkout in, are not read.
    libraries = installed.site / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return installed


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def broken(installed: Installed) -> Iterator[Installed]:
    """The same, for tests that damage the record: it is put back afterwards."""
    kept = installed.here / "kept"
    shutil.copytree(installed.record, kept)
    yield installed
    shutil.rmtree(installed.record)
    kept.rename(installed.record)


def test_the_wheel_is_within_six_megabytes_and_the_same_bytes_each_time(
    root: Path, wheel: Path, tmp_path: Path
) -> None:
    again = copy_of(root, tmp_path / "again")
    assert build(again.root, tmp_path / "dist").returncode == 0
    assert (tmp_path / "dist" / wheel.name).read_bytes() == wheel.read_bytes()
    assert wheel.stat().st_size <= MOST


def test_an_offer_is_set_against_prices_from_any_folder(installed: Installed) -> None:
    for words in (("realpay", *OFFER), ("python", "-m", "analysis", *OFFER)):
        said = installed.run(*words)
        assert (said.returncode, said.stderr) == (0, "")
        assert "11.1 %" in said.stdout


def test_a_researcher_reads_the_tables_that_the_checkout_has(
    installed: Installed, copy: Project
) -> None:
    code = (
        "import analysis as pay, analysis.project as p; rows = pay.read('offers'); "
        "print(len(rows), p.find_project().carried)"
    )
    inside = installed.run("python", "-c", code, here=copy.root)
    outside = installed.run("python", "-c", code)
    assert outside.stdout.split()[1] == "True", outside.stderr
    assert inside.stdout.split() == [outside.stdout.split()[0], "False"], inside.stderr


def test_a_notebook_of_the_collection_makes_its_page(installed: Installed) -> None:
    made = installed.run("realpay", "run", "01_offers_against_inflation", "-o", "out.html")
    assert made.returncode == 0, made.stderr
    page = (installed.here / "out.html").read_text(encoding="utf-8")
    assert "pay/offers.csv" in page
    assert not list(installed.record.rglob(".cache"))


@pytest.mark.parametrize("command", ["clean", "fetch", "build", "refresh", "editions"])
def test_what_needs_a_copy_of_the_project_says_so(installed: Installed, command: str) -> None:
    said = installed.run("realpay", command)
    assert said.returncode == 2
    assert said.stderr.startswith(f"realpay {command} works on a copy of the project, and there is")
    assert f"realpay --root DIR {command}" in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_damaged_table_names_the_way_to_a_whole_one(broken: Installed) -> None:
    table = broken.record / "data" / "clean" / "prices.parquet"
    table.write_bytes(table.read_bytes()[:1000])
    said = broken.run("realpay", *OFFER)
    assert said.returncode == 1
    assert "prices.parquet is damaged" in said.stderr
    assert "pip install --force-reinstall realpay" in said.stderr
    table.unlink()
    assert "--force-reinstall" in broken.run("realpay", *OFFER).stderr


def test_a_record_in_part_runs_nothing(broken: Installed) -> None:
    (broken.record / "data" / "raw" / "pay" / "offers.csv").unlink()
    said = broken.run("realpay", "run", "01_offers_against_inflation", "-o", "part.html")
    assert said.returncode == 1
    assert "is not whole: raw files changed: pay/offers.csv" in said.stderr
    assert "--force-reinstall" in said.stderr
    assert not (broken.here / "part.html").exists()


def test_no_wheel_is_made_of_tables_that_the_raw_files_have_left_behind(
    copy: Project, tmp_path: Path
) -> None:
    changed = copy.raw / "employers.csv"
    before = changed.read_bytes()
    try:
        changed.write_bytes(before + b"\n")
        made = build(copy.root, tmp_path)
    finally:
        changed.write_bytes(before)
    assert made.returncode != 0
    assert "data/clean was not made from the raw files that stand" in made.stderr
    assert not list(tmp_path.glob("*.whl"))
