"""Ballots, the law they fell under, and the action that followed."""

from __future__ import annotations

from analysis.tables.columns import CITED, Column, Span, Table
from analysis.tables.declared.employers import EMPLOYER_COLUMNS, NATIONS
from analysis.tables.limits import DECIMALS, SHARE, SPELL, THRESHOLD

QUESTION_KINDS = (
    "strike",
    "asos",
    "strike and asos",
    "industrial action",
    "offer",
    "campaign",
    "other",
)
YES_MEANS = ("action", "acceptance", "rejection", "other", "unknown")
REASONS = ("pay", "pensions", "jobs", "conditions", "redundancy terms", "other")
IDENTITIES = ("yes+no", "yes+no+spoiled", "yes+no+spoiled+blank", "none")

BALLOTS = Table(
    name="ballots",
    row="one question of one ballot, for one unit or employer or in aggregate",
    raw_file="ballots/ballots.csv",
    raw_key="ballot_id",
    body=(
        Column("union", "text", "union or unions that balloted", "union", required=True),
        *EMPLOYER_COLUMNS,
        Column("bargaining_unit", "text", "who was balloted there", "bargaining_unit"),
        Column(
            "level",
            "word",
            "what the figures are of; a total adds up what was counted separately",
            allowed=("branch", "unit", "employer", "aggregate", "total"),
            required=True,
        ),
        Column("counted", "yesno", "false for duplicates, misreports, opening notices, parents"),
        Column("level_as_found", "text", "level as the compiler wrote it", "level"),
        Column("parent_ballot_id", "text", "the ballot this is a part of", "parent_ballot_id"),
        Column(
            "ballot_type",
            "word",
            "statutory ballots come under the thresholds; the others do not",
            allowed=("statutory", "consultative", "indicative"),
            required=True,
        ),
        Column("question", "text", "the question as found", "question"),
        Column("question_kind", "word", "what was asked", allowed=QUESTION_KINDS, required=True),
        Column("yes_means", "word", "what a yes was a yes to", allowed=YES_MEANS, required=True),
        Column("mode", "text", "how votes were cast", "mode"),
        Span("opened", "when the ballot opened", "open_date"),
        Column(
            "opened_how",
            "word",
            "printed in the source; or two to eight weeks before it closed",
            allowed=("printed", "estimated", "unknown"),
            required=True,
        ),
        Span("closed", "when the ballot closed", "close_date"),
        Span("result", "when the result was announced", "result_date"),
        Column("nation", "word", "whose law applies", allowed=NATIONS, required=True),
        Column("important_service", "text", "the important public service, if it is one"),
        Column("entitled", "count", "members entitled to vote", "entitled", unit="people"),
        Column("entitled_approx", "count", "the same, as rounded in the press", "entitled_approx"),
        Column("papers_returned", "count", "ballot papers returned", "papers_returned"),
        Column("votes_cast", "count", "votes cast, as the source counts them", "votes_cast"),
        Column("yes", "count", "votes for yes", "yes"),
        Column("no", "count", "votes for no", "no"),
        Column("spoiled", "count", "spoiled or invalid papers", "spoiled"),
        Column("blank", "count", "papers returned blank", "blank"),
        Column("returned", "count", "papers returned: as given, else votes cast by identity"),
        Column(
            "votes_identity",
            "word",
            "the sum that votes cast satisfies; none: figures missing, or no sum holds",
            allowed=IDENTITIES,
            required=True,
        ),
        Column(
            "turnout_pct",
            "pct",
            "turnout as printed",
            "turnout_pct_published",
            unit="%",
            limits=SHARE,
        ),
        Column("turnout_decimals", "count", "decimals of the printed turnout", limits=DECIMALS),
        Column(
            "yes_pct",
            "pct",
            "yes of valid votes as printed",
            "yes_pct_published",
            unit="%",
            limits=SHARE,
        ),
        Column("yes_decimals", "count", "decimals of the printed yes share", limits=DECIMALS),
        Column("no_pct", "pct", "no as printed", "no_pct_published", unit="%", limits=SHARE),
        Column(
            "yes_of_entitled_pct",
            "pct",
            "yes of all entitled, as printed",
            "yes_of_eligible_pct_published",
            unit="%",
            limits=SHARE,
        ),
        Column("yes_of_entitled_decimals", "count", "decimals of that share", limits=DECIMALS),
        Column("turnout_words", "text", "turnout where only words were given", "turnout_words"),
        Column("yes_words", "text", "yes share where only words were given", "yes_words"),
        Column("spoiled_as_printed", "text", "spoiled papers as printed", "spoiled_as_printed"),
        Column("areas_balloted", "count", "areas in a disaggregated ballot", "areas_balloted"),
        Column("areas_met", "count", "areas that met the threshold", "areas_met_threshold"),
        Column("areas_missed", "count", "areas that missed it", "areas_missed_threshold"),
        Column(
            "threshold_met_published",
            "word",
            "whether the source says the threshold was met",
            "threshold_met_published",
            allowed=("yes", "no", "mixed"),
        ),
        Column("dispute_reason", "text", "what the dispute was about", "dispute_reason"),
        Column("reasons", "text", f"the same in our words, parted by ';': {', '.join(REASONS)}"),
        *CITED,
    ),
    undated="Ballots whose sources give neither close nor result nor a date of their own.",
)

ACTIONS = Table(
    name="actions",
    row="one strike or other action, or a count of days lost to one",
    raw_file="ballots/actions.csv",
    raw_key="action_id",
    body=(
        Column("union", "text", "union or unions that called it", "union"),
        *EMPLOYER_COLUMNS,
        Column(
            "kind",
            "word",
            "what sort of action",
            allowed=(
                "strike",
                "action short of strike",
                "overtime ban",
                "work to rule",
                "days lost",
                "other",
            ),
            required=True,
        ),
        Column("kind_as_found", "text", "the same in the source's words", "kind"),
        Column("is_action", "yesno", "false for counts of days lost", required=True),
        Span("started", "first day", "start_date"),
        Span("ended", "last day", "end_date"),
        Column("workers_involved", "count", "people involved, as stated", "workers_involved"),
        Column(
            "outcome",
            "word",
            "whether it happened",
            allowed=(
                "planned",
                "announced",
                "took place",
                "partly took place",
                "suspended",
                "postponed",
                "called off",
                "abandoned",
            ),
            required=True,
        ),
        Column("status", "text", "the same in the source's words", "status"),
        *CITED,
    ),
)

BALLOT_RULES = Table(
    name="ballot_rules",
    row="one rule of the law of ballots, with the days between which it applied",
    raw_file="ballots/rules.csv",
    raw_key="rule_id",
    later={"applies_until": ("applies_until",)},
    body=(
        Column("topic", "text", "what the rule is about", "topic", required=True),
        Column("jurisdiction", "text", "where it applies", "jurisdiction", required=True),
        Column("service", "text", "all, or the services it applies to", "service", required=True),
        Column(
            "threshold_pct", "pct", "the share set", "threshold_pct", unit="%", limits=THRESHOLD
        ),
        Column("of_whom", "text", "what the share is of, and the test", "of_whom"),
        Column(
            "spoiled_count_as_voting",
            "yesno",
            "whether a spoiled paper counts as voting",
            "spoiled_count_as_voting",
        ),
        Column("duration", "count", "length of a window or a notice", "duration", limits=SPELL),
        Column(
            "duration_unit",
            "word",
            "unit of the length",
            "duration_unit",
            allowed=("days", "weeks", "months"),
        ),
        Column("extendable_to", "text", "the longest by agreement", "extendable_to"),
        Column("applies_from", "day", "first day of the rule", "applies_from", required=True),
        Column("applies_until", "day", "last day of the rule; blank: still", "applies_until"),
        Column("decided_by", "text", "which date of the ballot decides", "decided_by"),
        Column("status", "text", "standing of the rule", "status"),
        Column("citation", "text", "act, section, regulation", "citation"),
        Column("source_url", "text", "address of the text", "source_url"),
        Column("confidence", "text", "how it was read", "confidence"),
    ),
)

TABLES = (BALLOTS, ACTIONS, BALLOT_RULES)
