"""A build reads one state of its inputs, whatever is edited, cleaned or damaged meanwhile."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.publish.small import bytes_of, write_notebook, write_series, write_tables

from analysis.errors import ReportError
from analysis.folders import swap_in
from analysis.project import Project
from analysis.publish.builder import Choices, build
from analysis.publish.keeping import state as states
from analysis.publish.site.unchanged import nothing_to_do
from analysis.tables.manifest import sealed

pytestmark = pytest.mark.slow


def fresh(project, tmp_path):
    """Build the same inputs anew somewhere else; return the bytes of the site."""
    other = Project(Path(shutil.copytree(project.root, tmp_path / "fresh")))
    for place in (other.cache, other.site):
        shutil.rmtree(place)
    build(other, Choices())
    return bytes_of(other.site)


def cleaned_anew(project, value):
    """Edit the raw figures and put other clean tables in place, as `realpay clean` does."""
    write_series(project, "D7G7", value)
    other = project.clean.with_name("other")
    shutil.copytree(project.clean, other)
    kept = Project(project.root)
    write_tables(kept)
    swap_in(other, other.with_name("before"))
    shutil.rmtree(other.with_name("before"))


def at_the_first_cell(change):
    """Make a listener that changes something once, while reports are running."""
    done = []

    def tell(kind, name, detail):
        if kind == "cell" and not done:
            done.append(name)
            change()

    return tell


def test_figures_that_change_and_change_back_within_a_build_reach_no_page(project):
    before = bytes_of(project.site)

    def change():
        cleaned_anew(project, 22.2)

    def back(kind, name, detail):
        if kind == "finished":
            cleaned_anew(project, 11.1)

    start = at_the_first_cell(change)
    done = build(project, Choices(force=True, jobs=1), lambda *e: (start(*e), back(*e)))
    assert done.failed == {}
    assert bytes_of(project.site) == before
    assert nothing_to_do(project) == 2


def test_figures_that_change_in_a_build_are_seen_by_the_next(project, tmp_path):
    tell = at_the_first_cell(lambda: cleaned_anew(project, 22.2))
    build(project, Choices(force=True), tell)
    assert b"22.2" not in (project.site / "one.html").read_bytes()
    assert nothing_to_do(project) is None
    build(project, Choices())
    assert b"22.2" in (project.site / "one.html").read_bytes()
    assert bytes_of(project.site) == fresh(project, tmp_path)


def test_inputs_that_change_while_they_are_taken_are_planned_with_anew(project, monkeypatch):
    write_notebook(project, "print(label, 'rewritten')")
    take, taken = states.take_state, []

    def edited_once(*given):
        if not taken:
            cleaned_anew(project, 22.2)
        taken.append(1)
        return take(*given)

    monkeypatch.setattr("analysis.publish.builder.take_state", edited_once)
    assert len(build(project, Choices()).made) == 2
    assert len(taken) == 2
    assert b"22.2" in (project.site / "one.html").read_bytes()


def test_inputs_that_never_rest_stop_the_build_in_a_sentence(project, monkeypatch):
    before = bytes_of(project.site)
    monkeypatch.setattr("analysis.publish.builder.take_state", lambda *_: None)
    with pytest.raises(ReportError, match=r"changed 5 times while .* build again when they rest"):
        build(project, Choices(force=True))
    assert bytes_of(project.site) == before


def kept_time(path, data):
    """Write other bytes into a file whose time of change stays."""
    state = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def flipped(path):
    """Flip one bit in the middle of a file; its size and time of change stay."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    kept_time(path, bytes(data))


KEPT = ("page.html", "notebook.ipynb", "values.json", "workbook.xlsx", "record.json")


@pytest.mark.parametrize("file", KEPT)
def test_a_bit_flipped_in_what_is_kept_is_noticed_and_made_again(project, file):
    before = bytes_of(project.site)
    flipped(project.cache / "built" / "one" / file)
    assert nothing_to_do(project) is None
    assert list(build(project, Choices()).plan.run) == ["one"]
    assert bytes_of(project.site) == before
    assert nothing_to_do(project) == 2


@pytest.mark.parametrize("file", ["one.html", "one/values.json", "index.html", "build.json"])
def test_a_bit_flipped_in_the_site_is_noticed_and_put_right(project, file):
    before = bytes_of(project.site)
    page = project.site / file
    page.write_bytes(page.read_bytes())
    shared = page.stat().st_nlink > 1
    if shared:  # apart from the file that is kept
        data = page.read_bytes()
        page.unlink()
        page.write_bytes(data)
    flipped(page)
    assert nothing_to_do(project) is None
    build(project, Choices())
    assert bytes_of(project.site) == before


def test_a_file_that_nobody_made_leaves_the_site(project):
    before = bytes_of(project.site)
    (project.site / "stray.html").write_text("mine")
    assert nothing_to_do(project) is None
    build(project, Choices())
    assert bytes_of(project.site) == before


def test_a_bit_flipped_in_the_memory_of_the_catalogue_runs_nothing_that_nobody_wrote(project):
    before = bytes_of(project.site)
    memory = project.cache / "catalogue.json"
    kept_time(memory, memory.read_bytes().replace(b'"D7G7"', b'"D7G5"'))
    done = build(project, Choices())
    assert (dict(done.plan.run), bytes_of(project.site)) == ({}, before)


def test_a_manifest_that_was_edited_is_damaged_and_never_believed(project):
    manifest = project.clean / "manifest.json"
    listed = json.loads(manifest.read_text())
    listed["series"][0]["released"] = "2022-11-17"
    manifest.write_text(json.dumps(listed))
    told = []
    with pytest.raises(Exception, match="problems in"):  # these raw files cannot be cleaned again
        build(project, Choices(), lambda *event: told.append(event))
    assert told == [("cleaning", "clean tables", "their manifest is damaged")]


def test_a_day_of_release_that_changes_alone_is_seen_on_the_pages(project, tmp_path):
    manifest = project.clean / "manifest.json"
    listed = json.loads(manifest.read_text())
    for one in listed["series"]:
        one["next_release"] = "2023-01-18"
    manifest.write_text(json.dumps(sealed(listed)))
    done = build(project, Choices())
    assert set(done.plan.run.values()) == {"what it tells of releases or corrections changed"}
    assert b"18 January 2023" in (project.site / "one.html").read_bytes()
    assert bytes_of(project.site) == fresh(project, tmp_path)


def test_a_correction_of_a_row_that_was_read_is_told_though_no_figure_moved(project, tmp_path):
    import pandas as pd

    table = project.clean / "prices.parquet"
    rows = pd.read_parquet(table)
    rows.loc[rows["series"] == "D7G7", "flags"] = "corrected: value"
    rows.to_parquet(table, index=False)
    from analysis.tables.manifest import digest_of

    manifest = project.clean / "manifest.json"
    listed = json.loads(manifest.read_text())
    listed["tables"]["prices"]["sha256"] = digest_of(table)
    one = {"table": "prices", "row": "D7G7/2022-10", "column": "value", "found": "11.0"}
    listed["corrections"] = [{**one, "used": "11.1", "reason": "Misprint.", "source": "x"}]
    manifest.write_text(json.dumps(sealed(listed)))
    done = build(project, Choices())
    assert set(done.plan.run.values()) == {"figures changed: prices"}
    assert b"Misprint." in (project.site / "one.html").read_bytes()
    assert bytes_of(project.site) == fresh(project, tmp_path)


def test_code_that_is_edited_and_put_back_within_a_build_is_built_with_again(project, monkeypatch):
    before = bytes_of(project.site)
    looks = iter(range(100))
    monkeypatch.setattr(
        "analysis.publish.keeping.put_away.package_stamps", lambda: ((next(looks),),)
    )
    build(project, Choices(force=True))
    monkeypatch.undo()
    assert nothing_to_do(project) is None
    assert set(build(project, Choices()).plan.run.values()) == {"changed: package"}
    assert (bytes_of(project.site), nothing_to_do(project)) == (before, 2)
