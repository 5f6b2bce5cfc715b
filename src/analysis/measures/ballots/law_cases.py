"""Real ballots and the answer that a court, a scrutineer's notice or the union gave to each.

The cases are data: tests run them against the rules, and the collection prints them beside ours.
A case names a ballot of the record, so that no figure is written twice.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.outcomes import judge_ballots, judge_under_each_regime
from analysis.measures.inputs import require_columns


@dataclass(frozen=True)
class LawCase:
    """One question of law about one ballot, and the answer given.

    `given_on` is the day of the answer, the last of its month where only that is known.
    `asks` is a column of `judge_ballots` or `mandate_windows`, or, with `regime_from`, the
    outcome of the same votes under the rules that began that day.
    """

    ballot_id: str
    asks: str
    expected: str
    point: str
    given_by: str
    given_on: str
    regime_from: str = ""


CASES = (
    LawCase(
        "RCN-2022-11-UK",
        "window_last_earliest",
        "2023-05-01",
        "Six months from the close, that day counted: a strike on 2 May is a day late.",
        "High Court, Secretary of State for Health and Social Care v RCN, 27 April 2023",
        "2023-04-27",
    ),
    LawCase(
        "UCU-2019-10-PAY-BishopGrossetesteUniversity-strike",
        "turnout",
        "yes",
        "25 of 50 is exactly half, and exactly half passes.",
        "UCU, result breakdown of 30 October 2019; Trade Union Act 2016 s.2",
        "2019-10-30",
    ),
    LawCase(
        "UCU-2019-10-PAY-UniversityofEastAnglia-strike",
        "turnout",
        "no",
        "357 of 715 is 49.93 %: half of an odd number is not a paper.",
        "UCU, result breakdown of 30 October 2019",
        "2019-10-30",
    ),
    LawCase(
        "UCU-2019-10-PAY-UniversityofEastAnglia-strike",
        "papers_short",
        "1",
        "One more paper would have done.",
        "UCU, result breakdown of 30 October 2019",
        "2019-10-30",
    ),
    LawCase(
        "PCS-2018-07-NAT",
        "outcome",
        "no",
        "41.6 % turnout, 85.6 % yes: the turnout decides.",
        "PCS, July 2018: the threshold was not met",
        "2018-07-31",
    ),
    LawCase(
        "PCS-2019-04-NAT-strike",
        "outcome",
        "no",
        "47.7 % turnout, 78.9 % yes of valid votes.",
        "PCS, 30 April 2019: the threshold was not met",
        "2019-04-30",
    ),
    LawCase(
        "PCS-2019-04-NAT-strike",
        "papers_short",
        "2903",
        "Half of 124,710 is 62,355; 59,452 came back.",
        "arithmetic on the notice of 30 April 2019",
        "2019-04-30",
    ),
    LawCase(
        "PCS-2019-04-NAT-strike",
        "outcome",
        "yes",
        "Before March 2017 the same votes were a mandate: there was no turnout test.",
        "TULRCA 1992 s.226(2) as enacted",
        "2019-04-30",
        "1992-10-16",
    ),
    LawCase(
        "PCS-2010-02-NAT-strike",
        "outcome",
        "yes",
        "31.6 % turnout and 63.4 % yes was a mandate in 2010.",
        "PCS, February 2010",
        "2010-02-28",
    ),
    LawCase(
        "PCS-2021-11-DVLA",
        "outcome",
        "no",
        "'Just under 40 %' is below half, whatever it was.",
        "PCS, 10 November 2021: the threshold was not met",
        "2021-11-10",
    ),
    LawCase(
        "UNISON-2022-10-FSA",
        "outcome",
        "no",
        "'One vote short of the 50 % threshold'.",
        "UNISON, November 2022",
        "2022-11-30",
    ),
    LawCase(
        "RCN-2023-06-ENG",
        "outcome",
        "no",
        "43.4 % turnout; 84 % yes made 36.5 % of those entitled, and health needs 40 too.",
        "RCN, 27 June 2023: the threshold was not met",
        "2023-06-27",
    ),
    LawCase(
        "PCS-2021-02-BFH-strike",
        "outcome",
        "yes",
        "Border security: 68 % turnout and 96.4 % yes pass both 50 % and 40 %.",
        "PCS, February 2021: the thresholds were met",
        "2021-02-28",
    ),
    LawCase(
        "NIPSA-2019-06-NICS-strike",
        "turnout",
        "no such test",
        "The thresholds of 2016 extend to Great Britain only.",
        "Trade Union Act 2016; SI 1995/1980 art. 104",
        "2019-06-30",
    ),
    LawCase(
        "POA-2018-11-PRB",
        "legal_effect",
        "False",
        "Prison officers may not take action: their votes are consultative.",
        "Criminal Justice and Public Order Act 1994 s.127",
        "2018-11-30",
    ),
    LawCase(
        "PCS-2022-11-NAT",
        "legal_effect",
        "False",
        "51.6 % overall gave no mandate: each employer was counted separately.",
        "PCS, 10 November 2022: 124 areas met the threshold",
        "2022-11-10",
    ),
)


COLUMNS = (
    *("ballot_id", "employer_name", "closed", "asks", "expected", "ours", "agrees"),
    *("point", "given_by", "given_on", "regime_from"),
)


def law_cases(
    ballots: pd.DataFrame, *, ballot_rules: pd.DataFrame, on: date | None = None
) -> pd.DataFrame:
    """Run every case against the rules; with `on` those whose answer had been given by that day.

    Columns out, one row a case: `ballot_id`, `employer_name`, `closed` (last day it can have been),
    `asks`, `expected`, `ours`, `agrees`, `point`, `given_by`, `given_on`, `regime_from`.

    Raises `MeasureError` if a ballot that a case names is not in the record; of a day past, ballots
    that it does not hold are no cases yet.
    """
    require_columns(ballots, ("key", "employer_name", "closed_last"), what="the ballots table")
    known = ballots.set_index("key")
    given = [case for case in CASES if on is None or case.given_on <= on.isoformat()]
    gone = [case.ballot_id for case in given if case.ballot_id not in known.index]
    if on is not None:
        given = [case for case in given if case.ballot_id not in gone]
    elif gone:
        raise MeasureError(f"the law cases name ballots that are not on record: {', '.join(gone)}.")
    if not given:
        return pd.DataFrame(columns=list(COLUMNS))
    judged = judge_ballots(ballots, ballot_rules=ballot_rules).set_index("key")
    windows = mandate_windows(ballots, ballot_rules=ballot_rules).set_index("key")
    regimes = judge_under_each_regime(ballots, ballot_rules=ballot_rules)
    regimes = regimes.assign(regime_from=regimes["regime_from"].dt.strftime("%Y-%m-%d"))
    outcomes = regimes.set_index(["key", "regime_from"])["outcome"]
    table = pd.DataFrame([asdict(case) for case in given])
    ours = []
    for case in given:
        if case.regime_from:
            ours.append(str(outcomes.loc[case.ballot_id, case.regime_from]))
        elif case.asks in judged:
            ours.append(_printed(judged.loc[case.ballot_id, case.asks]))
        else:
            ours.append(_printed(windows.loc[case.ballot_id, case.asks]))
    table.insert(1, "employer_name", known.loc[table["ballot_id"], "employer_name"].to_numpy())
    table.insert(2, "closed", known.loc[table["ballot_id"], "closed_last"].to_numpy())
    table.insert(5, "ours", ours)
    table["agrees"] = table["ours"] == table["expected"]
    return table[list(COLUMNS)]


def _printed(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:.0f}" if isinstance(value, float) else str(value)
