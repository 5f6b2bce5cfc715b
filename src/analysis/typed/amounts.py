"""Percentages and money as people type them."""

from __future__ import annotations

import math
import re
from numbers import Real

from analysis.errors import UsageError

LEAST, MOST = 0.25, 100.0
"""Between these a bare number is plainly per cent: no award on record is smaller or larger."""

_NUMBER = re.compile(r"([+−–-]?)\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(.*)", re.DOTALL)
_SIGNS = {"%", "%%", "per cent", "percent", "pct", "pc", "p.c.", "per-cent"}
_POUNDS = re.compile(
    r"£?\s*([0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?\s*(?:pounds|gbp)?"
)
_THOUSANDS = re.compile(r"£?\s*([0-9]+(?:\.[0-9]+)?)\s*k")
_RANGE = re.compile(r"[0-9.]+\s*%?\s*(?:-|–|to)\s*[0-9.]+\s*(?:%|per cent)?")


def percentage(typed: object, *, what: str = "") -> float:
    """Read ``3``, ``3%``, ``3 per cent`` or ``-1.5`` as per cent; ask back where it may be a share.

    A number is read as the same digits typed; `what` names the parameter in messages.

    >>> percentage("3 per cent"), percentage("−1.5%"), percentage(3)
    (3.0, -1.5, 3.0)
    >>> percentage("0.03")
    Traceback (most recent call last):
    analysis.errors.UsageError: Did you mean 3 %? Type 3. For 0.03 % type "0.03%".
    """
    lead = f"{what}: " if what else ""
    found = _text(typed).strip()
    if "£" in found:
        raise UsageError(
            f"{lead}{found} is money. Type the offer in per cent, such as 3, and a one-off "
            "payment as a lump sum, such as --lump-sum 1500."
        )
    parts = _NUMBER.fullmatch(found.lower())
    if not parts or parts[3] not in {"", *_SIGNS}:
        raise UsageError(f"{lead}{_no_percentage(found)}")
    value = float(parts[2]) * (-1 if parts[1] in {"−", "–", "-"} else 1)
    if not parts[3] and 0 < abs(value) < LEAST:
        share = f"{100 * value:g}"
        raise UsageError(
            f'{lead}Did you mean {share} %? Type {share}. For {value:g} % type "{value:g}%".'
        )
    if not math.isfinite(value) or (not parts[3] and value > MOST):
        small = f"{value / 100:g}"
        raise UsageError(
            f"{lead}{value:g} % would make pay {1 + value / 100:g} times what it was. "
            f'Did you mean {small} %? Type {small}. If you do mean it, type "{value:g}%".'
        )
    if value <= -100:
        raise UsageError(f"{lead}Pay cannot fall by {-value:g} %. Type a smaller cut, such as -3.")
    return value + 0.0


def pounds(typed: object, *, what: str, least: float = 0.0) -> float:
    """Read a sum as ``25000``, ``25,000`` or ``£25,000.50``.

    >>> pounds("£25,000", what="--salary"), pounds(25000, what="salary")
    (25000.0, 25000.0)
    >>> pounds("25k", what="--salary")
    Traceback (most recent call last):
    analysis.errors.UsageError: --salary 25k: did you mean £25,000? Type 25000.
    """
    text = _text(typed)
    found = text.strip().lower()
    if thousands := _THOUSANDS.fullmatch(found):
        value = 1000 * float(thousands[1])
        raise UsageError(f"{what} {text}: did you mean £{value:,.0f}? Type {value:.0f}.")
    if isinstance(typed, Real) and not isinstance(typed, bool):
        value = float(typed)
    elif parts := _POUNDS.fullmatch(found):
        value = float(re.sub(r"[^0-9]", "", parts[1]) + (parts[2] or ""))
    else:
        raise UsageError(f"{what} {text!r} is not a sum in pounds. Type it as 25000 or 25,000.")
    if not least <= value < math.inf or value <= 0:
        raise UsageError(
            f"{what} {text}: pounds{' a year' if least else ''} are wanted, at least "
            f"{max(least, 1):,.0f}. Type it as 25000."
        )
    return value


def _text(typed: object) -> str:
    """Write a number as a person types it; text stays as it is."""
    if isinstance(typed, Real) and not isinstance(typed, bool):
        value = float(typed)
        return f"{value:.12f}".rstrip("0").rstrip(".") if math.isfinite(value) else str(value)
    return str(typed)


def _no_percentage(found: str) -> str:
    """Say why it is not one percentage."""
    if re.fullmatch(r"[+−-]?[0-9]+,[0-9]+\s*%?", found):
        return f"Did you mean {found.replace(',', '.')}? Write decimals with a point."
    if _RANGE.fullmatch(found.lower()):
        return f"{found} is a range. Ask once for its lowest and once for its highest."
    return f"{found!r} is not a percentage. Type it as 3, 3% or 3.5."
