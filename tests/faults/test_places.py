"""Any name of a folder, link or mount works, or is refused before anything is touched."""

import subprocess
import sys

import pytest
from tests.publish.small import bytes_of, make_project, write_notebook

from analysis.errors import DataError, RealpayError
from analysis.ingest.writing import cleaning
from analysis.publish.builder import Choices, build, verify
from analysis.publish.running import workers
from analysis.publish.site.unchanged import nothing_to_do

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["{x}[y]*", "a b\u00e9?'\"", "%s $HOME ~ #1"])
def test_a_project_in_a_folder_of_any_name_is_built(tmp_path, name):
    plain = make_project(tmp_path / "plain", "one")
    build(plain, Choices())
    project = make_project(tmp_path / name, "one")
    assert build(project, Choices()).made == ["one"]
    assert bytes_of(project.site) == bytes_of(plain.site)
    assert nothing_to_do(project) == 1


def linked(folder, elsewhere):
    """Put a link in the place of a folder."""
    elsewhere.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rename(elsewhere)
    else:
        elsewhere.mkdir()
    folder.symlink_to(elsewhere, target_is_directory=True)


def test_a_site_behind_a_link_is_replaced_there_and_the_link_stays(tmp_path):
    project = make_project(tmp_path / "pay", "one")
    linked(project.site, tmp_path / "served" / "www")
    build(project, Choices())
    write_notebook(project, "print(label, 'rewritten')")
    build(project, Choices())
    assert project.site.is_symlink()
    assert b"rewritten" in (tmp_path / "served" / "www" / "one.html").read_bytes()
    assert [path.name for path in (tmp_path / "served").iterdir()] == ["www"]
    assert nothing_to_do(project) == 1


def test_clean_tables_and_cache_behind_links_serve_as_well(tmp_path):
    project = make_project(tmp_path / "pay", "one")
    linked(project.clean, tmp_path / "tables" / "clean")
    linked(project.cache, tmp_path / "fast" / "cache")
    with cleaning(project):
        pass
    assert build(project, Choices()).made == ["one"]
    assert project.clean.is_symlink()
    assert project.cache.is_symlink()
    assert nothing_to_do(project) == 1


@pytest.mark.parametrize("kind", ["circle", "file"])
def test_what_cannot_be_replaced_is_refused_before_anything_is_touched(tmp_path, kind):
    project = make_project(tmp_path / "pay", "one")
    if kind == "circle":
        project.site.symlink_to(project.site)
    else:
        project.site.write_text("mine")
    before = {path.name for path in (project.root / "reports").iterdir()}
    with pytest.raises(RealpayError, match=r"reports/html is a (link that leads|file)"):
        build(project, Choices())
    assert {path.name for path in (project.root / "reports").iterdir()} - {".cache"} == before


def test_a_mount_is_refused_in_a_sentence(tmp_path, monkeypatch):
    project = make_project(tmp_path / "pay", "one")
    project.site.mkdir()
    monkeypatch.setattr("os.path.ismount", lambda path: path == project.site)
    with pytest.raises(RealpayError, match=r"is a mount.*Mount the folder above it"):
        build(project, Choices())


def test_a_file_that_may_not_be_read_is_told_as_such(tmp_path):
    project = make_project(tmp_path / "pay", "one")
    place = project.raw / "pay" / "offers.csv"
    told = r"data/raw/pay/offers.csv cannot be used \(Permission"
    with pytest.raises(DataError, match=told), cleaning(project):
        raise PermissionError(13, "Permission denied", str(place))


def test_time_in_which_nobody_could_run_is_no_time_of_a_report(tmp_path, monkeypatch):
    """A laptop that sleeps for an hour at each look wakes to reports that are still young."""
    project = make_project(tmp_path / "pay", "one", code="import time; time.sleep(0.5)")
    real, slept = workers.time.monotonic, [0.0]

    class Clock:
        @staticmethod
        def monotonic():
            slept[0] += 3600
            return real() + slept[0]

    monkeypatch.setattr(workers, "time", Clock)
    assert build(project, Choices(timeout=600)).failed == {}


def test_verify_names_what_is_damaged_and_makes_it_again(tmp_path):
    project = make_project(tmp_path / "pay", "one", "two")
    build(project, Choices())
    before = bytes_of(project.site)
    assert verify(project, Choices()).found == ()
    (project.cache / "built" / "one" / "values.json").write_text("{}")
    (project.site / "index.html").write_text("mine")
    (project.site / "stray").touch()
    done = verify(project, Choices())
    assert "one: values.json is damaged" in done.found
    assert "reports/html/index.html is not as it was made" in done.found
    assert "reports/html/stray is not as it was made" in done.found
    assert list(done.built.plan.run) == ["one"]
    assert bytes_of(project.site) == before
    assert verify(project, Choices()).found == ()


BUILD = "import sys; from analysis.cli import main; main(sys.argv[1:])"


@pytest.mark.parametrize("closed", ["2>&-", "0<&- 1>&- 2>&-", "2>/dev/full"])
def test_a_build_whose_output_nobody_can_take_is_made(tmp_path, closed):
    project = make_project(tmp_path / "pay", "one")
    command = f'exec "$0" -c "$1" --root "$2" build {closed}'
    subprocess.run(
        ["sh", "-c", command, sys.executable, BUILD, project.root], check=False, timeout=120
    )
    assert nothing_to_do(project) == 1
