"""A claim of one's own: a figure and its choices, in words, as a row of the table of claims.

What is left open is tried in every way there is. A row is made and judged as those of the record
are, so that the command, the front door and notebook 09 give one answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.collection.claims.claims_evidence import read_evidence, trials_of
from analysis.errors import UsageError
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.periods.stated import StatedTime
from analysis.tables import read
from analysis.tables.asked import read_asked
from analysis.tables.declared import COMPARED, DEFLATED, KINDS, NO_PRICES
from analysis.tables.pay_names import HELD_IN, find_pay, names_held, near_pay

OWN = "own"
SOURCE = "a claim of one's own"
_NUMBER = r"([+−–-]?)\s*(£?)\s*([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
_FIGURE = re.compile(rf"{_NUMBER}(?:\s*(?:to|and)\s*{_NUMBER})?\s*(.*)")
_UNITS = {
    **dict.fromkeys(("%", "per cent", "percent", "pct"), "%"),
    **dict.fromkeys(
        ("% a year", "% per year", "per cent a year", "per cent per year"), "% per year"
    ),
    **dict.fromkeys(("points", "percentage points", "pp"), "percentage points"),
    **dict.fromkeys(("times", "x", "×"), "times"),
}
# What a figure of a unit most likely says, where its kind is not said.
_KIND = {
    "%": KINDS[0],
    "% per year": KINDS[0],
    "percentage points": KINDS[5],
    "times": KINDS[7],
    "GBP": KINDS[3],
}


@dataclass(frozen=True)
class Said:
    """What a person says of a claim, each in words; a blank leaves the choice open.

    `figure` is ``-12 %``, ``-9 to -8 %``, ``£13,200``, ``1.05 times``; the rest are the columns
    of the table of claims.
    """

    figure: str
    kind: str = ""
    pay: str = ""
    of_several: str = ""
    against: str = ""
    base: str = ""
    end: str = ""
    index: str = ""
    convention: str = ""
    release: str = ""
    hours: str = ""


def check_own(said: Said) -> tuple[pd.DataFrame, Verdict]:
    """Try a claim of one's own; returns its row, in the columns of the table, and the verdict.

    Raises `UsageError` for what cannot be read, each with what to write instead.
    """
    row = own_row(said)
    return row, judge_own(row)


def judge_own(row: pd.DataFrame) -> Verdict:
    """Judge a row that `own_row` has made."""
    return check_claims(row, evidence=read_evidence(trials_of(row)))[0]


def own_row(said: Said) -> pd.DataFrame:
    """Make the row of a claim of one's own, as cleaning makes those of the record.

    >>> row = own_row(Said("-12 %", pay="EO median", base="2020", end="2023", index="RPI"))
    >>> row[["kind", "pay", "value_low", "decimals"]].values.tolist()
    [['change in real terms', 'median of EO', -12.0, 0]]
    """
    low, high, decimals, unit = read_figure(said.figure)
    kind = read_asked("kind", said.kind) or _KIND[unit]
    if kind in COMPARED and not said.against.strip():
        raise UsageError(f"a {kind} is between two pay series: say the other too, such as KAB9.")
    base, end = (read_asked(f"stated_{name}", getattr(said, name)) for name in ("base", "end"))
    _require_forward(base, end)
    deflator = read_asked("deflator", said.index)
    if not deflator and kind not in (*DEFLATED, KINDS[5], KINDS[8]):
        deflator = NO_PRICES
    release = read_asked("release", said.release)
    cells: dict[str, object] = {
        "key": OWN,
        "claim": _sentence(said, kind),
        "value_low": low,
        "value_high": high,
        "value_text": None,
        "decimals": decimals,
        "unit": unit,
        "kind": kind,
        "pay": _pays(said.pay),
        "of_several": read_asked("of_several", said.of_several),
        "against": _pays(said.against),
        "base": base,
        "end": end,
        "deflator": deflator,
        "convention": read_asked("stated_convention", said.convention),
        "release": pd.Timestamp(release) if release else None,
        "hours": said.hours,
        "source_title": SOURCE,
    }
    return pd.DataFrame([cells])


def read_figure(text: str) -> tuple[float, float, int, str]:
    """Read a figure as printed: its two ends, decimals and unit.

    >>> read_figure("-12 %"), read_figure("−9 to −8.5%"), read_figure("£13,200")
    ((-12.0, -12.0, 0, '%'), (-9.0, -8.5, 1, '%'), (13200.0, 13200.0, 0, 'GBP'))
    """
    found = _FIGURE.fullmatch(" ".join(text.split()).removeprefix("about "))
    if found is None:
        raise UsageError(f"{text!r} is no figure. Type it as '-12 %', '£13,200' or '1.05 times'.")
    sign, pound, number, other_sign, other_pound, other, rest = found.groups()
    unit = "GBP" if pound or other_pound else _UNITS.get(rest.lower())
    if unit is None or (unit == "GBP" and rest):
        raise UsageError(
            f"{text!r}: of what? Type it with its unit: '{sign}{number} %', '£{number}', "
            f"'{sign}{number} points', '{sign}{number} % a year' or '{number} times'."
        )
    ends = [_signed(sign, number)] + ([_signed(other_sign, other)] if other else [])
    decimals = max(len(one.partition(".")[2]) for one in (number, other or ""))
    return min(ends), max(ends), decimals, unit


def _signed(sign: str, number: str) -> float:
    return float(number.replace(",", "")) * (-1 if sign and sign != "+" else 1)


def held_names() -> dict[str, None]:
    """Name every pay series of the record."""
    tables = {name: read(name, columns=list(columns)) for name, columns in HELD_IN.items()}
    return names_held(
        {name: {str(one): frame[one].tolist() for one in frame} for name, frame in tables.items()}
    )


def _pays(text: str) -> str:
    if not text.strip():
        return ""
    held = held_names()
    found = []
    for name in text.split(";"):
        try:
            found.append(find_pay(name, held))
        except ValueError as error:
            raise UsageError(f"{error} {near_pay(name, held)}") from None
    return "; ".join(found)


def _require_forward(base: str, end: str) -> None:
    starts, ends = (StatedTime.parse_several(text) for text in (base, end))
    if starts and ends and min(one.first for one in starts) > max(one.last for one in ends):
        raise UsageError(f"the base {base} is not before the end {end}: swap the two.")


def _sentence(said: Said, kind: str) -> str:
    parts = [kind.capitalize()]
    given: Mapping[str, str] = {
        "of": said.pay,
        "against": said.against,
        "from": said.base,
        "to": said.end,
        "on": said.index,
    }
    parts += [f"{word} {text}" for word, text in given.items() if text]
    return " ".join(parts)
