"""What a build runs, why, and what it leaves alone."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from tests.publish.small import (
    bytes_of,
    make_project,
    write_catalogue,
    write_notebook,
    write_series,
    write_tables,
)

from analysis.errors import DataError, UsageError
from analysis.project import Project
from analysis.publish.builder import Built, Choices, build
from analysis.publish.site.unchanged import nothing_to_do
from analysis.tables.manifest import digest_of, sealed

pytestmark = pytest.mark.slow
SERIES = {"cpi": {"series": "D7G7"}, "cpih": {"series": "L55O"}}


def why(done: Built) -> dict[str, str]:
    return dict(done.plan.run)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = make_project(tmp_path_factory.mktemp("built") / "pay")
    write_catalogue(made, SERIES)
    build(made, Choices())
    return made.root


@pytest.fixture
def project(built, tmp_path):
    """A copy of its own of a project that has been built."""
    return Project(Path(shutil.copytree(built, tmp_path / "pay")))


def test_a_first_build_makes_every_report_and_the_site(project):
    assert {"index.html", "cpi.html", "cpih.html", "cpi/values.json"} <= set(bytes_of(project.site))


def test_a_second_build_finds_nothing_to_do_and_touches_nothing(project):
    before = project.site.stat().st_mtime_ns, bytes_of(project.site)
    done = build(project, Choices())
    assert (why(done), done.site_changed) == ({}, False)
    assert (project.site.stat().st_mtime_ns, bytes_of(project.site)) == before
    assert nothing_to_do(project) == 2


def test_one_changed_series_reruns_the_reports_that_read_it_and_no_other(project):
    write_series(project, "L55O", 9.6)
    write_tables(project)
    done = build(project, Choices())
    assert why(done) == {"cpih": "raw files changed: ons/L55O.csv"}
    assert nothing_to_do(project) == 2
    assert b"9.6" in (project.site / "cpih.html").read_bytes()


def test_a_table_whose_rows_read_are_the_same_reruns_nothing(project):
    table = project.clean / "prices.parquet"
    before = table.read_bytes()
    write_tables(project)
    rows = pd.read_parquet(table)
    more = pd.concat([rows, rows.tail(1).assign(key="CZBH/2022-10", series="CZBH")])
    more.to_parquet(table, index=False)
    manifest = project.clean / "manifest.json"
    assert table.read_bytes() != before
    old = hashlib.sha256(before).hexdigest()
    listed = json.loads(manifest.read_text().replace(old, digest_of(table)))
    manifest.write_text(json.dumps(sealed(listed)))
    assert nothing_to_do(project) is None
    assert why(build(project, Choices())) == {}
    assert nothing_to_do(project) == 2


def test_changed_parameters_rerun_their_report(project):
    write_catalogue(project, {"cpi": {"series": "D7G7", "label": "x"}, "cpih": SERIES["cpih"]})
    assert why(build(project, Choices())) == {"cpi": "changed: parameters"}


def test_a_changed_notebook_reruns_its_reports(project):
    write_notebook(project, "print(label, label)")
    assert why(build(project, Choices())) == dict.fromkeys(SERIES, "changed: notebook")


def test_a_report_that_left_the_catalogue_leaves_the_site(project):
    write_catalogue(project, {"cpi": SERIES["cpi"]})
    done = build(project, Choices())
    # The other page led to it, and must not lead to nowhere.
    assert (done.plan.drop, why(done)) == (("cpih",), {"cpi": "changed: pages it leads to"})
    assert b"cpih.html" not in (project.site / "cpi.html").read_bytes()
    assert not any(name.startswith("cpih") for name in bytes_of(project.site))
    assert b"cpih" not in (project.site / "index.html").read_bytes()


def test_named_reports_run_alone_and_only_if_they_must(project):
    write_notebook(project, "print(label, label)")
    assert list(why(build(project, Choices(names=("cpih",))))) == ["cpih"]
    assert why(build(project, Choices(names=("cpih",)))) == {}
    assert list(why(build(project, Choices()))) == ["cpi"]


def test_a_wrong_name_is_refused_with_the_nearest(project):
    with pytest.raises(UsageError, match="Did you mean cpih"):
        build(project, Choices(names=("cpihh",)))


def test_force_runs_what_need_not_and_gives_the_same_bytes(project):
    before = bytes_of(project.site)
    assert why(build(project, Choices(force=True))) == dict.fromkeys(SERIES, "asked for")
    assert bytes_of(project.site) == before


def test_a_dry_run_says_what_would_run_and_does_not(project):
    before = bytes_of(project.site)
    write_notebook(project, "print(label, label)")
    assert len(why(build(project, Choices(dry_run=True)))) == 2
    assert bytes_of(project.site) == before
    assert len(why(build(project, Choices(dry_run=True)))) == 2


def test_a_page_edited_by_hand_is_made_again_though_it_shares_its_bytes_with_the_store(project):
    before = bytes_of(project.site)
    shutil.rmtree(project.site)
    build(project, Choices())
    page = project.site / "cpi.html"
    assert page.samefile(project.cache / "built" / "cpi" / "page.html")
    with page.open("a") as edited:
        edited.write("mine")
    assert nothing_to_do(project) is None
    assert why(build(project, Choices())) == {"cpi": "its files were changed or damaged"}
    assert bytes_of(project.site) == before


def test_a_page_replaced_by_hand_is_put_back_without_running(project):
    before = bytes_of(project.site)
    (project.site / "cpi.html").unlink()
    (project.site / "cpi.html").write_text("mine")
    assert nothing_to_do(project) is None
    assert why(build(project, Choices())) == {}
    assert bytes_of(project.site) == before


@pytest.mark.parametrize("lost", ["cpih.html", "index.html", "build.json"])
def test_a_page_that_was_removed_is_put_back_without_running(project, lost):
    before = bytes_of(project.site)
    (project.site / lost).unlink()
    assert nothing_to_do(project) is None
    assert why(build(project, Choices())) == {}
    assert bytes_of(project.site) == before


def test_a_build_with_nothing_to_do_brings_in_nothing_heavy(project):
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try: main(['--root', {str(project.root)!r}, 'build'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'pyarrow', 'rich', 'yaml', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    place = project.site / "index.html"
    said = f"Nothing changed: 2 reports are as they should be. The pages: {place}"
    assert done.stdout == f"{said}\n[]\n"


def test_a_day_gives_a_site_of_its_own_and_says_so_on_each_page(project):
    before = bytes_of(project.site)
    done = build(project, Choices(as_of="2022-11-15"))
    assert done.site == project.root / "reports" / "as-of" / "2022-11-15"
    page = (done.site / "cpi.html").read_text()
    assert "as known on 15 November 2022" in page
    assert "D7G7/2022-10" not in page
    assert "As known on 15 November 2022" in page
    assert "Data to" not in page
    front = (done.site / "index.html").read_text()
    assert "As known on 15 November 2022" in front
    assert "Data to" not in front
    assert bytes_of(project.site) == before
    assert why(build(project, Choices(as_of="2022-11-15"))) == {}
    assert nothing_to_do(project) == 2


def test_a_wrong_day_is_refused(project):
    with pytest.raises(UsageError, match="is not a day"):
        build(project, Choices(as_of="yesterday"))


def test_raw_rows_that_are_wrong_stop_the_build_and_name_the_row(project):
    before = bytes_of(project.site)
    (project.raw / "employers.csv").write_text("slug,name\n")
    with pytest.raises(DataError, match=r"employers\.csv"):
        build(project, Choices())
    assert bytes_of(project.site) == before
