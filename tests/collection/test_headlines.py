"""Charts as statements: the headline counts what happened, the description says what one sees."""

import re


def chart(make, notebook, name, **parameters):
    return next(one for one in make(notebook, **parameters).charts if one.id == name)


def test_the_chart_of_offers_says_how_many_lie_below_prices(make):
    made = chart(make, "01_offers_against_inflation", "offers-and-rates")
    below, above = map(int, re.match(r"(\d+) of .* below CPI, (\d+) not", made.headline).groups())
    data = made.data
    assert below == (data["nominal_high"] < data["rate_low"]).sum()
    assert above == (data["nominal_low"] >= data["rate_high"]).sum()
    assert f"{below} lie wholly below" in made.alt


def test_the_chart_of_votes_counts_turnouts_of_half(make):
    made = chart(make, "05_ballots", "turnout-and-yes", union="PCS")
    half, votes = map(int, re.match(r"In (\d+) of (\d+) votes", made.headline).groups())
    assert (half, votes) == ((made.data["turnout"] >= 50).sum(), len(made.data))


def test_lines_of_grades_break_where_a_year_is_missing_and_the_headline_counts_falls(make):
    made = chart(make, "02_real_pay_by_grade", "real-pay-by-grade", index="CPI")
    missing = made.data[made.data["real_index"].isna()]
    assert "2025-03" in set(missing["period"].astype(str))
    ends = made.data[made.data["period"] == made.data["period"].max()]
    fell = (ends.loc[ends["grade"] != "All", "real_index"] < 100).sum()
    assert made.headline.startswith(f"Real median pay fell at {fell} of ")
