"""Notebook 15, its charts and tables: the path of pay on the ceilings, and every chain summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.collection.headlines import counted, ends_of_lines, extremes
from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.offers.chained import (
    EARLY,
    LEAST_YEARS,
    ROUNDED,
    TWO_YEAR,
    Line,
    View,
    change,
    is_range,
)
from analysis.collection.wording import agree, listed, sentence
from analysis.measures.offers.chains import Chain, lay_out_chain
from analysis.measures.prices.changes import yearly_rate
from analysis.present import Chart, Landmarks, Table, bar_chart, line_chart
from analysis.present.numbers import print_amount

SOURCE = "remits, review bodies and offers as recorded, each with its source; prices: ONS"
ASSUMES = (
    "A chain is the pay of somebody who got each award and changed neither grade nor pay point.",
    "Prices run over the same months, from the first award to a year after the last.",
)
RANGES = (
    "Low and high differ where awards are a range over pay points, sources differ, or a figure is "
    "for several years; real terms are then of the middle."
)
ALIKE = (
    "The longest run of years without a gap, over the months that figures of all the indices "
    "reach; spans differ, so that rows are not ranks."
)
NO_LANDMARKS = Landmarks()
CEILINGS = "Civil service ceilings"
BASE = 100.0  # what every path starts from


def path(view: View) -> Chart:
    """Draw pay on the ceilings in money and in real terms on each index, the start being 100."""
    return draw_path(
        view.ceilings[TWO_YEAR, False],
        id="ceilings-path",
        about="pay on the ceilings",
        landmarks=pay_landmarks(view.as_of),
        none="No ceiling had run its year by that day.",
    )


def draw_path(
    line: Line, *, id: str, about: str, none: str, landmarks: Landmarks = NO_LANDMARKS
) -> Chart:
    """Draw one chain: money once, and real terms on each index; `about` says whose pay it is."""
    parts = []
    chains = {name: chain for name in line.by_index if (chain := line.on(name)) is not None}
    for place, (name, chain) in enumerate(chains.items()):
        levels = chain.path()
        for series, column in (("In money", "money"), (f"Against {name}", "real")):
            if column == "real" or place == 0:
                parts.append(
                    pd.DataFrame(
                        {
                            "period": levels["period"],
                            "series": series,
                            "value": levels[column],
                        }
                    )
                )
    data = pd.concat(parts, ignore_index=True) if parts else None
    if data is None:
        data = pd.DataFrame({"period": [], "series": [], "value": []})
    first = next(iter(chains.values())).first.text if chains else ""
    start = f"; {pd.Period(first, 'M').strftime('%B %Y')} = 100" if first else ""
    ends = ends_of_lines(data, series="series", value="value")
    real = [(name, ends[f"Against {name}"][1]) for name in chains]
    middle = "; of ranges the middle" if any(map(is_range, chains.values())) else ""
    last = {name: f" (to {chain.last.said})" for name, chain in chains.items()}
    if len(set(last.values())) == 1:
        last = dict.fromkeys(last, "")
    money = ends["In money"][1] if ends else BASE
    headline = sentence(f"{about}: no run of awards yet")
    if chains:
        headline = _told(next(iter(chains.values())))
    return line_chart(
        data,
        **words_of("chain-path", id=id),
        unit="",
        zero=False,
        landmarks=landmarks,
        headline=headline,
        subtitle=f"{line.name}: pay in money and with prices taken out{start}; no change of grade "
        f"or pay point{middle}",
        alt=_described(about, money, real, last, middle) if real else none,
        source=SOURCE,
        none=none,
    )


def _told(chain: Chain) -> str:
    """Say what a chain came to in money and in real terms, a range as a range.

    A range over both signs is too long for a headline: the middle of it, and of the money, is said
    to be about that.
    """
    parts = (chain.money, chain.real)
    if is_range(chain) and all(one.sign_certain for one in parts):
        money, real = (change(chain, one, chain.rows).text for one in parts)
        return sentence(f"{money} in money, {real} against {chain.index}")
    whole = "About" if is_range(chain) else "Pay"
    money, real = (print_amount(one.value, "%", 1, signed=True) for one in parts)
    return f"{whole} {money} in money, {real} against {chain.index}"


def _described(
    about: str,
    money: float,
    real: Sequence[tuple[str, float]],
    last: Mapping[str, str],
    middle: str,
) -> str:
    """Say where each line ends, the start being 100."""
    ends = listed([f"{level:.1f} against {index}{last[index]}" for index, level in real])
    return f"With the start as 100, {about} came to {money:.1f} in money and {ends}{middle}."


def links_table(line: Line, *, id: str, caption: str) -> Table:
    """List the links of one chain with what they rest on, and what each year was worth.

    Each index is read as far as its own figures reach.
    """
    frame = lay_out_chain(line.links, list(line.by_index.values()))
    names = list(line.by_index)
    why: dict[str, list[str | None]] = {
        f"{name}_{what}": [
            reason or "part of the year above" for reason in frame[f"{name}_why"].astype(str)
        ]
        for name in names
        for what in ("prices", "real")
    }
    missing = frame["low"].isna() | frame["high"].isna()
    ranged = [f"{RANGES} {ROUNDED}"] if (frame["low"] < frame["high"]).any() else []
    gap = [note if blank else None for note, blank in zip(frame["note"], missing, strict=True)]
    for column, blank in (("whose", "all"), ("note", "none")):
        told = frame[column]
        frame = frame.drop(columns=column)
        if told.any():
            frame[column] = told.replace("", blank)
    return lay_out(
        "chain-links",
        frame,
        id=id,
        caption=caption,
        each=names,
        blanks={"low": gap, "high": gap} | why,
        notes=[*ASSUMES, *ranged],
        source=SOURCE,
    )


def ceilings(view: View) -> Table:
    """List the links of the ceilings."""
    return links_table(
        view.ceilings[TWO_YEAR, False],
        id="ceilings-links",
        caption="The ceilings year by year, and what each was worth",
    )


def _summed(lines: Sequence[Line], view: View) -> pd.DataFrame:
    rows = []
    names = list(view.indices)
    for line in lines:
        chain = line.alike_on(view.index)
        others = {name: line.alike_on(name) for name in names}
        row: dict[str, Any] = {
            "name": line.name,
            "first": chain and pd.Period(chain.first.text, "M"),
            "last": chain and pd.Period(chain.last.text, "M"),
            "money_low": chain and chain.money.low,
            "money_high": chain and chain.money.high,
            "restoring": max(chain.restoring.value, 0.0) if chain else None,
            "below": chain and len(chain.below),
            "years": chain and len(chain.years),
            "worst": chain and chain.worst.pay_year,
            "whose": _whose(chain) if chain else "",
            "outside": _outside(line, view.index),
        }
        row |= {name: other and other.real.value for name, other in others.items()}
        rows.append(row)
    columns = ["name", "first", "last", "money_low", "money_high", *names, "restoring"]
    columns += ["below", "years", "worst", "whose", "outside"]
    data = pd.DataFrame(rows, columns=columns)
    for name in ("money_low", "money_high", *names, "restoring"):
        data[name] = pd.to_numeric(data[name]).astype("float64")
    for name in ("below", "years"):
        data[name] = data[name].astype("Int64")
    return data


def _whose(chain: Chain) -> str:
    """Name the staff whom the awards of a chain are of, as the sources do."""
    return "; ".join(dict.fromkeys(link.whose for link in chain.links if link.whose)) or "all"


def _outside(line: Line, index: str) -> str:
    found = line.alike[index].outside if index in line.alike else ()
    words = [f"{link.pay_year} ({why})" for link, why in found]
    return "; ".join(words) or "none"


def _summary(view: View, lines: Sequence[Line], *, id: str, caption: str) -> Table:
    return lay_out(
        "chains",
        _summed(lines, view),
        each=list(view.indices),
        index=view.index,
        caption=caption,
        id=id,
        source=SOURCE,
        notes=[
            ALIKE,
            f"{RANGES} {ROUNDED}",
            *ASSUMES,
        ],
    )


def tracks(view: View) -> Table:
    """Sum up the ceilings on both tracks of the freeze, without and with targeted parts."""
    lines = [
        view.ceilings[track, extras] for track in (TWO_YEAR, EARLY) for extras in (False, True)
    ]
    return _summary(view, lines, id="tracks", caption="The ceilings by track of the freeze")


def bodies(view: View) -> Table:
    """Sum up the longest run of each workforce."""
    return _summary(
        view,
        view.bodies,
        id="body-chains",
        caption="Review bodies and councils: what awards came to",
    )


def employers(view: View) -> Table:
    """Sum up the longest run of each employer with enough awards in a row on record."""
    return _summary(
        view,
        view.employers,
        id="employer-chains",
        caption="Employers: what the awards on record came to",
    )


def yearly(view: View, *, id: str = "yearly-chains") -> Chart:
    """Draw what a year of each workforce's longest run came to, the ceilings beside them."""
    lines = [view.ceilings[TWO_YEAR, False], *view.bodies]
    rows = []
    for line in lines:
        chain = line.on(view.index)
        if chain is None or len(chain.years) < LEAST_YEARS:
            continue
        months = chain.last - chain.first
        ends = [
            yearly_rate(figure, months=months).value
            for figure in (chain.real.value, chain.real.low, chain.real.high)
        ]
        name = CEILINGS if line is lines[0] else line.name
        label = f"{name}, {chain.first.year} to {chain.last.year}"
        rows.append((label, *ends))
    data = pd.DataFrame(rows, columns=["label", "value", "low", "high"])
    data = data.sort_values("value", kind="stable", ignore_index=True)
    counts, alt = {}, "No run of awards is on record by that day."
    headline = "No run of awards to set against prices"
    if len(data):
        bodies = ~data["label"].str.startswith(CEILINGS)  # a ceiling is no workforce
        what = f"workforces whose awards came to less than the rise in {view.index}"
        behind = counted(bodies & (data["value"] < 0), yearly_rate, what)
        every = counted(bodies, yearly_rate, "workforces with a run of awards on record")
        counts = {"behind": behind, "workforces": every}
        headline = (
            f"Awards fell behind {view.index} in {behind.text} of {every.text} "
            f"{agree(every.amount, 'workforce')}"
        )
        worst, best = extremes(data, "value")
        alt = (
            f"From {print_amount(worst['value'], '%', 1)} a year ({worst['label']}) to "
            f"{print_amount(best['value'], '%', 1)} a year ({best['label']})."
        )
    return bar_chart(
        data,
        **words_of("yearly-chains", id=id),
        low="low",
        high="high",
        unit="%",
        headline=headline,
        subtitle=f"Real change a year over the longest run of awards on record, {view.index}; thin "
        "line: from the lowest to the highest award stated",
        alt=alt,
        counts=counts,
        source=SOURCE,
    )
