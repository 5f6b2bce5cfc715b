"""Salaries and pay scales, wage floors, sector pay, and what others have published about them."""

from __future__ import annotations

from analysis.tables.columns import CITATION, Column, Span, Table
from analysis.tables.declared.employers import EMPLOYER_COLUMNS
from analysis.tables.limits import (
    ANNUAL,
    COUNT,
    GROWTH,
    HOURLY,
    HOURS,
    SHARE,
    WEEKLY,
    YEAR,
)

GRADES = (
    "AA",
    "AO",
    "AA/AO",
    "EO",
    "HEO",
    "SEO",
    "SEO/HEO",
    "G7",
    "G6",
    "G6/G7",
    "SCS PB1",
    "SCS PB1A",
    "SCS PB2",
    "SCS PB3",
    "SCS level",
    "Permanent Secretary",
)

SALARIES = Table(
    name="salaries",
    row="one published pay figure or headcount of the civil service, a department or a group",
    body=(
        Column("year", "count", "year of the statistics", limits=YEAR, required=True),
        Span("reference", "day the figure is of"),
        Column("population", "text", "whose pay", required=True),
        Column("department", "text", "slug of the department; blank: the whole service or other"),
        Column(
            "unit_kind",
            "word",
            "a group sums organisations: never add both",
            allowed=("organisation", "group"),
        ),
        Column("responsibility_level", "text", "grade or grade group", required=True),
        Column("measure", "text", "median, mean, headcount, fte, share, …", required=True),
        Column(
            "value",
            "number",
            "the value; blank where suppressed",
            limits_by=("unit",),
            limits_of=(("GBP", ANNUAL), ("people", COUNT), ("FTE", COUNT), ("%", SHARE)),
        ),
        Column("unit", "word", "its unit", allowed=("GBP", "people", "FTE", "%"), required=True),
        Column("suppressed", "yesno", "true where the source prints [c]", required=True),
        *CITATION,
        Column("confidence", "text", "how it was read"),
    ),
)

SECTOR_PAY = Table(
    name="sector_pay",
    row="one figure of the Annual Survey of Hours and Earnings (or its forerunner) by sector",
    raw_file="earnings/ashe_sector_pay.csv",
    body=(
        Column("year", "count", "survey year (April)", "year", limits=YEAR, required=True),
        Column("geography", "text", "where", "geography", required=True),
        Column(
            "sector",
            "word",
            "whose pay",
            "sector",
            allowed=("public", "private", "all", "non-profit"),
            required=True,
        ),
        Column("group", "text", "which employees", "group", required=True),
        Column("sex", "word", "sex", "sex", allowed=("all", "male", "female"), required=True),
        Column(
            "working_pattern",
            "word",
            "hours",
            "working_pattern",
            allowed=("full-time", "part-time", "all"),
            required=True,
        ),
        Column("measure", "text", "median, mean, percentile, growth", "measure", required=True),
        Column("pay_kind", "text", "what pay", "pay_kind", required=True),
        Column(
            "value",
            "number",
            "the value",
            "value",
            required=True,
            limits_by=("unit", "pay_kind"),
            limits_of=(
                ("GBP hourly gross pay", HOURLY),
                ("GBP gross weekly pay", WEEKLY),
                ("GBP basic weekly pay", WEEKLY),
                ("GBP basic weekly pay (incl. other pay)", WEEKLY),
                ("GBP gross annual pay", ANNUAL),
                ("hours total paid hours", HOURS),
                ("% gross weekly pay", GROWTH),
            ),
        ),
        Column("unit", "word", "its unit", "unit", allowed=("GBP", "hours", "%"), required=True),
        Column("status", "text", "provisional figures are revised later", "status"),
        *CITATION,
    ),
)

WAGE_FLOORS = Table(
    name="wage_floors",
    row="one hourly rate from one day: a statutory minimum, or the voluntary Real Living Wage",
    raw_file="earnings/minimum_wage.csv",
    body=(
        Span("effective", "first day of the rate", "effective_from"),
        Span("announced", "day it was announced, where a text says so", "announced"),
        Column("rate_name", "text", "which rate", "rate_name", required=True),
        Column("age", "text", "whom it is for", "age", required=True),
        Column(
            "hourly_gbp",
            "gbp",
            "pounds an hour",
            "hourly_gbp",
            unit="GBP an hour",
            required=True,
            limits=HOURLY,
        ),
        Column("statutory", "yesno", "false for the voluntary Real Living Wage", required=True),
        Column("source_url", "text", "address of the text", "source_url"),
        Column("announced_url", "text", "address of what says when", "announced_url"),
    ),
)

PAY_SCALES = Table(
    name="pay_scales",
    row="one pay range, spot rate or minimum of one grade at one employer",
    raw_file="pay/pay_scales.csv",
    body=(
        *EMPLOYER_COLUMNS,
        Column("grade", "text", "grade as the employer names it", "grade", required=True),
        Column(
            "standard_grade", "word", "the service-wide grade", "standard_grade", allowed=GRADES
        ),
        Column("standard_grade_basis", "text", "who named it", "standard_grade_basis"),
        Column("location", "text", "where it applies", "location"),
        Column("pay_year", "pay_year", "pay year, where given", "pay_year"),
        Span("effective", "when it took effect, where given", "effective_from"),
        Span("reference", "day of a snapshot, not of taking effect", "reference_date"),
        Column(
            "minimum_gbp",
            "gbp",
            "bottom of the range",
            "minimum_gbp",
            unit="GBP a year",
            limits=ANNUAL,
        ),
        Column(
            "maximum_gbp",
            "gbp",
            "top of the range",
            "maximum_gbp",
            unit="GBP a year",
            limits=ANNUAL,
        ),
        Column("spot_gbp", "gbp", "single rate", "spot_gbp", unit="GBP a year", limits=ANNUAL),
        Column(
            "hours_per_week",
            "number",
            "hours, where given",
            "hours_per_week",
            unit="hours",
            limits=HOURS,
        ),
        Column("posts_fte", "number", "posts in the return", "posts_fte", unit="FTE", limits=COUNT),
        Column(
            "kind",
            "word",
            "where it comes from; an advert's single figure is a minimum",
            "kind",
            allowed=(
                "organogram range",
                "advert",
                "pay scale",
                "official answer",
                "union or press",
            ),
            required=True,
        ),
        *CITATION,
        Column("confidence", "text", "how it was read", "confidence"),
    ),
)

TABLES = (SALARIES, SECTOR_PAY, WAGE_FLOORS, PAY_SCALES)
