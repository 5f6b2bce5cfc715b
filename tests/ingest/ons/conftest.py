"""Small files in the forms that ONS serves, built in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import pytest

from analysis.ingest.ons import OnsSeries, read_ons
from analysis.ingest.reading.problems import Problems

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
HEADER = {
    "Title": "CPI INDEX 00: ALL ITEMS, UK 2015=100",
    "CDID": "D7BT",
    "Source dataset ID": "MM23",
    "PreUnit": "",
    "Unit": "Index, base year = 100",
    "Release date": "18-01-2023",
    "Next release": "15 February 2023",
}


@dataclass(frozen=True)
class Outcome:
    """What reading gave: series, and problems as lines."""

    series: list[OnsSeries]
    lines: list[str]

    @property
    def only(self) -> OnsSeries:
        assert self.lines == []
        (one,) = self.series
        return one

    @property
    def line(self) -> str:
        assert self.series == []
        (one,) = self.lines
        return one


def read_bytes(raw: bytes, wanted: Collection[str] | None = None) -> Outcome:
    problems = Problems()
    series = read_ons(raw, wanted=wanted, file="file.csv", problems=problems)
    return Outcome(series, [problem.line for problem in problems])


def sample_rows(*, first: int = 2021, last: int = 2022) -> list[tuple[str, str]]:
    """Years, quarters and months of an index that rises by a tenth a month from 100.0."""
    years = range(first, last + 1)
    rows = [(f"{year}", f"{100 + 1.2 * (year - first):.1f}") for year in years]
    rows += [
        (f"{year} Q{quarter}", f"{100 + 1.2 * (year - first) + 0.3 * quarter:.1f}")
        for year in years
        for quarter in range(1, 5)
    ]
    rows += [
        (f"{year} {name}", f"{100 + 1.2 * (year - first) + 0.1 * number:.1f}")
        for year in years
        for number, name in enumerate(MONTHS)
    ]
    return rows


def generator_text(rows: Iterable[tuple[str, str]] | None = None, **header: str | None) -> str:
    """Lay out a generator CSV; a header given as None is left out."""
    entries = HEADER | {name.replace("_", " "): text for name, text in header.items()}
    lines = [f'"{name}","{text}"' for name, text in entries.items() if text is not None]
    lines.append('"Important notes",')
    lines += [f'"{a}","{b}"' for a, b in (sample_rows() if rows is None else rows)]
    return "\n".join(lines) + "\n"


def timeseries_object(**description: object) -> dict[str, object]:
    """Lay out the JSON of the time-series endpoint as a Python object."""
    arrays: dict[str, list[dict[str, str]]] = {"years": [], "quarters": [], "months": []}
    for date, value in sample_rows():
        name = "years" if len(date) == 4 else "quarters" if "Q" in date else "months"
        arrays[name].append({"date": date, "value": value, "label": date, "sourceDataset": "MM23"})
    described = {
        "title": HEADER["Title"],
        "cdid": "D7BT",
        "datasetId": "MM23",
        "preUnit": "",
        "unit": "Index, base year = 100",
        "releaseDate": "2023-01-18T00:00:00.000Z",
        "nextRelease": "15 February 2023",
    }
    return {"description": described | description, "type": "timeseries", **arrays}


def dataset_text(columns: dict[str, dict[str, str]], *, notes: str = "") -> str:
    """Lay out a whole data set: a column a series, blank where it has no value."""
    periods = [period for period, _ in sample_rows()]
    rows = [
        ["Title", *(f"Series {cdid}, all items 2015=100" for cdid in columns)],
        ["CDID", *columns],
        ["PreUnit", *("" for _ in columns)],
        ["Unit", *("Index, base year = 100" for _ in columns)],
        ["Release Date", *("18-01-2023" for _ in columns)],
        ["Next release", *("15 February 2023" for _ in columns)],
        ["Important Notes", *(notes for _ in columns)],
    ]
    rows += [[period, *(cells.get(period, "") for cells in columns.values())] for period in periods]
    return "".join(",".join(f'"{field}"' for field in row) + "\n" for row in rows)


@pytest.fixture(scope="session")
def read() -> Callable[..., Outcome]:
    return read_bytes


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[tuple[str, str]]]:
    return sample_rows


@pytest.fixture(scope="session")
def generator() -> Callable[..., str]:
    return generator_text


@pytest.fixture(scope="session")
def timeseries() -> Callable[..., dict[str, object]]:
    return timeseries_object


@pytest.fixture(scope="session")
def timeseries_bytes() -> bytes:
    return json.dumps(timeseries_object()).encode()


@pytest.fixture(scope="session")
def dataset() -> Callable[..., str]:
    return dataset_text
