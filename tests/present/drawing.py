"""Reading a drawing back: where its texts stand, and which of them meet."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np

from analysis.present.charts.canvas import Box, text_box
from analysis.present.style import COLOURS, STEPS

# The elements a drawing is made of, and no other.
DRAWN = {"svg", "title", "desc", "g", "path", "text", "marker"}
SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ET.Element:
    """Read a drawing that this package wrote."""
    return ET.fromstring(svg)  # noqa: S314 (our own output)


def text_boxes(svg: str) -> list[tuple[str, Box]]:
    """Give every text of a drawing with the room it takes, y running down."""
    found: list[tuple[str, Box]] = []

    def read(node: ET.Element, looks: dict[str, str]) -> None:
        looks = looks | node.attrib
        if node.tag == f"{SVG}text":
            size = float(looks["font-size"])
            y = float(looks["y"]) - size * 0.34
            bold = looks.get("font-weight") == "600"
            anchor = looks.get("text-anchor", "start")
            words = node.text or ""
            found.append((words, text_box(float(looks["x"]), y, words, size, anchor, bold)))
        for child in node:
            read(child, looks)

    read(parse(svg), {})
    return found


def meeting_texts(svg: str) -> list[tuple[str, str]]:
    """List the pairs of texts that overlap by more than half a pixel."""
    boxes = text_boxes(svg)
    return [
        (words, other)
        for place, (words, box) in enumerate(boxes)
        for other, second in boxes[place + 1 :]
        if box.meets(second, -0.5)
    ]


def texts_cut_off(svg: str) -> list[str]:
    """List the texts that run out of the drawing."""
    _, _, width, height = map(float, parse(svg).get("viewBox", "").split())
    return [
        words
        for words, box in text_boxes(svg)
        if box.left < -1 or box.right > width + 1 or box.bottom < -1 or box.top > height + 1
    ]


def smallest_text(svg: str) -> float:
    """Give the size of the smallest text in units of the drawing."""
    sizes = [float(node.get("font-size", "inf")) for node in parse(svg).iter()]
    return min(sizes)


def named_colours(svg: str) -> list[tuple[str, str]]:
    """Give every name of a drawing that goes with a colour, with the role of that colour.

    Names of lines are written in their colour; those of a key stand right of a mark in it.
    """
    marks: list[tuple[float, float, str]] = []
    found: list[tuple[str, str]] = []
    last = (0.0, 0.0)  # where the line of a name before this one stands

    def read(node: ET.Element, looks: dict[str, str]) -> None:
        nonlocal last
        looks = looks | node.attrib
        role = next(filter(None, map(_series, (looks.get("stroke"), looks.get("fill")))), "")
        if node.tag == f"{SVG}path" and role:
            starts = re.findall(r"M(-?[\d.]+) ?(-?[\d.]+)", node.get("d", ""))
            marks.extend((float(x), float(y), role) for x, y in starts)
        if node.tag == f"{SVG}text" and looks.get("text-anchor", "start") == "start":
            x, y = float(looks["x"]), float(looks["y"]) - float(looks["font-size"]) * 0.34
            words = re.sub(r" \(n = \d+\)$", "", node.text or "")
            beside = [role for left, top, role in marks if 6 <= x - left <= 20 and abs(y - top) < 7]
            if looks.get("font-weight") == "600" and (named := _series(looks.get("fill"))):
                if found and last[0] == x and 0 < y - last[1] < 20 and found[-1][1] == named:
                    words = f"{found.pop()[0]} {words}"  # a name on several lines
                found.append((words, named))
                last = x, y
            elif beside:
                found.append((words, beside[-1]))
        for child in node:
            read(child, looks)

    read(parse(svg), {})
    return found


def _series(paint: str | None) -> str:
    """Name the series whose colour a paint is: ``var(--c1,#0b4f94)`` is c1."""
    found = re.match(r"var\(--(c\d),", paint or "")
    return found[1] if found else ""


def mark_contrasts(svg: str, scheme: int) -> dict[tuple[str, float], float]:
    """Measure all that is drawn to be seen against the paper of a scheme (0 light, 1 dark).

    A mark is a role and how much of it is let through. Grid lines and shades only guide the eye,
    and cells of heat maps hold their figures in ink.
    """
    paper = COLOURS["paper"][scheme]
    found = {}
    for tag in re.findall(r"<(?:path|g)\b[^>]*>", svg):
        painted = dict(re.findall(r'(fill|stroke|fill-opacity)="([^"]*)"', tag))
        fill, edge = (_role_of(painted.get(part, "none")) for part in ("fill", "stroke"))
        role, share = fill, float(painted.get("fill-opacity", 1))
        if edge not in ("none", "paper"):
            role, share = edge, 1.0
        if role in ("none", "grid", "paper", *STEPS):
            continue
        mixed = share * np.array(_channels(COLOURS[role][scheme]))
        mixed += (1 - share) * np.array(_channels(paper))
        shown = "#" + "".join(f"{round(part):02x}" for part in mixed)
        found[role, share] = contrast(shown, paper)
    return found


def _role_of(paint: str) -> str:
    found = re.match(r"var\(--(\w+)", paint)
    return found[1] if found else {"currentColor": "ink"}.get(paint, "none")


def _channels(code: str) -> list[int]:
    return [int(code[at : at + 2], 16) for at in (1, 3, 5)]


def linear(code: str) -> np.ndarray:
    channels = np.array([int(code[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(weights @ linear(code)) for code in (one, other))
    return (light + 0.05) / (dark + 0.05)
