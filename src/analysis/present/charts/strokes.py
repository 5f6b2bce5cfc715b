"""Paths of a drawing written in few characters: tenths of a pixel, each step from the last point.

A line of two hundred months takes a third of what matplotlib's own writer needs, and a page holds
a dozen such drawings.
"""

from __future__ import annotations

from typing import Any

from matplotlib.path import Path

# matplotlib draws a circle as eight curves under this list of codes; SVG says it in two arcs.
_CIRCLE: Any = Path.unit_circle().codes
_CURVES = {int(Path.CURVE3): "Q", int(Path.CURVE4): "C"}


def short(number: float) -> str:
    """Write a coordinate in as few characters as a tenth of a pixel needs.

    >>> short(0.04), short(12.0), short(-0.26), short(101.96)
    ('0', '12', '-.3', '102')
    """
    return _tenths(round(number * 10))


def _tenths(count: int) -> str:
    whole, part = divmod(abs(count), 10)
    sign = "-" if count < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"


def path_data(path: Path, transform: Any) -> str:
    """Write a path, moved by ``transform``, as the ``d`` of an SVG path.

    Points that are not numbers lift the pen; straight lines lose points that cannot be seen.

    >>> from matplotlib.transforms import IdentityTransform
    >>> path_data(Path([(0, 0), (10, 4.2), (20, 3)]), IdentityTransform())
    'M0 0l10 4.2 10-1.2'
    """
    codes: Any = path.codes
    if codes is not None and len(codes) == len(_CIRCLE):
        return _circle(path, transform)
    data, letter, at = [], "", (0, 0)
    for points, code in path.iter_segments(transform, simplify=codes is None):
        if code == Path.CLOSEPOLY:
            data.append("z")
            letter = "z"
            continue
        tenths = [round(number * 10) for number in points]
        end = (tenths[-2], tenths[-1])
        if code == Path.LINETO:
            if end == at:
                continue
            step = _pair(end[0] - at[0], end[1] - at[1])
            # A repeated letter may be left out; a minus sign parts two numbers by itself.
            data.append("l" + step if letter != "l" else step if step[0] == "-" else f" {step}")
            letter = "l"
        elif code == Path.MOVETO:
            data.append("M" + _pair(*end))
            letter = "M"
        else:
            letter = _CURVES[int(code)]
            data.append(letter + " ".join(map(_tenths, tenths)))
        at = end
    return "".join(data)


def _pair(across: int, down: int) -> str:
    second = _tenths(down)
    return _tenths(across) + (second if second[0] == "-" else f" {second}")


def _circle(path: Path, transform: Any) -> str:
    corners = transform.transform(path.vertices)
    (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
    reach = round((right - left) * 5)
    start = _pair(round((left + right) * 5) - reach, round((low + high) * 5))
    arc = f"{_tenths(reach)} {_tenths(reach)} 0 1 0"
    return f"M{start}a{arc} {_tenths(2 * reach)} 0 {arc}{_tenths(-2 * reach)} 0z"
