"""The tables that measures give: which columns, of which kind, in which order.

Pages, workbooks and what researchers have written rest on these names: a change of one is told in
`CHANGELOG.md`.
"""

import pytest

from analysis.measures.ballots.areas import areas_over_the_line, link_reballots
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.awards_summary import offers_against_prices, summarise
from analysis.measures.offers.split import split_deals
from analysis.measures.offers.statements import own_percentages
from analysis.measures.pay.pay_points import lowest_points
from analysis.measures.pay.wage_floor import pay_against_floor, wage_floor

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
    "link_reballots": """
        str: key previous_key
        datetime64[us]: closed previous_closed
        int64: days_between
    """,
    "mandate_windows": """
        str: key rule_id
        datetime64[us]: window_first_earliest window_last_earliest agreed_last_earliest
            window_first_latest window_last_latest agreed_last_latest
        bool: begin_within
    """,
    "own_percentages": """
        str: statement_id offer_id
        float64: consolidated_low_pct consolidated_high_pct one_off_pct one_off_gbp
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
    return {
        "judge_ballots": judged,
        "areas_over_the_line": areas_over_the_line(ballots, judged=judged),
        "link_reballots": link_reballots(ballots),
        "mandate_windows": mandate_windows(ballots, ballot_rules=rules),
        "own_percentages": own_percentages(said),
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
