"""Questions that a report opens filled in: its employer's last offer, its awards, its last ballot.

The answer is worked out by the page that is opened; the address holds what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

import pandas as pd

from analysis.tables import read
from analysis.tables.store import LATEST
from analysis.typed.amounts import LEAST

FRONT, DEAL = "index.html", "deal.html"
# The notebooks that put pay beside prices, and so lead a reader on to an offer of their own.
OFFERS = frozenset({"01_offers_against_inflation", "02_real_pay_by_grade", "10_restoration"})
COUNTS = ("entitled", "returned", "yes", "no", "spoiled")
_NEEDED = ["entitled", "yes", "no", "opened_first"]


def filled_questions(
    notebook: str, parameters: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    """Return (what is asked, address) of the questions that a report leads on to.

    A page held to a past day has none: the answers would know more than it does. What is read is
    recorded like any reading.
    """
    if str(parameters.get("as_of", LATEST)) != LATEST:
        return ()
    employer = str(parameters.get("employer", "") or "")
    found = []
    if employer and employer != "all":
        offers = read("offer_statements", where={"employer": employer})
        ballots = read("ballots", where={"employer": employer})
        found = [*_last_offer(offers), *_awards(offers, employer), *_last_ballot(ballots)]
    if notebook in OFFERS:
        found.append(("An offer of your own", f"{FRONT}#ask"))
    return tuple(found)


def fragment(pairs: Iterable[tuple[str, object]]) -> str:
    """Write a question as the part of an address after `#`; blanks are left out.

    >>> fragment([("offer", "3"), ("on", "2022-12-07"), ("from", "")])
    'offer=3&on=2022-12-07'
    """
    return "&".join(f"{name}={quote(str(value), safe=':,@')}" for name, value in pairs if value)


def _last_offer(offers: pd.DataFrame) -> list[tuple[str, str]]:
    one_day = offers["offered_first"].notna() & (offers["offered_first"] == offers["offered_last"])
    rows = offers[
        one_day & offers["pct"].notna() & offers["comparability"].isin(["person", "unit"])
    ]
    if rows.empty:
        return []
    last = rows.sort_values(["offered_first", "key"], kind="stable").iloc[-1]
    since = last["effective_first"]
    asked = fragment(
        [
            ("offer", f"{last['pct']:g}" if last["pct"] >= LEAST else f"{last['pct']:g}%"),
            ("on", f"{last['offered_first']:%Y-%m-%d}"),
            ("from", f"{since:%Y-%m}" if pd.notna(since) else ""),
        ]
    )
    return [("Its last dated offer against prices", f"{FRONT}#{asked}")]


def _awards(offers: pd.DataFrame, employer: str) -> list[tuple[str, str]]:
    from analysis.measures.offers.chain_links import award_links

    if sum(link.known for link in award_links(offers)) < LEAST_AWARDS:
        return []
    return [("Its awards over the years, chained", f"{DEAL}#{fragment([('deal', employer)])}")]


LEAST_AWARDS = 2  # an employer with fewer on record has no deal over years to show


def _last_ballot(ballots: pd.DataFrame) -> list[tuple[str, str]]:
    statutory = ballots["ballot_type"].eq("statutory") & ballots["yes_means"].eq("action")
    rows = ballots[statutory & ballots["counted"].fillna(False)].dropna(subset=_NEEDED)
    rows = rows[rows["opened_first"] == rows["opened_last"]]
    if rows.empty:
        return []
    last = rows.sort_values(["opened_first", "key"], kind="stable").iloc[-1]
    closed = last["closed_first"] if last["closed_first"] == last["closed_last"] else pd.NaT
    service = last["important_service"]
    counts = (last[name] for name in COUNTS)
    asked = fragment(
        [
            ("ballot", ",".join("" if pd.isna(count) else str(int(count)) for count in counts)),
            ("opened", f"{last['opened_first']:%Y-%m-%d}"),
            ("closed", f"{closed:%Y-%m-%d}" if pd.notna(closed) else ""),
            ("nation", last["nation"]),
            ("service", service if isinstance(service, str) else ""),
        ]
    )
    return [("Its last counted ballot under any law", f"{FRONT}#{asked}")]
