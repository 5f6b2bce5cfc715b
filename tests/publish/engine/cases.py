"""Cells that are awkward for an engine, read from `awkward.txt`.

They run in order, in one notebook, through both engines. Each begins with `# %%` and the name
of what it shows, with its tags in brackets. Cells that write past Python wait a moment, because
a kernel reads descriptors in a thread and may be late with what it reads.
"""

from __future__ import annotations

import re
from pathlib import Path

HEAD = re.compile(r"^# %% ([^\[\n]+?)(?: \[(.+)\])?$", flags=re.MULTILINE)


def read(path: Path) -> tuple[tuple[str, str, list[str]], ...]:
    """Read the name, source and tags of each cell."""
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    names, tags, sources = parts[::3], parts[1::3], parts[2::3]
    return tuple(
        (name, source.strip(), tag.split(", ") if tag else [])
        for name, tag, source in zip(names, tags, sources, strict=True)
    )


CASES = read(Path(__file__).with_name("awkward.txt"))
