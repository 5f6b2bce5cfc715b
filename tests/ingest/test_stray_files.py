"""Programs leave files beside those that people keep: none of them becomes a figure."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned, clean
from analysis.ingest.provenance import where_from
from analysis.ingest.writing import raw_state
from analysis.project import Project
from analysis.publish.keeping.freshness import why_stale
from analysis.refresh.comparing.sides import newest_two

FALSE = '"Title","CPIH INDEX 00: ALL ITEMS 2015=100"\n"CDID","L522"\n"Release Date","{day}"\n'
FALSE += '"2022 NOV","124.9"\n'


def leave_behind(project: Project) -> None:
    """Leave what JupyterLab, macOS, spreadsheets and editors leave, none of it fit to be read."""
    false = FALSE.format(day="14-12-2022").encode()
    left = {
        "ons/.ipynb_checkpoints/L522-checkpoint.csv": false,
        "ons/releases/.ipynb_checkpoints/L522_2022-12-14.csv": false,
        "ons/._D7BT.csv": b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ",
        "ons/L522.csv.bak": false,
        "ons/L522.csv~": false,
        "ons/.L522.csv.swp": b"b0VIM 9.0\x00",
        "__MACOSX/ons/L522.csv": false,
        "pay/~$offers.xlsx": b"\x05owner",
        "pay/.~lock.offers.csv#": b",owner,",
        "Thumbs.db": b"\xd0\xcf\x11\xe0",
        ".DS_Store": b"\x00\x00\x00\x01Bud1",
    }
    for name, data in left.items():
        (project.raw / name).parent.mkdir(parents=True, exist_ok=True)
        (project.raw / name).write_bytes(data)


def test_stray_files_change_no_table_and_make_nothing_stale(
    made: Project, project: Project
) -> None:
    from analysis.ingest.writing import cleaning, write

    with cleaning(project):
        write(project, clean(project), raw_state(project), version="0.1.0", code="")
    before = dict(clean(project).tables)
    leave_behind(project)
    after = clean(project).tables
    assert raw_state(project).digests == raw_state(made).digests
    assert all(after[name].equals(rows) for name, rows in before.items())
    assert "raw files changed" not in why_stale(project)


def test_a_checkpoint_of_a_release_is_no_release(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    leave_behind(project)
    prices = cleaned().frame("prices")
    november = prices[(prices["series"] == "L522") & (prices["period"].astype(str) == "2022-11")]
    assert "124.9" not in {f"{value:.1f}" for value in november["value"]}
    assert not prices["source"].str.contains("checkpoint").any()


def test_provenance_and_comparison_pass_stray_files_over(project: Project) -> None:
    from analysis.ingest.writing import cleaning, write

    leave_behind(project)
    with cleaning(project):
        write(project, clean(project), raw_state(project), version="0.1.0", code="")
    assert where_from(project, "prices", "L522/2022-11")["file"] == "ons/L522.csv"
    with pytest.raises(Exception, match="No earlier release is kept yet"):
        newest_two(project)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_the_place_of_a_table_is_one_sentence(
    project: Project, lines: Callable[[], list[str]]
) -> None:
    (project.raw / "ballots/ballots.csv").unlink()
    os.mkfifo(project.raw / "ballots/ballots.csv")
    (project.raw / "ons/D7BT.csv").unlink()
    os.mkfifo(project.raw / "ons/D7BT.csv")
    found = [line for line in lines() if "ballots/ballots.csv:" in line]
    assert (
        "ballots/ballots.csv: found 'a pipe'; allowed: a regular file; "
        "mend: put a file in its place" in found
    )
