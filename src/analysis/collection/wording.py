"""Words that agree with what they stand beside: singular and plural, lists, and terms in full."""

from __future__ import annotations

from collections.abc import Sequence

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


def agree(count: int, one: str, many: str = "") -> str:
    """Give the form of a word that goes with a count; without `many`, one with an s.

    >>> agree(1, "is", "are"), agree(0, "is", "are"), agree(2, "statement")
    ('is', 'are', 'statements')
    """
    return one if count == 1 else many or f"{one}s"


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


def question(kind: str) -> str:
    """Say what a ballot asked about.

    >>> question("asos"), question("strike")
    ('action short of a strike', 'strike')
    """
    return QUESTIONS.get(kind, kind)
