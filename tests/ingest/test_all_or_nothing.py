"""Readers of clean tables see the old ones whole or the new ones whole, whatever happens."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

from analysis.errors import DataError
from analysis.ingest import writing
from analysis.ingest.clean import clean
from analysis.ingest.names import last_day, lists, names, parted
from analysis.ingest.reading.problems import DataProblems
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project

Change = Callable[..., None]


def run(project: Project) -> None:
    with cleaning(project):
        before = raw_state(project)
        write(project, clean(project), before, version="0.1.0", code="")


def content(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_raw_figures_give_the_same_bytes(project: Project) -> None:
    run(project)
    first = content(project.clean)
    run(project)
    assert content(project.clean) == first
    assert {"README.md", "manifest.json", "datapackage.json", "prices.parquet"} <= first.keys()


def test_the_order_of_rows_in_raw_does_not_matter(project: Project) -> None:
    run(project)
    first = content(project.clean)
    for file in ("pay/offers.csv", "pay/pay_scales.csv", "earnings/civil_service_salaries.csv"):
        path = project.raw / file
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(header + "".join(reversed(rows)), encoding="utf-8")
    run(project)
    second = content(project.clean)
    assert {name for name in first if second[name] != first[name]} == {"manifest.json"}


def test_a_wrong_file_leaves_the_previous_tables_as_they_were(
    project: Project, change: Change
) -> None:
    run(project)
    first = content(project.clean)
    change("pay/offers.csv", ",average_award,5,", ",average_award,five,")
    with pytest.raises(DataProblems):
        run(project)
    assert content(project.clean) == first
    assert sorted(path.name for path in project.clean.parent.iterdir()) == sorted(
        [".clean.lock", "clean", "raw"]
    )


def test_a_raw_file_that_changes_while_it_is_read_stops_the_run(
    project: Project, change: Change
) -> None:
    run(project)
    first = content(project.clean)
    with cleaning(project):
        before = raw_state(project)
        made = clean(project)
        change("pay/offers.csv", ",average_award,5,", ",average_award,6,")
        with pytest.raises(DataError, match=r"changed while it was being read. Try again"):
            write(project, made, before, version="0.1.0", code="")
    assert content(project.clean) == first


@pytest.mark.parametrize("leftover", [True, False])
def test_a_run_that_ended_between_its_two_renames_is_put_right(
    project: Project, leftover: bool
) -> None:
    run(project)
    first = content(project.clean)
    project.clean.rename(project.clean.parent / ".clean.old")
    if leftover:
        (project.clean.parent / ".clean.new").mkdir()
    with cleaning(project):
        assert content(project.clean) == first
    names = {path.name for path in project.clean.parent.iterdir()}
    assert names == {".clean.lock", "clean", "raw"}


def test_a_full_disk_leaves_the_previous_tables(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project)
    first = content(project.clean)

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(DataError, match=r"No space left on device.*The previous ones stand"):
        run(project)
    assert content(project.clean) == first


def test_a_second_run_at_the_same_time_is_told_to_wait(project: Project) -> None:
    with (
        FileLock(project.clean.parent / ".clean.lock"),
        pytest.raises(DataError, match=r"Another realpay is cleaning"),
        cleaning(project),
    ):
        pass


def test_a_folder_that_cannot_be_written_to_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: object, timeout: float) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("filelock.BaseFileLock.acquire", denied)
    with pytest.raises(DataError, match=r"The folder data cannot be written to"), cleaning(project):
        pass


def test_the_manifest_says_what_the_tables_were_made_from(project: Project) -> None:
    run(project)
    manifest = json.loads((project.clean / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["raw"] == raw_state(project).digests
    declared = yaml.safe_load((project.raw / "corrections.yaml").read_text(encoding="utf-8"))
    for name, table in manifest["tables"].items():
        assert table["corrections"] == sum(one["table"] == name for one in declared), name
    parquet = hashlib.sha256((project.clean / "ballots.parquet").read_bytes()).hexdigest()
    assert manifest["tables"]["ballots"]["sha256"] == parquet
    assert [(one["table"], one["row"], one["column"]) for one in manifest["corrections"]] == [
        (one["table"], one["row"], one["column"]) for one in declared
    ]
    assert {one["series"] for one in manifest["series"]} >= {"D7BT", "KAC3"}
    package = (project.clean / "datapackage.json").read_bytes()
    assert manifest["files"] == {"datapackage.json": hashlib.sha256(package).hexdigest()}
    described = json.loads(package)
    assert described["version"] == manifest["version"] == "0.1.0"
    paths = [one["path"] for one in described["resources"]]
    assert paths == sorted(f"{name}.parquet" for name in manifest["tables"])
    assert list(manifest["tables"]) == sorted(manifest["tables"])
    assert (project.clean / "README.md").read_text(encoding="utf-8") == "For people.\n"
    made = clean(project)
    assert manifest["names"] == names(made, project.raw)
    assert manifest["lists"] == lists(made)
    assert manifest["parted"] == parted(made)
    assert manifest["last_day"] == last_day(made)
    assert manifest["rates_differing_from_index"] == made.rates_differing
    assert manifest["series"] == made.series
    assert manifest["corrections"] == [dict(one) for one in made.corrections]


def test_an_interrupt_leaves_the_previous_tables(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project)
    first = content(project.clean)

    def interrupted(*anything: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "digest_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(project)
    monkeypatch.undo()
    assert content(project.clean) == first
