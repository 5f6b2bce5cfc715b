"""A chart made so small that only its shape is left: a few hundred bytes of SVG for a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, HEIGHT = 120, 44
MOST = 24  # places along it; more cannot be told apart
LINES = 4
STEP = 4  # from stroke to stroke of a timeline
_TIME = re.compile(
    r"(?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) )?\d{4}(?:[-–]\d\d(?:[-–]\d\d)?)?"
)
Points = Sequence[tuple[float, float]]


def thumbnail(table: Mapping[str, Any]) -> str:
    """Draw the data of a chart as a small SVG without words; nothing where there are no numbers.

    Rows in order of time become lines, one a series; other rows become one mark each: a bar from
    nought, or a line from the first number to the last where a row has several. It is decoration
    beside the finding that says it in words, and so is hidden from screen readers.

    >>> columns = [{"name": "period", "numeric": False}, {"name": "rate", "numeric": True}]
    >>> rows = [["2022", 2.0], ["2023", 4.0], ["2024", 3.0]]
    >>> texts = [["2022", "2.0"], ["2023", "4.0"], ["2024", "3.0"]]
    >>> drawn = thumbnail({"columns": columns, "data": rows, "texts": texts})
    >>> drawn.partition("true")[2]
    '"><path d="M2 42 60 2 118 22"/></svg>'
    """
    if (lanes := _lanes(table)) is not None:
        return _svg(lanes)
    numbers = [at for at, column in enumerate(table.get("columns", ())) if column.get("numeric")]
    rows = [row for row in table.get("data", ()) if any(_is_number(row[at]) for at in numbers)]
    if len(rows) < 2:
        return ""
    if _in_time(table):
        series = _series(table, numbers)
        paths = _lines([points for points in series if len(points) > 1][:LINES])
    else:
        paths = _marks(_thinned([[row[at] for at in numbers] for row in rows]))
    return _svg(paths)


def _svg(paths: Sequence[str]) -> str:
    drawn = "".join(f'<path d="{path}"/>' for path in paths)
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{drawn}</svg>' if drawn else ""


def _lanes(table: Mapping[str, Any]) -> list[str] | None:
    """Draw a timeline: a line a lane, and a stroke across it an event; None if it is not one."""
    names = [column["name"] for column in table.get("columns", ())]
    if "lane" not in names or "start" not in names:
        return None
    lane, start = names.index("lane"), names.index("start")
    events = [
        (str(row[lane]), int(text[:4]) + int(text[5:7]) / 12)
        for row in table["data"]
        if re.match(r"\d{4}-\d\d", text := str(row[start] or ""))
    ]
    if len(events) < 2:
        return []
    heights = {name: place for place, name in enumerate(dict.fromkeys(lane for lane, _ in events))}
    across = _scale([when for _, when in events], WIDTH)
    down = _scale([0.0, float(len(heights) - 1)], HEIGHT - 8)
    # Strokes nearer than this run into one another.
    places = ((heights[name], 2 + STEP * round((across(when) - 2) / STEP)) for name, when in events)
    strokes = "".join(f"M{x} {down(height) + 1}v6" for height, x in dict.fromkeys(places))
    lanes = "".join(f"M2 {down(height) + 4}H{WIDTH - 2}" for height in heights.values())
    return [lanes, strokes]


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == cell


def _in_time(table: Mapping[str, Any]) -> bool:
    """Say whether the first column is of times, in order within each series."""
    heads = [str(row[0] or "") for row in table.get("texts", ())]
    return len(set(heads)) > 2 and all(_TIME.fullmatch(head) for head in heads)


def _series(table: Mapping[str, Any], numbers: Sequence[int]) -> list[Points]:
    """Part the rows into series: a column of names parts them, or each column of numbers is one."""
    columns, rows = table["columns"], table["data"]
    places = {head: float(at) for at, head in enumerate(sorted({str(row[0]) for row in rows}))}
    named = [at for at, column in enumerate(columns) if at and not column.get("numeric")]
    split: dict[object, list[tuple[float, float]]] = {}
    for row in rows:
        wanted = numbers[-1:] if named else numbers
        for at in wanted:
            if _is_number(row[at]):
                key = row[named[0]] if named else at
                split.setdefault(key, []).append((places[str(row[0])], float(row[at])))
    return [_thinned(sorted(points)) for points in split.values()]


def _thinned(items: Sequence[Any]) -> list[Any]:
    """Keep at most so many of a list, evenly, its first and last among them."""
    if len(items) <= MOST:
        return list(items)
    step = (len(items) - 1) / (MOST - 1)
    return [items[round(at * step)] for at in range(MOST)]


def _lines(series: Sequence[Points]) -> list[str]:
    if not series:
        return []
    across = _scale([x for points in series for x, _ in points], WIDTH)
    up = _scale([y for points in series for _, y in points], HEIGHT)
    return ["M" + " ".join(f"{across(x)} {HEIGHT - up(y)}" for x, y in points) for points in series]


def _marks(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Draw a row as a mark: from nought for one number, from the first to the last for more."""
    ends = []
    for row in rows:
        found = [float(cell) for cell in row if _is_number(cell)]
        ends.append((0.0 if len(row) == 1 else found[0], found[-1]))
    up = _scale([0.0, *(y for pair in ends for y in pair)], HEIGHT)
    across = _scale([0.0, float(len(ends) - 1)], WIDTH)
    bars = "".join(
        f"M{across(at)} {HEIGHT - up(low)}V{HEIGHT - up(high)}"
        for at, (low, high) in enumerate(ends)
        if up(low) != up(high)
    )
    dots = "".join(f"M{across(at)} {HEIGHT - up(high)}h0" for at, (_, high) in enumerate(ends))
    return [path for path in (bars, dots) if path]


def _scale(values: Sequence[float], size: int) -> Any:
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    return lambda value: round(2 + (size - 4) * (value - low) / reach)
