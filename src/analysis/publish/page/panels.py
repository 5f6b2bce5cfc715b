"""Where each number of a finding comes from, laid out for the panel that opens beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from string import Formatter
from typing import Any

from analysis.publish.page.outputs import Exhibit
from analysis.publish.slugs import safe_address

# (table, key) -> {"table", "key", "file", "row", "column", "found", "source_title", "source_url",
# "licence", "released"}; all text or numbers, any of the last seven may be missing.
Provenance = Mapping[tuple[str, str], Mapping[str, object]]

NOT_KNOWN = dict.fromkeys(
    ("file", "row", "column", "found", "source_title", "source_url", "licence", "released")
)
# A number made from more rows than this shows the first of them; values.json holds them all.
MOST_ROWS = 5
CLOSING = ".,;:!?)]’”…"


@dataclass(frozen=True)
class Number:
    """One number in a finding: as printed, as computed, by what, and from which rows."""

    anchor: str
    text: str
    amount: str
    unit: str
    function: str
    note: str
    rows: tuple[Mapping[str, object], ...]
    more: int
    tail: str = ""
    """The punctuation after it, which no line may begin with."""

    @property
    def opens(self) -> bool:
        """Whether there is a working to show; a plain name or year has none."""
        return bool(self.rows or self.function)

    @property
    def sources(self) -> tuple[Mapping[str, object], ...]:
        """Its rows, those that follow each other in one file and from one source told together.

        Each has the fields of a row; `key` lists the keys and `row` the places. A licence is told
        with the last of those that share it.
        """
        told = []
        for _, group in groupby(self.rows, key=_shared):
            rows = list(group)
            places = [str(row["row"]) for row in rows if row["row"]]
            keys = ", ".join(str(row["key"]) for row in rows)
            told.append({**rows[0], "key": keys, "row": ", ".join(places), "many": len(places) > 1})
        licences = [one["licence"] for one in told[1:]] + [None]
        return tuple(
            {**one, "licence": None if one["licence"] == after else one["licence"]}
            for one, after in zip(told, licences, strict=True)
        )


_SHARED = ("table", "file", "column", "found", "source_title", "source_url", "licence", "released")


def _shared(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _SHARED)


@dataclass(frozen=True)
class FindingParts:
    """A finding cut at its numbers: text and `Number` in turn, as the page lays them out."""

    id: str
    parts: tuple[tuple[str, Number | None], ...]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers that open, each once."""
        found = (number for _, number in self.parts if number is not None and number.opens)
        return tuple({number.anchor: number for number in found}.values())


def _amount(amount: object) -> str:
    if isinstance(amount, (list, tuple)):
        return " to ".join(_amount(part) for part in amount)
    if isinstance(amount, bool) or amount is None:
        return {True: "yes", False: "no", None: ""}[amount]
    if isinstance(amount, (int, float)):
        return repr(amount).replace("-", "−")
    return str(amount)


def _number(value: Mapping[str, Any], anchor: str, provenance: Provenance) -> Number:
    rows = [(str(table), str(key)) for table, key in value.get("rows", ())]
    shown = []
    for table, key in rows[:MOST_ROWS]:
        known = {**NOT_KNOWN, **provenance.get((table, key), {})}
        known["source_url"] = safe_address(known["source_url"])
        shown.append({**known, "table": table, "key": key})
    amount = _amount(value.get("amount"))
    return Number(
        anchor=anchor,
        text=str(value.get("text", amount)),
        amount=amount,
        unit=str(value.get("unit") or ""),
        function=str(value.get("function") or ""),
        note=str(value.get("note") or ""),
        rows=tuple(shown),
        more=len(rows) - len(shown),
    )


def finding_parts(finding: Exhibit, provenance: Provenance) -> FindingParts:
    """Cut a finding's template at its slots ``{name}`` and resolve the rows behind each.

    Each value keeps the anchor that the finding gave it. A finding whose template cannot be
    read is its sentence, whole.

    >>> shown = Exhibit("finding", "cap", {"template": "It {change}.", "values": {"change": {
    ...     "text": "fell 7.3 %", "amount": -7.2906, "unit": "%", "anchor": "cap-change",
    ...     "function": "real_change", "rows": [["prices", "D7G7/2022-10"]]}}}, "", 0)
    >>> [(text, number and number.text + number.tail) for text, number in
    ...     finding_parts(shown, {}).parts]
    [('It ', 'fell 7.3 %.'), ('', None)]
    >>> finding_parts(shown, {}).numbers[0].amount
    '−7.2906'
    """
    values: Mapping[str, Mapping[str, Any]] = finding.data.get("values", {})
    parts: list[tuple[str, Number | None]] = []
    try:
        for text, name, _, _ in Formatter().parse(str(finding.data["template"])):
            number = None
            if name is not None:
                anchor = str(values[name].get("anchor") or f"{finding.id}-{name}")
                number = _number(values[name], anchor, provenance)
            before = parts[-1][1] if parts else None
            if before is not None:
                tail = text[: len(text) - len(text.lstrip(CLOSING))]
                parts[-1] = (parts[-1][0], replace(before, tail=tail))
                text = text[len(tail) :]
            parts.append((text, number))
    except (KeyError, ValueError):
        parts = [(finding.title, None)]
    return FindingParts(finding.id, tuple(parts))
