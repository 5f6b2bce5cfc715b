"""Prices and earnings: what a month cost, what a week paid, and when each became known."""

from __future__ import annotations

from analysis.tables.columns import Column, Span, Table
from analysis.tables.limits import PRICES as RATES_OF_PRICES

HOLDS = ("index and rate", "rates alone")
INDEX = "which measure of prices: a name of the table indices"

INDICES = Table(
    name="indices",
    row="one price index: what it measures, and the series that hold its levels and rates",
    raw_file="prices/indices.csv",
    raw_key="name",
    body=(
        Column("full_name", "text", "the name in full", "full_name", required=True),
        Column("measures", "text", "what it measures", "measures", required=True),
        Column(
            "holds",
            "word",
            "levels with published 12-month rates, or such rates alone, which are never chained",
            "holds",
            allowed=HOLDS,
            required=True,
        ),
        Column("index_series", "text", "series of its levels", "index_series"),
        Column("rate_series", "text", "series of its 12-month rates", "rate_series", required=True),
        Column(
            "household_group",
            "text",
            "whose rates they are in prices/household_costs.csv; blank: a series of its own file",
            "household_group",
        ),
        Span("published", "when it was first published", "first_published"),
        Column("shown", "yesno", "whether shown by default", "shown", required=True),
        Column("position", "count", "its place in lists of indices", required=True),
        Column("authority", "text", "where this is said", "source"),
        Column("note", "text", "what else to know", "note"),
    ),
    undated="An index whose first publication is not on record.",
    timeless=True,
)

PRICES = Table(
    name="prices",
    row="one published value of one consumer price series: an index level or a 12-month rate",
    body=(
        Column(
            "series",
            "text",
            "identifier of the series, by ONS (CDID) or ours",
            required=True,
        ),
        Column("index", "text", INDEX, required=True),
        Column(
            "measure",
            "word",
            "index level, or published change over twelve months in per cent",
            allowed=("index", "rate_12m"),
            required=True,
        ),
        Column("base", "text", "reference base of an index, such as 2015=100; blank for rates"),
        Column(
            "frequency",
            "word",
            "month; some months where others were never printed; year only where a series lacks "
            "months of that year (RPI long run until 1947)",
            allowed=("month", "some months", "year"),
            required=True,
        ),
        Column("period", "month", "reference month (January for a yearly value)", required=True),
        Column("value", "number", "the value as published", unit="index or %", required=True),
        Column("decimals", "count", "decimals printed; half a unit of the last is its rounding"),
        Column("main", "yesno", "whether its index goes by this series (not so the long run)"),
    ),
    undated="Yearly values of the long run of RPI until 1947 were compiled long after the "
    "years they are about.",
)

EARNINGS = Table(
    name="earnings",
    row="one value of one average weekly earnings series as it stood from one release on",
    body=(
        Column("series", "text", "ONS series identifier (CDID)", required=True),
        Column(
            "measure",
            "word",
            "level in pounds a week, index, three-month growth on a year earlier, and their "
            "real-terms forms (deflated by ONS with CPIH)",
            allowed=("level", "index", "growth_3m", "real_index", "real_growth_3m"),
            required=True,
        ),
        Column("sector", "text", "whose earnings, such as private", required=True),
        Column(
            "pay",
            "word",
            "total pay, or regular pay (without bonuses)",
            allowed=("total", "regular"),
            required=True,
        ),
        Column(
            "adjustment",
            "word",
            "whether ONS removed seasonal patterns",
            allowed=("seasonally adjusted", "not seasonally adjusted"),
            required=True,
        ),
        Column("unit", "text", "GBP per week, %, or the reference base", required=True),
        Column("base", "text", "reference base of an index; blank otherwise"),
        Column("period", "month", "reference month; the last of three for growth", required=True),
        Column("value", "number", "the value as published", required=True),
        Column("decimals", "count", "decimals printed"),
    ),
    undated="Fourteen series have every revision since 5 February 2024, and some months first "
    "prints before; the newest values of the others are of no day on record.",
)

RELEASES = Table(
    name="releases",
    row="the day on which one month's consumer prices came out",
    body=(
        Column("reference_month", "month", "month the prices are of", required=True),
        Column("published_first", "day", "earliest day of publication", required=True),
        Column("published_last", "day", "latest day of publication", required=True),
        Column("likely_on", "day", "most likely day: the day itself where it is known"),
        Column(
            "how",
            "word",
            "published: seen as a past date; announced: seen only as the next release; "
            "estimated: from the third-week rule",
            allowed=("published", "announced", "estimated"),
            required=True,
        ),
    ),
)

FORECASTS = Table(
    name="forecasts",
    row="one forecast of price growth by the Office for Budget Responsibility",
    raw_file="prices/obr_forecast.csv",
    body=(
        Column("index", "text", INDEX, "measure", required=True),
        Column(
            "basis",
            "word",
            "what the growth is between",
            "basis",
            allowed=("calendar_year", "financial_year", "q3_on_q3"),
            required=True,
        ),
        Column("period", "text", "year, financial year or quarter forecast", "period"),
        Column(
            "growth_pct",
            "pct",
            "growth forecast",
            "growth_pct",
            unit="%",
            required=True,
            limits=RATES_OF_PRICES,
        ),
        Column("forecast", "text", "which forecast, with its month", "source", required=True),
    ),
)

SERIES_STATUS = Table(
    name="series_status",
    row="the official standing of one price index over one period",
    raw_file="prices/statuses.csv",
    body=(
        Column("index", "text", INDEX, "series", required=True),
        Column("status", "text", "its official standing", "status", required=True),
        Span("from", "when it began", "from"),
        Span("until", "when it ended", "until"),
        Column("authority", "text", "who said so", "source"),
        Column("confidence", "text", "how sure the dates are", "confidence"),
    ),
    undated="A standing whose first day was not found.",
)

TABLES = (INDICES, PRICES, EARNINGS, RELEASES, FORECASTS, SERIES_STATUS)
