"""The published price series of this repository, in the columns of the clean prices table."""

import csv
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures.choices.robustness import robustness_grid
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.price_record import price_index
from analysis.project import Project
from analysis.tables.store import as_frame

RAW = Path(__file__).parents[2] / "data" / "raw"
INDEX_SERIES = {"CPI": "D7BT", "CPIH": "L522", "RPI": "CHAW"}
RATE_SERIES = {"CPI": "D7G7", "CPIH": "L55O", "RPI": "CZBH"}
BASES = {"D7BT": "2015=100", "L522": "2015=100", "CHAW": "Jan 1987=100", "CDKO": "Jan 1974=100"}
MONTH = re.compile("[0-9]{4} [A-Z]{3}")
CPIH_BEGAN = pd.Timestamp("2013-03-19")


def read_series(cdid):
    """Month and value of one file in the layout the statistics office serves, months only."""
    with (RAW / "ons" / f"{cdid}.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.reader(file) if row and MONTH.fullmatch(row[0])]
    rows = [(pd.Period(pd.Timestamp(f"1 {at[5:]} {at[:4]}"), "M"), text) for at, text in found]
    return pd.DataFrame(rows, columns=["period", "text"])


def published_days():
    with (RAW / "prices" / "release_calendar.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["reference_month"]: row["published_on"] for row in rows}


def clean_rows(cdid, index, measure):
    frame = read_series(cdid)
    days = published_days()
    middle = frame["period"].map(lambda month: (month + 1).start_time + pd.Timedelta(days=15))
    known = pd.to_datetime(frame["period"].astype(str).map(days)).fillna(middle)
    if index == "CPIH":
        known = known.clip(lower=CPIH_BEGAN)
    printed = frame["period"].astype(str).isin(days)
    return pd.DataFrame(
        {
            "key": cdid + "/" + frame["period"].astype(str),
            "series": cdid,
            "index": index,
            "measure": measure,
            "base": BASES.get(cdid),
            "frequency": "month",
            "period": frame["period"].astype("period[M]"),
            "value": frame["text"].astype(float),
            "decimals": 1,
            "known_first": known.where(printed, known - pd.Timedelta(days=5)),
            "known_from": known,
            "known_until": pd.NaT,
            "known_how": printed.map({True: "true", False: "estimated"}),
            "main": cdid != "CDKO",
        }
    )


@pytest.fixture(scope="session")
def prices():
    """Every month of the three indices and their published rates, and RPI since 1947."""
    parts = [clean_rows(cdid, name, "index") for name, cdid in INDEX_SERIES.items()]
    parts += [clean_rows(cdid, name, "rate_12m") for name, cdid in RATE_SERIES.items()]
    parts.append(clean_rows("CDKO", "RPI", "index"))
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="session")
def indices(prices):
    """CPI, CPIH and RPI, each whole."""
    return {name: price_index(prices, index=name) for name in INDEX_SERIES}


@pytest.fixture(scope="session")
def frozen():
    """CPI, CPIH and RPI as they stood on one day (`frozen/README.md`), with published rates."""
    table = pd.read_csv(Path(__file__).parent / "frozen" / "prices.csv")
    parts = [
        pd.DataFrame(
            {
                "series": series,
                "index": name,
                "measure": measure,
                "base": None if measure == "rate_12m" else "frozen",
                "frequency": "month",
                "period": pd.PeriodIndex(table["month"], freq="M"),
                "value": table[series],
                "decimals": 1,
            }
        )
        for measure, named in (("index", INDEX_SERIES), ("rate_12m", RATE_SERIES))
        for name, series in named.items()
    ]
    rows = pd.concat(parts, ignore_index=True)
    return {name: price_index(rows, index=name) for name in INDEX_SERIES}


@pytest.fixture(scope="session")
def record():
    """Every clean table of this repository by name, earlier versions of revised values included."""
    return dict(_cleaned())


@cache
def _cleaned():
    """Clean once a process: each of the many runs of `make mutants` is forked from one that has."""
    from analysis.ingest.clean import clean  # only the tests that ask for it wait for it

    made = clean(Project(RAW.parents[1])).tables
    return {name: as_frame(rows) for name, rows in made.items()}


@pytest.fixture(scope="module")
def pay(record):
    return salary_series(record["salaries"])


@pytest.fixture(scope="module")
def grid(pay, indices):
    return robustness_grid([pay], indices=list(indices.values()), end="2024-03")
