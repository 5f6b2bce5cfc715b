"""A finding: one sentence of a report, its numbers inside it, each with its provenance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeVar

from analysis.errors import ReportError, nearest
from analysis.present.values import Value, with_rows_as_text
from analysis.present.words import loaded_words, typed_numbers

_View = TypeVar("_View")
FINDING_MIME = "application/vnd.realpay.finding+json"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def check_id(name: str) -> str:
    """Return an id if it is fit to be an anchor and a file name, or say what is wrong with it.

    >>> check_id("real-pay-cpi")
    'real-pay-cpi'
    """
    if not _ID.fullmatch(name) or len(name) > 120:
        raise ReportError(
            f"The id {name[:130]!r} is not fit for an anchor: use small letters, digits and single "
            "hyphens, beginning with a letter, at most 120 characters."
        )
    return name


def each_found(
    makers: Iterable[Callable[[_View], Finding | None]],
    view: _View,
    otherwise: Finding | None = None,
) -> Iterator[Finding]:
    """Yield the finding of each maker that has one for a view, made when it is asked for.

    Where none has one, `otherwise` is yielded.
    """
    for make in makers:
        finding = make(view)
        if finding is not None:
            otherwise = None
            yield finding
    if otherwise is not None:
        yield otherwise


@dataclass(frozen=True)
class Finding:
    r"""A sentence whose every number, date from data and name from data is a :class:`Value`.

    ``template`` holds ``{name}`` for each value; names and values must match exactly. A digit
    typed in the template is an error (years, dates and law names excepted: see ``words``), and
    so is a word that takes a side. ``answer`` names the value that answers what a page asks,
    where that is not the first with a sign (see ``answering``); ``asks`` names those that are
    part of the question, such as the start of a span: with others it is another question.

    >>> cap = Finding(
    ...     "cap-real-change",
    ...     "On {index} an award at the cap {change} in real terms.",
    ...     {"index": Value("CPI"), "change": Value(-7.2906, "%", 1, wording="change")},
    ... )
    >>> cap.sentence
    'On CPI an award at the cap fell 7.3\xa0% in real terms.'
    """

    id: str
    template: str
    values: Mapping[str, Value]
    answer: str = ""
    asks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        names = {name for _, name in self._parts() if name is not None}
        for name in sorted(names - set(self.values)):
            raise ReportError(
                f"Finding {self.id}: the sentence asks for {{{name}}}, which has no value. "
                f"{nearest(name, self.values)}"
            )
        for name in sorted(set(self.values) - names):
            raise ReportError(
                f"Finding {self.id}: the value {name!r} is not in the sentence. "
                "Put it in or take it away."
            )
        for name in (*([self.answer] if self.answer else []), *self.asks):
            if name not in names:
                raise ReportError(
                    f"Finding {self.id}: it has no value {name!r} to answer or to ask with. "
                    f"{nearest(name, names)}"
                )
        self._check_words("".join(text for text, _ in self._parts()))

    def _check_words(self, prose: str) -> None:
        if typed := typed_numbers(prose):
            raise ReportError(
                f"Finding {self.id}: the number {typed[0]} is typed into the sentence. "
                "Make it a value, so that it can be checked."
            )
        if loaded := loaded_words(prose):
            word, reason = loaded[0]
            raise ReportError(f"Finding {self.id}: the word {word!r} takes a side ({reason}).")

    def __repr__(self) -> str:
        """Say the sentence."""
        return f"Finding {self.id}: {self.sentence}"

    def _parts(self) -> list[tuple[str, str | None]]:
        try:
            parts = list(Formatter().parse(self.template))
        except ValueError as wrong:
            raise ReportError(f"Finding {self.id}: the template has a loose brace.") from wrong
        for _, name, spec, conversion in parts:
            if name is not None and (not name.isidentifier() or spec or conversion):
                raise ReportError(
                    f"Finding {self.id}: {{{name}}} must be a plain name: how a value is printed "
                    "is for the value to say."
                )
        return [(text, name) for text, name, _, _ in parts]

    @property
    def sentence(self) -> str:
        """The sentence as read."""
        return "".join(
            text + (self.values[name].text if name is not None else "")
            for text, name in self._parts()
        )

    @property
    def answering(self) -> str:
        """The name of the value that answers: as given, else the first with a sign or a source.

        Empty where no value is a number that something computed or that rests on rows.
        """
        if self.answer:
            return self.answer
        named = [name for _, name in self._parts() if name is not None]
        signed = [name for name in named if self.values[name].has_sign]
        sourced = [name for name in named if self.values[name].is_number]
        return next(iter(signed or sourced), "")

    def anchor(self, name: str) -> str:
        """Give the anchor of one value: the finding's id, a hyphen, the value's name."""
        return f"{self.id}-{name.replace('_', '-')}"

    @property
    def html(self) -> str:
        """The sentence as a paragraph, each value an element with its own anchor."""
        shown: set[str] = set()
        pieces = []
        for text, name in self._parts():
            pieces.append(escape(text, quote=False))
            if name is not None:
                value = self.values[name]
                pieces.append(value.html(self.anchor(name), first=name not in shown))
                shown.add(name)
        return f'<p class="finding" id="{self.id}">{"".join(pieces)}</p>'

    def record(self) -> dict[str, Any]:
        """Give the finding in JSON's types: what ``values.json`` and ``realpay why`` read."""
        return {
            "id": self.id,
            "sentence": self.sentence,
            "template": self.template,
            "values": {
                name: {"anchor": self.anchor(name), **value.record()}
                for name, value in self.values.items()
            },
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        record = self.record()
        values = {name: with_rows_as_text(value) for name, value in record["values"].items()}
        return {
            "text/plain": self.sentence,
            "text/html": self.html,
            FINDING_MIME: {**record, "values": values},
        }
