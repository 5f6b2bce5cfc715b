"""What `realpay --help` and `realpay clean` cost from a cold start, beside bare `import pandas`.

``python -m benchmarks.clean`` runs each in fresh processes on a copy of the project and prints
processor time and wall time. The last are what a person waits for; processor time also says
something on a machine that is busy with other things.

pandera imports hypothesis, its maker of examples, wherever that is installed; a run's own packages
(`requirements.lock`) do not have it. So `realpay clean` is measured both ways.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from analysis.project import find_project

REPEATS = 7
HIDE = "import sys; sys.modules['hypothesis'] = None; "
RUN = "from analysis.cli import main; import sys; sys.argv = ['realpay', *{words!r}]; main()"
WAYS = {
    "import pandas": "import pandas",
    "import pandas, pandera": HIDE + "import pandera.pandas",
    "realpay --help": RUN.format(words=["--help"]),
    "realpay clean": HIDE + RUN.format(words=["clean"]),
    "realpay clean, with hypothesis": RUN.format(words=["clean"]),
}
TARGETS = {"realpay --help": 0.2, "realpay clean": 1.5}


def measure(code: str, root: Path, repeats: int = REPEATS) -> tuple[float, float]:
    """Run code in fresh processes; return median wall time and median processor time."""
    walls, processor = [], []
    for _ in range(repeats):
        before, started = os.times(), time.perf_counter()
        environment = {**os.environ, "REALPAY_ROOT": str(root)}
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env=environment
        )
        walls.append(time.perf_counter() - started)
        after = os.times()
        processor.append(
            after.children_user
            - before.children_user
            + after.children_system
            - before.children_system
        )
    return median(walls), median(processor)


def main() -> None:
    project = find_project()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(project.raw, root / "data" / "raw")
        (root / "notebooks").mkdir()
        print(f"{'':32}{'wall s':>8}{'cpu s':>8}{'times pandas':>14}{'target s':>10}")
        base = 0.0
        for name, code in WAYS.items():
            wall, processor = measure(code, root)
            base = base or processor
            target = f"{TARGETS[name]:.1f}" if name in TARGETS else ""
            print(f"{name:32}{wall:>8.2f}{processor:>8.2f}{processor / base:>14.2f}{target:>10}")


if __name__ == "__main__":
    main()
