"""A random sample of small faults put into measures and ingest: how many do the tests notice?

``make mutants SAMPLE=200 SEED=7 ONLY='analysis.ingest.*'`` runs it, outside the suite. The seed is
printed; the same seed draws the same faults of the same code. A fault that no test reaches counts
as not noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

MUTMUT = Path(sys.executable).with_name("mutmut")
FEW = "analysis.measures.bounds.x_as_bounded__*"  # asked for first: every fault is then on file
NOTICED = {1, 3, 24, -24, 36, 152, 255, -11, -9}  # a test failed, or went on for too long
WORDS = {0: "not noticed", 5: "reached by no test", 33: "reached by no test"}  # else: not tried


def noted() -> dict[str, int | None]:
    """Give what mutmut holds of every fault: how its tests ended, None if they have not run."""
    found: dict[str, int | None] = {}
    for path in Path("mutants/src").rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def forget_gone() -> None:
    """Take away mutmut's copies of files that are gone: it would go on collecting their tests."""
    for folder in ("src", "tests"):
        for path in Path("mutants", folder).rglob("*.py"):
            if not Path(*path.parts[1:]).exists():
                path.unlink()


def main() -> int:
    """Draw, run, and say how many were noticed and which were not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="*", help="names of faults, with * for any letters")
    parser.add_argument("--children", default="2", help="how many to try at a time")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    forget_gone()
    run = [str(MUTMUT), "run", "--max-children", asked.children]
    subprocess.run([*run, FEW], check=True)
    all_names = sorted(name for name in noted() if fnmatch(name, asked.only))
    drawn = random.Random(seed).sample(all_names, min(asked.sample, len(all_names)))
    subprocess.run([*run, *drawn], check=True)
    ended = noted()
    left = sorted(name for name in drawn if ended[name] not in NOTICED)
    for name in left:
        print(WORDS.get(ended[name], "not tried"), name)
    noticed = len(drawn) - len(left)
    print(
        f"seed {seed}, {asked.only}: {noticed} of {len(drawn)} noticed, "
        f"{100 * noticed / len(drawn):.1f} % ({len(all_names)} faults in all)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
