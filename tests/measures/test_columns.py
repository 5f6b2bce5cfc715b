"""The tables that measures give: which columns, of which kind, in which order.

Pages, workbooks and what researchers have written rest on these names: a change of one is told in
`CHANGELOG.md`.
"""

import pytest

from analysis.measures.ballots.areas import areas_over_the_line
from analysis.measures.ballots.law_cases import law_cases
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.claims.pairs import claims_in_other_forms
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.awards_summary import offers_against_prices, speakers, summarise
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.split import split_deals
from analysis.measures.offers.worth import worth
from analysis.measures.pay.departments import department_changes, distribution
from analysis.measures.pay.pay_points import compression, lowest_points
from analysis.measures.pay.salaries import pay_by_grade, real_salaries
from analysis.measures.pay.wage_floor import pay_against_floor, wage_floor
from analysis.measures.prices.price_record import price_index

COLUMNS = {
    "judge_ballots": """
        str: key
        bool: legal_effect
        str: standing majority turnout support outcome outcome_if_earliest
            outcome_if_latest
        float64: legal_yes_pct valid_yes_pct turnout_counted_pct papers_short yes_short
            majority_short
        str: rule_ids
    """,
    "areas_over_the_line": """
        str: key
        boolean: counted
        Int64: areas_balloted areas_met areas_missed
        float64: share_met_pct
        int64: named named_yes named_no named_cannot_be_told
    """,
    "mandate_windows": """
        str: key rule_id
        datetime64[us]: window_first_earliest window_last_earliest agreed_last_earliest
            window_first_latest window_last_latest agreed_last_latest
        bool: begin_within
    """,
    "compare_offers": """
        str: statement_id offer_id employer speaker index comparison clock
        boolean: stand_in
        datetime64[us]: date_first date_last
        float64: rate_low rate_high rate_rounding
        period[M]: reference_first reference_last reference_month
        float64: nominal_low nominal_high real_low real_high gap_low gap_high
        str: bound kind
        boolean: comparable
        str: reason missing below_inflation note
    """,
    "lowest_points": """
        datetime64[us]: day
        str: day_is
        float64: value
        str: employer grade standard_grade standard_grade_basis location
        float64: hours_per_week
        str: kind key
        int64: points
    """,
    "summarise": """
        str: index comparison kind
        int64: n n_offers n_left_out n_rated n_offered n_effective n_pay_year n_none
            n_union n_employer n_minister n_press n_mp n_several n_other below not_below
            straddles untold n_told
        float64: share_below_pct median_real_low median_real_high median_gap_low
            median_gap_high
        str: note
    """,
    "offers_against_prices": """
        str: offer_id kind verdict
        object: statements
    """,
    "pay_against_floor": """
        float64: weekly_hours weeks hourly floor multiple multiple_low multiple_high
        boolean: below
        float64: floor_next multiple_next multiple_low_next multiple_high_next
        boolean: below_next
        datetime64[us]: overtaken_on
    """,
    "law_cases": """
        str: ballot_id employer_name
        datetime64[us]: closed
        str: asks expected ours
        bool: agrees
        str: point given_by given_on regime_from
    """,
    "speakers": """
        str: speaker
        int64: n n_offers n_comparable
        float64: share_pct
        str: note
    """,
    "cash_as_percentage": """
        str: statement_id offer_id standing
        float64: cash_low_gbp cash_high_gbp lump_sum_gbp
        str: bound
        float64: salary_gbp pct_low pct_high lump_sum_pct salary_rise_pct
        str: cash_kind note
    """,
    "department_changes": """
        str: population grade
        float64: before after nominal_pct real_pct real_low_pct real_high_pct staff
        str: before_key after_key
    """,
    "distribution": """
        str: grade
        int64: n
        float64: lowest lower_quartile median upper_quartile highest
        int64: fell
        str: lowest_who highest_who
        object: median_keys
    """,
    "real_salaries": """
        int64: year
        period[M]: period
        str: population responsibility_level measure
        float64: value low high
        str: key
        int64: rows
        float64: other_value real real_low real_high
        str: prices_of
        float64: nominal_index real_index nominal_index_low real_index_low
            nominal_index_high real_index_high
    """,
    "compression": """
        int64: year
        float64: upper lower ratio ratio_low ratio_high
    """,
    "claims_in_other_forms": """
        str: key other form
        float64: value other_value
    """,
    "worth": """
        str: index reading month
        float64: rate
        str: published
        float64: possible
        bool: revised
        float64: real_change real_low real_high gap pounds pace_pounds year_real_change
            year_pounds
        str: missing
    """,
    "split_deals": """
        str: deal_key
        float64: years stated_total_pct annual_pct total_pct
        str: agrees reading
    """,
}


@pytest.fixture(scope="module")
def tables(record):
    """Each table, of the whole record."""
    ballots, rules = record["ballots"], record["ballot_rules"]
    said, points = record["offer_statements"], lowest_points(record["pay_scales"])
    judged = judge_ballots(ballots, ballot_rules=rules)
    compared = compare_offers(said, record["prices"])
    index = price_index(record["prices"], index="CPI")
    salaries, grades = record["salaries"], pay_by_grade(record["salaries"])
    changes = department_changes(salaries, start=2020, end=2023, index=index)
    return {
        "law_cases": law_cases(ballots, ballot_rules=rules),
        "speakers": speakers(said),
        "cash_as_percentage": cash_as_percentage(said),
        "department_changes": changes,
        "distribution": distribution(changes),
        "real_salaries": real_salaries(grades, index=index, prices_of="2024-03", base=2011),
        "compression": compression(grades, upper="EO"),
        "claims_in_other_forms": claims_in_other_forms(record["claims"]),
        "worth": worth(record["prices"], percent=3, on="2022-12-07"),
        "judge_ballots": judged,
        "areas_over_the_line": areas_over_the_line(ballots, judged=judged),
        "mandate_windows": mandate_windows(ballots, ballot_rules=rules),
        "compare_offers": compared,
        "lowest_points": points,
        "summarise": summarise(compared),
        "offers_against_prices": offers_against_prices(compared),
        "pay_against_floor": pay_against_floor(points, floor=wage_floor(record["wage_floors"])),
        "split_deals": split_deals(said),
    }


ADDED = {"pay_against_floor", "split_deals"}  # these put columns behind those that they are given


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_table_has_its_columns_and_each_is_of_its_kind(tables, name):
    kind, wanted = "", []
    for word in COLUMNS[name].split():
        if word.endswith(":"):
            kind = word[:-1]
        else:
            wanted.append((word, kind))
    found = [(column, str(kind)) for column, kind in tables[name].dtypes.items()]
    assert (found[-len(wanted) :] if name in ADDED else found) == wanted
