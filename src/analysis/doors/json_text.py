"""JSON that a program or a server wrote, read strictly: bounded, standard, each key once."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from analysis.doors.files import DEEPEST, Refused, too_deep

LONGEST_NUMBER = 400  # digits; a double holds no number with more before its point


def parse_json(text: str | bytes) -> Any:
    """Read one JSON value, strictly: standard JSON, each key once, bounded depth and numbers.

    Raises `Refused`, with the line where one is known.

    >>> parse_json('{"a": [1, 2]}')
    {'a': [1, 2]}
    >>> parse_json('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    analysis.doors.files.Refused: found the key 'a' twice; allowed: each key once; mend: keep one
    of the two
    """
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        value = json.loads(
            plain, object_pairs_hook=_pairs, parse_constant=_no_constant, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        allowed, mend = "JSON", "look at this line and at those above it"
        cut = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated")
        found = "a file cut off in the middle" if cut else error.msg
        raise Refused(found, allowed, mend, error.lineno, error.colno) from None
    except UnicodeDecodeError as error:
        raise Refused(str(error), "JSON in UTF-8", "save it as UTF-8") from None
    except RecursionError:
        raise too_deep(DEEPEST) from None
    _check_depth(value)
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"the key '{twice}' twice", "each key once", "keep one of the two")
    return held


def _no_constant(name: str) -> NoReturn:
    raise Refused(name, "a number, or null", "write a number, or null")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        found = f"a number of {len(digits):,} digits"
        raise Refused(found, f"at most {LONGEST_NUMBER} digits", "look at the number again")
    return int(digits)


def _check_depth(value: object) -> None:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(DEEPEST):
        if not level:
            return
        inner: list[object] = []
        for one in level:
            inner += one.values() if isinstance(one, dict) else one
        level = [one for one in inner if isinstance(one, (dict, list))]
    if level:
        raise too_deep(DEEPEST)
