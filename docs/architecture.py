"""Draw docs/architecture.svg from the imports: `make picture`.

A row for each wing of the package, from the command line down to the ground, in the order that
import-linter holds (`pyproject.toml`). A mark says that the row's wing imports from the column's. A
mark left of the grey diagonal would be an import against the order.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "analysis"
PICTURE = ROOT / "docs" / "architecture.svg"
GROUND = "ground"
LEFT, TOP, STEP, HIGH = 400, 96, 66, 46
STYLE = """
text { font: 15px system-ui, sans-serif; fill: #1d1d1b } .small { font-size: 12px; fill: #505050 }
.wing { font-weight: 600 } .row { fill: #f2f2ee } .self { fill: #d8d8d0 } .uses { fill: #0068a8 }
"""


def wings() -> list[str]:
    """Name the wings from the top down; the last layers are single modules, taken as one."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        one["layers"]
        for one in contracts["tool"]["importlinter"]["contracts"]
        if one["id"] == "wings"
    )
    named = [name.strip("() ") for layer in layers for name in layer.replace("|", ":").split(":")]
    folders = [name for name in named if name != "__main__"]
    return [*folders[: folders.index("project")], GROUND]


def wing_of(module: str, known: list[str]) -> str:
    """Say in which wing a module is, given by its dotted name below the package.

    >>> wing_of("measures.offers.worth", ["measures", "ground"])
    'measures'
    >>> wing_of("errors", ["measures", "ground"])
    'ground'
    """
    first = module.partition(".")[0]
    return first if first in known else GROUND


def imported(source: str) -> Iterator[str]:
    """Name the modules of the package that a text of Python imports, anywhere in it.

    >>> list(imported("from analysis.errors import DataError"))
    ['errors']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "analysis":
                names = [f"analysis.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        yield from (
            name.removeprefix("analysis.") for name in names if name.startswith("analysis.")
        )


def uses(known: list[str]) -> set[tuple[str, str]]:
    """Find which wing imports from which."""
    pairs = set()
    for path in PACKAGE.rglob("*.py"):
        inside = path.relative_to(PACKAGE)
        if len(inside.parts) == 1 and inside.stem in {"__init__", "__main__"}:
            continue
        here = wing_of(".".join(inside.with_suffix("").parts), known)
        for name in imported(path.read_text(encoding="utf-8")):
            pairs.add((here, wing_of(name, known)))
    return {(one, other) for one, other in pairs if one != other}


def rooms(wing: str, known: list[str]) -> str:
    """Name the rooms of a wing, or the modules of the ground."""
    if wing == GROUND:
        found = {
            path.stem
            for path in PACKAGE.iterdir()
            if path.stem not in {*known, "__init__", "__main__", "__pycache__", "py"}
        }
    else:
        found = {path.parent.name for path in (PACKAGE / wing).glob("*/__init__.py")}
    return " · ".join(sorted(found))


def draw() -> str:
    """Write the picture as SVG."""
    known = wings()
    held = uses(known)
    width, height = LEFT + STEP * len(known) + 20, TOP + HIGH * len(known) + 20
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            ' aria-labelledby="title what">'
        ),
        '<title id="title">Which wing imports from which</title>',
        f'<desc id="what">{escape(told(known, held))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        '<text x="20" y="40" class="wing">Each wing imports only from those below it</text>',
        (
            '<text x="20" y="62" class="small">A mark: the wing of the row imports from that of the'
            " column.</text>"
        ),
    ]
    for at, wing in enumerate(known):
        middle = LEFT + STEP * at + STEP / 2
        parts.append(f'<text x="{middle:g}" y="{TOP - 10}" class="small" text-anchor="middle">')
        parts.append(f"{wing}</text>")
    for at, wing in enumerate(known):
        top = TOP + HIGH * at
        parts.append(
            f'<rect x="10" y="{top}" width="{width - 20}" height="{HIGH - 4}" class="row"/>'
        )
        parts.append(f'<text x="20" y="{top + 18}" class="wing">{wing}</text>')
        parts.append(f'<text x="20" y="{top + 35}" class="small">{rooms(wing, known)}</text>')
        for column, other in enumerate(known):
            left = LEFT + STEP * column
            if wing == other:
                parts.append(f'<rect x="{left + 4}" y="{top}" width="{STEP - 8}"')
                parts.append(f' height="{HIGH - 4}" class="self"/>')
            elif (wing, other) in held:
                parts.append(f'<circle cx="{left + STEP / 2:g}" cy="{top + 21}" r="9"')
                parts.append(' class="uses"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def told(known: list[str], held: set[tuple[str, str]]) -> str:
    """Say in words what the marks show."""
    sentences = []
    for wing in known:
        below = [other for other in known if (wing, other) in held]
        sentences.append(f"{wing} imports from {', '.join(below) or 'no other'}.")
    return " ".join(sentences)


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
