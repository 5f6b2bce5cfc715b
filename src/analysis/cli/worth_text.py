"""The answer of `realpay worth` in words and columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.measures.bounds import Bounded
from analysis.measures.offers.worth import COVERS, KNOWN, NOW, Offer, Reading
from analysis.present.numbers import print_amount, print_date, print_number

ROUNDING = "~"
OLD = 45  # days: releases are at most some 40 apart, so an older one is the end of the record


def per_cent(value: float) -> str:
    """Print per cent as typed in a terminal: an ordinary space, no padding noughts in an offer."""
    return f"{print_number(value, 1)} %"


def _as_typed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _pounds(value: float, *, signed: bool = True) -> str:
    return print_amount(value, "£", signed=signed)


def heading(offer: Offer) -> str:
    """Say what was understood.

    >>> heading(Offer(3, date(2022, 12, 7), salary=25000))
    'A rise of 3 % offered on 7 December 2022, on a salary of £25,000'
    """
    kind = "A rise" if offer.percent > 0 else "A cut" if offer.percent < 0 else "A freeze"
    size = f" of {_as_typed(abs(offer.percent))} %" if offer.percent else ""
    parts = [f"{kind}{size} offered on {print_date(offer.on)}"]
    if offer.effective:
        parts.append(f"from {offer.effective.text}")
    if offer.salary:
        parts.append(f"on a salary of £{offer.salary:,.0f}")
    if offer.lump_sum:
        parts.append(f"with £{offer.lump_sum:,.0f} paid once")
    return ", ".join(parts)


def table(offer: Offer, found: Sequence[Reading], width: int | None = None) -> list[str]:
    """Lay the readings out in columns, numbers to the right.

    What is known now of the same month has a row of its own only where it was revised. Where the
    columns are wider than `width`, each reading is a few short lines.
    """
    heads = ["index", "read against", "month", "prices rose", "real change", "gap, points"]
    if offer.salary:
        heads.append("pounds a year")
    if offer.lump_sum:
        heads += ["that year's cash", "with the lump sum"]
    rows = [heads]
    known = _known(found)
    for one in found:
        if one.reading == NOW and one.rate == known.get(one.index):
            continue
        cells = [one.index, one.reading, one.month or ""]
        if one.rate is None or one.gap is None:
            cells += ["–"] * 3
        else:
            cells += [per_cent(one.rate), _real(one), print_number(one.gap, 1)]
        if offer.salary:
            cells.append("–" if one.pounds is None else _pounds(one.pounds))
        if offer.lump_sum:
            cells.append("–" if one.year_real_change is None else per_cent(one.year_real_change))
            cells.append("–" if one.year_pounds is None else _pounds(one.year_pounds))
        rows.append(cells)
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    if width is not None and sum(widths) + 2 * (len(widths) - 1) > width:
        return _blocks(rows)
    return [
        "  ".join(
            cell.ljust(room) if place < 3 else cell.rjust(room)
            for place, (cell, room) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _blocks(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out each row as a heading and a line a figure, for a narrow window."""
    heads, *readings = rows
    widest = max(map(len, heads[3:]))
    return [
        line
        for index, against, month, *figures in readings
        for line in (
            f"{index}, {against} ({month})" if month else f"{index}, {against}",
            *(
                f"  {head.ljust(widest)}  {figure}"
                for head, figure in zip(heads[3:], figures, strict=True)
            ),
        )
    ]


def _real(one: Reading) -> str:
    """Print the real change, marked where the printed digit rests on the rate's rounding."""
    if one.real_change is None or one.real_low is None or one.real_high is None:
        return "–"
    bounded = Bounded(one.real_change, one.real_low, one.real_high)
    mark = "" if bounded.printed_certain(1) else ROUNDING
    return f"{mark}{per_cent(one.real_change)}"


def _known(found: Sequence[Reading]) -> dict[str, float | None]:
    return {one.index: one.rate for one in found if one.reading == KNOWN}


def pace(offer: Offer, found: Sequence[Reading]) -> list[str]:
    """Say which award would have kept pace: with what was known, and over what it covers."""
    said = []
    for reading, words in (
        (KNOWN, "as known that day"),
        (COVERS, "over the twelve months it covers"),
    ):
        parts = []
        for one in found:
            if one.reading == reading and one.rate is not None:
                money = (
                    f" ({_pounds(one.pace_pounds, signed=False)})"
                    if one.pace_pounds is not None
                    else ""
                )
                parts.append(f"{one.index} {per_cent(one.rate)}{money}")
        if parts:
            said.append(f"To keep pace with prices {words}: {', '.join(parts)}.")
    return said


def notes(offer: Offer, found: Sequence[Reading]) -> list[str]:
    """Say what is uncertain, revised, old or missing."""
    said = []
    for one in found:
        if one.missing:
            said.append(f"{one.index}, {one.reading}: {one.missing}.")
        if one.possible is not None:
            said.append(
                f"{one.index}: {per_cent(one.possible)} may have been out already; the day of its "
                "release is estimated."
            )
        if one.reading == KNOWN and one.published:
            days = (offer.on - date.fromisoformat(one.published)).days
            if days > OLD:
                said.append(
                    f"{one.index}: the newest rate on record was published {one.published}, "
                    f"{days} days before. Newer figures: realpay fetch"
                )
    known = _known(found)
    now = {one.index: one for one in found if one.reading == NOW and one.rate is not None}
    if any(one.rate != known[name] for name, one in now.items()):
        said.extend(
            f"{name}: the rate of {one.month} has been revised since."
            for name, one in now.items()
            if one.rate != known[name]
        )
    said.extend(
        f"{one.index}: what was printed for {one.month} is not on record; this is the rate as "
        "revised later."
        for one in found
        if one.reading == KNOWN and one.revised
    )
    changed = [one for one in found if one.reading == KNOWN and one.revised]
    changed += [one for name, one in now.items() if one.rate != known[name]]
    if now and not changed:
        said.append("The rates known that day stand unrevised.")
    if any(_real(one).startswith(ROUNDING) for one in found):
        said.append(f"{ROUNDING} the last digit rests on the rounding of the published rate.")
    return said
