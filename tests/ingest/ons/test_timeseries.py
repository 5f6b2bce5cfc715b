from __future__ import annotations

import json
from datetime import date

import pytest


def test_json_says_the_same_as_the_generator(read, generator, timeseries_bytes) -> None:
    here, there = read(timeseries_bytes).only, read(generator().encode()).only
    for name in ("cdid", "title", "unit", "dataset", "base", "release", "next_release"):
        assert getattr(here, name) == getattr(there, name)
    for name in ("months", "quarters", "years"):
        assert getattr(here, name).values == getattr(there, name).values
        assert getattr(here, name).ordinals == getattr(there, name).ordinals
        assert getattr(here, name).decimals == getattr(there, name).decimals


def test_a_summer_release_stamped_the_evening_before_comes_out_on_its_day(read, timeseries) -> None:
    described = timeseries(releaseDate="2026-09-15T23:00:00.000Z")
    assert read(json.dumps(described).encode()).only.release == date(2026, 9, 16)


def test_notes_are_kept_in_their_order_and_what_is_no_text_among_them_is_not(
    read, timeseries
) -> None:
    noted = timeseries() | {"notes": ["Revised in May.", 7, "See the bulletin."]}
    assert read(json.dumps(noted).encode()).only.notes == ("Revised in May.", "See the bulletin.")
    assert read(json.dumps(timeseries() | {"notes": "Revised."}).encode()).only.notes == ()


def test_numbers_in_place_of_strings_are_listed(read, timeseries) -> None:
    found = timeseries()
    found["months"][3]["value"] = 100.3
    line = read(json.dumps(found).encode()).line
    assert "row 4, column months.value: found '100.3'; allowed: a value in quotes" in line
    assert "may have lost printed digits" in line


def test_json_cut_off_anywhere_is_listed(read, timeseries_bytes) -> None:
    for end in range(1, len(timeseries_bytes), 97):
        assert "allowed: the whole JSON of one ONS series" in read(timeseries_bytes[:end]).line


def test_a_key_that_stands_twice_is_listed_and_neither_value_is_taken(
    read, timeseries_bytes
) -> None:
    twice = timeseries_bytes.replace(b'"description":', b'"years": [], "description":', 1)
    assert twice != timeseries_bytes
    assert "found 'the key 'years' twice'" in read(twice).line


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"months": {}}, "column months: found 'dict'"),
        ({"months": [None]}, "row 1, column months.date: found 'None'"),
        ({"months": [{"date": "2022 Q1", "value": "1"}]}, "allowed: one of the months"),
        ({"months": [{"date": "1 Jan", "value": "1"}]}, "column period: found '1 Jan'"),
        ({"months": [{"date": "2022 JAN", "value": [1]}]}, "found 'a JSON list'"),
        ({"description": []}, "column description"),
        ({"years": [], "quarters": [], "months": []}, "found 'no values'"),
    ],
)
def test_json_of_another_shape_is_listed(read, timeseries, change, found) -> None:
    assert found in read(json.dumps(timeseries() | change).encode()).line


def test_a_stamp_of_another_form_is_listed(read, timeseries) -> None:
    raw = json.dumps(timeseries(releaseDate="16 September 2026")).encode()
    assert "column Release date: found '16 September 2026'" in read(raw).line


def test_a_title_that_is_no_text_is_listed(read, timeseries) -> None:
    raw = json.dumps(timeseries(title=5)).encode()
    assert "column description.title: found '5'; allowed: text" in read(raw).line


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b"{}",
        b'{"message": "Not found"}',
        b"[" * 100_000,
        b"{\xff}",
        b'{"a": ' + b"9" * 9_999,
    ],
)
def test_json_that_is_no_series_is_listed(read, raw) -> None:
    assert read(raw).line.startswith("file.csv")
