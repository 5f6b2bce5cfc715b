"""Prices over long spans, deals in pounds and rounds of ballots: small records, whole answers."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.ballots.ballot_rounds import COLUMNS, count_rounds
from analysis.measures.ballots.standing import STANDINGS, TOTAL
from analysis.measures.ballots.told import JUDGED, PUBLISHED
from analysis.measures.claims.spans import spans, times
from analysis.measures.offers.chains import AWARD, Link, chain_links
from analysis.measures.offers.deals import measure_deal
from analysis.measures.pay.named import YEARLY, NamedPay
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.prices.deflation import deflate
from analysis.measures.prices.inflation import inflate, long_run, reaching
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.periods.stated import StatedTime

CALENDAR = "calendar-year average"


def prices(*series):
    """Rows of some series: name, index, base, yearly values from a year, months from a year."""
    rows = []
    for name, index, base, (first, *years), (begin, *months) in series:
        dates = [(f"{first + place}-01", value, "year") for place, value in enumerate(years)]
        dates += [
            (f"{begin + place // 12}-{place % 12 + 1:02d}", value, "month")
            for place, value in enumerate(months)
        ]
        rows += [
            {
                "key": f"{name}/{period}",
                "series": name,
                "index": index,
                "measure": "index",
                "base": base,
                "frequency": frequency,
                "period": pd.Period(period, freq="M"),
                "value": value,
                "decimals": 1,
                "main": name != "CDKO",
                "known_from": pd.NaT,
                "known_until": pd.NaT,
            }
            for period, value, frequency in dates
        ]
    frame = pd.DataFrame(rows)
    return frame.assign(
        period=pd.PeriodIndex(frame["period"], freq="M"),
        known_from=pd.to_datetime(frame["known_from"]),
        known_until=pd.to_datetime(frame["known_until"]),
    )


RECORD = prices(
    ("CHAW", "RPI", "1950=100", (1950,), (1950, *[100.0] * 12, *[110.0] * 12)),
    ("CDKO", "RPI", "1948=100", (1946, 90.0, 95.0), (1948, *[100.0] * 24, *[120.0] * 25)),
    ("D7BT", "CPI", "1951=100", (1951,), (1951, *[100.0] * 12)),
)


def test_the_series_that_an_index_goes_by_is_used_where_it_reaches():
    made = inflate(
        RECORD, 100, start=Month(1950, 1), to=Month(1951, 1), index="RPI", convention=CALENDAR
    )
    assert str(made) == (
        "£100.00 of 1950 is £110.00 (109.90 to 110.11) in prices of 1951, on RPI (CHAW, 1950=100)."
    )
    assert made.as_plain() == {
        "amount": 100,
        "from": "1950",
        "to": "1951",
        "value": pytest.approx(110.0),
        "low": pytest.approx(100 * 109.95 / 100.05),
        "high": pytest.approx(100 * 110.05 / 99.95),
        "index": "RPI",
        "series": "CHAW",
        "base": "1950=100",
        "joins": "",
    }


def test_a_longer_series_is_used_for_the_months_and_the_years_before():
    made = inflate(
        RECORD,
        50,
        start=Month(1948, 3),
        to=Month(1950, 3),
        index="RPI",
        convention="month to month",
    )
    assert (made.as_plain()["series"], made.value, made.joins) == ("CDKO", pytest.approx(60.0), "")
    made = inflate(
        RECORD, 90, start=Month(1946, 1), to=Month(1951, 1), index="RPI", convention=CALENDAR
    )
    assert made.value == pytest.approx(120.0)
    assert made.joins == "Until 1947 these are yearly values; from 1948 means of twelve months."
    made = inflate(
        RECORD, 90, start=Month(1948, 1), to=Month(1951, 1), index="RPI", convention=CALENDAR
    )
    assert made.joins == ""


def test_a_yearly_series_that_nobody_can_date_serves_no_earlier_day():
    day = pd.Timestamp("1951-06-01")
    undated = RECORD.assign(
        known_from=RECORD["known_from"].mask(RECORD["frequency"] == "month", day)
    )
    asked = {"index": "RPI", "convention": CALENDAR}
    years = (Month(1946, 1), Month(1948, 1))
    assert reaching(undated, years, **asked).identity.frequency == "year"
    with pytest.raises(MeasureError, match="has no 1946"):
        reaching(undated, years, **asked, vintage="1951-06-01")
    dated = undated.assign(known_from=day)
    assert reaching(dated, years, **asked, vintage="1951-06-01").identity.frequency == "year"


def test_the_long_run_is_of_yearly_values_then_of_whole_years_of_months():
    run = long_run(RECORD, index="RPI", series="CDKO", vintage="latest")
    assert (run.first, run.last) == (Month(1946, 1), Month(1951, 1))  # 1952 has one month
    assert run.values == (90.0, 95.0, 100.0, 100.0, 120.0, 120.0)
    late = prices(("CDKO", "RPI", "1948=100", (1945, 90.0), (1948, *[100.0] * 24)))
    with pytest.raises(MeasureError) as refused:
        long_run(late, index="RPI", series="CDKO", vintage="latest")
    assert str(refused.value) == (
        "RPI (CDKO, 1948=100, latest, by year) ends in 1945, before its months."
    )


@pytest.mark.parametrize(
    ("months", "index", "told"),
    [
        (
            (Month(1949, 1), Month(1951, 1)),
            "CPI",
            (
                "CPI (D7BT, 1951=100, latest, by month) has no 1949-01: it runs from 1951-01 to "
                '1951-12. Nearest: 1951-01. RPI reaches that far: ask for index="RPI". Indices are '
                "not joined to one another."
            ),
        ),
        (
            (Month(1930, 1), Month(1951, 1)),
            "CPI",
            (
                "CPI (D7BT, 1951=100, latest, by month) has no 1930-01: it runs from 1951-01 to "
                "1951-12. Nearest: 1951-01."
            ),
        ),
        ((Month(1950, 1),), "CPX", "no index 'CPX'. Did you mean CPI? Allowed: CPI, RPI."),
    ],
)
def test_a_time_that_an_index_lacks_names_the_one_that_has_it(months, index, told):
    with pytest.raises(MeasureError) as refused:
        reaching(RECORD, months, index=index, convention="month to month")
    assert str(refused.value) == told


CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (100.0, 110.0, 121.0))


def test_money_is_carried_to_one_month_with_its_rounding_and_blanks_are_named():
    frame = pd.DataFrame(
        {
            "period": pd.PeriodIndex(["2022-12", "2022-09", "2022-10", "2022-12"], freq="M"),
            "value": [1.0, 100.0, -100.0, 1.0],
        }
    )
    made = deflate(frame, index=CPI, to="2022-11")
    rows = made.frame.drop(columns="period").round(4).to_dict("list")
    assert rows["real_value"][1:3] == [121.0, -110.0]
    assert rows["real_value_low"][1:3] == [
        round(100 * 120.95 / 100.05, 4),
        round(-100 * 121.05 / 109.95, 4),
    ]
    assert rows["real_value_high"][1:3] == [
        round(100 * 121.05 / 99.95, 4),
        round(-100 * 120.95 / 110.05, 4),
    ]
    assert (made.covered, made.missing) == ((Month(2022, 9), Month(2022, 10)), (Month(2022, 12),))
    assert repr(made) == (
        "4 rows in CPI prices of 2022-11; the index runs to 2022-11. No price for 1 months within "
        "2022-12 to 2022-12: left blank."
    )
    whole = deflate(frame[1:3], index=CPI, to="2022-11")
    assert whole.note == "CPI prices of 2022-11; the index runs to 2022-11."
    assert frame.columns.tolist() == ["period", "value"]


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (
            ["2023-01", "2023-03"],
            (
                "CPI (D7BT, 2015=100, latest, by month) runs from 2022-09 to 2022-11 and covers "
                "no month of 2023-01 to 2023-03."
            ),
        ),
        ([None, "2022-09"], "1 rows have no period: drop them, or say when they are of."),
    ],
)
def test_money_of_no_month_of_the_index_is_refused(periods, told):
    frame = pd.DataFrame({"period": pd.PeriodIndex(periods, freq="M"), "value": 1.0})
    with pytest.raises(MeasureError) as refused:
        deflate(frame, index=CPI, to="2022-11")
    assert str(refused.value) == told


def test_a_deal_in_pounds_stands_beside_what_keeps_pace():
    index = PriceIndex(
        PriceIdentity("CPI", "D7BT", "2015=100"),
        Month(2020, 4),
        (*[100.0] * 12, *[110.0] * 12, 121.0),
    )
    links = [
        Link("2020-21", Month(2020, 4), 5.0, 5.0, AWARD),
        Link("2021-22", Month(2021, 4), 10.0, 10.0, AWARD),
    ]
    chain = chain_links(links, index).longest
    first, second = measure_deal(chain, index=index, salary=20_000.0, lump_sums={"2021-22": 500.0})
    assert (first.pay_year, first.last, first.lump_sum) == ("2020-21", Month(2021, 4), 0.0)
    assert (first.salary, first.pace, first.beside) == pytest.approx((21_000.0, 22_000.0, -1_000.0))
    assert (second.pay_year, second.last, second.lump_sum) == ("2021-22", Month(2022, 4), 500.0)
    assert (second.salary, second.pace, second.beside) == pytest.approx(
        (23_100.0, 24_200.0, -600.0)
    )
    for salary in (0, -1):
        with pytest.raises(MeasureError) as refused:
            measure_deal(chain, index=index, salary=salary)
        assert str(refused.value) == f"a salary is above nothing; found {salary}."


def pay(name, *months):
    ordinals = tuple(Month.parse(month).ordinal for month in months)
    return NamedPay(name, YEARLY, PaySeries(name, YEARLY, ordinals, (1e4,) * len(months), 5.0))


def test_a_time_stated_twice_is_tried_once_and_what_lacks_it_is_named():
    one = pay("one", "2019-03", "2020-03")
    asked = (StatedTime.parse("2020"), StatedTime.parse("2019-20"), StatedTime.parse("2020"))
    assert [found.text for found in times((one,), asked, "month to month")] == ["March 2020"]
    starts = (StatedTime.parse("2019"), StatedTime.parse("2019"))
    found = list(spans((one,), starts, (StatedTime.parse("2020"),), "month to month"))
    told = [(span.text, span.stated) for span in found]
    assert told == [("March 2019 to March 2020", "2019 to 2020")]
    other = pay("other", "2020-09")
    with pytest.raises(MeasureError) as refused:
        list(
            spans(
                (one, other),
                (StatedTime.parse("2019"),),
                (StatedTime.parse("2020"),),
                "month to month",
            )
        )
    assert (
        str(refused.value)
        == "the record has other from September 2020 to September 2020, and not of 2019"
    )
    with pytest.raises(MeasureError) as refused:
        list(times((one, other), (StatedTime.parse("2021"),), "month to month"))
    assert str(refused.value) == "the record has one from March 2019 to March 2020, and not of 2021"


def ballots(*rows):
    columns = ["key", "union", "parent_ballot_id", "employer", "told", "told_by", "legal_effect"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        closed_last=pd.Timestamp("2022-11-07"),
        known_from=pd.Timestamp("2023-01-10"),
        standing="",
        counted=True,
        areas_balloted=None,
        areas_met=None,
        areas_missed=None,
    )


def test_employers_of_a_round_are_counted_by_how_their_votes_came_out():
    made = ballots(
        ("A", "PCS", "P", "a", "yes", JUDGED, True),
        ("B", "PCS", "P", "b", "no", JUDGED, True),
        ("C", "PCS", "P", "c", "yes", PUBLISHED, True),
        ("D", "PCS", "P", "d", "no", PUBLISHED, True),
        ("E", "PCS", "P", "e", "unknown", "", True),
        ("F", "PCS", "P", "b", "yes", PUBLISHED, True),
        ("G", "FDA", None, "a", "yes", JUDGED, True),
        ("H", "PCS", "P", "h", "yes", JUDGED, False),
        ("I", "PCS", "P", "i", "no", JUDGED, True),
        ("P", "PCS", None, "all", "", "", False),
    )
    made.loc[9, "standing"] = STANDINGS[TOTAL]
    made["areas_balloted"] = [None] * 9 + [9.0]
    made["areas_met"] = [None] * 9 + [4.0]
    made["areas_missed"] = pd.Series([None] * 10, dtype="float64")
    made.loc[6, "closed_last"] = pd.NaT
    found = count_rounds(made)
    assert found.columns.tolist() == [*COLUMNS, "keys"]
    plain, closed = found.astype(object).where(found.notna(), None), pd.Timestamp("2022-11-07")
    assert [tuple(row) for row in plain.itertuples(index=False)] == [
        ("FDA", "", 2023, 1, 0, 0, 0, 0, None, None, None, ("G",)),
        ("PCS", "P", 2022, 1, 2, 1, 1, 1, 4, 5, closed, ("A", "B", "C", "D", "E", "F", "I")),
    ]
    assert count_rounds(made[made["key"] == "H"]).columns.tolist() == [*COLUMNS, "keys"]


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_printed_of_a_round_is_of_the_counted_report_first(turned):
    made = ballots(
        ("N", "PCS", None, "all", "", "", False),
        ("P", "PCS", None, "all", "", "", False),
        ("A", "PCS", "P", "a", "yes", JUDGED, True),
        ("F", "FDA", None, "all", "", "", False),
    )
    made["counted"] = [False, True, True, True]
    made.loc[1, "standing"] = STANDINGS[TOTAL]
    made["areas_balloted"] = pd.array([10, None, None, 99], dtype="Int64")
    made["areas_met"] = pd.array([7, 4, None, 98], dtype="Int64")
    made["areas_missed"] = pd.array([None, None, None, 1], dtype="Int64")
    found = count_rounds(made.iloc[::-1] if turned else made)
    assert found[["round", "printed_met", "printed_missed"]].to_numpy().tolist() == [["P", 4, 6]]


def test_rounds_stand_newest_first_then_by_union_then_by_their_latest_name():
    made = ballots(
        ("A", "PCS", "P1", "a", "yes", JUDGED, True),
        ("B", "FDA", "P2", "b", "yes", JUDGED, True),
        ("C", "PCS", "P3", "c", "yes", JUDGED, True),
        ("D", "PCS", "P4", "d", "yes", JUDGED, True),
        ("E", "PCS", "P4", "e", "no", PUBLISHED, True),
    )
    days = ["2022-11-07", "2022-11-07", "2022-11-07", "2023-05-01", "2022-12-01"]
    made["closed_last"] = pd.to_datetime(days)
    found = count_rounds(made)
    assert found[["year", "union", "round"]].to_numpy().tolist() == [
        [2023, "PCS", "P4"],
        [2022, "FDA", "P2"],
        [2022, "PCS", "P3"],
        [2022, "PCS", "P1"],
    ]
    assert found["keys"].tolist() == [("D", "E"), ("B",), ("C",), ("A",)]
    assert found["missed_published"].tolist() == [1, 0, 0, 0]
