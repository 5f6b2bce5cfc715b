"""Builds of many reports beside the stock tools and beside the bare cells, in time and memory.

``python -m benchmarks.build`` copies the project, makes a catalogue of 24 and of 100 reports from
its notebooks (the reports of its own catalogue, then the same as known on earlier days), and
times: the build, start included; a build that finds nothing to do; a build after one ONS file
changed; the same cells bare, in turn with the build; and the command lines of papermill and
nbconvert, one report after another. The stock tools are run on a sample of one report a notebook
and scaled to the mix, which is said beside the figure; ``--full`` runs them on all. ``--variants
N`` adds a larger build.
It prints a table and writes the figures to the file given by ``--json``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.build_pages import measure_pages, said
from benchmarks.build_runs import Timed, copy_project, realpay, stock, timed

from analysis.project import Project
from analysis.publish.catalogue import load_catalogue

EARLIER = ("2026-06-30", "2026-03-31", "2025-12-31", "2025-09-30", "2025-06-30", "2025-03-31")
CHANGED = "A2F8"  # real regular pay: read by some reports and not by others
NOTHING = 7  # times a build with nothing to do, and the yardstick, is run
ROUNDS, MANY = 3, 100  # builds and bare cells take turns so often, up to so many reports
TARGETS = {
    "stock / build, 24": "at least 16",
    "stock / build, 100": "at least 20",
    "build / bare, 100": "at most 1.6",
    "start to first report, s": "at most 4",
    "page and site, ms of processor a report": "at most 40",
    "nothing changed, s": "at most 0.3",
    "parents together, MB": "under 260",
    "largest worker, MB": "under 300",
}


def variants(project: Project, count: int) -> list[dict[str, Any]]:
    """List reports: those of the catalogue, one notebook after another, then as known earlier."""
    by_notebook: dict[str, list[dict[str, Any]]] = {}
    for report in load_catalogue(project).reports:
        plain = {
            "name": report.name,
            "notebook": report.notebook,
            "parameters": dict(report.parameters),
        }
        by_notebook.setdefault(report.notebook, []).append(plain)
    longest = max(map(len, by_notebook.values()))
    own = [
        reports[place]
        for place in range(longest)
        for reports in by_notebook.values()
        if place < len(reports)
    ]
    listed = list(own)
    place = 0
    while len(listed) < count:
        day = EARLIER[place % len(EARLIER)]
        for one in own:
            if one["parameters"].get("as_of") == "latest":
                parameters = {**one["parameters"], "as_of": day}
                named = f"{one['name']}-{day}-{place // len(EARLIER)}"
                listed.append({**one, "name": named, "parameters": parameters})
        place += 1
    return listed[:count]


def write_catalogue(root: Path, reports: list[dict[str, Any]]) -> None:
    """Write a catalogue of these reports (JSON is YAML)."""
    about = {"question": "What was each offer worth?", "group": "pay"}
    entries = [{**one, **about, "title": one["name"]} for one in reports]
    text = json.dumps({"groups": {"pay": "Pay"}, "reports": entries})
    Project(root).catalogue.write_text(text)


def change_series(root: Path) -> None:
    """Raise the newest figure of one ONS file by a tenth."""
    path = root / "data" / "raw" / "ons" / f"{CHANGED}.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    period, value = (part.strip('"') for part in lines[-1].split(",")[:2])
    lines[-1] = f'"{period}","{float(value) + 0.1:.1f}"'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure_size(
    root: Path, reports: list[dict[str, Any]], folder: Path, *, rounds: int
) -> dict[str, Any]:
    """Build these reports anew and run their bare cells, in turn; keep the quickest of each."""
    write_catalogue(root, reports)
    listed = folder / "reports.json"
    listed.write_text(json.dumps(reports))
    builds, bares = [], []
    for _ in range(rounds):
        builds.append(timed(realpay(root, "build", "--force"), watch=True))
        if builds[-1].status:
            raise SystemExit("\n".join(line for line in builds[-1].lines if "failed" in line))
        place = tempfile.mkdtemp(dir=folder)
        given = f"{str(root)!r}, {str(listed)!r}, {place!r}"
        code = f"from benchmarks.build_runs import bare; bare({given})"
        bares.append(timed([sys.executable, "-c", code]))
        if bares[-1].status:
            raise SystemExit("\n".join(bares[-1].lines))
    again = [timed(realpay(root, "build")) for _ in range(NOTHING)]
    built = min(builds, key=lambda one: one.seconds)
    bare = min(bares, key=lambda one: one.seconds)
    return {
        "reports": len(reports),
        "seconds": built.seconds,
        "processor": built.processor,
        "first": median(one.first for one in builds if one.first),
        "nothing": median(one.seconds for one in again),
        "nothing_processor": median(one.processor for one in again),
        "bare": bare.seconds,
        "bare_processor": bare.processor,
        "parents_mb": max(one.parents_mb for one in builds),
        "parents_share_mb": max(one.parents_share_mb for one in builds),
        "worker_mb": max(one.worker_mb for one in builds),
    }


def measure_stock(
    root: Path, reports: list[dict[str, Any]], folder: Path, *, full: bool
) -> dict[str, tuple[float, float]]:
    """Time the stock tools by notebook, in seconds and processor: one report of each, or all."""
    wanted = reports if full else list({one["notebook"]: one for one in reversed(reports)}.values())
    taken: dict[str, list[tuple[float, float]]] = {}
    for one in wanted:
        taken.setdefault(one["notebook"], []).append(stock(root, one, folder))
    return {
        notebook: (mean(t[0] for t in times), mean(t[1] for t in times))
        for notebook, times in taken.items()
    }


def main() -> None:
    """Measure, print the table, write the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[24, 100])
    asked.add_argument("--variants", type=int, help="a larger build, of so many reports")
    asked.add_argument("--full", action="store_true", help="run the stock tools on every report")
    asked.add_argument("--json", type=Path, help="where to write the figures")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="realpay-benchmark-") as temporary:
        folder = Path(temporary)
        root = copy_project(folder / "project")
        cleaned = timed(realpay(root, "clean"))
        found: dict[str, Any] = {"cores": os.cpu_count(), "clean": cleaned.seconds, "sizes": []}
        sizes = [*chosen.sizes, *([chosen.variants] if chosen.variants else [])]
        held = variants(Project(root), max(sizes))
        for size in sizes:
            rounds = 1 if size > MANY else ROUNDS
            found["sizes"].append(measure_size(root, held[:size], folder, rounds=rounds))
        found["pages"] = measure_pages(root)
        found["pandas"] = min(_import_pandas() for _ in range(NOTHING))
        change_series(root)
        found["changed"] = _changed(timed(realpay(root, "build")))
        largest = held[: max(chosen.sizes)]
        found["stock"] = measure_stock(root, largest, folder / "stock", full=chosen.full)
        for one in found["sizes"]:
            mix = Counter(report["notebook"] for report in held[: one["reports"]])
            for place, name in enumerate(("stock", "stock_processor")):
                one[name] = sum(found["stock"][book][place] * n for book, n in mix.items())
    sys.stdout.write(table(found, full=chosen.full))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n")


def _import_pandas() -> float:
    """Time what every tool of the field begins with: the yardstick for this machine, now."""
    return timed([sys.executable, "-c", "import pandas"]).seconds


def _changed(built: Timed) -> dict[str, Any]:
    ran = [line for line in built.lines if line.startswith("to run:")]
    return {"seconds": built.seconds, "ran": len(ran), "status": built.status, "said": ran[:2]}


def table(found: dict[str, Any], *, full: bool) -> str:
    """Lay the figures out for people."""
    heads = ("reports", "build s", "a report", "cpu s", "bare", "bare cpu", "stock", "stock cpu")
    rows: list[tuple[str, ...]] = [heads]
    rows += [
        (
            str(one["reports"]),
            f"{one['seconds']:.1f}",
            f"{one['seconds'] / one['reports']:.3f}",
            f"{one['processor']:.1f}",
            f"{one['bare']:.1f}",
            f"{one['bare_processor']:.1f}",
            f"{one['stock']:.0f}",
            f"{one['stock_processor']:.0f}",
        )
        for one in found["sizes"]
    ]
    lines = ["".join(cell.rjust(11) for cell in row) for row in rows]
    lines += [_ratios(one) for one in found["sizes"]]
    last, changed = found["sizes"][-1], found["changed"]
    nothing = ", ".join(f"{one['nothing']:.3f} s of {one['reports']}" for one in found["sizes"])
    how = "all run" if full else "scaled from one report of each notebook"
    share = f"{last['parents_share_mb']:.0f} MB with shared pages divided among their holders"
    lines += [
        f"stock: papermill and nbconvert, one report after another ({how})",
        f"start to first report: {_firsts(found)}",
        *said(found["pages"]),
        f"nothing changed: {nothing}",
        f"{CHANGED} changed: {changed['ran']} reports run in {changed['seconds']:.1f} s",
        f"parents together: {last['parents_mb']:.0f} MB, {share}",
        f"largest worker: {last['worker_mb']:.0f} MB",
        *(f"target: {name}: {target}" for name, target in TARGETS.items()),
    ]
    return "\n".join(lines) + "\n"


def _firsts(found: dict[str, Any]) -> str:
    firsts = ", ".join(f"{one['first']:.2f} s" for one in found["sizes"])
    ratio = min(one["first"] for one in found["sizes"]) / found["pandas"]
    return f"{firsts}; the least is {ratio:.1f} times `import pandas` ({found['pandas']:.2f} s)"


def _ratios(one: dict[str, Any]) -> str:
    by_clock = one["seconds"] / one["bare"], one["stock"] / one["seconds"]
    by_cpu = one["processor"] / one["bare_processor"], one["stock_processor"] / one["processor"]
    return (
        f"{one['reports']} reports: build / bare {by_clock[0]:.2f} ({by_cpu[0]:.2f} by processor), "
        f"stock / build {by_clock[1]:.1f} ({by_cpu[1]:.1f} by processor)"
    )


if __name__ == "__main__":
    main()
