"""Where each number of a finding comes from, laid out for the panel that opens beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import groupby
from string import Formatter
from typing import Any

from analysis.publish.page.outputs import Exhibit
from analysis.publish.slugs import safe_address

# (table, key) -> {"table", "key", "file", "row", "column", "found", "source_title", "source_url",
# "archived_url", "licence", "released"}; all text or numbers, any of the last eight may be missing.
Provenance = Mapping[tuple[str, str], Mapping[str, object]]

# (table, keys, how many more) of rows, by their table.
Places = tuple[tuple[str, tuple[str, ...], int], ...]
NOT_KNOWN = dict.fromkeys(
    (
        *("file", "row", "column", "found", "source_title", "source_url", "archived_url"),
        *("licence", "released"),
    )
)
# A number made from more rows than this shows the first of them, and leads to the list of all.
MOST_ROWS = 10
# Rows so few are listed beside each number that rests on them.
FEW_ROWS = 3
# A page lists the keys of rows of one table for one number if they have at most so many characters;
# of more it lists the first, and leads to the file that has all.
MOST_LISTED, FIRST_LISTED = 1_200, 20
# A name for a number that is read aloud has so many words of its sentence.
MOST_WORDS = 6
# It neither ends with one of these nor is made of them alone.
_JOINING = frozenset(
    (*("a", "an", "and", "as", "at", "by", "for", "from", "has", "have", "in", "is", "it", "its"),
     *("of", "on", "or", "rose", "that", "the", "to", "was", "were", "what", "which", "with"))
)  # fmt: skip
OURS = "analysis."  # nothing else is imported to be asked what it does
# A panel repeats so many characters of its sentence on either side of the number.
MOST_OF_SENTENCE = 400
# Where a part of a sentence ends: a point or comma inside a number is none.
_CLAUSE = re.compile(r"[.,;:()](?=\s|$)|[()]")
QUOTED = "”’"
CLOSING, OPENING = ".,;:!?)]’”…", "([‘“"


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
    lead: str = ""
    """The bracket or quotation mark before it, which no line may end with."""
    tail: str = ""
    """The punctuation after it, which no line may begin with."""
    spoken: str = ""
    """The number with the words of its sentence that say what it is of."""
    meaning: str = ""
    """What the function does that made it, in a sentence."""
    table: tuple[str, str] = ("", "")
    """(anchor, caption) of the table of the page that lists all its rows, if they are many."""
    places: Places = ()
    """Every row, where there are many and no table lists them."""
    keys: tuple[tuple[str, str], ...] = ()
    """(table, key) of every row."""
    panel: str = ""
    """The anchor of the number in whose panel it is told: its own, or that of one before it."""

    @property
    def opens(self) -> bool:
        """Whether there is a working to show; a plain name or year has none."""
        return bool(self.rows or self.function)

    @property
    def sources(self) -> tuple[Mapping[str, object], ...]:
        """Its rows, those that follow each other in one file and from one source told together.

        Each has the fields of a row; `each` lists (key, what was found) and `row` the places. A
        licence is told with the last of those that share it.
        """
        told = []
        for _, group in groupby(self.rows, key=_shared):
            rows = list(group)
            places = [str(row["row"]) for row in rows if row["row"]]
            each = [(row["key"], row["found"]) for row in rows]
            many = {"row": ", ".join(places), "many": len(places) > 1}
            told.append({**rows[0], **many, "each": each})
        licences = [one["licence"] for one in told[1:]] + [None]
        return tuple(
            {**one, "licence": None if one["licence"] == after else one["licence"]}
            for one, after in zip(told, licences, strict=True)
        )


_SHARED = (
    *("table", "file", "column", "source_title", "source_url", "archived_url"),
    *("licence", "released"),
)


def _shared(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _SHARED)


@dataclass(frozen=True)
class Panel:
    """What opens from the numbers of one finding that one function made from the same rows."""

    numbers: tuple[Number, ...]
    said: tuple[tuple[str, bool], ...]
    """The sentence, cut at its numbers: text, and whether it is one of them."""
    same_as: tuple[str, str] = ("", "")
    """(anchor, words) of the panel before it on the page whose list begins with the same rows."""

    @property
    def first(self) -> Number:
        """The number that stands for all: they share function, note and rows."""
        return self.numbers[0]

    @property
    def spoken(self) -> str:
        """Its numbers, each with the words of the sentence that say what it is of."""
        return "; ".join(dict.fromkeys(number.spoken for number in self.numbers))


@dataclass(frozen=True)
class FindingParts:
    """A finding cut at its numbers: text and `Number` in turn, as the page lays them out."""

    id: str
    parts: tuple[tuple[str, Number | None], ...]
    panels: tuple[Panel, ...] = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers that open, each once."""
        return tuple(number for panel in self.panels for number in panel.numbers)


def _amount(amount: object) -> str:
    if isinstance(amount, (list, tuple)):
        return " to ".join(_amount(part) for part in amount)
    if isinstance(amount, bool) or amount is None:
        return {True: "yes", False: "no", None: ""}[amount]
    if isinstance(amount, (int, float)):
        return repr(amount).replace("-", "−")
    return str(amount)


@dataclass(frozen=True)
class Listing:
    """A table of the page whose rows are rows of the record, as (table, key)."""

    anchor: str
    caption: str
    rows: frozenset[tuple[str, str]]


def _number(
    value: Mapping[str, Any], anchor: str, provenance: Provenance, listings: Sequence[Listing]
) -> Number:
    rows = [(str(table), str(key)) for table, key in value.get("rows", ())]
    shown = []
    for table, key in rows[:MOST_ROWS]:
        known = {**NOT_KNOWN, **provenance.get((table, key), {})}
        for name in ("source_url", "archived_url"):
            known[name] = safe_address(known[name])
        shown.append({**known, "table": table, "key": key})
    amount = _amount(value.get("amount"))
    many = rows if len(rows) > len(shown) else []
    lists = (one for one in listings if many and one.rows.issuperset(many))
    listed = next(((one.anchor, one.caption) for one in lists), ("", ""))
    return Number(
        anchor=anchor,
        text=str(value.get("text", amount)),
        amount=amount,
        unit=str(value.get("unit") or ""),
        function=str(value.get("function") or ""),
        note=str(value.get("note") or ""),
        rows=tuple(shown),
        more=len(rows) - len(shown),
        meaning=meaning_of(str(value.get("function") or "")),
        table=listed,
        places=() if listed[0] else _places(many),
        keys=tuple(rows),
    )


def _places(rows: list[tuple[str, str]]) -> Places:
    """Gather the keys of rows by their table: the first of them, and how many more there are."""
    found: dict[str, list[str]] = {}
    for table, key in rows:
        found.setdefault(table, []).append(key)
    told = {table: tuple(_first(keys)) for table, keys in found.items()}
    return tuple(
        (table, told[table], len(keys) - len(told[table])) for table, keys in found.items()
    )


def _first(keys: list[str]) -> list[str]:
    """Return the keys of one table that a page lists for one number: all, or the first of many."""
    fit = sum(len(key) + 2 for key in keys) <= MOST_LISTED
    return keys if fit else keys[:FIRST_LISTED]


def rows_told(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """List those of the rows behind a number that its page can name.

    >>> rows_told([("ballots", "A"), ("remits", "B")])
    [('ballots', 'A'), ('remits', 'B')]
    """
    pairs = [(str(table), str(key)) for table, key in rows]
    more = _places(pairs) if len(pairs) > MOST_ROWS else ()
    return pairs[:MOST_ROWS] + [(table, key) for table, keys, _ in more for key in keys]


def meaning_of(function: str) -> str:
    """Return the first sentence of what one of our functions says of itself, or nothing.

    >>> meaning_of("analysis.present.numbers.print_date")
    'Print a day as it is said.'
    >>> meaning_of("os.system"), meaning_of("analysis.no_such_thing")
    ('', '')
    """
    module, _, name = function.rpartition(".")
    if not module.startswith(OURS):
        return ""
    try:
        found: object = import_module(module)
        text = getattr(found, name).__doc__ or ""
    except (ImportError, AttributeError):
        return ""
    return " ".join(text.partition("\n\n")[0].split()).replace("``", "")


def tell_rows_once(findings: Mapping[str, FindingParts]) -> dict[str, FindingParts]:
    """Let a panel with the rows of one before it, on one page, point to that one."""
    first: dict[object, Panel] = {}
    told = {}
    for name, finding in findings.items():
        panels = []
        for panel in finding.panels:
            if len(panel.first.keys) > FEW_ROWS:
                before = first.setdefault(panel.first.keys[:MOST_ROWS], panel)
                if before is not panel:
                    panel = replace(panel, same_as=(before.first.anchor, before.first.spoken))
            panels.append(panel)
        told[name] = replace(finding, panels=tuple(panels))
    return told


def _end_of(words: str) -> str:
    """Keep the end of what stands before a number, where it is long."""
    return words if len(words) <= MOST_OF_SENTENCE else f"… {words[-MOST_OF_SENTENCE:].lstrip()}"


def _start_of(words: str) -> str:
    """Keep the start of what stands after a number, where it is long."""
    return words if len(words) <= MOST_OF_SENTENCE else f"{words[:MOST_OF_SENTENCE].rstrip()} …"


def _named(parts: list[tuple[str, Number | None]]) -> list[tuple[str, Number | None]]:
    """Give each number a name of the words that stand beside it."""
    told: list[tuple[str, Number | None]] = []
    pieces = [(text, f"{one.lead}{one.text}{one.tail}" if one else "") for text, one in parts]
    for place, (text, number) in enumerate(parts):
        if number is not None:
            before = "".join(map("".join, pieces[:place])) + text + number.lead
            after = number.tail + "".join(map("".join, pieces[place + 1 :]))
            number = replace(number, spoken=_name_of(before, number.text, after))
        told.append((text, number))
    return told


def _name_of(before: str, text: str, after: str) -> str:
    """Name a number by the words after it, else by a bracket there, else by those before it.

    >>> _name_of("In real terms it ", "fell 15.5 %", " in money since the year of 2010.")
    'fell 15.5 % in money since the year'
    >>> _name_of("on RPI 4 and ", "+2.8 %", " (public); on CPI"), _name_of("unions ", "156", ", ")
    ('+2.8 % (public)', 'unions 156')
    >>> _name_of("with a month, as a range of rates, for ", "110", ".")
    'as a range of rates, for 110'
    """
    after = after.lstrip(QUOTED).lstrip()
    words = _CLAUSE.split(after)[0].split(" ")[:MOST_WORDS]
    while words and words[-1].casefold() in _JOINING | {""}:
        words.pop()
    bracket = after.partition(")")[0].split(" ") if after.startswith("(") else []
    if not words and 0 < len(bracket) <= MOST_WORDS:
        words = [*bracket[:-1], f"{bracket[-1]})"]
    if words:
        return f"{text} {' '.join(words)}"
    lead = _CLAUSE.split(before)[-1].split()
    if _JOINING.issuperset(word.casefold() for word in lead):
        lead = before.split()
    name = " ".join([*lead[-MOST_WORDS:], text])
    return name if name.count("(") == name.count(")") else re.sub("[()]", "", name)


def _in_panels(id: str, parts: list[tuple[str, Number | None]]) -> FindingParts:
    """Gather the numbers that open by what made them, each group in the panel of its first."""
    shared: dict[object, dict[str, Number]] = {}
    for _, number in parts:
        if number is not None and number.opens:
            made = (number.function, number.note, number.keys)
            shared.setdefault(made, {}).setdefault(number.anchor, number)
    groups = [tuple(numbers.values()) for numbers in shared.values()]
    home = {number.anchor: group[0].anchor for group in groups for number in group}
    return FindingParts(
        id,
        tuple(
            (text, number and replace(number, panel=home.get(number.anchor, "")))
            for text, number in parts
        ),
        tuple(Panel(numbers, _sentence(parts, numbers)) for numbers in groups),
    )


def _sentence(
    parts: list[tuple[str, Number | None]], numbers: Sequence[Number]
) -> tuple[tuple[str, bool], ...]:
    """Cut the sentence of a finding at some of its numbers; what stands far from them is left."""
    marked, said = {number.anchor for number in numbers}, [("", False)]
    for text, number in parts:
        said[-1] = (said[-1][0] + text + (number.lead if number else ""), False)
        if number is not None and number.anchor in marked:
            said += [(number.text, True), (number.tail, False)]
        elif number is not None:
            said[-1] = (said[-1][0] + number.text + number.tail, False)
    said[0] = (_end_of(said[0][0]), False)
    said[-1] = (_start_of(said[-1][0]), False)
    return tuple(said)


def finding_parts(
    finding: Exhibit, provenance: Provenance, listings: Sequence[Listing] = ()
) -> FindingParts:
    """Cut a finding's template at its slots ``{name}`` and resolve the rows behind each.

    Each value keeps the anchor that the finding gave it. A number of many rows leads to the table
    among `listings` that lists them all, if one does. A finding whose template cannot be read is
    its sentence, whole.

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
            before, number = parts[-1][1] if parts else None, None
            if before is not None:
                tail = text[: len(text) - len(text.lstrip(CLOSING))]
                parts[-1] = (parts[-1][0], replace(before, tail=tail))
                text = text[len(tail) :]
            if name is not None:
                anchor = str(values[name].get("anchor") or f"{finding.id}-{name}")
                lead = text[len(text.rstrip(OPENING)) :]
                text = text[: len(text) - len(lead)]
                number = replace(_number(values[name], anchor, provenance, listings), lead=lead)
            parts.append((text, number))
    except (KeyError, ValueError):
        parts = [(finding.title, None)]
    return _in_panels(finding.id, _named(parts))
