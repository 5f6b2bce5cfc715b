"""As of a day means that day: no figure, rule, source, base or sentence of a later one.

Every report of the catalogue that takes a day is made as of five days. What it read was read as of
the day, every row behind a number was known or possibly known then, and no word, cell or point of
a chart is of a day that had not come.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.collection.made import Made

from analysis.errors import UsageError
from analysis.periods import Month
from analysis.periods.months import MONTH_NUMBERS
from analysis.present import Chart, Finding
from analysis.tables import TABLES
from analysis.tables.rows import read_rows
from analysis.tables.store import Selection

pytestmark = pytest.mark.slow
DAYS = ("2004-01-24", "2009-12-01", "2013-04-07", "2018-06-30", "2024-03-01")
# What may lie ahead of a day and yet be known on it: when an offer or a rate takes effect, which
# years a deal, a remit or a forecast covers, until when a mandate lasts.
AHEAD = {
    *("Effective", "Pay year", "Last lawful day", "If the employer agrees", "Year", "Years"),
    *("Floor above this pay from", "From", "Month"),
    "source_url",  # where a text of the day stands now: a page of 2007 moved in July 2017
}
# The one place that says what is known now, under a heading that says so.
NOW = {"then-and-now"}

_SPOKEN = re.compile(
    rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTH_NUMBERS)})[a-z]* (\d{{4}})\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# The end of a pay year is a matter of the calendar: that it lies ahead is what such a cell says.
_CALENDAR = re.compile(r"its year runs to [A-Z][a-z]+ \d{4}")
_PLAN = re.compile("announced|planned|postponed|called off")
_BASE = re.compile(r"\b2015 ?= ?100\b")
REBASED = date(2016, 2, 16)


def days_in(text: str) -> Iterator[date]:
    """Give the first day of each day or month that a text names."""
    for number, name, year in _SPOKEN.findall(text):
        month = Month(int(year), MONTH_NUMBERS[name.lower()])
        yield month.first_day + timedelta(days=int(number) - 1 if number else 0)
    for year, month, number in _ISO.findall(text):
        yield date(int(year), int(month), int(number))


def cells(frame: pd.DataFrame, headers: dict[str, str]) -> Iterator[tuple[str, date]]:
    """Give each day or month that stands in a column which may not lie ahead."""
    for name in frame.columns:
        if headers.get(name, name) in AHEAD:
            continue
        for cell in frame[name].explode().dropna().unique():  # a cell may list several
            yield from ((name, day) for day in _days_of(cell))


def _days_of(cell: Any) -> Iterator[date]:
    if isinstance(cell, pd.Timestamp):
        yield cell.date()
    elif isinstance(cell, date):
        yield cell
    elif isinstance(cell, pd.Period):
        yield cell.start_time.date()
    elif isinstance(cell, str):
        yield from days_in(_CALENDAR.sub("", cell))


@pytest.fixture(scope="module")
def known(clean_copy):
    """From which day each row was possibly known, by table and key; timeless rows from ever."""
    found: dict[tuple[str, str], pd.Timestamp] = {}
    for name, table in TABLES.items():
        for key, day in read_rows(clean_copy, name, ["key", "known_first"]):
            found[name, key] = pd.Timestamp.min if table.timeless else pd.Timestamp(day)
    return found


def late_reads(reads: tuple[Selection, ...], day: str) -> list[str]:
    """Name the tables read as of a later day, or as they stand now ("latest" is after any day)."""
    now = {"prices"}  # for the table that sets then beside now, and nothing else
    return [
        one.table
        for one in reads
        if one.as_of > day and not TABLES[one.table].timeless and one.table not in now
    ]


def late_rows(
    made: Made, known: dict[tuple[str, str], pd.Timestamp], day: pd.Timestamp
) -> list[Any]:
    """Give the rows behind the numbers of findings that nobody can have known by the day."""
    return [
        (finding.id, row)
        for finding in made.of(Finding)
        for value in finding.values.values()
        for row in value.rows
        if not known.get(row, pd.Timestamp.max) <= day
    ]


def late_words(made: Made, day: date) -> list[Any]:
    """Give each sentence, heading, note and cell that is of a later day, or on a later base."""
    said = [(finding.id, finding.sentence) for finding in made.of(Finding)]
    frames: list[tuple[str, pd.DataFrame, dict[str, str]]] = []
    for one in (*made.charts, *made.tables):
        if one.id in NOW:
            continue
        frame = one.data if isinstance(one, Chart) else one.frame
        frames.append((one.id, without_plans(frame, day), dict(one.headers)))
        said += [(one.id, str(text)) for text in _prose(one)]
    asked = str(made.parameters.get("base"))  # a base may lie ahead: it is the asker's word
    late: list[Any] = [
        (where, text)
        for where, text in said
        if any(one > day and str(one.year) != asked for one in days_in(text))
        or (day < REBASED and _BASE.search(text))
    ]
    late += [
        (where, name, one)
        for where, frame, headers in frames
        for name, one in cells(frame, headers)
        if one > day
    ]
    return late


def without_plans(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """Leave out action that had been announced for a day to come: it was known, as a plan."""
    if {"pay_year", "action"} <= set(frame.columns):
        acted = frame["action"].fillna("").astype("str").str.split("; ")
        happened = [[one for one in cell if not _PLAN.search(one)] for cell in acted]
        frame = frame.assign(action=["; ".join(cell) for cell in happened])
    if not {"lane", "start", "what"} <= set(frame.columns):
        return frame
    said = frame["what"].astype("str")
    plans = said.str.contains(_PLAN, na=False)
    return frame[~(plans & (pd.to_datetime(frame["start"]) > pd.Timestamp(day)))]


def _prose(one: Any) -> Iterator[str]:
    for name in ("headline", "subtitle", "alt", "none", "caption", "source"):
        yield str(getattr(one, name, ""))
    yield from getattr(one, "notes", ())


def checked(made: Made) -> dict[str, int]:
    """Count what is looked at in one report: reads, rows behind numbers, texts, days in cells."""
    exhibits = [one for one in (*made.charts, *made.tables) if one.id not in NOW]
    frames = [one.data if isinstance(one, Chart) else one.frame for one in exhibits]
    return {
        "reads": len(made.reads),
        "rows behind numbers": sum(
            len(value.rows) for finding in made.of(Finding) for value in finding.values.values()
        ),
        "texts": len(made.of(Finding)) + sum(len(list(_prose(one))) for one in exhibits),
        "cells": sum(frame.size for frame in frames),
    }


def keep_table(rows: list[dict[str, Any]]) -> None:
    """Add to the table of what was checked, where `make as-of` asks for one."""
    if path := os.environ.get("AS_OF_TABLE"):
        pd.DataFrame(rows).to_csv(path, mode="a", index=False, header=not Path(path).exists())


@pytest.mark.parametrize("day", DAYS)
def test_a_report_of_a_day_knows_nothing_later(make, catalogue, known, day):
    reports = [one for one in catalogue.reports if "as_of" in one.parameters]
    made = {}
    for report in reports:
        given = {**report.parameters, "as_of": day}
        with suppress(UsageError):  # a base that lies ahead, or of which nothing was known
            made[report.name] = make(report.notebook, **given)
    assert len(made) > 50
    late = {
        name: [
            *late_reads(one.reads, day),
            *late_rows(one, known, pd.Timestamp(day)),
            *late_words(one, date.fromisoformat(day)),
        ][:6]
        for name, one in made.items()
    }
    keep_table(
        [
            {"day": day, "report": name, **checked(made[name]), "late": len(found)}
            for name, found in late.items()
        ]
    )
    assert {name: found for name, found in late.items() if found} == {}
