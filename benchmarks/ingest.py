"""All of data/raw with every check, and the wanted series out of a whole ONS data set.

``python -m benchmarks.ingest`` cleans in this process, imports done, a few times and prints the
median beside the target; then it hands over to `benchmarks.ingest_dataset`.
"""

from __future__ import annotations

import time
from statistics import median

import pandera.pandas  # noqa: F401 - so that only the work is measured
from benchmarks import ingest_dataset

from analysis.ingest.clean import clean
from analysis.project import find_project
from analysis.tables.manifest import raw_files

REPEATS = 5
TARGET_SECONDS = 2.0


def main() -> None:
    project = find_project()
    files = raw_files(project.raw)
    size = sum(path.stat().st_size for path in files.values())
    walls, processor, rows = [], [], 0
    for _ in range(REPEATS):
        started, used = time.perf_counter(), time.process_time()
        cleaned = clean(project)
        walls.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
        rows = sum(len(table) for table in cleaned.tables.values())
    print(f"all of data/raw, every check: {len(files)} files, {size / 1e6:.1f} MB, {rows:,} rows")
    print(f"{'wall s':>8}{'cpu s':>8}{'first, wall s':>15}{'target s':>10}")
    print(f"{median(walls):>8.2f}{median(processor):>8.2f}{walls[0]:>15.2f}{TARGET_SECONDS:>10.1f}")
    print()
    ingest_dataset.main()


if __name__ == "__main__":
    main()
