"""Today, which enters the project here and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime

from analysis.typed.days import day


def today() -> date:
    """Return the day it is."""
    return datetime.now(UTC).date()


def as_of(text: str) -> str:
    """Read the day as of which the record is asked for, or ``latest``; a day to come is refused.

    >>> as_of("7 December 2022"), as_of("latest")
    ('2022-12-07', 'latest')
    """
    plain = text.strip().casefold()
    return plain if plain == "latest" else day(text, what="--as-of", today=today()).isoformat()
