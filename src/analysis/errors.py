"""Every error that a person may meet: what was found, what was expected, what to do next.

A user who types a wrong word sees one sentence and an exit status, never a stack.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class RealpayError(Exception):
    """The root of all errors this project raises on purpose; its text is fit to print."""

    exit_status = 1


class UsageError(RealpayError):
    """The question was put wrongly: a misspelt name, a missing value, a wrong type."""

    exit_status = 2


class DataError(RealpayError):
    """The figures are not fit to use: a raw file is wrong, a clean table is missing."""


class MeasureError(RealpayError, ValueError):
    """A measure was asked for what cannot be computed: a date outside a series, mixed indices."""


class ReportError(RealpayError):
    """A report could not be made: a cell failed, ran out of time or of memory."""


def nearest(word: object, choices: Iterable[object]) -> str:
    """Say which allowed name is nearest to a wrong one, and which names there are.

    Returns a sentence to end an error message with: the nearest name first, then the list
    (all of it up to twelve names, its size beyond that).

    >>> nearest("home-ofice", ["acas", "home-office"])
    'Did you mean home-office? Allowed: acas, home-office.'
    >>> nearest("2022", ["CPI", "RPI"])
    'Allowed: CPI, RPI.'
    """
    names = [str(choice) for choice in choices]
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(str(word).casefold(), list(folded), n=1, cutoff=0.6)
    listed = ", ".join(names[:12]) + (f" … ({len(names)} in all)" if len(names) > 12 else "")
    guess = f"Did you mean {folded[close[0]]}? " if close else ""
    return f"{guess}Allowed: {listed}." if names else "There are none."
