"""A price series and its releases laid out: every version of a value, with the days it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.ingest.ons.conftest import generator_text
from tests.ingest.test_series_told import START, line, series

from analysis.ingest.kinds.indices import Families, load_indices
from analysis.ingest.kinds.prices import clean_prices, clean_releases
from analysis.ingest.kinds.releases import Calendar
from analysis.ingest.ons import Observations
from analysis.ingest.ons.configured import load_releases, newest
from analysis.ingest.reading.problems import Problems
from analysis.periods import Month, Span
from analysis.tables.declared import INDICES

FEBRUARY, MARCH = Month(2010, 2), Month(2010, 3)
COLUMNS = ("key", "value", "known_first", "known_from", "known_until", "known_how")
INDEX = line("CCCC", table="prices", index="CPX", measure="index", revisable="yes")
JANUARY_KNOWN = (date(2010, 2, 16), date(2010, 2, 16))
MAY, JUNE = date(2010, 5, 18), date(2010, 6, 15)


@pytest.fixture
def lay_out(small):
    """Clean some releases of one series; give the columns asked for, a row a version."""

    def lay(*releases, settings=INDEX, families=None, columns=COLUMNS, calendar=None):
        known = Calendar({Month(2010, 1): date(2010, 2, 16)}, {Month(2010, 1): "published"})
        made = clean_prices(
            {"CCCC": list(releases), "GONE": [], "KKKK": [series("KKKK", 1.0)]},
            {
                "CCCC": settings,
                "GONE": line("GONE", table="prices"),
                "KKKK": line("KKKK", table="earnings"),
            },
            calendar or known,
            families or Families(None),
            None,
            small.problems,
            small.corrections,
        )
        assert small.told == []
        return list(zip(*(made.values[name] for name in columns), strict=True))

    return lay


def test_a_value_is_known_from_its_release_or_within_the_days_of_all_releases(lay_out) -> None:
    one = series("CCCC", 100.0, 100.1, 100.2, release=date(2010, 4, 20))
    assert lay_out(one) == [
        ("CCCC/2010-01", 100.0, *JANUARY_KNOWN, None, "true"),
        ("CCCC/2010-02", 100.1, date(2010, 3, 11), date(2010, 3, 26), None, "estimated"),
        ("CCCC/2010-03", 100.2, date(2010, 4, 20), date(2010, 4, 20), None, "true"),
    ]
    columns = ("series", "index", "measure", "base", "frequency", "main", "source", "decimals")
    whose = ("CCCC", "CPX", "index", "2015=100", "month", False, "ons/CCCC.csv", 1)
    assert lay_out(one, columns=columns) == [whose] * 3
    rates = line("CCCC", table="prices", index="CPX", measure="rate_12m", base="2015=100")
    assert lay_out(one, settings=rates, columns=("measure", "base")) == [("rate_12m", None)] * 3


def test_a_value_that_moved_stands_until_the_day_before_its_revision(lay_out) -> None:
    first = series("CCCC", 100.0, 100.1, release=MAY)
    second = replace(series("CCCC", 100.0, 100.3, 100.4, release=JUNE), file="ons/new.csv")
    assert lay_out(first, second, columns=(*COLUMNS, "source")) == [
        ("CCCC/2010-01", 100.0, *JANUARY_KNOWN, None, "true", "ons/CCCC.csv"),
        (
            *("CCCC/2010-02", 100.1, date(2010, 3, 11), date(2010, 3, 26), date(2010, 6, 14)),
            *("estimated", "ons/CCCC.csv"),
        ),
        ("CCCC/2010-02/2010-06-15", 100.3, JUNE, JUNE, None, "true", "ons/new.csv"),
        ("CCCC/2010-03", 100.4, JUNE, JUNE, None, "true", "ons/new.csv"),
    ]


def test_with_a_new_base_every_value_is_new_and_the_old_ones_end(lay_out) -> None:
    old = series("CCCC", 100.0, base="2005=100", release=MAY)
    new = series("CCCC", 80.0, release=JUNE)
    assert lay_out(old, new, columns=(*COLUMNS, "base")) == [
        ("CCCC/2010-01", 100.0, *JANUARY_KNOWN, date(2010, 6, 14), "true", "2005=100"),
        ("CCCC/2010-01/2010-06-15", 80.0, JUNE, JUNE, None, "true", "2015=100"),
    ]


def test_nobody_knew_a_series_before_it_was_first_published(lay_out, small) -> None:
    one = series("CCCC", 100.0, 100.1, 100.2, release=date(2010, 4, 20))
    since = replace(INDEX, first_published=Span.parse("2010-03-19"))
    late = [
        ("CCCC/2010-01", 100.0, date(2010, 3, 19), date(2010, 3, 19), None, "later_revised"),
        ("CCCC/2010-02", 100.1, date(2010, 3, 11), date(2010, 3, 26), None, "estimated"),
        ("CCCC/2010-03", 100.2, date(2010, 4, 20), date(2010, 4, 20), None, "true"),
    ]
    assert lay_out(one, settings=since) == late
    small.write(INDICES, FAMILY)
    families = load_indices(small.raw, small.problems, small.corrections)
    assert lay_out(one, families=families) == late  # what its index says serves too
    assert lay_out(one, families=families, columns=("main",)) == [(True,)] * 3
    moved = replace(INDEX, later_revised_to=FEBRUARY)
    assert [row[-1] for row in lay_out(one, settings=moved)] == ["later_revised"] * 2 + ["true"]


FAMILY = {
    "name": "CPX",
    "full_name": "An index",
    "measures": "prices",
    "holds": "index and rate",
    "index_series": "CCCC",
    "rate_series": "DDDD",
    "first_published": "2010-03-19",
    "shown": "yes",
}


def test_years_before_the_months_stand_by_themselves_and_undated(lay_out) -> None:
    years = Observations("year", (38, 39, 40), (90.0, 95.0, 99.0), (1, 1, 1), (3, 4, 5))
    one = replace(series("CCCC", 100.0, release=MAY), years=years)
    undated = (None, None, None, "undated")
    assert lay_out(one, columns=(*COLUMNS, "frequency", "base"))[1:] == [
        ("CCCC/2008", 90.0, *undated, "year", "2015=100"),
        ("CCCC/2009", 95.0, *undated, "year", "2015=100"),
    ]
    inside = replace(one, months=replace(one.months, ordinals=(START + 1,)))
    assert [row[0] for row in lay_out(inside)][1:] == ["CCCC/2008", "CCCC/2009", "CCCC/2010"]
    rates = line("CCCC", table="prices", index="CPX", measure="rate_12m")
    assert len(lay_out(one, settings=rates)) == 1


def test_each_month_that_has_prices_has_a_release(small) -> None:
    calendar = Calendar(
        {Month(2010, 1): date(2010, 2, 16), FEBRUARY: date(2010, 3, 23)},
        {Month(2010, 1): "published", FEBRUARY: "announced"},
    )
    one = series("CCCC", 100.0, 100.1, 100.2, 100.3)
    made = clean_releases(
        clean_prices(
            {"CCCC": [one]},
            {"CCCC": INDEX},
            calendar,
            Families(None),
            None,
            small.problems,
            small.corrections,
        ),
        calendar,
    )
    columns = ("key", "reference_month", "published_first", "published_last", "likely_on", "how")
    days = [date(2010, 2, 16), date(2010, 3, 23), date(2010, 4, 20), date(2010, 5, 18)]
    first, last = date(2010, 4, 11), date(2010, 4, 26)
    rows = list(zip(*(made.values[name] for name in columns), strict=True))
    assert rows[:3] == [
        ("2010-01", START, days[0], days[0], days[0], "published"),
        ("2010-02", START + 1, days[1], days[1], days[1], "announced"),
        ("2010-03", START + 2, first, last, days[2], "estimated"),
    ]
    assert made.values["known_first"] == made.values["published_first"]
    assert made.values["known_from"] == made.values["published_last"]
    assert made.values["known_how"] == ["true", "inferred", "estimated", "estimated"]


def test_of_each_series_the_release_in_use_is_listed() -> None:
    last = replace(
        series("CCCC", 100.0, 100.1, release=JUNE),
        title="All items",
        next_release=date(2010, 7, 13),
        next_release_text="13 July 2010",
    )
    bare = replace(series("BBBB"), file="ons/b.csv")
    lines = {"CCCC": INDEX, "BBBB": line("BBBB", table="earnings")}
    assert newest({"CCCC": [series(), last], "BBBB": [bare], "GONE": []}, lines) == [
        {
            "series": "BBBB",
            "table": "earnings",
            "file": "ons/b.csv",
            "title": "",
            "released": None,
            "next_release": None,
            "next_release_text": "",
            "from": None,
            "to": None,
        },
        {
            "series": "CCCC",
            "table": "prices",
            "file": "ons/CCCC.csv",
            "title": "All items",
            "released": "2010-06-15",
            "next_release": "2010-07-13",
            "next_release_text": "13 July 2010",
            "from": "2010-01",
            "to": "2010-02",
        },
    ]


def kept(raw, name: str, cdid: str, *, day: str | None = "18-01-2023", last: str = "102.3") -> None:
    """Keep a file of a series below `ons/`."""
    path = raw / "ons" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = generator_text(CDID=cdid, Release_date=day)
    path.write_text(text.replace('"2022 DEC","102.3"', f'"2022 DEC","{last}"'), encoding="utf-8")


def test_files_serve_the_series_they_hold_by_the_day_of_their_release(small) -> None:
    kept(small.raw, "any-name.csv", "CCCC", day="15-02-2023", last="102.4")
    kept(small.raw, "releases/older.csv", "CCCC")
    kept(small.raw, "releases/again.csv", "CCCC")
    kept(small.raw, "undated.csv", "DDDD", day=None)
    lines = {cdid: line(cdid, table="prices") for cdid in ("CCCC", "DDDD")}
    found = load_releases(small.raw, lines, small.problems)
    assert small.told == []
    files = {cdid: [(one.release, one.file) for one in held] for cdid, held in found.items()}
    assert files == {
        "CCCC": [
            (date(2023, 1, 18), "ons/releases/again.csv"),
            (date(2023, 2, 15), "ons/any-name.csv"),
        ],
        "DDDD": [(None, "ons/undated.csv")],
    }


def test_a_file_without_a_line_a_line_without_a_file_and_copies_that_differ_are_told(small) -> None:
    kept(small.raw, "a.csv", "CCCC")
    kept(small.raw, "b.csv", "CCCC", last="102.4")
    lines = {cdid: line(cdid, table="prices") for cdid in ("CCCC", "DDDD")}
    load_releases(small.raw, lines, small.problems)
    back = "put the file back in data/raw/ons, or take the line away"
    told = [(one.file, *words) for one, words in zip(small.problems, small.told, strict=True)]
    assert told == [
        (
            *("ons/b.csv", 42, "CCCC", "102.4 for 2022 DEC"),
            "102.3, as in ons/a.csv, row 42 (both released 2023-01-18)",
            "download the series again and keep that copy only",
        ),
        ("series.csv", 2, "cdid", "DDDD", "a series with a file", back),
    ]
    kept(small.raw, "b.csv", "EEEE")
    more = Problems()
    load_releases(small.raw, lines, more)
    assert [(one.file, one.column, one.found, one.allowed, one.mend) for one in more] == [
        (
            *("ons/b.csv", "CDID", "EEEE", "a series in series.csv"),
            "add a line for it to data/raw/series.csv, or take the file away",
        )
    ]  # and not that DDDD has no file: it may be this one


def test_a_large_file_is_not_searched_for_what_it_holds_instead(small, monkeypatch) -> None:
    kept(small.raw, "a.csv", "CCCC")
    size = (small.raw / "ons" / "a.csv").stat().st_size
    told = []
    for largest in (size, size - 1):
        monkeypatch.setattr("analysis.ingest.ons.configured.LARGEST_NAMED", largest)
        problems = Problems()
        load_releases(small.raw, {}, problems)
        told += [one.found for one in problems]
    assert told == ["CCCC", "none of the series wanted"]
