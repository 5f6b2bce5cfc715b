"""Reading a drawing back: where its texts stand, and which of them meet."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from analysis.present.charts.canvas import Box, text_box

# The elements a drawing is made of, and no other.
DRAWN = {"svg", "title", "desc", "g", "path", "text"}
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
