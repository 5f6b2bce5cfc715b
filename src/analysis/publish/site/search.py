"""What the search of the front page looks in beside what the page shows: findings, and names."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

from analysis.publish.site.listing import Section

NAMES = "="  # stands where a finding's anchor would, before the other names of an employer


def search_lines(sections: Sequence[Section]) -> list[str]:
    """List what each report can be found by, a line each: report, anchor or `=`, and the words.

    The finding that the page shows anyway is left out. Tabs stand between the three.
    """
    lines = []
    for section in sections:
        for entry in section.entries:
            if entry.called:
                lines.append((entry.name, NAMES, ", ".join(entry.called)))
            told = [pair for pair in entry.answers if pair[1] != entry.finding]
            lines += [(entry.name, anchor, sentence) for anchor, sentence in told]
    return ["\t".join(" ".join(part.split()) for part in line) for line in lines]


def search_index(sections: Sequence[Section]) -> str:
    """Pack the lines for the page: deflated (RFC 1950) and in base64, a fifth of their length."""
    text = "\n".join(search_lines(sections)).encode()
    return base64.b64encode(zlib.compress(text, 9)).decode("ascii")
