"""What a news report asks of the record on offers and limits, as of its day and as it stands now.

Each join is one function, called by the name that `moments/moments.csv` gives it: it takes the
report and a day (or `latest`) and says what the record held by then, in one sentence or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.moments.report import Report
from analysis.collection.offers import chained
from analysis.collection.prices import held, newest_rates, rate_series, read_rates, shown_indices
from analysis.collection.selection import LATEST
from analysis.collection.wording import basis, listed, sayer
from analysis.measures.bounds import Bounded
from analysis.measures.offers.chain_links import TRACKS
from analysis.measures.prices.changes import real_change
from analysis.measures.prices.knowledge import known_rates
from analysis.periods import PayYear
from analysis.present import Finding, Value
from analysis.present.numbers import print_month
from analysis.tables import read


def rates_of_the_day(report: Report) -> pd.DataFrame:
    """Give the newest rate of each index shown, known by the day and possibly known."""
    rates = read_rates(as_of=report.day.isoformat(), possibly=True)
    names = [name for name in held(rates) if name in shown_indices()]
    if not names:
        return pd.DataFrame(columns=["index", "rate_pct", "reference_month", "possible_pct"])
    found = known_rates(rates, on=report.day, indices=names)
    return found[found["rate_pct"].notna()].reset_index(drop=True)


def _rate(index: str, pct: float, month: Any) -> Value:
    row = ("prices", f"{rate_series([index])[0]}/{month}")
    return Value(float(pct), "%", 1, known_rates, rows=(row,))


def _against_rates(report: Report) -> tuple[str, dict[str, Value]]:
    """Say the rates of the day: 'CPI 1.3 % (November 2003), RPI 2.5 % … perhaps already 2.8 %'."""
    parts, values = [], dict[str, Value]()
    for n, row in enumerate(rates_of_the_day(report).to_dict("records")):
        values |= {
            f"name{n}": Value(row["index"]),
            f"rate{n}": _rate(row["index"], row["rate_pct"], row["reference_month"]),
            f"month{n}": Value(row["reference_month"]),
        }
        text = f"{{name{n}}} {{rate{n}}} ({{month{n}}}"
        if pd.notna(row["possible_pct"]) and row["possible_pct"] != row["rate_pct"]:
            values[f"perhaps{n}"] = _rate(row["index"], row["possible_pct"], row["possible_month"])
            values[f"next{n}"] = Value(row["possible_month"])
            text += f", or {{perhaps{n}}} if {{next{n}}} was already out"
        parts.append(f"{text})")
    return listed(parts), values


def offer_against_prices(report: Report, as_of: str) -> list[Finding]:
    """Set every percentage stated of the report's first offer beside the rates of the day.

    As the record stands now: what has been stated of the same offer since.
    """
    rows = then = stated_of_the_offer(report)
    if then.empty:
        return []
    year = then["pay_year_from"].iloc[0]
    if as_of == LATEST:
        rows = read("offer_statements", where={"employer": report.employers[0]})
        rows = rows[rows["pct"].notna() & (rows["pay_year_from"] == year)]
        rows = rows[~rows["key"].isin(then["key"])]
    against, values = _against_rates(report)
    if rows.empty or not against:
        return []
    parts = []
    for n, row in enumerate(rows.sort_values("pct", ascending=False).to_dict("records")):
        values |= {
            f"pct{n}": Value(
                float(row["pct"]), "%", 1, rows=(("offer_statements", str(row["key"])),)
            ),
            f"by{n}": Value(sayer(str(row["asserted_by"]))),
            f"of{n}": Value(basis(str(row["basis"]))),
        }
        parts.append(f"{{pct{n}}} ({{by{n}}}: {{of{n}}})")
    values |= {"employer": Value(str(rows["employer_name"].iloc[0])), "year": Value(year)}
    text = f"Stated of the offer at {{employer}} for {{year}}: {listed(parts)}; beside it stood "
    if as_of == LATEST:
        text = f"Stated since of the offer at {{employer}} for {{year}}: {listed(parts)}; beside "
        text += "it stood "
        return [Finding("offer-since", f"{text}{against}.", values)]
    return [Finding("offer", f"{text}{against}.", values), *_between(report, rows)]


def _between(report: Report, rows: pd.DataFrame) -> list[Finding]:
    """Name the percentages on which it turns whether a rate was already out."""
    found = []
    for rate in rates_of_the_day(report).to_dict("records"):
        if pd.isna(rate["possible_pct"]):
            continue
        low, high = sorted([float(rate["rate_pct"]), float(rate["possible_pct"])])
        for row in rows[rows["pct"].between(low, high)].to_dict("records"):
            found.append(
                Finding(
                    f"between-{rate['index'].lower()}",
                    "The {pct} stated lies between the {first} of {month} and the {second} of "
                    "{next}: whether it was above {index} turns on the day of that release.",
                    {
                        "pct": Value(row["pct"], "%", 1, rows=(("offer_statements", row["key"]),)),
                        "index": Value(rate["index"]),
                        "first": _rate(rate["index"], rate["rate_pct"], rate["reference_month"]),
                        "month": Value(rate["reference_month"]),
                        "second": _rate(
                            rate["index"], rate["possible_pct"], rate["possible_month"]
                        ),
                        "next": Value(rate["possible_month"]),
                    },
                )
            )
            break
    return found


@dataclass(frozen=True)
class Limit:
    """The limit on awards that a report is about: per cent, its row, and the pay year if it is one.

    `year` is empty for a cap that the report itself states.
    """

    pct: float
    row: tuple[str, str]
    year: str = ""


def limit_of(report: Report) -> Limit | None:
    """Take the cap that the report states, else the ceiling for the pay year of its day."""
    stated = report.stated("cap on offers")
    if stated is not None:
        return Limit(float(stated["value"]), ("moment_figures", str(stated["key"])))
    year = PayYear.containing(report.day).text
    remits = read_remits(report)
    remits = remits[remits["pay_year_from"] == year].dropna(subset=["ceiling_pct"])
    if remits.empty:
        return None
    newest = remits.sort_values("known_from").iloc[-1]
    return Limit(float(newest["ceiling_pct"]), ("remits", str(newest["key"])), year)


def offered_and_rates(report: Report) -> pd.DataFrame:
    """Give what was stated of the offer, the limit on awards, and the rates of the day, by name.

    Columns: `what`, `kind` (pay or prices), `pct`.
    """
    rows = [
        {"what": f"Offer: {sayer(str(row['asserted_by']))}", "kind": "pay", "pct": row["pct"]}
        for row in stated_of_the_offer(report).to_dict("records")
    ]
    if (limit := limit_of(report)) is not None:
        what = f"Ceiling for {limit.year}" if limit.year else "Cap in the report"
        rows.append({"what": what, "kind": "pay", "pct": limit.pct})
    for rate in rates_of_the_day(report).to_dict("records"):
        said = [(rate["rate_pct"], rate["reference_month"], "")]
        if pd.notna(rate["possible_pct"]) and rate["possible_pct"] != rate["rate_pct"]:
            said.append((rate["possible_pct"], rate["possible_month"], ", perhaps out"))
        rows += [
            {
                "what": f"{rate['index']}, {print_month(month.year, month.month)}{perhaps}",
                "kind": "prices",
                "pct": pct,
            }
            for pct, month, perhaps in said
        ]
    return pd.DataFrame(rows, columns=["what", "kind", "pct"])


def stated_of_the_offer(report: Report) -> pd.DataFrame:
    """Take the percentages stated, by the day or possibly by it, of the report's first offer.

    The offer is that of the newest pay year by then, at the first employer that the report names;
    no row where the report gives no worth of an offer.
    """
    where = {"employer": report.employers[0]}
    rows = read("offer_statements", as_of=report.day.isoformat(), possibly=True, where=where)
    rows = rows[rows["pct"].notna()]
    if report.stated("worth of an offer") is None:
        return rows.iloc[:0]
    newest: pd.DataFrame = rows[rows["pay_year_from"] == rows["pay_year_from"].max()]
    return newest


def cap_against_prices(report: Report, as_of: str) -> list[Finding]:
    """Say what an award at the cap that was reported, else at the ceiling of the year, came to."""
    limit = limit_of(report)
    if limit is None or as_of == LATEST:
        return []
    pct, rows = limit.pct, (limit.row,)
    text = "Pay that rose by the cap of {pct} stated in the report"
    if limit.year:
        text = "Pay that rose by the ceiling of {pct} for {year}"
        if pct == 0:
            text = "Pay held at the ceiling of {pct} for {year}, a freeze,"
    values: dict[str, Value] = {"pct": Value(pct, "%", 1, rows=rows)}
    if limit.year:
        values["year"] = Value(limit.year)
    parts = []
    for n, row in enumerate(rates_of_the_day(report).to_dict("records")):
        key = ("prices", f"{rate_series([row['index']])[0]}/{row['reference_month']}")
        real = real_change(pct, Bounded.rounded(float(row["rate_pct"]), decimals=1))
        values |= {
            f"name{n}": Value(row["index"]),
            f"real{n}": Value(real.value, "%", 1, real_change, rows=(*rows, key), wording="change"),
            f"rate{n}": _rate(row["index"], row["rate_pct"], row["reference_month"]),
            f"month{n}": Value(row["reference_month"]),
        }
        parts.append(f"{{real{n}}} on {{name{n}}} ({{rate{n}}}, {{month{n}}})")
    if not parts:
        return []
    return [Finding("cap", f"{text} {listed(parts)} in real terms.", values)]


def read_remits(report: Report) -> pd.DataFrame:
    """Read the remits of the civil service that were known by the day."""
    where = {"jurisdiction": [*TRACKS.values()]}
    return read("remits", as_of=report.day.isoformat(), where=where)


def newest_prices(report: Report, as_of: str) -> list[Finding]:
    """Say which rates of prices were the newest on the day; they stand by themselves."""
    if as_of == LATEST:
        return []
    found = newest_rates(read_rates(as_of=as_of, possibly=True), report.day)
    return [] if found is None else [found]


def ceilings(report: Report, as_of: str) -> list[Finding]:
    """Say what the chain of ceilings came to against prices by the day."""
    found = chained.ceiling_finding(chained.gather(index="CPI", as_of=as_of))
    return [] if found is None else [found]


def early_ceilings(report: Report, as_of: str) -> list[Finding]:
    """Say the same of the employers whose freeze began a year before that of most."""
    chain = chained.gather(index="CPI", as_of=as_of).ceilings[chained.EARLY, False].on("CPI")
    if chain is None or as_of == LATEST:
        return []
    return [
        Finding(
            "early-ceilings",
            "Where the freeze began a year earlier, as at some departments, pay on the ceilings "
            "{real} in real terms on {index} from {first} to {last}: it {money} in money and "
            "prices {prices}.",
            {
                "real": chained.change(chain, chain.real, chain.rows),
                "index": Value(chain.index),
                "first": Value(chained.month(chain.first)),
                "last": Value(chained.month(chain.last)),
                "money": chained.change(chain, chain.money, chain.rows),
                "prices": chained.prices_rose(chain),
            },
        )
    ]
