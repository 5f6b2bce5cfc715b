"""Making one report: run its notebook, lay out its page, keep what it was made from.

`make_report` is what a worker calls, in a process of its own; it is given plain data and returns
plain data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analysis.project import ROOT_VARIABLE, Project
from analysis.publish.built import NOTEBOOK, PAGE, VALUES, WORKBOOK, digest, write_json
from analysis.publish.worker_task import Task


def make_report(task: Task, on_cell: Callable[[int], None]) -> dict[str, Any]:
    """Run the notebook of `task` and write its files into the folder `task.output`.

    `task.extra` holds `root`, the catalogue's `entry`, the `manifest` and the `versions`. Returns
    what the record keeps: `reads`, `entry` (with the first finding) and `files`.
    """
    from analysis.publish.engine.notebook import run_notebook
    from analysis.tables.store import recording

    assert task.notebook is not None  # noqa: S101 - the builder always gives both
    assert task.output is not None  # noqa: S101
    folder, extra = task.output, task.extra
    os.environ[ROOT_VARIABLE] = extra["root"]
    folder.mkdir(parents=True, exist_ok=True)
    with recording() as read:
        notebook = run_notebook(
            task.notebook, folder / NOTEBOOK, dict(task.parameters), on_cell=on_cell
        )
    manifest = extra["manifest"]
    reads = [
        {
            "table": one.table,
            "as_of": one.as_of,
            "possibly": one.possibly,
            "columns": list(one.columns) if one.columns else None,
            "where": [[column, list(values)] for column, values in one.where],
            "digest": sha,
            "table_sha256": manifest["tables"][one.table]["sha256"],
        }
        for one, sha in sorted(read.digests.items(), key=lambda pair: repr(pair[0]))
    ]
    entry = lay_out(
        notebook,
        folder,
        extra,
        tables=sorted({one["table"] for one in reads}),
        corrected=read.corrected,
    )
    files = {
        name: digest(folder / name)
        for name in (PAGE, NOTEBOOK, VALUES, WORKBOOK)
        if (folder / name).exists()
    }
    return {"reads": reads, "entry": entry, "files": files}


def lay_out(
    notebook: Any,
    folder: Path,
    extra: Mapping[str, Any],
    *,
    tables: list[str],
    corrected: set[tuple[str, str]],
    stale: Any = None,
) -> dict[str, Any]:
    """Write page and values of an executed notebook; return its entry for the front page."""
    from analysis.publish.origins import origins_of
    from analysis.publish.page import ReportInfo, render_page
    from analysis.publish.page_outputs import exhibits, values_json

    project = Project(Path(extra["root"]))
    entry, manifest = dict(extra["entry"]), extra["manifest"]
    values = values_json(notebook)
    made = how_made(extra, tables, corrected)
    due = sorted(
        {
            (one["series"], one["next_release"])
            for one in _series(manifest, tables)
            if one["next_release"]
        }
    )
    info = ReportInfo(
        name=entry["name"],
        title=entry["title"],
        question=entry["question"],
        notebook=f"notebooks/{entry['notebook']}.ipynb",
        parameters=entry["parameters"],
        version=manifest["version"],
        data_to=made.data_to,
        next_due=tuple(due),
        stale=stale,
        files=tuple(
            (label, f"{entry['name']}/{file}")
            for label, file in (("values", VALUES), ("executed notebook", NOTEBOOK))
        ),
    )
    page = render_page(
        notebook, report=info, made=made, provenance=origins_of(project, values, manifest)
    )
    (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    write_json(folder / VALUES, values)
    sentences = [one.title for one in exhibits(notebook) if one.kind == "finding"]
    return entry | {"finding": sentences[0] if sentences else "", "data_to": made.data_to}


def how_made(extra: Mapping[str, Any], tables: list[str], corrected: set[tuple[str, str]]) -> Any:
    """Gather what a report was made from: releases, corrections, versions, licences."""
    from analysis.publish.page import HowMade

    manifest = extra["manifest"]
    series = _series(manifest, tables)
    reach = [one["to"] for one in series if one["to"]]
    corrections = [
        f"{one['row']}, {one['column']}: printed {one['found']}, used {one['used']}. "
        f"{one['reason']}"
        for one in manifest["corrections"]
        if (one["table"], one["row"]) in corrected
    ]
    return HowMade(
        parameters=extra["entry"]["parameters"],
        data_to=max(reach, default=""),
        releases=tuple(
            (
                one["file"],
                one["released"] or "",
                one["next_release"] or "",
                manifest["raw"].get(one["file"], ""),
            )
            for one in series
        ),
        corrections=tuple(corrections),
        versions=extra["versions"],
        checksum=extra["checksum"],
        licences=LICENCES,
    )


LICENCES = (
    (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
)


def _series(manifest: Mapping[str, Any], tables: list[str]) -> list[Mapping[str, Any]]:
    """Return the releases of the series that the tables read are made of."""
    return [one for one in manifest["series"] if one.get("table", "prices") in tables]
