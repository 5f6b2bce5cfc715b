"""A random sample of small faults put into measures and ingest: how many do the tests notice?

``make mutants SAMPLE=100 SEED=7`` draws a hundred of each and runs it, outside the suite. The seed
is printed; the same seed draws the same faults of the same code. A fault that no test reaches
counts as not noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

WINGS = ("measures", "ingest")
MUTMUT = Path(sys.executable).with_name("mutmut")
ONE = "analysis.measures.pay.chained_pay.x__review__mutmut_1"  # of one test: then all are on file
NOTICED = {1, 3, 24, -24, 36, 152, 255, -11, -9}  # a test failed, or went on for too long
WORDS = {0: "not noticed", 5: "reached by no test", 33: "reached by no test"}  # else: not tried


def behind() -> bool:
    """Tell whether code changed, or came, since mutmut last put its faults on file."""
    for wing in WINGS:
        for path in Path("src/analysis", wing).rglob("*.py"):
            copy = Path("mutants") / path
            if not copy.exists() or copy.stat().st_mtime <= path.stat().st_mtime:
                return True
    return False


def noted() -> dict[str, int | None]:
    """Give what mutmut holds of every fault: how its tests ended, None if they have not run."""
    found: dict[str, int | None] = {}
    for path in Path("mutants/src").rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def forget_old() -> None:
    """Take away mutmut's copies of files that are gone, whose tests it would go on collecting.

    And of the tables and templates beside the code that changed, which it copies but once.
    """
    for folder in ("src", "tests"):
        for path in Path("mutants", folder).rglob("*.py"):
            if not Path(*path.parts[1:]).exists():
                path.unlink()
    for path in Path("src").rglob("*.*"):
        copy = Path("mutants") / path
        if path.suffix != ".py" and copy.is_file() and copy.read_bytes() != path.read_bytes():
            copy.unlink()


def main() -> int:
    """Draw, run, and say how many were noticed and which were not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=400, help="how many of each name in --only")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", nargs="+", default=[f"analysis.{wing}.*" for wing in WINGS])
    parser.add_argument("--children", default="2", help="how many to try at a time")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    run = [str(MUTMUT), "run", "--max-children", asked.children]
    forget_old()
    if behind():
        subprocess.run([*run, ONE], check=True)
    on_file = sorted(noted())
    drawn = {}
    for pattern in asked.only:
        names = [name for name in on_file if fnmatch(name, pattern)]
        chosen = random.Random(seed).sample(names, min(asked.sample, len(names)))
        drawn[pattern] = sorted(chosen), len(names)
    subprocess.run([*run, *{name for names, _ in drawn.values() for name in names}], check=True)
    ended = noted()
    for pattern, (names, of) in drawn.items():
        left = [name for name in names if ended[name] not in NOTICED]
        for name in left:
            print(WORDS.get(ended[name], "not tried"), name)
        noticed = len(names) - len(left)
        print(
            f"seed {seed}, {pattern}: {noticed} of {len(names)} noticed, "
            f"{100 * noticed / len(names):.1f} % ({of} faults in all)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
