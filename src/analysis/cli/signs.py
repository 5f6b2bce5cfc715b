"""Output on any terminal: signs that its encoding lacks are shown by plain ones, never an error.

A console of Windows, a log in Latin-1 or a scheduler's ASCII pipe cannot show a true minus or a
narrow space. They get "-" and a blank; letters lose their accents before they are lost.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable

NAME = "plain-signs"  # of the error handler, and of ASCII that uses it
PLAIN = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{POUND SIGN}": "GBP ",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{MIDDLE DOT}": "-",
    "\N{BULLET}": "*",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{PLUS-MINUS SIGN}": "+/-",
    "\N{SECTION SIGN}": "s.",
}


# What a terminal obeys instead of showing it, and what turns the direction of writing.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""Write signs that a terminal would obey by their numbers: what is in a file is only shown.

    >>> visible("cap\x1b[2J 3 %")
    'cap\\u001b[2J 3 %'
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say(found: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print what was found, as JSON or as lines of text; what files hold is only shown."""
    import json

    import typer

    text = json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(lines)
    typer.echo(visible(text))


def open_missing() -> None:
    """Open what the caller closed of input and output, to nothing: else files would take the place.

    A file that gets the number of standard output would be written into by whoever prints.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # It takes the lowest number that is free; what is started here must have it too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def plain_signs(text: str, encoding: str) -> str:
    """Write what an encoding lacks in signs that it has.

    >>> plain_signs("−7.3 % … £1,240", "ascii"), plain_signs("−7.3 % … £1,240", "latin-1")
    ('-7.3 % ... GBP 1,240', '-7.3 % ... £1,240')
    """
    return "".join(_shown(sign, encoding) for sign in text)


def _shown(sign: str, encoding: str) -> str:
    import unicodedata

    kind = unicodedata.category(sign)
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if one.isascii())
    choices = (sign, PLAIN.get(sign, ""), " " if kind == "Zs" else "", bare, _drawn(sign), "?")
    for choice in choices:
        if choice:
            try:
                choice.encode(encoding)
            except UnicodeEncodeError:
                continue
            return choice
    return ""


def _drawn(sign: str) -> str:
    """Give a plain sign for a piece of a line or a bar drawn with characters."""
    number = ord(sign)
    if 0x2500 <= number < 0x2580:  # box drawing
        return "|" if number in {0x2502, 0x2503, 0x2551} else "-"
    return "#" if 0x2580 <= number < 0x25A0 else ""  # blocks


def show_on_any_terminal() -> None:
    """Let the output of this process fall back to plain signs where its encoding ends.

    Plain ASCII goes by a name of its own: typer takes a stream that says "ascii" for one that was
    set up wrongly, and would write UTF-8 to it.
    """
    codecs.register_error(NAME, _replace)
    codecs.register(_look_up)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            if is_ascii:
                stream.reconfigure(encoding=NAME, errors="strict")
            elif not codecs.lookup(stream.encoding).name.startswith("utf"):
                stream.reconfigure(errors=NAME)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_signs(error.object[error.start : error.end], error.encoding), error.end


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:
        return text.encode("ascii", NAME)


class _Decoder(codecs.IncrementalDecoder):
    def decode(self, data: object, final: bool = False) -> str:
        return bytes(data).decode("ascii", "replace")  # type: ignore[call-overload, no-any-return]


def _look_up(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=lambda text, _="strict": (text.encode("ascii", NAME), len(text)),
        decode=lambda data, _="strict": (bytes(data).decode("ascii", "replace"), len(data)),
        incrementalencoder=_Encoder,
        incrementaldecoder=_Decoder,
    )
