"""What each kind of statement computes, from pay and prices of a few round numbers.

Prices stand at 100 in 2019, 110 in 2020 and 132 in 2021; one pay is 20,000, 21,000 and 22,000, the
other 30,000, 30,000 and 36,000, each of March and known to within 5.
"""

import pytest

from analysis.measures.claims.attempts import Evidence, MissingFigureError
from analysis.measures.claims.kinds import COMPUTED, Tries
from analysis.measures.claims.trials import Trial
from analysis.measures.pay.named import HOURLY, WEEKLY, YEARLY, NamedPay
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.pay.wage_floor import WEEKS_A_YEAR
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.declared import KINDS

REAL, MONEY, NEEDED, LEVEL, GAP, OPENED, LOSS, RATIO, SHARE = KINDS
IDENTITY = PriceIdentity("CPI", "D7BT", "2019=100")
CPI = PriceIndex(
    IDENTITY, Month(2019, 1), tuple(level for level in (100.0, 110.0, 132.0) for _ in range(12))
)


def pay(name, *levels, unit=YEARLY, month=3, half=5.0, note=""):
    months = tuple(Month(2019 + years, month).ordinal for years in range(len(levels)))
    rows = tuple((name, str(2019 + years)) for years in range(len(levels)))
    return NamedPay(name, unit, PaySeries(name, unit, months, levels, half, rows), note=note)


OURS = pay("ours", 20_000.0, 21_000.0, 22_000.0)
THEIRS = pay("theirs", 30_000.0, 30_000.0, 36_000.0)
FLOOR = pay("floor", 10.0, 11.0, 12.0, unit=HOURLY, month=4, half=0.05)
SPAN = "ours, March 2019 to March 2021"
BOTH = "ours against theirs"


def tries(kind, *pays, unit="%", base="2019", end="2021", convention="month to month", **more):
    conventions = (convention,) if convention else ()
    starts, ends = (StatedTime.parse_several(text) for text in (base, end))
    trial = Trial(kind, unit, starts=starts, ends=ends, conventions=conventions, **more)
    return Tries(trial, Evidence({"CPI": CPI}, {}), *(pays or (OURS,)))


def made(kind, *pays, **choices):
    """Every attempt of a kind: the choices in words, the value, its bounds."""
    return [
        (one.choices, *(round(end, 4) for end in (one.value.value, one.value.low, one.value.high)))
        for one in COMPUTED[kind](tries(kind, *pays, **choices))
    ]


@pytest.mark.parametrize(
    ("kind", "choices", "expected"),
    [
        # 1.10 / 1.32 - 1
        (REAL, {}, [(f"{SPAN}, CPI, month to month", -16.6667, -16.7796, -16.5536)]),
        (
            REAL,
            {"unit": "% per year"},
            [
                (
                    f"{SPAN}, CPI, month to month, per year, compound",
                    -8.7129,
                    -8.7748,
                    -8.651,
                ),
                (
                    f"{SPAN}, CPI, month to month, per year, plainly divided",
                    -8.3333,
                    -8.3898,
                    -8.2768,
                ),
            ],
        ),
        (MONEY, {}, [(SPAN, 10.0, 9.9475, 10.0525)]),
        # 1.32 / 1.10 - 1
        (NEEDED, {}, [(f"{SPAN}, CPI, month to month", 20.0, 19.8374, 20.1628)]),
        (LEVEL, {"unit": "GBP"}, [("ours, March 2021", 22000.0, 21995.0, 22005.0)]),
        # 20,000 * 1.32
        (
            LEVEL,
            {"unit": "GBP", "indices": ("CPI",)},
            [(f"{SPAN}, CPI, month to month", 26400.0, 26370.2174, 26429.8174)],
        ),
        # 20,000 * 1.10 * 1.02
        (
            LEVEL,
            {
                "unit": "GBP",
                "indices": ("CPI",),
                "assumed": 2.0,
                "convention": "calendar-year average",
            },
            [
                ("ours, 2019 to 2021, CPI, calendar-year average", 26400.0, 26370.2174, 26429.8174),
                (
                    (
                        "ours, CPI calendar-year averages 2019 to 2020 (mean of months), then 2 % "
                        "for 2021"
                    ),
                    22440.0,
                    22412.9861,
                    22467.0461,
                ),
                (
                    "ours, CPI calendar-year averages 2019 to 2020 (as printed), then 2 % for 2021",
                    22440.0,
                    22434.39,
                    22445.61,
                ),
            ],
        ),
        # 1,000 in 2020 and 4,400 in 2021; the first carried by 1.2
        (
            LOSS,
            {"unit": "GBP"},
            [
                (
                    f"{SPAN}, CPI, month to month, each year's own money",
                    5400.0,
                    5333.7331,
                    5466.3332,
                ),
                (
                    f"{SPAN}, CPI, month to month, prices of the end",
                    5600.0,
                    5527.4363,
                    5672.6363,
                ),
            ],
        ),
        (SHARE, {}, [(f"{SPAN}, CPI, month to month", -16.6667, -16.7796, -16.5536)]),
    ],
)
def test_a_kind_of_one_pay(kind, choices, expected):
    assert made(kind, **choices) == expected


@pytest.mark.parametrize(
    ("kind", "choices", "expected"),
    [
        # 22,000 / 36,000 - 1
        (GAP, {}, (f"{BOTH}, March 2021", -38.8889, -38.9113, -38.8665)),
        (GAP, {"unit": "GBP"}, (f"{BOTH}, March 2021", -14000.0, -14010.0, -13990.0)),
        (SHARE, {"unit": "people"}, (f"{BOTH}, March 2021", -38.8889, -38.9113, -38.8665)),
        # 1.1 / 1.2 - 1
        (OPENED, {}, (f"{BOTH}, March 2019 to March 2021", -8.3333, -8.4051, -8.2615)),
        # 10 % less 20 %
        (
            OPENED,
            {"unit": "percentage points", "indices": ()},
            (f"{BOTH}, March 2019 to March 2021", -10.0, -10.0892, -9.9108),
        ),
        # -16.67 % less -9.09 %
        (
            OPENED,
            {"unit": "percentage points"},
            (f"{BOTH}, March 2019 to March 2021, CPI, month to month", -7.5758, -7.7964, -7.3551),
        ),
    ],
)
def test_a_kind_that_holds_one_pay_against_another(kind, choices, expected):
    assert made(kind, OURS, THEIRS, **choices) == [expected]


@pytest.mark.parametrize("kind", [GAP, OPENED])
def test_a_gap_needs_what_it_is_held_against(kind):
    with pytest.raises(MissingFigureError) as refused:
        made(kind)
    told = "a gap needs the pay that it is held against, in the column against."
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("unit", "hours", "expected"),
    [
        ("times", (37.0,), [("37", 0.9503, 0.95, 0.9505)]),
        ("%", (37.0,), [("37", -4.9737, -4.9953, -4.9521)]),
        (
            "%",
            (36.0, 42.5),
            [("36", -2.3341, -2.3563, -2.3119), ("42.5", -17.2713, -17.2901, -17.2525)],
        ),
    ],
)
def test_pay_is_held_against_the_floor_of_its_month_and_of_the_next(unit, hours, expected):
    asked = tries(RATIO, OURS, FLOOR, unit=unit, hours=hours)
    found = list(COMPUTED[RATIO](asked))
    assert [one.choices for one in found] == [
        f"ours, March 2021 over the floor of April 2021, {words} hours a week"
        for words, *_ in expected
    ]
    for one, (_, *ends) in zip(found, expected, strict=True):
        assert [one.value.value, one.value.low, one.value.high] == pytest.approx(ends, abs=1e-4)
    assert found[0].rows == (("ours", "2021"), ("floor", "2021"))
    assert (found[0].pay, found[0].for_measure) == ("ours", "")
    assert asked.missing == ["floor has no 2021-03. Nearest: 2021-04; 3 from 2019-04 to 2021-04."]
    assert found[0].value.value == pytest.approx(
        22_000 / (12 * hours[0] * WEEKS_A_YEAR) if unit == "times" else ends_of(hours[0])
    )


def ends_of(hours):
    return 100 * (22_000 / (12 * hours * WEEKS_A_YEAR) - 1)


def test_open_hours_are_those_of_london_and_elsewhere_with_and_without_breaks():
    words = [one[0].partition("April 2021, ")[2] for one in made(RATIO, OURS, FLOOR)]
    assert words == [f"{hours} hours a week" for hours in (36, 37, 41, 42)]


def test_pay_by_the_hour_needs_no_hours_against_the_floor():
    hourly = pay("hourly", 12.0, 13.0, 15.0, unit=HOURLY, month=4, half=0.05)
    found = made(RATIO, hourly, FLOOR, unit="times")
    assert found == [("hourly, April 2021 over the floor of April 2021", 1.25, 1.2458, 1.2542)]


def test_a_share_below_the_floor_is_counted_from_per_cent_above_it():
    found = made(SHARE, OURS, FLOOR, unit="people", hours=(37.0,))
    assert found == made(RATIO, OURS, FLOOR, unit="%", hours=(37.0,))
    hourly = pay("hourly", 12.0, 13.0, 15.0, unit=HOURLY, month=4, half=0.05)
    assert made(SHARE, hourly, FLOOR) == [
        ("hourly against floor, April 2021", 25.0, 24.0664, 25.9414)
    ]


def test_a_weekly_pay_is_set_against_a_yearly_one_over_the_weeks_of_a_year():
    weekly = pay("weekly", 300.0, 350.0, 400.0, unit=WEEKLY, half=0.5)
    [(words, value, *_)] = made(GAP, weekly, OURS)
    assert words == "weekly against ours, March 2021"
    assert value == pytest.approx(100 * (400 * WEEKS_A_YEAR / 22_000 - 1), abs=1e-4)


def test_hours_are_tried_where_one_of_two_pays_is_by_the_hour_and_37_else():
    hourly = pay("hourly", 12.0, 13.0, 15.0, unit=HOURLY, half=0.05)
    found = made(GAP, hourly, OURS, hours=(36.0, 40.0))
    by_year = [100 * (15 * hours * WEEKS_A_YEAR / 22_000 - 1) for hours in (36, 40)]
    assert [value for _, value, *_ in found] == pytest.approx(by_year, abs=1e-4)
    assert len(made(GAP, OURS, THEIRS, hours=(36.0, 40.0))) == 1
    [(_, alone, *_)] = made(GAP, hourly, OURS)
    assert alone == pytest.approx(100 * (15 * 37 * WEEKS_A_YEAR / 22_000 - 1), abs=1e-4)


def test_an_attempt_says_whose_pay_its_cell_its_rows_and_what_stands_in():
    noted = pay("noted", 20_000.0, 21_000.0, 22_000.0, note="today's figure")
    [found] = COMPUTED[REAL](tries(REAL, noted, base="2018"))
    assert (found.pay, found.cell) == ("noted", "2018 to 2021, CPI, month to month")
    assert found.rows == (
        ("noted", "2019"),
        ("noted", "2021"),
        ("prices", "D7BT/2019-03"),
        ("prices", "D7BT/2021-03"),
    )
    assert found.for_base == "2019 for 2018: noted has no figure of 2018"
    assert found.for_measure == "today's figure"
    [found] = COMPUTED[GAP](tries(GAP, noted, noted))
    assert found.for_measure == "today's figure; today's figure"
    [found] = COMPUTED[REAL](tries(REAL, noted, stand_in="another measure"))
    assert found.for_measure == "another measure"
    [found] = COMPUTED[OPENED](tries(OPENED, OURS, THEIRS))
    assert [row for row in found.rows if row[0] != "prices"] == [
        (whose, year) for whose in ("ours", "theirs") for year in ("2019", "2021")
    ]
    [found] = COMPUTED[GAP](tries(GAP, OURS, THEIRS))
    assert found.rows == (("ours", "2021"), ("theirs", "2021"))
    own, _ = COMPUTED[LOSS](tries(LOSS, OURS, unit="GBP"))
    assert own.rows[:2] == (("ours", "2020"), ("ours", "2021"))
    assert [row[1] for row in own.rows[2:]] == ["D7BT/2019-03", "D7BT/2021-03"]


def test_what_the_record_lacks_is_noted_and_the_other_choices_go_on():
    asked = tries(REAL, indices=("RPI", "CPI"))
    assert [one.choices for one in COMPUTED[REAL](asked)] == [f"{SPAN}, CPI, month to month"]
    assert asked.missing == ["the record has no levels of RPI."]
    asked = tries(REAL, base="2015")
    assert list(COMPUTED[REAL](asked)) == []
    assert asked.missing == ["the record has ours from March 2019 to March 2021, and not of 2015"]
    asked = tries(LEVEL, unit="GBP", end="2030")
    assert list(COMPUTED[LEVEL](asked)) == []
    assert asked.missing == ["the record has ours from March 2019 to March 2021, and not of 2030"]
    gapped = NamedPay(
        "gapped",
        YEARLY,
        PaySeries("gapped", YEARLY, (590, 614), (20_000.0, 22_000.0), 5.0),
    )
    asked = tries(LOSS, gapped, unit="GBP")
    assert list(COMPUTED[LOSS](asked)) == []
    told = "gapped has no 2020-03. Nearest: 2019-03; 2 from 2019-03 to 2021-03."
    assert asked.missing == [told]


def test_an_open_convention_is_every_one_there_is_with_prices_and_one_without():
    ends = [one[0].removeprefix("ours, ") for one in made(REAL, convention="")]
    assert ends == [
        "March 2019 to March 2021, CPI, month to month",
        "2019 to 2021, CPI, calendar-year average",
        "January to March 2021 against January to March 2019, CPI, three-month average",
    ]
    assert len(made(MONEY, convention="")) == 1
    monthly = NamedPay(
        "monthly",
        YEARLY,
        PaySeries(
            "monthly",
            YEARLY,
            tuple(range(588, 624)),
            tuple(20_000.0 + 100 * month for month in range(36)),
            5.0,
            frequency="month",
        ),
    )
    found = made(LEVEL, monthly, unit="GBP", end="2021-03", convention="")
    assert found == [
        ("monthly, March 2021, month to month", 22600.0, 22595.0, 22605.0),
        ("monthly, 2021, calendar-year average", 22950.0, 22945.0, 22955.0),
        ("monthly, 2020-21, financial-year average", 22050.0, 22045.0, 22055.0),
        ("monthly, January to March 2021, three-month average", 22500.0, 22495.0, 22505.0),
    ]
    [found] = made(MONEY, monthly, base="2019-03", end="2021-03")
    assert found[0] == "monthly, March 2019 to March 2021, month to month"
    [found] = COMPUTED[MONEY](tries(MONEY, monthly, base="2019-03", end="2021-03"))
    assert found.cell == "March 2019 to March 2021, month to month"
