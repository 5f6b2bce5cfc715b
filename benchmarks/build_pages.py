"""What page and site cost a build, in processor time: measured again on reports that were built."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import nbformat
from benchmarks.build_runs import timed

from analysis.project import ROOT_VARIABLE, Project
from analysis.publish.files import INGREDIENTS, NOTEBOOK
from analysis.publish.running.worker_task import Task
from analysis.publish.site.edition import Edition


def render_again(task: Task, _: Callable[[int], None]) -> float:
    """Lay one built page out again, in a fresh warm process; return its processor seconds."""
    from analysis.publish.page.whole import HowMade, ReportInfo, render_page

    assert task.output is not None
    kept = json.loads((task.output / INGREDIENTS).read_text(encoding="utf-8"))
    notebook = nbformat.read(task.output / NOTEBOOK, as_version=4)
    origins = {(one["table"], one["key"]): one for one in kept["provenance"]}
    report, made = ReportInfo(**kept["report"]), HowMade(**kept["made"])
    before = time.process_time()
    render_page(notebook, report=report, made=made, provenance=origins)
    return time.process_time() - before


def own_pages(root: str) -> list[float]:
    """Lay every built page out again, one after another; processor seconds."""
    from analysis.publish.running.workers import run_all

    built = Edition(Project(Path(root))).built
    tasks = [Task(path.name, output=path) for path in sorted(built.iterdir()) if path.is_dir()]
    return [one.value for one in run_all(f"{__name__}:render_again", tasks, processes=1)]


def stock_pages(root: str) -> list[float]:
    """Turn each built notebook into a page by a warm exporter of nbconvert; processor seconds."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter()
    taken = []
    for path in sorted(Edition(Project(Path(root))).built.glob(f"*/{NOTEBOOK}")):
        notebook = nbformat.read(path, as_version=4)
        before = time.process_time()
        exporter.from_notebook_node(notebook)
        taken.append(time.process_time() - before)
    return taken[1:]  # the first one also loads templates


def own_site(root: str) -> list[float]:
    """Lay the site out anew from what was built; processor seconds."""
    from analysis.publish.catalogue import read_catalogue
    from analysis.publish.keeping.built import Store
    from analysis.publish.site.assemble import assemble
    from analysis.tables.manifest import read_manifest

    os.environ[ROOT_VARIABLE] = root  # as a build does
    project = Project(Path(root))
    chosen, manifest = Edition(project), read_manifest(project.clean)
    catalogue, store = chosen.of(read_catalogue(project, manifest)[0]), Store(chosen.built)
    for report in catalogue.reports:
        store.record(report.name)  # a build has them in hand by then
    shutil.rmtree(project.site)
    before = time.process_time()
    assemble(chosen, catalogue, store, manifest)
    return [time.process_time() - before]


def measure_pages(root: Path) -> dict[str, float]:
    """Measure the pages and the site of a project that has been built; milliseconds a report.

    The cost of laying the site out, front page and all, is shared among the reports.
    """
    names = ("own_pages", "stock_pages", "own_site")
    taken, stock, site = (_told(f"{name}({str(root)!r})") for name in names)
    return {
        "page_ms": mean(taken) * 1000,
        "largest_page_ms": max(taken) * 1000,
        "site_ms": sum(site) / len(taken) * 1000,
        "nbconvert_ms": mean(stock) * 1000,
    }


def _told(call: str) -> list[float]:
    """Call a function of this module in a process of its own, whose fork server ends with it."""
    code = f"from benchmarks.build_pages import *; print({call})"
    return list(json.loads(timed([sys.executable, "-c", code]).lines[-1]))


def said(found: dict[str, Any]) -> list[str]:
    """Say what pages cost, in two lines."""
    page, site, stock = (found[f"{name}_ms"] for name in ("page", "site", "nbconvert"))
    ratio = f"{(page + site) / stock:.2f} of a warm nbconvert ({stock:.0f} ms)"
    return [
        f"page and site: {page + site:.0f} ms of processor a report, {ratio}",
        f"page {page:.0f} ms (largest {found['largest_page_ms']:.0f}), site {site:.1f} ms",
    ]
