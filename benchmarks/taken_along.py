"""What it costs a build that its pages and data can be taken along and read by machines.

``python -m benchmarks.taken_along [--json FILE]`` makes every report of the catalogue and the site
in one process, with a stop-watch of processor time around each part that serves only that: the
workbook as ``.ods`` beside the ``.xlsx``, what a page says to programs (JSON-LD, with the line that
tries a claim again), the folder of data with its zip, and the index of findings. It prints the
seconds of each part and their share of the rest: a build without them is the whole less these.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.build_runs import copy_project, realpay, timed

from analysis.project import ROOT_VARIABLE, Project

MOST = 0.10  # of a build without them
PARTS = {
    "workbook (.ods)": ("analysis.publish.page.workbook_ods", ("write_ods",)),
    "JSON-LD": ("analysis.publish.page.linked", ("claim_reviews", "report_thing", "json_ld")),
    "data folder": ("analysis.publish.site.assemble", ("data_files",)),
    "index of findings": ("analysis.publish.site.machines", ("write_machines",)),
}


def watched(function: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    """Let a function add the processor time that it takes to what its part has spent."""

    def watch(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[name] += time.process_time() - began

    return watch


def watch_parts(spent: Counter[str]) -> None:
    """Put the stop-watches in place."""
    from importlib import import_module

    for name, (module, functions) in PARTS.items():
        held = import_module(module)
        for function in functions:
            setattr(held, function, watched(getattr(held, function), name, spent))


def build(root: Path) -> dict[str, float]:
    """Make every report and the site once; return the seconds of each part, and of all."""
    from analysis.publish.catalogue import read_catalogue
    from analysis.publish.keeping.built import Store
    from analysis.publish.related import Linker
    from analysis.publish.report import make_report, task_of
    from analysis.publish.running.preload import load, rehearse, study
    from analysis.publish.site.assemble import assemble
    from analysis.publish.site.edition import Edition
    from analysis.tables.manifest import read_manifest

    os.environ[ROOT_VARIABLE] = str(root)
    project, manifest = Project(root), read_manifest(Project(root).clean)
    load()
    rehearse()
    study(project)
    chosen = Edition(project)
    catalogue = chosen.of(read_catalogue(project, manifest)[0])
    linker, store = Linker(catalogue.reports, manifest), Store(chosen.built)
    for report in catalogue.reports:
        store.record(report.name)
    spent: Counter[str] = Counter()
    watch_parts(spent)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for report in catalogue.reports:
            made = Path(folder, report.name)
            make_report(
                task_of(project, report, {}, manifest, made, linker.of(report)), lambda _: None
            )
    assemble(chosen, catalogue, store, manifest)
    return {**spent, "all": time.process_time() - began}


def table(found: dict[str, float]) -> str:
    """Lay the seconds out, each beside the build without any of the parts."""
    parts = {name: found[name] for name in PARTS}
    rest = found["all"] - sum(parts.values())
    lines = [f"{'part':<24}{'cpu s':>8}{'of the rest':>13}"]
    lines += [f"{name:<24}{spent:>8.2f}{spent / rest:>12.1%}" for name, spent in parts.items()]
    together = sum(parts.values())
    lines.append(f"{'together':<24}{together:>8.2f}{together / rest:>12.1%} (at most {MOST:.0%})")
    lines.append(f"{'a build without them':<24}{rest:>8.2f}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Build once as the command does, then again in this process with the stop-watches."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", type=Path, help="where to write the figures")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="realpay-benchmark-") as temporary:
        root = copy_project(Path(temporary, "project"))
        if timed(realpay(root, "build")).status:
            raise SystemExit("the build failed")
        for kept in ("html", ".cache/data"):
            shutil.rmtree(root / "reports" / kept)  # the site and its folder of data are made anew
        found = build(root)
    sys.stdout.write(table(found))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
