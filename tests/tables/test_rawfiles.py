"""One rule of what a raw file is, for all that reads data/raw."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.tables.rawfiles import is_raw, ons_files, raw_files

STRAY = [
    "ons/.ipynb_checkpoints/D7BT-checkpoint.csv",
    "ons/._D7BT.csv",
    "pay/~$offers.xlsx",
    "pay/.~lock.offers.ods#",
    "pay/#offers.csv#",
    "pay/.#offers.csv",
    "pay/offers.csv~",
    "pay/.offers.csv.swp",
    "pay/offers.csv.bak",
    "pay/offers.csv.orig",
    "ons/D7BT.csv.crdownload",
    "ons/D7BT.csv.tmp",
    ".DS_Store",
    "pay/Thumbs.db",
    "pay/desktop.ini",
    "__MACOSX/ons/D7BT.csv",
    ".git/HEAD",
    "ons/refused/D7BT.csv",
    "ons/fetched.json",
    "README.md",
]
DATA = [
    "employers.csv",
    "corrections.yaml",
    "ons/D7BT.csv",
    "ons/releases/D7BT_2024-01-17.csv",
    "ons/mm23.json",
    "pay/offers.xlsx",
    "pay/offers.ods",
]


@pytest.mark.parametrize("name", STRAY)
def test_hidden_and_stray_files_are_no_data(name: str) -> None:
    assert not is_raw(name)


@pytest.mark.parametrize("name", DATA)
def test_what_people_and_publishers_give_is_data(name: str) -> None:
    assert is_raw(name)


def test_only_data_is_listed_and_each_in_its_place(tmp_path: Path) -> None:
    for name in (*STRAY, *DATA):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert list(raw_files(tmp_path)) == sorted(DATA, key=lambda name: Path(name).parts)
    assert list(ons_files(tmp_path)) == [
        "ons/D7BT.csv",
        "ons/mm23.json",
        "ons/releases/D7BT_2024-01-17.csv",
    ]


def test_no_folder_no_files(tmp_path: Path) -> None:
    assert (raw_files(tmp_path / "raw"), ons_files(tmp_path / "raw")) == ({}, {})
