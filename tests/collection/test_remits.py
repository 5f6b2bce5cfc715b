"""Notebook 04: remits and awards beside the prices of their day."""

import numpy as np
import pandas as pd

from analysis.collection.offers.remits_rates import below


def frame(make, kind, name, **given):
    made = make("04_remits_and_awards", **given)
    shown = made.charts if kind == "chart" else made.tables
    found = next(one for one in shown if one.id == name)
    return found.data if kind == "chart" else found.frame


def test_a_figure_is_below_only_when_it_is_under_every_rate_that_may_have_been_known():
    rows = pd.DataFrame(
        {
            "pct": [1.0, 2.0, 1.7, 2.0, np.nan],
            "low": [1.5, 1.5, 1.5, np.nan, 1.0],
            "high": [1.9, 1.9, 1.9, np.nan, 1.0],
        }
    )
    assert below(rows, "pct", "low", "high").tolist() == [
        "below",
        "not below",
        "it depends on the day",
        "no rate",
        "no rate",
    ]


def test_the_rate_beside_a_remit_is_the_one_known_on_its_day(make):
    rows = frame(make, "table", "remit-list").set_index("pay_year_from")
    row = rows.loc[rows["event"] == "Civil Service Pay Remit Guidance 2023 to 2024"].iloc[0]
    assert (row["CPI_high"], row["CPIH_high"]) == (10.4, 9.2)  # February 2023, out on 22 March
    assert row["CPI_year_high"] == 8.7


def test_a_rate_that_may_have_been_out_on_the_day_of_a_remit_is_set_beside_it_too(make):
    rows = frame(make, "table", "remit-list").set_index("event")
    row = rows.loc["Civil service pay remit guidance 2019 to 2020"]  # 13 June 2019: April or May
    assert (row["CPI_low"], row["ceiling_pct"], row["CPI_high"]) == (2.0, 2.0, 2.1)
    told = next(one for one in make("04_remits_and_awards").findings if one.id == "remits")
    amounts = {name: told.values[name].amount for name in ("below", "above", "straddles")}
    assert amounts == {"below": 11, "above": 5, "straddles": 1}


def test_no_cpih_stands_beside_a_remit_of_before_it_existed(make):
    rows = frame(make, "table", "remit-list")
    early = rows[rows["published"].notna() & (rows["published"].astype("str") < "2013-03-19")]
    assert len(early) > 3
    assert early["CPIH_high"].isna().all()
    assert early["CPI_high"].notna().all()


def test_the_kinds_of_ceiling_are_told_apart(make):
    rows = frame(make, "chart", "remits-chart").set_index("label")["basis"]
    assert rows["2008-09"] == "paybill a head, with progression"
    assert rows["2009-10"] == "assumed rise in base pay"
    assert rows["2024-25"] == "ceiling on the average award"


def test_only_ceilings_on_one_basis_are_counted_together(make):
    made = make("04_remits_and_awards")
    counted = next(one for one in made.findings if one.id == "remits").values["n"]
    rows = frame(make, "table", "remit-list")
    assert counted.amount < rows["ceiling_pct"].notna().sum()


def test_awards_that_differ_are_drawn_and_the_others_are_counted(make):
    data = frame(make, "chart", "recommended-chart")
    assert (data["recommended"] != data["awarded"]).all()
    made = make("04_remits_and_awards")
    values = next(one for one in made.findings if one.id == "recommended").values
    parts = [values[name].amount for name in ("less", "equal", "more")]
    assert sum(parts) == values["n"].amount
    assert parts[0] + parts[2] == len(data)


def test_an_award_stands_beside_the_rate_of_its_month_of_effect(make):
    rows = frame(make, "table", "award-list")
    row = rows[(rows["pay_years"] == "2022-23") & rows["whose"].str.startswith("Armed")].iloc[0]
    assert row["CPI_effective"] == 9.0  # April 2022
    assert row["CPI_high"] == 9.1  # May 2022, the latest on 19 July


def test_a_source_dated_to_its_year_gives_no_rate_of_the_day(make):
    rows = frame(make, "table", "award-list")
    row = rows[
        (rows["pay_years"] == "2023-24") & rows["whose"].str.startswith("Senior civil service")
    ].iloc[0]
    assert np.isnan(row["CPI_high"])
    assert row["CPI_effective"] == 8.7


def test_awards_by_grade_stand_beside_the_ceiling_of_their_year(make):
    data = frame(make, "chart", "shares-chart")
    office = data[data["label"].str.startswith("Cabinet Office 2019-20")]
    assert set(office["ceiling"]) == {2.0}
    assert (office["high"].min(), office["high"].max()) == (4.0, 10.0)
    home = data[data["label"].str.startswith("Home Office 2023-24")]
    assert set(home["ceiling"]) == {4.5}
    assert set(home["with_targeted"]) == {5.0}
    assert home["high"].max() == 13.1


def test_years_choose_what_is_shown(make):
    rows = frame(make, "table", "remit-list", index="RPI", years="2018-19 to 2023-24")
    assert set(rows["pay_year_from"]) <= {f"{year}-{year - 1999}" for year in range(2018, 2024)}


def test_later_remits_are_not_in_a_reading_of_an_earlier_day(make):
    rows = frame(make, "table", "remit-list", as_of="2022-12-07")
    assert rows["pay_year_from"].max() == "2022-23"


def test_years_without_a_remit_give_a_report_that_says_so(make):
    made = make("04_remits_and_awards", years="1990-91")
    assert [one.id for one in made.findings] == ["nothing-known"]
    assert all(chart.data.empty for chart in made.charts)
    assert all(table.frame.empty for table in made.tables)


def test_everything_shown_has_an_id_of_its_own(make):
    names = [one.id for one in make("04_remits_and_awards").shown]
    assert len(set(names)) == len(names)


def test_two_of_the_nine_lower_awards_had_the_rest_as_money_for_stated_groups(make):
    found = next(
        one for one in make("04_remits_and_awards").findings if one.id == "recommended"
    ).values
    counts = {name: found[name].amount for name in ("less", "targeted_pct", "nonconsolidated_pct")}
    assert counts == {"less": 9, "targeted_pct": 2, "nonconsolidated_pct": 4}


def test_the_other_indices_follow_the_chain_over_the_same_months(make):
    first, sure = make("04_remits_and_awards").findings[:2]
    assert first.id == "ceilings"
    assert "the sign does not: on CPIH it fell 15.2 % and on RPI it fell 27.1 %." in (
        sure.sentence.replace("\u00a0", " ")
    )


def test_of_one_yearly_ceiling_none_cost_most(make):
    first = make("04_remits_and_awards", as_of="2012-06-01").findings[0].sentence
    assert "from April 2011 to April 2012" in first
    assert "ceilings were" not in first
    assert "cost most" not in first
