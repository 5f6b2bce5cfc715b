"""Reading a YAML file that people keep: its content, or the place where it stops being YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.doors.files import Refused, read_text
from analysis.doors.yaml_text import parse_yaml
from analysis.ingest.reading.problems import Problems

if TYPE_CHECKING:
    import yaml

LARGEST = 1 << 22  # bytes; the list of sources has some 26 thousand


def load_yaml(
    raw: Path, file: str, allowed: str, problems: Problems
) -> tuple[object, yaml.Node | None] | None:
    """Read a YAML file below data/raw; None, with the one problem noted, if it cannot be read.

    Returns its content, and its nodes, which know the lines that they stand in. `allowed` says
    what the file should hold. Line and column of what is no YAML are counted from 1.
    """
    try:
        return parse_yaml(read_text(raw / file, largest=LARGEST), allowed=allowed)
    except (Refused, OSError) as error:
        problems.refuse(file, error, allowed)
        return None
