"""What is told of a cell, a word, a link or a list that cannot be: every sentence whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.ingest.kinds.ballots import Unit, clean_actions, clean_rules, load_units
from analysis.ingest.kinds.employers import Directory, clean_employers
from analysis.ingest.kinds.indices import Families, check_indices, load_indices
from analysis.ingest.kinds.releases import load_calendar
from analysis.ingest.making.dates_apart import check_ahead
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.limiting import check_number
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile
from analysis.ingest.words.corrections import load_corrections
from analysis.ingest.words.vocabulary import load_vocabulary
from analysis.periods import Month
from analysis.tables.declared import (
    ACTIONS,
    BALLOT_RULES,
    EMPLOYERS,
    INDICES,
    OFFER_STATEMENTS,
    PAY_SCALES,
    SECTOR_PAY,
)
from analysis.tables.limits import RISE

OFFER = {
    "statement_id": "O1",
    "offer_id": "X-1",
    "employer": "Acas",
    "pay_year_from": "2022-23",
    "pay_year_to": "2022-23",
    "basis": "average_award",
    "source_title": "a page",
}
ADD_UNION = "correct it, or add the line '{},ITS FULL NAME,' to data/raw/vocabulary/union.csv"


@pytest.fixture
def offer(small) -> Callable[..., Draft]:
    """Read statements with the cells given, and no more is done with them."""

    def of(*rows: dict[str, str]) -> Draft:
        small.write(OFFER_STATEMENTS, *(OFFER | row for row in rows))
        made = read_draft(small.raw, OFFER_STATEMENTS, small.problems, small.corrections)
        assert made is not None
        return made

    return of


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"statement_id": ""},
            ("statement_id", "a blank", "a name for the row", "give it one of its own"),
        ),
        (
            {"offer_id": ""},
            ("offer_id", "a blank", "the offer it describes", "fill it in"),
        ),
        ({"percent": "3,5"}, ("percent", "3,5", "a number such as 3.5", "write 3.5")),
        ({"percent": "£1,234.5"}, ("percent", "£1,234.5", "a number such as 3.5", "write 1234.5")),
        (
            {"percent": "3.5 pc"},
            (
                "percent",
                "3.5 pc",
                "a number such as 3.5",
                "write digits with a point, no other marks; leave it blank if it is unknown",
            ),
        ),
        (
            {"deal_year": "1.064"},
            (
                "deal_year",
                "1.064",
                "a whole number such as 1240",
                "if the point parts thousands, write 1064",
            ),
        ),
        (
            {"percent": "1" * 16},
            (
                "percent",
                "1" * 16,
                "a number of at most 15 digits before its point",
                "look at the number again",
            ),
        ),
        (
            {"effective_from": "07/11/2022"},
            (
                "effective_from",
                "07/11/2022",
                "a date such as 2022-10-19, 2022-10 or 2022",
                "a spreadsheet changed it; if it is day, month, year write 2022-11-07",
            ),
        ),
        (
            {"effective_from": "7.25.22"},
            (
                "effective_from",
                "7.25.22",
                "a date such as 2022-10-19, 2022-10 or 2022",
                "write 2022-07-25",
            ),
        ),
        (
            {"effective_from": "44872"},
            (
                "effective_from",
                "44872",
                "a date such as 2022-10-19, 2022-10 or 2022",
                "a spreadsheet turned the date into a number; type the date again as text",
            ),
        ),
        (
            {"effective_from": "1799-12-31"},
            ("effective_from", "1799-12-31", "a date from 1800 to 2100", "look at the year again"),
        ),
        (
            {"effective_from": "2101"},
            ("effective_from", "2101", "a date from 1800 to 2100", "look at the year again"),
        ),
        (
            {"pay_year_from": "2022-24"},
            (
                "pay_year_from",
                "2022-24",
                "one pay year such as 2023-24",
                "use the columns from and to for several",
            ),
        ),
        (
            {"pay_year_from": "2012-13"},
            (
                "pay_year_to",
                "11 years from 2012-13",
                "a deal of at most 10 years",
                "look at both pay years again",
            ),
        ),
        ({"pay_year_from": "2013-14"}, None),
        (
            {"percent": "101"},
            (
                "percent",
                "101",
                "-50 to 100, usually -10 to 25; less than 0.2 is doubted (%)",
                "look at the source again",
            ),
        ),
        (
            {"unions": "PCS; Prospct"},
            (
                "unions",
                "Prospct",
                "unions in vocabulary/union.csv, parted by semicolons",
                f"Did you mean Prospect? If so, {ADD_UNION.format('Prospct')}",
            ),
        ),
        (
            {"unions": "Zzz, Qqq"},
            (
                "unions",
                "Zzz, Qqq",
                "unions in vocabulary/union.csv, parted by semicolons",
                ADD_UNION.format('"Zzz, Qqq"'),
            ),
        ),
        (
            {"unions": "PCS;"},
            (
                "unions",
                "PCS;",
                "unions in vocabulary/union.csv, parted by semicolons",
                "take the spare semicolon away",
            ),
        ),
        (
            {"confidence": "high"},
            (
                "confidence",
                "high",
                "a reading in vocabulary/confidence.csv, such as verified in text, secondary",
                "correct it, or add a line for it to data/raw/vocabulary/confidence.csv",
            ),
        ),
        (
            {"source_title": ""},
            (
                "source_url",
                "a blank",
                "the address of the source, or at least its title in source_title",
                "say where the row was read",
            ),
        ),
        ({"source_title": "", "source_url": "https://example.org"}, None),
    ],
)
def test_a_cell_that_cannot_be_is_one_message(offer, small, cells, told) -> None:
    offer(cells)
    assert small.told == ([(2, *told)] if told else [])


def test_a_number_of_fifteen_digits_or_forty_characters_is_read(offer, small) -> None:
    offer({"percent_low": "0" * 38 + ".5"}, {"statement_id": "O2", "deal_year": "3.00"})
    assert small.told == []


def test_a_key_twice_names_the_row_that_has_it(offer, small) -> None:
    offer({}, {}, {})
    mend = "row 2 has it already: rename one, or take the repeat away"
    assert small.told == [(row, "statement_id", "O1", "each key once", mend) for row in (3, 4)]


def test_compiled_figures_are_rated_not_read(small) -> None:
    row = {"employer": "Acas", "grade": "EO", "kind": "pay scale", "confidence": "secondary"}
    small.write(PAY_SCALES, row | {"source_title": "a scale"})
    read_draft(small.raw, PAY_SCALES, small.problems, small.corrections)
    assert small.told == [
        (
            2,
            "confidence",
            "secondary",
            "a rating in vocabulary/confidence.csv, such as high, medium, low",
            "correct it, or add a line for it to data/raw/vocabulary/confidence.csv",
        )
    ]


LOOK = "look at the year again"


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (
            {"source_date": "2022-07-01", "offered_on": "2023-07-03"},
            ("offered_on", "2023-07-03", "at most 1 years after source_date", LOOK),
        ),
        ({"source_date": "2022-07-01", "offered_on": "2023-07-01"}, None),
        ({"source_date": "2022-07-01", "effective_from": "2025-06-30"}, None),
        (
            {"source_date": "2022-07-01", "effective_from": "2025-07-03"},
            ("effective_from", "2025-07-03", "at most 3 years after source_date", LOOK),
        ),
        (
            {"offered_on": "2019-03-31"},
            ("offered_on", "2019-03-31", "at most 3 years before its pay year", LOOK),
        ),
        ({"offered_on": "2019-04-02"}, None),
        (
            {"paid_on": "2026-04-02"},
            ("paid_on", "2026-04-02", "at most 3 years after its pay year", LOOK),
        ),
        ({"paid_on": "2026-03-30"}, None),
        ({"effective_to": "2040-03-31"}, None),
        (
            {"percent": "0.1"},
            (
                "percent",
                "0.1",
                "-50 to 100, usually -10 to 25; less than 0.2 is doubted (%)",
                "did you mean 10?",
            ),
        ),
        (
            {"percent": "26"},
            (
                "percent",
                "26",
                "-50 to 100, usually -10 to 25; less than 0.2 is doubted (%)",
                "usual is -10 to 25",
            ),
        ),
    ],
)
def test_what_is_unlikely_is_asked_about_and_kept(offer, small, cells, asked) -> None:
    made = offer(cells)
    assert small.told == []
    assert small.asked == ([(2, *asked)] if asked else [])
    assert [bool(flags) for flags in made.flags] == [asked is not None]


def test_days_of_one_row_lie_within_ten_years(offer, small) -> None:
    years = {"pay_year_from": "", "pay_year_to": ""}
    made = offer(years | {"offered_on": "2010-01-01", "paid_on": "2020-01-03"})
    asked = "within 10 years of the other days of its row", "look at both days again"
    assert small.asked == [(2, "paid_on", "2020-01-03", *asked)]
    assert made.flags == [["unlikely: paid"]]
    offer(years | {"offered_on": "2010-01-01", "paid_on": "2020-01-01"})
    assert len(small.asked) == 1


def test_a_row_known_long_after_the_newest_release_is_asked_about(offer, small) -> None:
    made = offer({}, {"statement_id": "O2"}, {"statement_id": "O3"})
    days = [date(2026, 12, 31), date(2027, 1, 3), None]
    made.values["known_first"] = made.values["known_from"] = days
    check_ahead(made, date(2024, 1, 1))
    usual = "at most 3 years after the newest release, 2024-01-01"
    mend = "look at the dates of this row again"
    assert small.asked == [(3, "", "2027-01-03", usual, mend)]
    assert made.flags == [[], ["unlikely: known only from 2027"], []]


def test_limits_that_go_by_the_row_are_those_of_its_words(small) -> None:
    row = {
        "year": "2020",
        "geography": "UK",
        "sector": "public",
        "sex": "all",
        "working_pattern": "full-time",
        "measure": "median",
        "pay_kind": "gross weekly pay",
        "group": "sector",
        "source_title": "a survey",
    }
    small.write(
        SECTOR_PAY, row | {"unit": "GBP", "value": "99999"}, row | {"unit": "%", "value": "101"}
    )
    read_draft(small.raw, SECTOR_PAY, small.problems, small.corrections)
    assert [one[:3] for one in small.told] == [(2, "value", "99999"), (3, "value", "101")]


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("3", None, None),
        ("101", "look at the source again", None),
        ("26", None, "usual is -10 to 25"),
    ],
)
def test_a_number_of_a_file_that_is_no_table_is_held_to_limits(text, told, asked) -> None:
    problems = Problems()
    found = RawFile("a.csv", {"value": ["1", text]}, [2, 3])
    check_number(problems, found, 1, "value", float(text), RISE)
    words = "-50 to 100, usually -10 to 25; less than 0.2 is doubted"
    for noted, mend in ((list(problems), told), (problems.questions, asked)):
        expected = [("a.csv", 3, "value", text, words, mend)] if mend else []
        assert [
            (one.file, one.row, one.column, one.found, one.allowed, one.mend) for one in noted
        ] == expected


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "a,union,\na,employer,",
            [
                (
                    3,
                    "found",
                    "a",
                    "each word once",
                    "write (blank) for blank cells, and each word once",
                )
            ],
        ),
        (
            ",union,",
            [
                (
                    2,
                    "found",
                    "a blank",
                    "each word once",
                    "write (blank) for blank cells, and each word once",
                )
            ],
        ),
        ("a,unoin,", [(2, "speaker", "unoin", "union, employer", "Did you mean union?")]),
        ("a,zzz,", [(2, "speaker", "zzz", "union, employer", "use one of the words allowed")]),
        ("a,,", [(2, "speaker", "a blank", "union, employer", "use one of the words allowed")]),
        ("a,union,why", []),
    ],
)
def test_a_list_of_words_has_each_word_once_with_a_meaning_of_ours(small, lines, told) -> None:
    path = small.raw / "vocabulary" / "speaker.csv"
    path.write_text(f"found,speaker,note\n{lines}\n", encoding="utf-8")
    load_vocabulary(small.raw, "speaker", {"speaker": ("union", "employer")}, small.problems)
    assert small.told == told


def test_a_list_of_any_text_needs_a_text_and_may_allow_a_blank(small) -> None:
    path = small.raw / "vocabulary" / "speaker.csv"
    path.write_text("found,speaker\na,\nb,x\n", encoding="utf-8")
    load_vocabulary(small.raw, "speaker", {"speaker": ()}, small.problems)
    load_vocabulary(small.raw, "speaker", {"speaker": ("x", "")}, small.problems)
    load_vocabulary(small.raw, "speaker", {"speaker": ("", "y")}, small.problems)
    assert small.told == [
        (2, "speaker", "a blank", "a text", "use one of the words allowed"),
        (3, "speaker", "x", "a blank, y", "use one of the words allowed"),
    ]


def test_words_are_mapped_and_a_blank_where_the_list_has_one(small, offer) -> None:
    path = small.raw / "vocabulary" / "speaker.csv"
    path.write_text("found,speaker\n(blank),other\nu,union\nq,\n", encoding="utf-8")
    words = load_vocabulary(small.raw, "speaker", {"speaker": ()}, Problems())
    made = offer(
        {"asserted_by": "u"},
        {"statement_id": "O2"},
        {"statement_id": "O3", "asserted_by": "q"},
        {"statement_id": "O4", "asserted_by": "z"},
    )
    words.apply(made, "asserted_by", {"speaker": "speaker"})
    assert made.values["speaker"] == ["union", "other", None, None]
    mend = "correct it, or add a line for it to data/raw/vocabulary/speaker.csv"
    assert small.told == [(5, "asserted_by", "z", "a word in vocabulary/speaker.csv", mend)]


BODY = {"kind": "employer", "sector": "civil service", "nation": "UK"}


def bodies(small, *rows: dict[str, str]) -> Directory:
    small.write(EMPLOYERS, *(BODY | row for row in rows))
    return clean_employers(small.raw, small.problems, small.corrections)[1]


def test_links_of_employers_lead_to_rows_and_never_in_a_circle(small) -> None:
    bodies(
        small,
        {"slug": "a", "name": "A", "successor": "b"},
        {"slug": "b", "name": "B", "successor": "c"},
        {"slug": "c", "name": "C", "successor": "a; d"},
        {"slug": "d", "name": "D", "parent": "home-ofice"},
        {"slug": "home-office", "name": "Home Office", "members": "zzz"},
    )
    assert small.told == [
        (
            4,
            "successor",
            "a > b > c > a",
            "links that end somewhere",
            "take one of these links out",
        ),
        (5, "parent", "home-ofice", "the slug of a row here", "did you mean home-office?"),
        (6, "members", "zzz", "the slug of a row here", "correct it, or add its row"),
    ]


def test_two_ways_to_one_employer_are_no_circle(small) -> None:
    bodies(
        small,
        {"slug": "a", "name": "A", "members": "b; c"},
        {"slug": "b", "name": "B", "members": "d"},
        {"slug": "c", "name": "C", "members": "d; b"},
        {"slug": "d", "name": "D"},
    )
    assert small.told == []


def test_a_spelling_leads_to_one_employer_whatever_its_capitals(small) -> None:
    directory = bodies(
        small,
        {"slug": "a", "name": "The  Body", "names": "Body A | B.A."},
        {"slug": "b", "name": "Other", "names": "body a"},
    )
    mend = "row 2 has it already: leave it in one of the two"
    assert small.told == [(3, "names", "body a", "each spelling once", mend)]
    assert [directory.known(name) for name in ("the body", "BODY A", "b.a.", "zzz")] == [
        "a",
        "a",
        "a",
        None,
    ]
    assert (directory.has("a"), directory.has("c"), Directory(None).has("c")) == (True, False, True)
    assert (directory.fact(1, "name"), directory.fact(None, "name")) == ("Other", None)


def test_an_unknown_name_is_told_once_a_row_with_the_name_that_was_likely_meant(
    small, offer
) -> None:
    directory = bodies(small, {"slug": "home-office", "name": "Home Office", "names": "HO"})
    made = offer(
        {"employer": "Home Ofice"},
        {"statement_id": "O2", "employer": "Zzz"},
        {"statement_id": "O3", "employer": "ho"},
    )
    assert directory.resolve(made) == [None, None, 0]
    assert made.values["employer"] == [None, None, "home-office"]
    mend = "add it to the names of its row in data/raw/employers.csv, or add a row for it"
    allowed = "a name in employers.csv"
    assert small.told == [
        (2, "employer", "Home Ofice", allowed, f"{mend}. Did you mean Home Office?"),
        (3, "employer", "Zzz", allowed, mend),
    ]


def test_units_name_an_employer_and_a_nation_once(small) -> None:
    (small.raw / "ballots/units.csv").write_text(
        "bargaining_unit,employer,nation,important_service,note\n"
        "teachers,acas,England,,\nstaff,acsa,Engeland,none,\nTeachers,acas,Wales,health,\n",
        encoding="utf-8",
    )
    units = load_units(small.raw, small.directory, small.problems)
    nations = "Great Britain, England, Wales, Scotland, Northern Ireland, UK"
    assert small.told == [
        (
            3,
            "employer",
            "acsa",
            "the slug of an employer",
            "write the slug of a row in data/raw/employers.csv",
        ),
        (3, "nation", "Engeland", nations, f"Did you mean England? Allowed: {nations}."),
        (4, "bargaining_unit", "Teachers", "each unit once", "take one of the two away"),
    ]
    assert units.find("acas", " TEACHERS") == Unit("Wales", "health")
    assert units.find("acas", None) == units.find(None, "teachers") == Unit()
    services = [units.find("acas", "teachers"), units.find("acsa", "staff"), Unit()]
    assert [unit.service("fire") for unit in services] == ["health", None, "fire"]


ACTION = {
    "action_id": "A1",
    "union": "PCS",
    "employer": "Acas",
    "kind": "strike",
    "status": "took place",
    "start_date": "2022-12-01",
    "source_title": "a page",
}


@pytest.mark.parametrize(
    ("cells", "known", "flags"),
    [
        ({}, ("2022-12-01", "2022-12-01"), []),
        (
            {"source_date": "2022-11-20"},
            ("2022-12-01", "2022-12-01"),
            ["reported before it happened"],
        ),
        ({"source_date": "2022-12-01"}, ("2022-12-01", "2022-12-01"), []),
        ({"status": "planned", "source_date": "2022-11-20"}, ("2022-11-20", "2022-11-20"), []),
        ({"status": "planned", "source_date": "2022-12-20"}, ("2022-12-01", "2022-12-01"), []),
        ({"start_date": "", "source_date": "2022-12"}, ("2022-12-01", "2022-12-31"), []),
    ],
)
def test_an_action_is_known_from_its_report_or_its_first_day(small, cells, known, flags) -> None:
    small.write(ACTIONS, ACTION | cells)
    made = clean_actions(small.raw, small.directory, small.problems, small.corrections)
    assert (str(made.values["known_first"][0]), str(made.values["known_from"][0])) == known
    assert made.values["known_how"] == ["inferred"]
    assert made.flags == [flags]
    assert made.values["is_action"] == [True]
    assert small.told == []


def test_an_action_or_a_rule_does_not_end_before_it_begins(small) -> None:
    small.write(
        ACTIONS,
        ACTION | {"end_date": "2022-11"},
        ACTION | {"action_id": "A2", "end_date": "2022-12"},
    )
    clean_actions(small.raw, small.directory, small.problems, small.corrections)
    rule = {"rule_id": "L1", "topic": "turnout", "jurisdiction": "Great Britain"}
    rule |= {"service": "all", "applies_from": "2017-03-01", "source_url": "https://example.org"}
    days = ("2017-02-28", "2017-03-01", "")
    small.write(
        BALLOT_RULES,
        *(rule | {"rule_id": f"L{n}", "applies_until": day} for n, day in enumerate(days)),
    )
    made = clean_rules(small.raw, small.problems, small.corrections)
    assert small.told_of(ACTIONS) == [
        (2, "end_date", "2022-11-30", "2022-12-01 or later", "look at both dates again")
    ]
    told = [one for one in small.told_of(BALLOT_RULES) if one[1] == "applies_until"]
    assert told == [(2, "applies_until", "2017-02-28", "2017-03-01 or later", "swap the two days")]
    assert made.values["known_from"] == [date(2017, 3, 1)] * 3
    assert made.values["known_how"] == ["true"] * 3


def test_the_release_calendar_has_each_month_once_and_no_day_before_its_month_ends(small) -> None:
    path = small.raw / "prices" / "release_calendar.csv"
    path.parent.mkdir()
    path.write_text(
        "reference_month,published_on,status\n"
        "2022-10,2022-11-16,published\n2022-11,2022-11-30,published\n2022-10,2022-11-17,announced\n"
        ",2022-12-14,announced_only\n2022-12,,published\n2023-01,2023-02-01,announced_only\n",
        encoding="utf-8",
    )
    calendar = load_calendar(small.raw, small.problems)
    assert small.told == [
        (3, "published_on", "2022-11-30", "a day after 2022-11-30", "look at both dates again"),
        (4, "reference_month", "2022-10", "each month once", "take one of the two rows away"),
        (4, "status", "announced", "published, announced_only", "use one of these words"),
        (5, "reference_month", "a blank", "a date", "fill it in"),
        (6, "published_on", "a blank", "a date", "fill it in"),
    ]
    assert calendar.interval(Month(2023, 1)) == (*[date(2023, 2, 1)] * 2, "announced")
    assert calendar.interval(Month(2022, 10)) == (*[date(2022, 11, 17)] * 2, "announced")
    calendar.add(Month(2022, 12), date(2023, 1, 18))
    calendar.add(Month(2023, 1), date(2023, 1, 18))
    assert calendar.interval(Month(2022, 12)) == (*[date(2023, 1, 18)] * 2, "published")
    assert calendar.likely(Month(2023, 1)) == date(2023, 2, 1)


@pytest.mark.parametrize(
    ("reference", "likely"),
    [
        (Month(2018, 2), date(2018, 3, 20)),  # the third Tuesday
        (Month(2018, 3), date(2018, 4, 18)),  # the third Wednesday
        (Month(2010, 5), date(2010, 6, 15)),
    ],
)
def test_a_release_without_a_day_on_record_likely_came_on_the_third_tuesday_or_wednesday(
    small, reference, likely
) -> None:
    path = small.raw / "prices" / "release_calendar.csv"
    path.parent.mkdir()
    path.write_text(
        "reference_month,published_on,status\n2030-01,2030-02-20,published\n", encoding="utf-8"
    )
    assert load_calendar(small.raw, small.problems).likely(reference) == likely


INDEX = {
    "name": "CPX",
    "full_name": "an index",
    "measures": "prices",
    "holds": "index and rate",
    "index_series": "AAAA",
    "rate_series": "BBBB",
    "shown": "yes",
    "source": "a page",
}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [{}, {"name": "cpx", "index_series": "CCCC", "rate_series": "DDDD"}],
            [
                (
                    3,
                    "name",
                    "cpx",
                    "a name unlike CPX",
                    "give one of the two another name: capitals do not tell indices apart",
                )
            ],
        ),
        (
            [{"index_series": ""}],
            [
                (
                    2,
                    "index_series",
                    "a blank",
                    "the series of its levels",
                    "name it, or write 'rates alone' in holds if nothing but rates is published",
                )
            ],
        ),
        (
            [{"holds": "rates alone"}],
            [
                (
                    2,
                    "index_series",
                    "AAAA",
                    "a blank beside 'rates alone'",
                    "leave it blank, or write 'index and rate' in holds",
                )
            ],
        ),
        ([{"holds": "rates alone", "index_series": ""}], []),
    ],
)
def test_an_index_names_the_series_of_what_it_holds(small, rows, told) -> None:
    small.write(INDICES, *(INDEX | row for row in rows))
    made = load_indices(small.raw, small.problems, small.corrections).made
    assert small.told == told
    assert made.values["position"] == list(range(1, len(rows) + 1))


def line(index: str, measure: str, table: str = "prices") -> dict[str, str]:
    return {"table": table, "index": index, "measure": measure}


def test_an_index_and_its_series_name_each_other(small) -> None:
    small.write(
        INDICES,
        INDEX,
        INDEX | {"name": "CPY", "index_series": "EEEE", "household_group": "pensioners"},
    )
    families = load_indices(small.raw, small.problems, small.corrections)
    check_indices(families, {"AAAA": line("CPX", "rate_12m")}, ["all", "pensioner"], small.problems)
    mend = "correct the line in series.csv, or name another series here"
    add = "add its line to data/raw/series.csv and its file to data/raw/ons, or take {} out"
    assert small.told == [
        (
            2,
            "index_series",
            "AAAA, which series.csv calls prices, CPX, rate_12m",
            "a series of prices, CPX, index",
            mend,
        ),
        (2, "rate_series", "BBBB", "a series of series.csv", add.format("CPX")),
        (
            3,
            "household_group",
            "pensioners",
            "a group of household_costs.csv",
            "Did you mean pensioner? Allowed: all, pensioner.",
        ),
        (3, "index_series", "EEEE", "a series of series.csv", add.format("CPY")),
        (
            3,
            "rate_series",
            "BBBB",
            "a series that is not CPX's",
            "give each index a series of its own",
        ),
    ]
    check_indices(Families(None), {}, [], small.problems)
    assert len(small.told) == 5


CORRECTION = """- table: "offer_statements"
  row: "O1"
  column: "{column}"
  found: "{found}"
  used: "{used}"
  reason: "a slip"
  source: "the page"
"""


def corrected(small, text: str) -> Draft:
    (small.raw / "corrections.yaml").write_text(text, encoding="utf-8")
    small.write(OFFER_STATEMENTS, OFFER | {"percent": "3"})
    corrections = load_corrections(small.raw, small.problems)
    made = read_draft(small.raw, OFFER_STATEMENTS, small.problems, corrections)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("column", "found", "told"),
    [
        ("percent", "3", None),
        ("pct", "3", None),
        (
            "percnt",
            "3",
            ("line", 1, "column", "percnt", "a column of offer_statements"),
        ),
        (
            "percent",
            "4",
            ("line", 1, "found", "4", "'3', which the raw row now holds"),
        ),
    ],
)
def test_a_correction_changes_the_cell_that_it_found(small, column, found, told) -> None:
    made = corrected(small, CORRECTION.format(column=column, found=found, used="5"))
    assert made.values["pct"] == [3.0 if told else 5.0]
    assert made.flags == [[] if told else ["corrected: percent"]]
    assert [one[:4] for one in small.told] == ([told[1:]] if told else [])
