"""Words that agree with what they stand beside: singular and plural, lists, and terms in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.present.numbers import print_date, print_number, print_span

# What the record calls a question of a ballot, as a reader who has never seen the record says it.
QUESTIONS = {
    "asos": "action short of a strike",
    "strike and asos": "strike and action short of one",
}
# Who made a statement, of several statements.
SPEAKERS = {
    "union": "unions",
    "employer": "employers",
    "minister": "ministers",
    "press": "the press",
    "mp": "MPs",
    "several": "several of these together",
    "other": "others",
}
# What the percentage of a statement on an offer is of, by the record's word for it.
BASES = {
    "individual_or_scale": "one person's pay or a point of a scale",
    "freeze": "a pay freeze",
    "cash": "an amount of money",
    "cost_of_living_net_of_progression": "cost of living, without progression",
    "average_award": "an average award",
    "paybill_or_remit": "the paybill or remit",
    "ceiling_or_cap_description": "a ceiling or cap",
    "range_or_distribution": "a range over staff",
    "upper_bound": "the most that anyone gets",
    "multi_year_cumulative": "several years together",
    "includes_progression_or_nonconsolidated": "with progression or one-off pay in it",
    "headline_basis_unstated": "a headline figure, its basis not stated",
    "subgroup": "one group of staff",
    "lump_sum_nonconsolidated": "a lump sum, not consolidated",
    "no_percentage": "no percentage stated",
    "timing_only": "its timing alone",
}
# The bodies that recommend or settle pay, by the letters that the record has for them.
BODIES = {
    "AFPRB": "Armed Forces' Pay Review Body",
    "DDRB": "Review Body on Doctors' and Dentists' Remuneration",
    "NHSPRB": "NHS Pay Review Body",
    "NJC": "National Joint Council for Local Government Services",
    "PNB": "Police Negotiating Board",
    "PRRB": "Police Remuneration Review Body",
    "PSPRB": "Prison Service Pay Review Body",
    "SSRB": "Review Body on Senior Salaries",
    "STRB": "School Teachers' Review Body",
}


def agree(count: int, one: str, many: str = "") -> str:
    """Give the form of a word that goes with a count; without `many`, one with an s.

    >>> agree(1, "is", "are"), agree(0, "is", "are"), agree(2, "statement")
    ('is', 'are', 'statements')
    """
    return one if count == 1 else many or f"{one}s"


def about(reasons: object) -> str:
    """Say what a ballot was about, from the words of the clean table; nothing if it is not known.

    >>> about("pay; jobs; other"), about(None)
    (', about pay, jobs and other matters', '')
    """
    if not isinstance(reasons, str):
        return ""
    return f", about {listed(reasons.replace('other', 'other matters').split('; '))}"


def listed(parts: Sequence[str]) -> str:
    """Join the names of a list as it is said.

    >>> listed(["CPI", "CPIH", "RPI"]), listed(["CPI"])
    ('CPI, CPIH and RPI', 'CPI')
    """
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def clauses(parts: Sequence[str]) -> str:
    """Join clauses to a sentence: two by *and*, more with a comma before it.

    >>> clauses(["5 passed", "1 did not"]), clauses(["5 passed", "1 did not", "of 6 it is unknown"])
    ('5 passed and 1 did not', '5 passed, 1 did not, and of 6 it is unknown')
    """
    return listed(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])}, and {parts[-1]}"


def staff(grade: str) -> str:
    """Say whose pay a grade of the statistics is of.

    >>> staff("All"), staff("EO")
    ('all staff', 'EO')
    """
    return "all staff" if grade == "All" else grade


def named_for(grade: str) -> str:
    """Make the name of a grade's value in a finding, so that grades are told apart by it.

    >>> named_for("SEO/HEO")
    'seo_heo'
    """
    return "".join(letter if letter.isalnum() else "_" for letter in grade.lower())


def known_day(first: Any, last: Any) -> Any:
    """Give a day as far as it is known: the day, its month, else in words; none where it is not.

    >>> known_day(pd.Timestamp(2006, 1, 1), pd.Timestamp(2006, 1, 31))
    Period('2006-01', 'M')
    """
    if pd.isna(first) or pd.isna(last):
        return None
    if first.date() == last.date():
        return first.date()
    text = print_span(first.date(), last.date())
    months = {each.to_period("M") for each in (first, last)}
    return months.pop() if len(months) == 1 and " to " not in text else text


def known_days(rows: pd.DataFrame, *stems: str) -> pd.Series[Any]:
    """Give for each row the first of some days that is known, as far as it is.

    A stem such as ``closed`` names the columns of its first and last possible day.
    """
    days = pd.Series([None] * len(rows), index=rows.index, dtype="object")
    for stem in stems:
        ends = zip(rows[f"{stem}_first"], rows[f"{stem}_last"], strict=True)
        found = pd.Series([known_day(*each) for each in ends], index=rows.index, dtype="object")
        days = days.where(days.notna(), found)
    return days


def question(kind: str) -> str:
    """Say what a ballot asked about.

    >>> question("asos"), question("strike")
    ('action short of a strike', 'strike')
    """
    return QUESTIONS.get(kind, kind)


def basis(word: str) -> str:
    """Say what the percentage of a statement is of.

    >>> basis("ceiling_or_cap_description"), basis("no_percentage")
    ('a ceiling or cap', 'no percentage stated')
    """
    return BASES.get(word, word.replace("_", " "))


def sayer(who: str) -> str:
    """Say who made a statement: the source's words, parted as words are.

    >>> sayer("union/press"), sayer("union_left_group"), sayer("employer (minister)")
    ('union and press', 'union left group', 'employer (minister)')
    """
    return re.sub(r" ?[/;] ?", " and ", who).replace("_", " ")


def sentence(words: str) -> str:
    """Begin words with a capital letter, the rest as it is.

    >>> sentence("all employers"), sentence("PCS, all employers")
    ('All employers', 'PCS, all employers')
    """
    return words[:1].upper() + words[1:]


def answer(text: str) -> str:
    """Say an answer to a question of law: whether a vote could authorise action, a day, a word.

    >>> answer("False"), answer("2023-05-01"), answer("no such test")
    ('could not authorise action', '1 May 2023', 'no such test')
    """
    said = {"True": "could authorise action", "False": "could not authorise action"}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return print_date(date.fromisoformat(text))
    return print_number(int(text), 0) if text.isdecimal() else said.get(text, text)
