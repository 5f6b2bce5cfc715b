"""Pay offers as statements, the remits above them, and the awards of review bodies."""

from __future__ import annotations

from analysis.tables.columns import CITED, Column, Span, Table
from analysis.tables.declared.employers import EMPLOYER_COLUMNS
from analysis.tables.limits import ANNUAL, CEILING, DEAL, RISE, SUM, Limits

OUTCOMES = (
    "proposed",
    "offered",
    "accepted",
    "rejected",
    "imposed",
    "implemented",
    "withdrawn",
    "superseded",
    "disputed",
)
SPEAKERS = ("union", "employer", "minister", "press", "mp", "several", "other")
COMPARABILITY = (
    "person",
    "unit",
    "cap",
    "range",
    "at_most",
    "split_first",
    "cash",
    "none",
)
BASES = (
    "individual_or_scale",
    "freeze",
    "cash",
    "cost_of_living_net_of_progression",
    "average_award",
    "paybill_or_remit",
    "ceiling_or_cap_description",
    "range_or_distribution",
    "upper_bound",
    "multi_year_cumulative",
    "includes_progression_or_nonconsolidated",
    "headline_basis_unstated",
    "subgroup",
    "lump_sum_nonconsolidated",
    "no_percentage",
    "timing_only",
)
CASH_FORMS = (
    "rise",
    "rise for some",
    "rise by band",
    "one-off",
    "allowance",
    "underpin",
    "at most",
    "total",
    "scale",
)
GRADES = ("AA", "AO", "EO", "HEO", "SEO", "G7", "G6")  # the standard grades, from low to high
GRADE_HOW = ("label", "mapped", "none")

_PARTIES = (
    *EMPLOYER_COLUMNS,
    Column("bargaining_unit", "text", "who is bargained for there", "bargaining_unit"),
    Column("unions", "text", "unions at the table, parted by ';'", "unions"),
    Column("pay_year_from", "pay_year", "first pay year of the award", "pay_year_from"),
    Column("pay_year_to", "pay_year", "last pay year of the award", "pay_year_to"),
)
_DATES = (
    Span("offered", "when it was offered or imposed", "offered_on"),
    Span("effective", "when it took effect", "effective_from"),
    Span("paid", "when it was paid", "paid_on"),
)
TO_COME = ("proposed", "offered")  # outcomes that say that nothing has come of it yet
_LATER = {  # nobody knew of a payment that had not come, nor of what had not been told
    "paid_last": ("paid_first", "paid_last"),
    "outcome_from": ("outcome", "status", "outcome_from"),
}
_STANDING = (
    Column("outcome", "word", "what became of it", allowed=OUTCOMES),
    Column("status", "text", "the same in the source's words", "status"),
    Column(
        "outcome_from",
        "day",
        "day from which what became of it was known: paid, or told by a source that does not look "
        "back; blank where the record has no such day",
    ),
)


def _gbp(name: str, meaning: str, raw: str | None = None, limits: Limits = SUM) -> Column:
    return Column(name, "gbp", meaning, raw or name, unit="GBP", limits=limits)


def _pct(name: str, meaning: str, raw: str | None, limits: Limits = RISE) -> Column:
    return Column(name, "pct", meaning, raw, unit="%", limits=limits)


OFFERS = Table(
    name="offers",
    later=_LATER,
    row="one offer or award, which one or more statements describe",
    body=(*_PARTIES, *_DATES, *_STANDING, Column("statements", "count", "statements about it")),
    undated="An offer with neither date nor pay year nor a dated source.",
)

OFFER_STATEMENTS = Table(
    name="offer_statements",
    later=_LATER,
    row="one statement about one offer: who said what it was worth, on which basis",
    raw_file="pay/offers.csv",
    raw_key="statement_id",
    body=(
        Column("offer_id", "text", "the offer it describes", "offer_id", required=True),
        *_PARTIES,
        Column(
            "deal_years",
            "number",
            "length of a deal",
            "deal_years",
            unit="years",
            limits=DEAL,
        ),
        Column("deal_year", "count", "which year of the deal", "deal_year", limits=DEAL),
        Column("grade", "text", "grade or band it is about; blank: not said", "grade"),
        Column("grade_from", "word", "lowest standard grade of that", allowed=GRADES),
        Column("grade_to", "word", "highest standard grade of that", allowed=GRADES),
        Column(
            "grade_how",
            "word",
            "whether the source names the grade, or we mapped it; none: it is not a grade",
            allowed=GRADE_HOW,
        ),
        Column("basis", "word", "what the percentage is", "basis", allowed=BASES, required=True),
        Column(
            "comparability",
            "word",
            "how it may be set against inflation: for a person; for a unit; as a cap; as a range; "
            "at most; after splitting by year; in cash; not at all",
            allowed=COMPARABILITY,
            required=True,
        ),
        _pct("pct", "the percentage stated", "percent"),
        _pct("pct_low", "low end of a range", "percent_low"),
        _pct("pct_high", "high end of a range", "percent_high"),
        _pct("pct_floor", "least that anyone gets", "percent_floor"),
        _pct("pct_non_consolidated", "one-off part", "percent_non_consolidated"),
        _gbp("cash_gbp", "cash sum stated"),
        _gbp("cash_low_gbp", "low end of a cash range"),
        _gbp("cash_high_gbp", "high end of a cash range"),
        Column("cash_period", "text", "what period the cash is for", "cash_period"),
        Column("cash_kind", "text", "what the cash is, as found", "cash_kind"),
        Column(
            "cash_consolidated",
            "word",
            "whether the text says that the cash stays in pay",
            allowed=("yes", "no", "unclear"),
        ),
        Column("cash_form", "word", "what the cash is, in our words", allowed=CASH_FORMS),
        _gbp("flat_min_gbp", "least in cash"),
        _gbp("lump_sum_gbp", "non-consolidated lump sum"),
        _gbp("old_salary_gbp", "salary before", limits=ANNUAL),
        _gbp("new_salary_gbp", "salary after", limits=ANNUAL),
        *_DATES[:2],
        Span("effective_to", "last day of the award", "effective_to"),
        _DATES[2],
        Column("backdated", "text", "whether it was backdated, as found", "backdated"),
        *_STANDING,
        Column("speaker", "word", "who said so", allowed=SPEAKERS),
        Column("asserted_by", "text", "the same as found", "asserted_by"),
        Column("inferred", "text", "columns worked out rather than read", "inferred"),
        *CITED,
    ),
    undated="A statement with neither date nor pay year, from a source without a date.",
)

REMITS = Table(
    name="remits",
    row="one pay policy event of a government: guidance, a ceiling, a freeze",
    raw_file="pay/remits.csv",
    raw_key="row_id",
    later={
        "published_last": (
            *("published_first", "published_last", "event", "basis"),
            *("source_title", "source_url", "source_date"),
        )
    },
    body=(
        Column("pay_year_from", "pay_year", "first pay year it covers"),
        Column("pay_year_to", "pay_year", "last pay year it covers"),
        Column("jurisdiction", "text", "whose policy for whom", "jurisdiction", required=True),
        Column("event", "text", "what was published or announced", "event", required=True),
        Span("published", "when it was published", "publication_date"),
        Span("announced", "when it was announced", "announce_date"),
        _pct("floor_pct", "least average award", "floor_pct", CEILING),
        _pct("ceiling_pct", "highest average award", "ceiling_pct", CEILING),
        _pct("targeted_extra_pct", "extra for stated priorities", "targeted_extra_pct"),
        Column(
            "basis_kind",
            "word",
            "what the ceiling is on; never one line through them all",
            allowed=(
                "paybill_including_progression",
                "assumed_base_pay",
                "average_award",
                "cap",
                "freeze",
                "flat_cash",
                "individual",
                "staged",
                "cumulative",
                "unstated",
            ),
            required=True,
        ),
        Column("basis", "text", "the same in the source's words", "basis"),
        _pct("funded_pct", "part paid for from outside", "funded_pct", CEILING),
        Column(
            "duration_years",
            "count",
            "years it is for",
            "duration_years",
            unit="years",
            limits=DEAL,
        ),
        _pct("stage1_pct", "first stage", "stage1_pct", CEILING),
        Column("stage1_from", "day", "first stage from", "stage1_from"),
        _pct("stage2_pct", "second stage", "stage2_pct", CEILING),
        Column("stage2_from", "day", "second stage from", "stage2_from"),
        _gbp("consolidated_flat_gbp", "flat consolidated sum"),
        _gbp("flat_threshold_gbp", "salary up to which the flat sum applies", limits=ANNUAL),
        _gbp("nonconsolidated_gbp", "non-consolidated sum"),
        *CITED,
    ),
)

REVIEW_AWARDS = Table(
    name="review_awards",
    row="what one pay review body recommended, and what was awarded",
    raw_file="pay/review_bodies.csv",
    raw_key="row_id",
    body=(
        Column("body", "text", "review body or negotiating council", "body", required=True),
        Column("workforce", "text", "whose pay", "workforce", required=True),
        Column("geography", "text", "where", "geography", required=True),
        Column("pay_year_from", "pay_year", "first pay year it covers"),
        Column("pay_year_to", "pay_year", "last pay year it covers"),
        _pct("recommended_pct", "recommended", "recommended_pct"),
        _pct("awarded_pct", "awarded", "awarded_pct"),
        _pct("pct_low", "low end of a range", "pct_low"),
        _pct("pct_high", "high end of a range", "pct_high"),
        _pct("targeted_pct", "for stated groups", "targeted_pct"),
        _pct("nonconsolidated_pct", "one-off part", "nonconsolidated_pct"),
        _gbp("nonconsolidated_gbp", "one-off sum"),
        _gbp("flat_gbp", "flat consolidated sum"),
        _pct("in_year_value_pct", "worth within the year of a staged award", "in_year_value_pct"),
        Column("stages", "text", "stages as found", "stages"),
        Column("multi_year", "text", "multi-year deal as found", "multi_year"),
        Column("basis", "text", "what the percentage is, where not a plain award", "basis"),
        Span("effective", "when it took effect", "effective_date"),
        *CITED,
    ),
)

ROUND_STEPS = Table(
    name="round_steps",
    row="one step of a local-government pay round, as a source tells it",
    raw_file="pay/njc_timeline.csv",
    body=(
        Column("round", "text", "pay years of the round", "pay_year", required=True),
        Column("event", "text", "what happened", "event", required=True),
        Span("started", "when it happened or began"),
        Span("ended", "when it ended; blank: it was of one day"),
        Column("stated", "text", "figures and votes, as found", "value"),
        *CITED,
    ),
)

TABLES = (OFFERS, OFFER_STATEMENTS, REMITS, REVIEW_AWARDS, ROUND_STEPS)
