"""A random sample of small faults put into measures and ingest: how many do the tests notice?

``make mutants SAMPLE=400 SEED=7`` runs it, outside the suite. The seed is printed; the same seed
draws the same faults of the same code. A fault that no test reaches counts as not noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTMUT = Path(sys.executable).with_name("mutmut")
FEW = "analysis.measures.bounds.x_as_bounded__*"  # asked for first: every fault is then on file
UNREACHED, UNNOTICED = 33, 0  # how mutmut notes a fault that no test reaches, and one that survived


def noted() -> dict[str, int | None]:
    """Give what mutmut holds of every fault: how its tests ended, None if they have not run."""
    found: dict[str, int | None] = {}
    for path in Path("mutants/src").rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def main() -> int:
    """Draw, run, and say how many were noticed and which were not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    run = [str(MUTMUT), "run", "--max-children", "2"]
    subprocess.run([*run, FEW], check=True)
    drawn = random.Random(seed).sample(sorted(noted()), asked.sample)
    subprocess.run([*run, *drawn], check=True)
    ended = {name: code for name, code in noted().items() if name in set(drawn)}
    for name, code in sorted(ended.items()):
        if code in (UNREACHED, UNNOTICED):
            print("reached by no test" if code == UNREACHED else "not noticed", name)
    counts = Counter(ended.values())
    left = counts[UNREACHED] + counts[UNNOTICED]
    share = 100 * (1 - left / len(drawn))
    print(f"seed {seed}: {len(drawn) - left} of {len(drawn)} noticed, {share:.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
