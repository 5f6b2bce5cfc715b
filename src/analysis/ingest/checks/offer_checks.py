"""What a statement about an offer says, held against what it says elsewhere."""

from __future__ import annotations

from analysis.ingest.reading.cells import half_unit
from analysis.ingest.reading.draft import Draft

CUMULATIVE = "multi_year_cumulative"


def check_statements(made: Draft) -> None:
    """Flag what is doubtful, stop what is impossible."""
    for place in range(len(made)):
        _check_range(made, place)
        _check_dates(made, place)
        _check_salaries(made, place)
        if "suspect" in (made.text("confidence", place) or ""):
            made.flag(place, "value suspect in its source")
        if made.text("outcome", place) is None:
            made.flag(place, "outcome unknown")
    _check_totals(made)
    _check_bases(made)


def _check_bases(made: Draft) -> None:
    """Flag one figure of one source that stands on two bases: both readings are kept."""
    first: dict[tuple[str | None, ...], int] = {}
    columns = ("offer_id", "grade", "percent", "percent_low", "percent_high", "source_url")
    rows = zip(*(made.raw[column] for column in columns), strict=True)
    for place, cells in enumerate(rows):
        if not cells[-1] or not any(cells[2:5]):
            continue
        other = first.setdefault(cells, place)
        if other != place and made.text("basis", other) != made.text("basis", place):
            for one, kin in ((other, place), (place, other)):
                made.flag(one, f"read on another basis: {made.text('key', kin)}")


def _check_range(made: Draft, place: int) -> None:
    low, high = made.number("pct_low", place), made.number("pct_high", place)
    if low is not None and high is not None and low > high:
        made.problem(place, "percent_low", low, f"at most {high}", "swap low and high")
    first, last = made.text("pay_year_from", place), made.text("pay_year_to", place)
    if first is not None and last is not None and first > last:
        made.problem(place, "pay_year_to", last, f"{first} or later", "swap from and to")


def _check_dates(made: Draft, place: int) -> None:
    offered, paid = made.span("offered", place), made.span("paid", place)
    effective, ended = made.span("effective", place), made.span("effective_to", place)
    if effective and ended and ended[1] < effective[0]:
        mend = "look at both dates again"
        made.problem(place, "effective_to", ended[1], f"{effective[0]} or later", mend)
    if effective and paid and paid[1] < effective[0]:
        made.flag(place, "paid before it took effect")
    if offered and paid and paid[1] < offered[0]:
        made.flag(place, "paid before it was offered")


def _check_salaries(made: Draft, place: int) -> None:
    """Hold the percentage against both salaries: £29,083 to £30,500 is 4.87, printed as 5."""
    old, new = made.number("old_salary_gbp", place), made.number("new_salary_gbp", place)
    stated = made.number("pct", place)
    if old is None or new is None or stated is None or old < 1:
        return
    rounding = half_unit(made.raw["percent"][place]) + 1e-9
    low, high = (new - 0.5) / (old + 0.5), (new + 0.5) / (old - 0.5)
    if not (low - 1) * 100 - rounding <= stated <= (high - 1) * 100 + rounding:
        made.flag(place, "stated rise and salaries differ")


def _check_totals(made: Draft) -> None:
    """Hold totals over several years against the plain sum of their years: 13 is 3 + 5 + 5."""
    years: dict[tuple[object, object], dict[int, int]] = {}
    for place, offer in enumerate(made.values["offer_id"]):
        year, share = made.whole("deal_year", place), made.number("pct", place)
        if year is not None and share is not None:
            years.setdefault((offer, made.values["grade"][place]), {})[year] = place
    for place, offer in enumerate(made.values["offer_id"]):
        total, length = made.number("pct", place), made.number("deal_years", place)
        parts = years.get((offer, made.values["grade"][place]), {})
        if made.text("basis", place) != CUMULATIVE or total is None or length != len(parts):
            continue
        places = [place, *parts.values()]
        rounding = sum(half_unit(made.raw["percent"][one]) for one in places) + 1e-9
        if abs(sum(made.number("pct", one) or 0.0 for one in parts.values()) - total) > rounding:
            made.flag(place, "multi-year total differs from the sum of its years")
