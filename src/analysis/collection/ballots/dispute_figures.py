"""Notebook 06, its charts and tables: the chain, pay years, the timeline, the chronology."""

from __future__ import annotations

import pandas as pd

from analysis.collection.ballots.ballots_figures import told
from analysis.collection.ballots.dispute import EVENT_COLUMNS, View, gather
from analysis.collection.headlines import counted, extremes
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.offers.chained_figures import draw_path, links_table
from analysis.collection.wording import agree, listed, question, sentence
from analysis.measures.ballots.standing import STANDINGS, STATUTORY, TOTAL
from analysis.measures.ballots.told import TURNOUT_TEST
from analysis.present import Chart, Table, bar_chart, timeline_chart
from analysis.present.numbers import print_amount, print_date

A_TOTAL = "a total over employers"
NO_TURNOUT = "No turnout of a vote on action is on record for this employer."
MOST_VOTES = 16  # the newest, whose turnout is drawn
DRAWN = "CPI"  # the index of the line above the lanes
SOURCE = "each event names its own source; prices: ONS"
KNOWN = (
    "Prices are the twelve-month rates published by the day of the offer; where only its pay year "
    "is known, all rates that stood in that year."
)
RANGED = (
    "Several statements about one offer give a range; averages, caps and ranges are among them, so "
    "that worth is not what any one person got."
)
NATIONAL = (
    "National votes are those of unions that have balloted here; whether each employer's people "
    "passed the tests is told by their own vote where it was counted apart."
)
MOST_DRAWN = 90  # events of a timeline: of more, the newest
# The lanes of the timeline, and the table of the record that each is read from.
TABLES = {
    "Remits": "remits",
    "Offers": "offer_statements",
    "Ballots": "ballots",
    "Action": "actions",
}


def chain(view: View) -> Chart:
    """Draw pay on the awards of the employer, ceilings standing in for years that have none."""
    return draw_path(
        view.chain,
        id="chain",
        about="pay on the awards there",
        landmarks=view.landmarks,
        none="No award that has run its year is on record for this employer.",
    )


def years(view: View) -> Table:
    """List pay years: what was allowed, offered and worth, what people voted, what was done."""
    data = view.years.replace("", None)
    notes = [KNOWN, RANGED, NATIONAL]
    return lay_out("pay-years", data, name=view.name, notes=notes, source=SOURCE)


def awards(view: View) -> Table:
    """List the links of the chain."""
    return links_table(
        view.chain, id="chain-links", caption=f"The awards of {view.name} that the chain is made of"
    )


def turnouts(view: View) -> Chart:
    """Draw the turnout of each vote on action as a bar, beside the line of the law; newest first.

    National votes stand among its own and say so, as do those of its parts; the headline counts
    its own where there are any, the subtitle both. Totals over employers have no effect in law.
    """
    votes = view.votes
    on_action = votes["standing"].isin([STANDINGS[STATUTORY], STANDINGS[TOTAL]])
    votes = votes[votes["turnout_shown"].notna() & on_action]
    day = pd.to_datetime(votes["closed_last"]).fillna(pd.to_datetime(votes["known_from"]))
    votes = votes.assign(day=day).sort_values(["day", "key"], ascending=[False, True])
    votes = votes.head(MOST_VOTES)
    closed = pd.to_datetime(votes["closed_last"]).dt.strftime("%B %Y")
    reported = "reported " + pd.to_datetime(votes["known_from"]).dt.strftime("%Y")
    closed = closed.fillna(reported).fillna("day not known")
    asked = votes["question_kind"].map(question)
    national = votes["national"].astype(bool)
    whose = votes["whose"].where(~national, "national")
    beside = (", " + whose).where(whose != "", "")
    wide = national.reset_index(drop=True)
    data = pd.DataFrame(
        {
            "label": closed + ": " + votes["union"] + ", " + asked + beside,
            "turnout": votes["turnout_shown"],
            "outcome": told(votes).where(votes["legal_effect"], A_TOTAL),
        }
    ).reset_index(drop=True)
    reached, of = data["turnout"] >= TURNOUT_TEST, wide if wide.all() else ~wide
    counts = {"half": counted(reached & of, gather, "votes with a turnout of at least half")}
    counts["votes"] = counted(of, gather, "votes on action with a turnout")
    if not of.all():
        counts["national_half"] = counted(reached & wide, gather, "the same, national")
        counts["national"] = counted(wide, gather, "national votes on action with a turnout")
    since = [print_date(day) for day, words in view.law.days if "turnout" in words]
    tested = f"; the line is the turnout test in force from {since[0]}" if since else ""
    headline, alt = "No turnout of a vote on action here", NO_TURNOUT
    drawn = "votes on action"
    if len(data):
        of_all = f"{counts['half'].text} of {counts['votes'].text}"
        kinds = agree(counts["votes"].amount, "national vote" if wide.all() else "vote")
        inside = "" if (whose == "").any() or wide.all() else " in parts"
        headline = f"Turnout reached half in {of_all} {kinds}{inside}"
        low, high = (
            f"{print_amount(row['turnout'], '%', 1)} ({row['label']})"
            for row in extremes(data, "turnout")
        )
        alt = f"In {of_all} {kinds} on action{inside} at least half took part"
        drawn = f"{counts['votes'].text} {kinds} on action"
        if "national" in counts:
            drawn += f" there and {counts['national'].text} national"
            alt += f", and in {counts['national_half'].text} of {counts['national'].text} national"
        alt += f"; turnout ran from {low} to {high}." if len(data) > 1 else f": {low}."
    return bar_chart(
        data,
        **words_of("turnouts"),
        value="turnout",
        group="outcome",
        unit="%",
        lines=((TURNOUT_TEST, "half of those entitled"),) if tested else (),
        headline=headline,
        subtitle=f"{view.name}: turnout in {drawn}, per cent of those entitled, newest "
        f"first{tested}",
        alt=alt,
        counts=counts if len(data) else {},
        source=SOURCE,
        none=NO_TURNOUT,
    )


def timeline(view: View) -> Chart:
    """Draw remits, offers, ballots and action in lanes, under the rate of inflation."""
    dated = view.events[view.events["start"].notna()].copy()
    order = dated["lane"].map({lane: place for place, lane in enumerate(TABLES)})
    dated = dated.assign(_order=order).sort_values(["_order", "start", "key"])
    rates = view.prices[view.prices["index"] == DRAWN]
    if len(dated):
        since = dated["start"].nlargest(MOST_DRAWN).min().to_period("M")
        rates = rates[rates["period"] >= since]
    line = pd.DataFrame(
        {
            "period": rates["period"],
            "value": rates["value"],
            "series": f"{DRAWN}, twelve-month rate",
        }
    ).reset_index(drop=True)
    data = dated[["lane", "start", "end", "what", "who"]].reset_index(drop=True)
    drawn = dated["start"].rank(method="first", ascending=False).le(MOST_DRAWN).to_numpy()
    newest = f"; of {len(data)} events the newest {MOST_DRAWN}" if not drawn.all() else ""
    counts = {
        lane.lower(): counted(data["lane"] == lane, gather, f"dated {lane.lower()} of the dossier")
        for lane in TABLES
        if (data["lane"] == lane).any()
    }
    headline, alt = "No dated event is on record", "No dated event is on record."
    if len(data):
        first, last = data["start"].min(), data["start"].max()
        said = [f"{value.text} {_events(lane, value.amount)}" for lane, value in counts.items()]
        told = [words for words, lane in zip(said, counts, strict=True) if lane != "remits"]
        headline = sentence(f"{listed(told or said)} since {first.year}")
        alt = f"On record from {first.year} to {last.year}: {listed(said)}."
        if len(line):
            _, top = extremes(line, "value")
            alt += f" {DRAWN} rose fastest in {top['period'].strftime('%B %Y')}."
    return timeline_chart(
        data[drawn].reset_index(drop=True),
        **words_of("timeline"),
        lane="lane",
        start="start",
        end="end",
        label="what",
        kind="lane",
        line=line,
        unit="%",
        landmarks=view.law,
        headline=headline,
        counts=counts,
        subtitle=f"{view.name}: what the record holds and can date{newest}; {DRAWN} in per cent",
        alt=alt,
        source=SOURCE,
    )


def _events(lane: str, count: int) -> str:
    """Say the events of a lane as they are counted.

    >>> _events("ballots", 1), _events("action", 2)
    ('ballot', 'actions')
    """
    return agree(count, "action" if lane == "action" else lane.removesuffix("s"))


def chronology(view: View) -> Table:
    """List every event with its day, who said so and where; on a phone, what comes first."""
    data = view.events.reindex(columns=EVENT_COLUMNS)
    data["key"] = data["lane"].map(TABLES).astype("str") + "/" + data["key"].astype("str")
    for name in ("start", "end"):
        data[name] = pd.to_datetime(data[name]).dt.date
    return lay_out("chronology", data, name=view.name, source=SOURCE, paper=False)
