"""The catalogue as a person wrote it: its content, and the line that each part stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused, read_text
from analysis.errors import ReportError, UsageError

FILE = "reports/catalogue.yaml"


@dataclass(frozen=True)
class Written:
    """What the file says: headings of groups, entries of reports, addresses of the site."""

    groups: Mapping[str, str]
    reports: list[Any]
    site: Any
    node: Any
    """The whole as nodes of YAML, which know their lines."""

    def place(self, *path: str | int) -> str:
        """Name the file and the line of a part, such as ("reports", 0, "title").

        Where there is no such part, the line is that of the nearest part around it.
        """
        node = line = self.node
        for step in path:
            if isinstance(step, int):
                node = line = node.value[step]
                continue
            named = isinstance(node.value, list) and node.tag.endswith(":map")
            held = [pair for pair in node.value if pair[0].value == step] if named else []
            if not held:
                break
            line, node = held[0]
        return f"{FILE}, line {line.start_mark.line + 1}"


def read_written(path: Path) -> Written:
    """Read the file through the one door, and check the shape of the whole.

    Raises `ReportError` for a file that is not there or is no YAML, `UsageError` for another shape.
    """
    from analysis.doors.yaml_text import parse_yaml

    try:
        content, node = parse_yaml(read_text(path))
    except FileNotFoundError:
        raise ReportError(f"{FILE} is missing: it lists the reports.") from None
    except OSError as error:
        raise ReportError(
            f"{FILE} cannot be read ({error.strerror}): look at its rights."
        ) from None
    except Refused as refused:
        raise ReportError(f"{FILE} cannot be read: {refused}.") from None
    if not isinstance(content, dict):
        raise UsageError(f"{FILE}, line 1: expected groups, and reports below it.")
    groups, reports = content.get("groups"), content.get("reports")
    written = Written(groups or {}, reports or [], content.get("site") or {}, node)
    texts = isinstance(groups, dict) and all(
        isinstance(one, str) for pair in groups.items() for one in pair
    )
    if not texts:
        said = "groups gives each group a heading: 'pay: What was paid?'"
        raise UsageError(f"{written.place('groups')}: {said}.")
    if not isinstance(reports, list):
        said = "reports is a list, each entry beginning with '- name:'"
        raise UsageError(f"{written.place('reports')}: {said}.")
    return written
