"""Series held against each other and against their own past: every sentence, every version."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.ingest.checks.rate_checks import check_growth, check_rates
from analysis.ingest.checks.series_checks import (
    check_base,
    check_rescaled,
    check_shared,
    refuse_revised,
)
from analysis.ingest.kinds.earnings import Copy, clean_earnings, load_revisions
from analysis.ingest.kinds.first_prints import Print, load_first_prints
from analysis.ingest.kinds.household_costs import add_household_costs, read_household_costs
from analysis.ingest.kinds.salaries import clean_salaries
from analysis.ingest.making.versions import Version, Versions
from analysis.ingest.ons import Observations, OnsSeries
from analysis.ingest.ons.configured import COLUMNS, Configured, load_series
from analysis.ingest.reading.problems import Problems

START = 12 * 40  # January 2010
AGAIN = "download the file again from ONS"


def series(cdid="CCCC", *values, start=START, decimals=1, base="2015=100", release=None):
    places = range(len(values))
    ordinals, rows = (tuple(first + place for place in places) for first in (start, 9))
    months = Observations("month", ordinals, tuple(values), (decimals,) * len(values), rows)
    words = (f"ons/{cdid}.csv", cdid, "", "", "", base, release, None, "", ())
    return OnsSeries(*words, months, Observations("quarter"), Observations("year"))


def line(cdid="CCCC", **words) -> Configured:
    return Configured(cdid, 2, dict.fromkeys(COLUMNS, "") | words, None, None)


def told(problems) -> list[tuple[object, ...]]:
    return [(one.file, one.row, one.column, one.found, one.allowed, one.mend) for one in problems]


def test_a_moved_base_that_is_not_declared_is_told() -> None:
    problems = Problems()
    check_base([series()], line(base="2015=100"), problems)
    check_base([series()], line(base=""), problems)
    assert told(problems) == []
    check_base([series(base="2023=100")], line(base="2015=100"), problems)
    mend = (
        "if ONS has moved the base, write the new one in data/raw/series.csv and keep the old "
        "release in data/raw/ons/releases"
    )
    declared = "2015=100, as declared"
    assert told(problems) == [("ons/CCCC.csv", None, "Title", "2023=100", declared, mend)]


def test_an_index_takes_no_step_of_a_tenth_and_is_above_nothing() -> None:
    problems = Problems()
    settings = line(measure="index")
    check_base([series("CCCC", 100.0, 109.9, 121.1, 0.0, 50.0)], settings, problems)
    step = f"{AGAIN}: one value is wrong, or two bases are mixed"
    assert told(problems) == [
        ("ons/CCCC.csv", 11, "2010-03", "121.1", "within 10% of 109.9, the month before", step),
        ("ons/CCCC.csv", 12, "CCCC", "0.0", "an index above 0", AGAIN),
    ]
    problems = Problems()
    check_base([series("CCCC", 100.0, 90.1)], settings, problems)
    check_base([series("CCCC", 1.0, -9.0)], line(measure="rate_12m"), problems)
    assert told(problems) == []


@pytest.mark.parametrize(
    ("months", "table", "refused"),
    [(23, "prices", False), (24, "prices", True), (12, "earnings", True)],
)
def test_series_that_share_a_long_run_of_values_were_saved_under_one_name(
    months, table, refused
) -> None:
    problems = Problems()
    releases = {
        "AAAA": [series("AAAA", *range(1, months + 1), 7.0)],
        "BBBB": [series("BBBB", *range(1, months + 1), 9.0)],
    }
    settings = {"AAAA": line("AAAA", table="prices"), "BBBB": line("BBBB", table=table)}
    shared = check_shared(releases, settings, problems)
    assert [(one.first, one.second, one.length, one.start) for one in shared] == (
        [] if refused else [("AAAA", "BBBB", months, START)]
    )
    mend = "one of the two was saved under the other's name: download both again"
    found = f"{months} months in a row equal to ons/AAAA.csv"
    expected = ("ons/BBBB.csv", None, "BBBB", found, "a series of its own", mend)
    assert told(problems) == ([expected] if refused else [])


def version(value: float) -> Version:
    return Version(9, 0, value, 1, "f", "", None, None, None, "true")


def standing(count: int, value: float = 100.0) -> dict[int, Version]:
    return {START + place: version(value) for place in range(count)}


@pytest.mark.parametrize(
    ("values", "count", "rescaled"),
    [
        ([200.0] * 24, 24, True),
        ([200.0] * 24, 23, False),
        ([95.0] * 24, 24, True),
        ([104.9] * 24, 24, False),
        ([200.0] * 23 + [210.1], 24, False),
        ([200.0] * 23 + [209.9], 24, True),
    ],
)
def test_values_all_multiplied_by_one_number_are_another_base(values, count, rescaled) -> None:
    problems = Problems()
    assert check_rescaled(series("CCCC", *values), standing(count), problems) is rescaled
    assert bool(problems) is rescaled


def test_a_rescaled_release_is_told_by_how_much() -> None:
    problems = Problems()
    check_rescaled(series("CCCC", *[200.0] * 24, base=None), standing(24), problems)
    assert told(problems) == [
        (
            "ons/CCCC.csv",
            None,
            "CCCC",
            "every value about 2.00 times that of the release before",
            "the reference base of the release before, none",
            "if ONS has moved the base, title and data/raw/series.csv must say so",
        )
    ]


def test_a_value_that_is_never_revised_is_told() -> None:
    problems = Problems()
    refuse_revised(series(), START, 9, 1.0, 2.0, problems)
    mend = (
        "values of CCCC are never revised: download it again; if ONS has revised it, say so in "
        "data/raw/series.csv (revisable)"
    )
    allowed = "1.0, as an earlier release has it"
    assert told(problems) == [("ons/CCCC.csv", 9, "2010-01", "2.0", allowed, mend)]


INDEX = [100.0] * 12 + [110.0] * 3


@pytest.mark.parametrize(
    ("rate", "differs", "allowed"),
    [
        (10.0, 0, None),
        (10.1, 1, None),
        (10.2, 1, "between 9.85 and 10.16, by the index IIII"),
        (9.9, 1, None),
        (9.8, 1, "between 9.85 and 10.16, by the index IIII"),
    ],
)
def test_a_rate_is_what_its_index_gives_within_rounding(rate, differs, allowed) -> None:
    problems = Problems()
    releases = {
        "IIII": [series("IIII", *INDEX)],
        "RRRR": [series("RRRR", 99.0, rate, start=START + 11)],
    }
    configured = {"IIII": line("IIII", measure="index"), "RRRR": line("RRRR", measure="rate_12m")}
    by_series = {"IIII": "CPI", "RRRR": "CPI", "GONE": "CPI"}
    counts = check_rates(releases, configured, by_series, problems)
    assert counts == {"RRRR": differs}
    mend = "download both series again: one of them is wrong"
    assert told(problems) == (
        [("ons/RRRR.csv", 10, "RRRR", str(rate), allowed, mend)] if allowed else []
    )


def test_a_rate_without_its_index_is_held_against_nothing() -> None:
    releases = {"RRRR": [series("RRRR", 99.0)], "IIII": []}
    configured = {"IIII": line("IIII", measure="index"), "RRRR": line("RRRR", measure="rate_12m")}
    assert check_rates(releases, configured, {"RRRR": "CPI"}, Problems()) == {}
    both = {"RRRR": "CPI", "IIII": "CPI"}
    assert check_rates(releases, configured, both, Problems()) == {}


def growth(printed: float, *, pay: str = "total", release=None) -> tuple[dict, list]:
    problems = Problems()
    levels = [500.0] * 12 + [525.0, 525.0, 525.0]
    releases = {
        "LLLL": [series("LLLL", *levels, decimals=0)],
        "GGGG": [series("GGGG", printed, start=START + 14, release=release)],
    }
    configured = {
        "LLLL": line("LLLL", table="earnings", measure="level", pay="total"),
        "GGGG": line("GGGG", table="earnings", measure="growth_3m", pay=pay),
    }
    return check_growth(releases, configured, problems), told(problems)


def test_growth_of_three_months_is_what_their_levels_give() -> None:
    assert growth(5.0) == ({"GGGG/LLLL": 0}, [])
    assert growth(5.1) == ({"GGGG/LLLL": 1}, [])
    counts, problems = growth(5.3)
    assert counts == {"GGGG/LLLL": 1}
    mend = "download both series again: one of them is wrong, or they are not of one day"
    allowed = "between 4.74 and 5.26, by LLLL"
    assert problems == [("ons/GGGG.csv", 9, "GGGG", "5.3", allowed, mend)]
    assert growth(9.0, pay="regular") == ({}, [])
    assert growth(9.0, release=date(2011, 5, 1)) == ({}, [])


def revisions(small, text: str) -> dict:
    path = small.raw / "earnings" / "awe_revisions.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"cdid,period,published_by,value\n{text}", encoding="utf-8")
    return load_revisions(small.raw, {"GGGG": line(measure="growth_3m")}, small.problems)


def test_a_revision_is_of_a_known_series_a_month_and_a_day_once(small) -> None:
    history = revisions(
        small,
        "GGGG,2024 JAN,2024-03-12,5.60\nGGGG,2024 JAN,2024-02-13,5.7\nXXXX,2024 JAN,2024-03-12,5\n"
        "GGGG,,2024-03-12,5\nGGGG,2024 FEB,,5\nGGGG,2024 FEB,2024-03-12,\n"
        "GGGG,2024 JAN,2024-03-12,5.5\nGGGG,2024 MAR,2024-03-12,30\nGGGG,2024 MAR,2024-04-12,101\n",
    )
    blank = ("a blank", "a cell with text", "fill it in")
    limits = "-50 to 100, usually -20 to 25"
    assert small.told == [
        (
            2,
            "published_by",
            "GGGG 2024-01 on 2024-03-12",
            "each day once",
            "row 8 has it already: take one of the two away",
        ),
        (
            4,
            "cdid",
            "XXXX",
            "a series in series.csv",
            "add a line for it to data/raw/series.csv, or correct it",
        ),
        (5, "period", *blank),
        (6, "published_by", *blank),
        (7, "value", *blank),
        (10, "value", "101", limits, "look at the source again"),
    ]
    assert small.asked == [(9, "value", "30", limits, "usual is -20 to 25")]
    january = history["GGGG"][54 * 12]
    assert january[0] == Copy(date(2024, 2, 13), 5.7, 1, 3)
    assert [copy.value for copy in january[1:]] == [5.5, 5.6]


def test_each_value_stands_until_the_day_before_the_next(small) -> None:
    history = revisions(small, "GGGG,2010 JAN,2024-03-12,5.6\nGGGG,2010 JAN,2024-02-13,5.7\n")
    prints = {"GGGG": {START: Print(7, 5.9, 1, date(2024, 1, 1), date(2024, 1, 16), "true")}}
    releases = {"GGGG": [series("GGGG", 5.6, 4.0, release=date(2024, 4, 16))], "NONE": []}
    lines = {name: line(name, table="earnings", measure="growth_3m") for name in ("GGGG", "NONE")}
    made = clean_earnings(releases, lines, history, prints, small.problems, small.corrections)
    columns = ("key", "value", "known_first", "known_from", "known_until", "known_how", "source")
    rows = list(zip(*(made.values[name] for name in columns), strict=True))
    days = [date(2024, *day) for day in ((2, 13), (3, 12), (4, 16), (1, 16))]
    file = "earnings/awe_revisions.csv"
    assert rows == [
        ("GGGG/2010-01/2024-02-13", 5.7, days[0], days[0], date(2024, 3, 11), "true", file),
        ("GGGG/2010-01/2024-03-12", 5.6, days[1], days[1], None, "true", file),
        ("GGGG/2010-02/2024-04-16", 4.0, days[2], days[2], None, "true", "ons/GGGG.csv"),
        (
            "GGGG/2010-01/2024-01-16",
            5.9,
            date(2024, 1, 1),
            days[3],
            date(2024, 2, 12),
            "true",
            "earnings/awe_vintages.csv",
        ),
    ]
    assert made.rows == [3, 2, 10, 7]


def test_a_release_that_the_copies_cover_says_what_they_say(small) -> None:
    history = revisions(small, "GGGG,2010 JAN,2024-03-12,5.6\n")
    releases = {"GGGG": [series("GGGG", 5.5, 4.0, release=date(2024, 3, 12))]}
    lines = {"GGGG": line("GGGG", table="earnings", measure="growth_3m")}
    clean_earnings(releases, lines, history, {}, small.problems, small.corrections)
    mend = (
        "if it was revised, add the value to data/raw/earnings/awe_revisions.csv with the day of "
        "its copy"
    )
    allowed = "a value on record in earnings/awe_revisions.csv, which has "
    assert small.told == [
        (9, "2010-01", "5.5", f"{allowed}5.6 in row 2", mend),
        (10, "2010-02", "4.0", f"{allowed}no value", mend),
    ]


def first_prints(small, text: str, calendar: str = "") -> dict:
    folder = small.raw / "earnings"
    folder.mkdir(exist_ok=True)
    head = "cdid,period,published_by,value,source_title,source_url,confidence\n"
    rows = "".join(f"{one},,,\n" for one in text.splitlines())
    (folder / "awe_vintages.csv").write_text(head + rows, encoding="utf-8")
    if calendar:
        (small.raw / "prices").mkdir(exist_ok=True)
        path = small.raw / "prices" / "awe_release_calendar.csv"
        head = "last_month_of_three,published_on,status,source\n"
        path.write_text(head + calendar, encoding="utf-8")
    return load_first_prints(small.raw, {"GGGG": line(measure="growth_3m")}, small.problems)


def test_a_first_print_has_its_day_from_its_row_the_calendar_or_the_rule(small) -> None:
    calendar = "2022-02,2022-04-12,published,\n2022-03,2022-05-17,announced,\n2022-04,,published,\n"
    found = first_prints(
        small,
        "GGGG,2022 JAN,2022-03-15,4.8\nGGGG,2022 FEB,,5\nGGGG,2022 MAR,2022-05,5.10\n"
        "GGGG,2022 APR,2022-06,5\nGGGG,2022 MAY,,5",
        calendar,
    )
    assert small.told == []
    months = {ordinal - 12 * 52: one for ordinal, one in found["GGGG"].items()}
    assert months == {
        0: Print(2, 4.8, 1, date(2022, 3, 15), date(2022, 3, 15), "true"),
        1: Print(3, 5.0, 0, date(2022, 4, 12), date(2022, 4, 12), "true"),
        2: Print(4, 5.1, 2, date(2022, 5, 17), date(2022, 5, 17), "inferred"),
        3: Print(5, 5.0, 0, date(2022, 6, 1), date(2022, 6, 30), "inferred"),
        4: Print(6, 5.0, 0, date(2022, 7, 10), date(2022, 7, 21), "estimated"),
    }


def test_a_first_print_is_of_a_known_series_and_stands_once(small) -> None:
    first_prints(
        small, "XXXX,2022 JAN,,4.8\nGGGG,2022 JAN,,5\nGGGG,2022 JAN,,5\nGGGG,2022 FEB,,101"
    )
    assert small.told == [
        (
            2,
            "cdid",
            "XXXX",
            "a series in series.csv",
            "add a line for it to data/raw/series.csv, or correct it",
        ),
        (
            4,
            "period",
            "GGGG 2022-01",
            "each month once",
            "row 3 has it already: take one of them away",
        ),
        (5, "value", "101", "-50 to 100, usually -20 to 25", "look at the source again"),
    ]


COSTS = (
    "reference_month,household_group,rate_12m,bulletin_to,release_date,superseded_on,"
    "status,source_title,source_url,confidence\n"
)


def test_a_printed_rate_stands_until_it_is_withdrawn_or_printed_anew(small) -> None:
    (small.raw / "prices").mkdir()
    (small.raw / "prices" / "household_costs.csv").write_text(
        COSTS
        + "2022-10,all,12.6,2023-09,2023-12-04,2024-02-26,superseded,,,\n"
        + "2022-10,all,12.80,2023-12,,,,,,\n"
        + "2022-11,all,9.0,2023-12,2024-03-26,,as announced,,,\n"
        + "2022-12,all,9.0,2023-12,2024-03-26,,,,,\n"
        + "2022-12,all,9.1,2023-12,2024-03-26,,,,,\n"
        + "2022-12,others,9.0,2023-12,2024-03-26,,,,,\n",
        encoding="utf-8",
    )
    rows = Versions()
    found = read_household_costs(small.raw, small.problems)
    add_household_costs(rows, found, {"all": ("HCI", "HCI-ALL")}, small.problems)
    names = ("key", "value", "decimals", "known_first", "known_from", "known_until", "known_how")
    made = list(zip(*(rows.values[name] for name in names), strict=True))
    day, march = date(2023, 12, 4), date(2024, 3, 26)
    assert made[:3] == [
        ("HCI-ALL/2022-10", 12.6, 1, day, day, date(2024, 2, 25), "true"),
        (
            "HCI-ALL/2022-10/2024-03-31",
            12.8,
            2,
            date(2024, 2, 1),
            date(2024, 3, 31),
            None,
            "estimated",
        ),
        ("HCI-ALL/2022-11", 9.0, 1, march, march, None, "estimated"),
    ]
    assert rows.rows == [2, 3, 4, 5, 6]
    assert set(rows.values["index"]) == {"HCI"}
    assert set(rows.values["frequency"]) == {"some months"}
    assert set(rows.values["main"]) == {True}
    assert small.told == [
        (
            6,
            "reference_month",
            "all 2022-12 twice in one bulletin",
            "each rate once",
            "row 5 has it already: take one of them away",
        )
    ]


def test_lines_of_series_are_each_once_of_our_words_and_of_a_listed_index(small) -> None:
    path = small.raw / "series.csv"
    row = dict.fromkeys(COLUMNS, "") | {
        "cdid": "d7bt",
        "table": "prices",
        "index": "CPI",
        "measure": "index",
        "revisable": "no",
    }
    lines = [
        row,
        row,
        row | {"cdid": "AAAA", "index": "CPX", "revisable": "maybe"},
        row | {"cdid": ""},
    ]
    text = "\n".join(",".join(one[name] for name in COLUMNS) for one in lines)
    path.write_text(",".join(COLUMNS) + f"\n{text}\n", encoding="utf-8")
    made = load_series(small.raw, small.problems, ["CPI", "RPI"])
    assert list(made) == ["D7BT", "AAAA"]
    assert (made["D7BT"].revisable, made["D7BT"]["base"], made["D7BT"]["index"]) == (
        False,
        None,
        "CPI",
    )
    once = ("each CDID once", "write each series once")
    assert small.told == [
        (3, "cdid", "D7BT", *once),
        (
            4,
            "index",
            "CPX",
            "an index of prices/indices.csv",
            (
                "add a line for it to data/raw/prices/indices.csv. Did you mean CPI? Allowed: "
                "CPI, RPI."
            ),
        ),
        (4, "revisable", "maybe", "yes, no", "Allowed: yes, no."),
        (5, "cdid", "a blank", *once),
    ]


SALARIES = "year,reference_date,population,responsibility_level,measure,value_gbp,source_title,"
HEADS = "year,reference_date,responsibility_level,measure,value,unit,source_url\n"
UNITS = "year,reference_date,department,unit_kind,responsibility_level,measure,value,source\n"


def salaries(small, whole: str, heads: str = "", units: str = ""):
    folder = small.raw / "earnings"
    folder.mkdir()
    texts = {
        "civil_service_salaries.csv": f"{SALARIES}source_url,confidence\n{whole}",
        "civil_service_headcount.csv": HEADS
        + (heads or "2020,2020-03-31,All,headcount,9,people,\n"),
        "department_salaries.csv": UNITS
        + (units or "2020,2020-03-31,Acas,organisation,EO,median_salary_gbp,26000,a\n"),
        "department_headcount_2025.csv": UNITS
        + "2025,2025-03-31,Acas,organisation,EO,headcount,[c],a\n",
        "publication_days.csv": "source_url,published,note\nu,2020-07-29,\nv,2020-08,\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return clean_salaries(small.raw, small.directory, small.problems, small.corrections)


def test_salaries_and_headcounts_of_four_files_are_one_table(small) -> None:
    rows = (
        "2020,2020-03-31,,All,median,28180,t,u,high\n"
        "2022,2022-03-31,,All,median,30000,t,v,high\n"
        "2022,2022-03-31,,All,median,30001,t,v,high\n"
        "2023,2023-03-31,senior,EO,mean,30000,t,,high\n"
        "2023,2023-03-31,senior,EO,mean,30000,t,,high\n"
    )
    made = salaries(small, rows)
    assert small.told == []
    columns = ("key", "value", "unit", "department", "suppressed", "known_from", "known_how")
    found = list(zip(*(made.values[name] for name in columns), strict=True))
    whole, service = "whole civil service", "uk-civil-service"
    by_rule = [date(year, 10, 31) for year in (2020, 2022, 2023, 2025)]
    assert found == [
        (
            f"2020/{whole}/2020-03-31/All/median",
            28180.0,
            "GBP",
            service,
            False,
            date(2020, 7, 29),
            "true",
        ),
        (
            f"2022/{whole}/2022-03-31/All/median",
            30000.0,
            "GBP",
            service,
            False,
            by_rule[1],
            "estimated",
        ),
        (
            f"2022/{whole}/2022-03-31/All/median#2",
            30001.0,
            "GBP",
            service,
            False,
            by_rule[1],
            "estimated",
        ),
        ("2023/senior/2023-03-31/EO/mean", 30000.0, "GBP", None, False, by_rule[2], "estimated"),
        ("2023/senior/2023-03-31/EO/mean#2", 30000.0, "GBP", None, False, by_rule[2], "estimated"),
        (
            f"2020/{whole}/2020-03-31/All/headcount",
            9.0,
            "people",
            service,
            False,
            by_rule[0],
            "estimated",
        ),
        (
            "2020/Acas/organisation/2020-03-31/EO/median",
            26000.0,
            "GBP",
            "acas",
            False,
            by_rule[0],
            "estimated",
        ),
        (
            "2025/Acas/organisation/2025-03-31/EO/headcount",
            None,
            "people",
            "acas",
            True,
            by_rule[3],
            "estimated",
        ),
    ]
    assert made.flags == [
        [],
        ["two sources differ"],
        ["two sources differ", "a step is missing before this one"],
        ["stands in two rows"],
        ["stands in two rows"],
        [],
        [],
        [],
    ]
    assert made.values["source"][0] == "earnings/civil_service_salaries.csv"
    assert made.values["known_first"][1] == date(2022, 3, 31)
    years = [2020, 2022, 2022, 2023, 2023, 2020, 2020, 2025]
    assert made.values["year"] == years
    days = [date(year, 3, 31) for year in years]
    assert made.values["reference_first"] == made.values["reference_last"] == days
    acas, all_ = "Acas", "whole civil service"
    assert made.values["population"] == [all_] * 3 + ["senior"] * 2 + [all_, acas, acas]
    assert made.values["unit_kind"] == [None] * 6 + ["organisation"] * 2
    assert made.values["responsibility_level"] == ["All"] * 3 + ["EO"] * 2 + ["All", "EO", "EO"]


def test_a_salary_has_a_year_a_level_a_measure_and_a_figure_or_its_mark(small) -> None:
    salaries(
        small,
        ",2020-03-31,,,median,28180,t,u,high\n2020,,,All,,,t,u,high\n",
        heads="2020,2020-03-31,All,headcount,9,heads,\n",
    )
    text = ("a blank", "a cell with text", "fill it in")
    assert small.told == [
        (2, "unit", "heads", "GBP, people, FTE, %", "use one of these words"),
        (2, "responsibility_level", *text),
        (2, "year", *text),
        (3, "measure", *text),
        (
            3,
            "value_gbp",
            "a blank",
            "a number, or [c] where the source suppresses it",
            "fill it in",
        ),
    ]
