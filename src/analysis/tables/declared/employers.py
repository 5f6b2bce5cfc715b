"""Employers, and the days on which the record is set beside a news report."""

from __future__ import annotations

from analysis.tables.columns import Column, Table

NATIONS = ("Great Britain", "England", "Wales", "Scotland", "Northern Ireland", "UK")

EMPLOYER_COLUMNS = (
    Column("employer", "text", "slug of the employer in the table employers", required=True),
    Column("employer_name", "text", "name as the source spells it", "employer", required=True),
)

EMPLOYERS = Table(
    name="employers",
    row="one employer, or one group of employers that sources name together",
    raw_file="employers.csv",
    raw_key="slug",
    undated="Names and successors are facts about the whole period, not readings on a day.",
    timeless=True,
    body=(
        Column("name", "text", "official name, current or last", "name", required=True),
        Column("names", "text", "other spellings in the sources, parted by ' | '", "names"),
        Column("former_names", "text", "names over time, parted by ' | '", "former_names"),
        Column(
            "kind",
            "word",
            "one employer; a group named together; a contractor; a whole sector",
            "kind",
            allowed=("employer", "group", "contractor", "sector"),
            required=True,
        ),
        Column("members", "text", "slugs of a group's members, parted by ';'", "members"),
        Column("parent", "text", "slug of the body it belongs to", "parent"),
        Column("successor", "text", "slug of the body that took over", "successor"),
        Column("sector", "text", "part of the economy", "sector", required=True),
        Column("nation", "word", "where it is", "nation", allowed=NATIONS, required=True),
        Column(
            "important_public_service",
            "text",
            "which important public service under the 2017 regulations, if any",
            "important_public_service",
        ),
        Column("usual_settlement", "text", "usual pay date, month-day", "usual_settlement"),
        Column("civil_service", "yesno", "part of the civil service", "civil_service"),
        Column("note", "text", "anything else", "note"),
    ),
)

JOINS = (
    "offer against prices",
    "votes",
    "own dispute",
    "campaign",
    "largest",
    "ceilings",
    "early ceilings",
    "cap against prices",
    "median pay",
    "prices",
    "last vote",
    "lowest pay",
    "sectors",
    "awards by grade",
)
"""What a news report asks of the record; each is answered by one function of the collection."""

MOMENTS = Table(
    name="moments",
    row="one news report and the day it stands for",
    raw_file="moments/moments.csv",
    raw_key="moment_id",
    body=(
        Column("as_of", "day", "the day of the report", "as_of", required=True),
        Column("as_of_inferred", "text", "what part of the day was inferred", "as_of_inferred"),
        Column("title", "text", "what was reported", "title", required=True),
        Column("employers", "text", "slugs of the employers, parted by ';'", required=True),
        Column("employers_as_found", "text", "the same as the source names them", "employers"),
        Column("source_title", "text", "the report", "source_title", required=True),
        Column(
            "joins",
            "text",
            f"what the report asks of the record, parted by ';': {', '.join(JOINS)}",
            "joins",
            required=True,
        ),
    ),
)

FIGURE_KINDS = Table(
    name="figure_kinds",
    row="one kind of figure that a news report prints, and where the record would hold it",
    raw_file="moments/kinds.csv",
    raw_key="kind",
    body=(
        Column("words", "text", "what reports call it, parted by '|'", "words", required=True),
        Column(
            "looked_up_in",
            "word",
            "the table that holds such figures",
            "looked_up_in",
            allowed=("ballots", "actions", "offer_statements"),
            required=True,
        ),
        Column(
            "columns",
            "text",
            "its columns, the first that has a figure, parted by '|'",
            "columns",
            required=True,
        ),
        Column("condition_column", "text", "a column that must hold a word", "condition_column"),
        Column("condition", "text", "that word", "condition"),
        Column(
            "about",
            "word",
            "whose figure it is",
            "about",
            allowed=("employer", "union"),
            required=True,
        ),
        Column(
            "answer",
            "word",
            "the nearest figure; the number of employers; or the year of the last row",
            "answer",
            allowed=("nearest", "count", "year"),
            required=True,
        ),
    ),
    undated="What reports call a figure and where it is looked up, not readings on a day.",
    timeless=True,
)

MOMENT_FIGURES = Table(
    name="moment_figures",
    row="one figure printed in one of the news reports",
    raw_file="moments/figures.csv",
    body=(
        Column("moment_id", "text", "which report", "moment_id", required=True),
        Column("quantity", "text", "what the figure is of", "quantity", required=True),
        Column("figure", "text", "the figure as printed", "value", required=True),
        Column("value", "number", "the same as a number, where it is one"),
        Column("unit", "text", "its unit", "unit", required=True),
        Column("about", "text", "whom or what it is about", "about", required=True),
        Column("employer", "text", "slug, where it is about an employer"),
        Column(
            "said_by",
            "word",
            "who stated it",
            "said_by",
            allowed=("press", "union", "employer"),
            required=True,
        ),
    ),
)

TABLES = (EMPLOYERS, MOMENTS, FIGURE_KINDS, MOMENT_FIGURES)
