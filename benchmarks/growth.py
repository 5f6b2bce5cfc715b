"""What pages and builds come to on a record fifty times as large: ``python -m benchmarks.growth``.

Copies the project's raw files into a folder of its own and repeats the rows of ballots and of
offer statements, each copy under keys of its own and some weeks earlier or later, until there are
50,000 ballots and 13,600 statements (``--times`` says how often). Then it cleans, builds five
reports and the front page, and prints how long each took and how large each page is. A machine that
others use takes longer by the clock, so processor seconds stand beside, and what `import pandas`
costs there at that moment.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.build_runs import Timed, timed

from analysis.project import find_project

TIMES = 50
REPORTS = ("ballots", "dispute-department-for-work-and-pensions", "offers", "claims", "evidence")
MOST_KB, MOST_SECONDS = 400, 20
# Files whose rows are repeated: their columns of keys, which gain the number of the copy.
REPEATED = {
    "ballots/ballots.csv": ("ballot_id", "parent_ballot_id"),
    "pay/offers.csv": ("statement_id", "offer_id"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Copies are moved by so many days each, within these years: the law of the day stays the same.
STEP = 5


def make_larger(raw: Path, times: int) -> None:
    """Repeat the rows of ballots and offers in a folder of raw files, but for corrected ones."""
    corrected = (raw / "corrections.yaml").read_text(encoding="utf-8")
    for name, keys in REPEATED.items():
        path = raw / name
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            heads, rows = list(reader.fieldnames or ()), list(reader)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, lineterminator="\n")
            writer.writeheader()
            for copy in range(times):
                writer.writerows(
                    copied(row, keys, copy)
                    for row in rows
                    if not copy or row[keys[0]] not in corrected
                )


def copied(row: dict[str, str], keys: tuple[str, ...], copy: int) -> dict[str, str]:
    """Return a row as its copy of this number has it: other keys, other days, another source.

    >>> row = {"id": "A", "open_date": "2019-03-18", "source_title": "Notice"}
    >>> copied(row, ("id",), 2)
    {'id': 'A-2', 'open_date': '2019-03-08', 'source_title': 'Notice, part 2'}
    """
    if not copy:
        return row
    moved = {name: f"{row[name]}-{copy}" for name in keys if row.get(name)}
    days = {
        name: (date.fromisoformat(text) - timedelta(days=STEP * copy)).isoformat()
        for name, text in row.items()
        if DAY.fullmatch(text or "") and "date" in name
    }
    return {**row, **moved, **days, "source_title": f"{row['source_title']}, part {copy}"}


def main(arguments: list[str]) -> None:
    times = int(arguments[1]) if arguments[:1] == ["--times"] else TIMES
    project = find_project()
    realpay = str(Path(sys.executable).with_name("realpay"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        left = shutil.ignore_patterns("*.parquet", "html", ".cache")
        for name in ("data/raw", "notebooks", "reports"):
            shutil.copytree(project.root / name, root / name, ignore=left)
        ways = {"cleaning": ["clean"], "five reports": ["build", *REPORTS]}
        sizes: dict[str, list[int]] = {}
        counts: list[int] = []
        took: dict[str, list[Timed]] = {"import pandas": []}
        for larger in (1, times):
            if larger > 1:
                make_larger(root / "data" / "raw", larger)
            took["import pandas"].append(timed([sys.executable, "-c", "import pandas"]))
            for what, words in ways.items():
                run = timed([realpay, "--root", str(root), *words])
                if run.status:
                    raise SystemExit("\n".join(run.lines[-20:]))
                took.setdefault(what, []).append(run)
            for page in ("index", *REPORTS):
                path = root / "reports" / "html" / f"{page}.html"
                sizes.setdefault(path.name, []).append(path.stat().st_size)
            pages = [path.stat().st_size for path in (path.parent / "record").glob("*.html")]
            sizes.setdefault("the largest of the record", []).append(max(pages))
            counts.append(len(pages))
    print(f"{'seconds':44}{'as it is':>10}{f'{times} times':>10}{'target':>8}")
    for what, (first, last) in took.items():
        target = f"{MOST_SECONDS}" if what == "five reports" else ""
        print(f"{what:44}{first.seconds:>10.1f}{last.seconds:>10.1f}{target:>8}")
        print(f"{'  of the processors':44}{first.processor:>10.1f}{last.processor:>10.1f}")
    print(f"{'pages of the record':44}{counts[0]:>10,}{counts[-1]:>10,}")
    print(f"{'kilobytes':44}")
    for name, (small, large) in sizes.items():
        print(f"{name:44}{small / 1000:>10.0f}{large / 1000:>10.0f}{MOST_KB:>8}")


if __name__ == "__main__":
    main(sys.argv[1:])
