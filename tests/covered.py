"""Which files the tests run through least, lines and branches together: none under 90 %.

The end of ``make coverage``, which has run the tests and written down what they ran through.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

LEAST = 90.0
SHOWN = 10


def shares(report: dict[str, dict[str, dict[str, dict[str, float]]]]) -> list[tuple[float, str]]:
    """Give the share of each file that was run, per cent, the least first."""
    files = report["files"].items()
    return sorted((file["summary"]["percent_covered"], name) for name, file in files)


def main() -> int:
    """Print the files that are run through least; 1 where one is under what is asked."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(told))
        found = shares(json.loads(told.read_text(encoding="utf-8")))
    for share, name in found[:SHOWN]:
        print(f"{share:5.1f} % {name}")
    short = [name for share, name in found if share < LEAST]
    print(f"{len(short)} of {len(found)} files are under {LEAST:g} %")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
