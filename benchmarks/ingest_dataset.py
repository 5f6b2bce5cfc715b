"""The wanted series out of a whole ONS data set, beside pandas.read_csv, in time and memory.

``python -m benchmarks.ingest_dataset`` builds a file the size of mm23.csv (4,053 columns by 1,600
rows, about 50 MB) from the price series in data/raw/ons, copies of the longest and blanks, in a
temporary folder, and reads it in fresh processes: the project's reader, read_csv as text and as
it comes. Memory is the peak of the process less what it held before, with its imports done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from analysis.ingest.ons import OnsSeries, read_ons
from analysis.ingest.reading.problems import Problems
from analysis.project import find_project

COLUMNS, ROWS = 4_053, 1_600
BLANK_EVERY = 4  # one column in so many is blank, so that the file comes to about 50 MB
WANTED = ("D7BT", "D7G7", "L522", "L55O", "CHAW", "CZBH", "CDKO")
REPEATS = 3
TARGET_SECONDS, TARGET_MEGABYTES, TARGET_RATIO = 0.3, 60, 5

_START = """
import json, resource, sys, time
import numpy, pandas
from pathlib import Path
from analysis.ingest.ons import read_ons
from analysis.ingest.reading.problems import Problems

def kilobytes(name):
    # VmHWM is this program's own peak; ru_maxrss also counts what its parent held.
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines[name].split()[0])

path, wanted = sys.argv[1], sys.argv[2].split(",")
held = kilobytes("VmRSS")
started = time.perf_counter()
"""
_END = """
seconds = time.perf_counter() - started
peak = kilobytes("VmHWM")
print(json.dumps({"seconds": seconds, "megabytes": (peak - held) / 1024, "found": found}))
"""
READERS = {
    "realpay, wanted series": """
problems = Problems()
series = read_ons(path, wanted=wanted, file="mm23.csv", problems=problems)
assert not problems, problems.report()
found = sum(len(part) for one in series for part in (one.months, one.quarters, one.years))
""",
    "pandas.read_csv, text": """
frame = pandas.read_csv(path, dtype=str)
found = int(frame.notna().sum().sum())
""",
    "pandas.read_csv, as it comes": """
frame = pandas.read_csv(path, low_memory=False)
found = int(frame.notna().sum().sum())
""",
}


def build_dataset(path: Path, series: list[OnsSeries]) -> None:
    """Write a data set: the series given, spread over the width, and copies and blanks between."""
    real = {COLUMNS * (number + 1) // (len(series) + 1): one for number, one in enumerate(series)}
    cells = {place: _printed(one) for place, one in real.items()}
    filler = {key: f"{text}.000" for key, text in _printed(max(series, key=_length)).items()}
    places = range(1, COLUMNS)
    columns = [cells.get(place, filler if place % BLANK_EVERY else {}) for place in places]
    names = [real[place].cdid if place in real else f"Z{place:04d}" for place in places]
    titles = [real[place].title if place in real else "Index, 2015=100" for place in places]
    periods = sorted({key for column in cells.values() for key in column})[7 - ROWS :]
    with path.open("w", encoding="utf-8", newline="\n") as out:

        def write(first: str, rest: list[str]) -> None:
            out.write(",".join(f'"{field}"' for field in [first, *rest]) + "\n")

        write("Title", titles)
        write("CDID", names)
        write("PreUnit", [""] * len(names))
        write("Unit", ["Index, base year = 100"] * len(names))
        write("Release Date", ["16-09-2026"] * len(names))
        write("Next release", ["21 October 2026"] * len(names))
        write("Important Notes", [""] * len(names))
        for kind, ordinal in periods:
            write(_label(kind, ordinal), [column.get((kind, ordinal), "") for column in columns])


def _length(one: OnsSeries) -> int:
    return len(one.months) + len(one.quarters) + len(one.years)


def _printed(one: OnsSeries) -> dict[tuple[int, int], str]:
    parts = enumerate((one.years, one.quarters, one.months))
    return {
        (kind, ordinal): f"{value:.{decimals}f}"
        for kind, part in parts
        for ordinal, value, decimals in zip(part.ordinals, part.values, part.decimals, strict=True)
    }


def _label(kind: int, ordinal: int) -> str:
    if kind == 0:
        return str(1970 + ordinal)
    if kind == 1:
        return f"{1970 + ordinal // 4} Q{ordinal % 4 + 1}"
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    return f"{1970 + ordinal // 12} {months[ordinal % 12]}"


def measure(reader: str, path: Path, repeats: int = REPEATS) -> dict[str, float]:
    """Run one reader in fresh processes; the median time and the greatest memory."""
    runs = []
    for _ in range(repeats):
        command = [sys.executable, "-c", _START + READERS[reader] + _END, str(path)]
        ran = subprocess.run(
            [*command, ",".join(WANTED)], check=True, capture_output=True, text=True
        )
        runs.append(json.loads(ran.stdout))
    return {
        "seconds": median(run["seconds"] for run in runs),
        "megabytes": max(run["megabytes"] for run in runs),
        "found": runs[0]["found"],
    }


def main() -> None:
    raw = find_project().raw / "ons"
    problems = Problems()
    series = [
        one
        for cdid in WANTED
        for one in read_ons(raw / f"{cdid}.csv", wanted=None, file=f"{cdid}.csv", problems=problems)
    ]
    problems.stop_if_any()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mm23.csv"
        build_dataset(path, series)
        megabytes = path.stat().st_size / 1e6
        print(f"mm23.csv: {COLUMNS:,} columns by {ROWS:,} rows, {megabytes:.0f} MB")
        print(f"{'reader':32}{'seconds':>10}{'times':>8}{'MB':>8}{'values':>12}")
        first: dict[str, float] = {}
        for reader in READERS:
            result = measure(reader, path)
            first = first or result
            ratio = result["seconds"] / first["seconds"]
            print(
                f"{reader:32}{result['seconds']:>10.3f}{ratio:>8.1f}"
                f"{result['megabytes']:>8.0f}{result['found']:>12,}"
            )
        print(
            f"target: {TARGET_SECONDS} s, {TARGET_MEGABYTES} MB, read_csv as text at least "
            f"{TARGET_RATIO} times"
        )


if __name__ == "__main__":
    main()
