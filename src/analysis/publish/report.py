"""Making one report: run its notebook, lay out its page, keep what it was made from.

`make_report` and `mark_stale` are what workers call, each in a process of its own; they are given
plain data and return plain data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.project import ROOT_VARIABLE, Project
from analysis.publish.catalogue import Report
from analysis.publish.files import (
    FILES,
    INGREDIENTS,
    NOTEBOOK,
    OPEN_WORKBOOK,
    PAGE,
    PICTURE,
    VALUES,
    WORKBOOK,
    digest,
    write_json,
)
from analysis.publish.fingerprint import versions
from analysis.publish.page.reach import known_on, told_of
from analysis.publish.running.worker_task import Task
from analysis.tables.datapackage import LICENCES
from analysis.tables.manifest import digest_of_plain

MAKE, MARK_STALE = f"{__name__}:make_report", f"{__name__}:mark_stale"
SOURCES, CORRECTIONS = "sources.yaml", "corrections.yaml"
BESIDE = (
    ("workbook (.xlsx)", WORKBOOK),
    ("workbook (.ods)", OPEN_WORKBOOK),
    ("executed notebook", NOTEBOOK),
    ("values", VALUES),
)


def task_of(
    project: Project,
    report: Report,
    parts: Mapping[str, str],
    manifest: Mapping[str, Any],
    output: Path,
    links: Mapping[str, Any] | None = None,
) -> Task:
    """Gather what a worker needs to make one report into the folder `output`."""
    extra = {
        "root": str(project.root),
        "entry": {**asdict(report), "parameters": dict(report.parameters)},
        "manifest": manifest,
        "versions": versions(),
        "checksum": digest_of_plain(dict(parts)),
        "links": dict(links or {}),
    }
    notebook = project.notebooks / f"{report.notebook}.ipynb"
    return Task(report.name, notebook, dict(report.parameters), output, extra)


def make_report(task: Task, on_cell: Callable[[int], None]) -> dict[str, Any]:
    """Run the notebook of `task` and write its files into the folder `task.output`.

    Returns what the record keeps: `reads`, `entry` (with the first finding), `files`, `sources`,
    `told` and `listed`.
    """
    from analysis.publish.page.filled import filled_questions
    from analysis.publish.page.homes import homes_of
    from analysis.publish.page.statuses import NEEDED, statuses_of
    from analysis.publish.page.whole import rows_to_find
    from analysis.publish.related import Links
    from analysis.publish.running.engine.notebook import run_notebook
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
        questions = filled_questions(task.notebook.stem, task.parameters)
        rows = homes_of(rows_to_find(notebook), Links(**extra["links"]).parted)
        statuses = ""
        if set(extra["manifest"]["tables"]) >= NEEDED:
            statuses = statuses_of(list(read.seen), known_on(task.parameters))
    manifest = extra["manifest"]
    reads = [
        {
            "table": one.table,
            "as_of": one.as_of,
            "possibly": one.possibly,
            "columns": list(one.columns) if one.columns else None,
            "where": [[column, list(values)] for column, values in one.where],
            **asdict(seen),
            "table_sha256": manifest["tables"][one.table]["sha256"],
        }
        for one, seen in sorted(read.seen.items(), key=lambda pair: repr(pair[0]))
    ]
    given = {**extra, "questions": questions, "own": read.own, "rows": rows}
    given["statuses"] = statuses
    entry, sources = _lay_out(notebook, folder, given, reads)
    told = digest_of_plain(told_of(manifest, reads, entry, sources))
    listed = [[part, list(named), sha] for (part, named), sha in sorted(read.listed.items())]
    made = {"reads": reads, "entry": entry, "sources": sources, "told": told, "listed": listed}
    made["own"] = read.own
    return {**made, "files": _digests(folder)}


def mark_stale(task: Task, _: Callable[[int], None]) -> dict[str, str]:
    """Lay the kept page in `task.output` out again, with the mark that a newer run failed.

    `task.extra` holds the `reason` and the address of the page that tells of the `failure`.
    Returns the digests of the files.
    """
    import nbformat

    from analysis.publish.page.whole import HowMade, ReportInfo, Stale, render_page

    assert task.output is not None  # noqa: S101 - the builder always gives it
    folder = task.output
    kept = parse_json(read_bytes(folder / INGREDIENTS))
    stale = Stale(reason=task.extra["reason"], failure=task.extra["failure"])
    page = render_page(
        nbformat.read(folder / NOTEBOOK, as_version=4),
        report=ReportInfo(**{**kept["report"], "stale": stale}),
        made=HowMade(**kept["made"]),
        provenance={(one["table"], one["key"]): one for one in kept["provenance"]},
    )
    (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    return _digests(folder)


def _digests(folder: Path) -> dict[str, str]:
    return {name: digest(folder / name) for name in FILES if (folder / name).exists()}


def _lay_out(
    notebook: Any,
    folder: Path,
    extra: Mapping[str, Any],
    reads: Sequence[Mapping[str, Any]],
) -> tuple[dict[str, Any], dict[str, str]]:
    """Write page and values of an executed notebook.

    Returns its entry for the front page, and the raw files that the page names with their digests.
    """
    from analysis.publish.page.entries import entry_facts
    from analysis.publish.page.origins import files_behind, origins_of
    from analysis.publish.page.outputs import exhibits, values_json
    from analysis.publish.page.whole import ReportInfo, render_page
    from analysis.publish.page.workbook import workbook_of
    from analysis.publish.page.workbook_ods import write_ods
    from analysis.publish.page.workbook_xlsx import write_xlsx

    project = Project(Path(extra["root"]))
    entry, manifest = dict(extra["entry"]), extra["manifest"]
    told = told_of(manifest, reads, entry)
    series = told["series"]
    values = values_json(notebook)
    made = _how_made(extra, told)
    address = entry["site"].get("address", "")
    origins = origins_of(project, values, manifest)
    info = ReportInfo(
        name=entry["name"],
        title=entry["title"],
        question=entry["question"],
        notebook=extra.get("file", f"notebooks/{entry['notebook']}.ipynb"),
        parameters=entry["parameters"],
        version=told["version"],
        data_to=made.data_to,
        as_of=known_on(entry["parameters"]),
        next_due=tuple(told["due"]),
        passed_due=tuple(told["passed"]),
        canonical=f"{address}{entry['name']}.html" if address else "",
        picture=f"{address}{entry['name']}/{PICTURE}" if address else "",
        repository=entry["site"].get("repository", ""),
        questions=extra["questions"],
        statuses=extra["statuses"],
        linked=_linked(entry, values, manifest, made.data_to, series, notebook),
        links=extra["links"],
        rows=extra["rows"],
        files=tuple((label, f"{entry['name']}/{file}") for label, file in BESIDE),
    )
    page = render_page(notebook, report=info, made=made, provenance=origins)
    (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    write_json(folder / VALUES, values)
    book = workbook_of(notebook, info, made)
    write_xlsx(folder / WORKBOOK, book)
    write_ods(folder / OPEN_WORKBOOK, book)
    kept = {"report": asdict(info), "made": asdict(made), "provenance": list(origins.values())}
    write_json(folder / INGREDIENTS, kept, for_people=False)
    found = {one.id: one.title for one in exhibits(notebook) if one.kind == "finding"}
    sentences = list(found.values())
    raw = manifest["raw"]
    named = files_behind(origins.values(), raw) | {one["file"] for one in series}
    named |= {SOURCES} if origins else set()
    named |= {CORRECTIONS} if made.corrections else set()
    sources = {name: raw[name] for name in sorted(named) if name in raw}
    shown = {
        "finding": sentences[0] if sentences else "",
        "findings": list(found.items()),
        "data_to": made.data_to,
        "released": max((one["released"] for one in series if one["released"]), default=""),
    }
    if address:
        from analysis.publish.page.picture import write_picture

        write_picture(folder / PICTURE, info.title, str(shown["finding"]) or info.question)
    return entry | shown | entry_facts(notebook), sources


def _linked(
    entry: Mapping[str, Any],
    values: Mapping[str, Any],
    manifest: Mapping[str, Any],
    reach: str,
    series: Sequence[Mapping[str, Any]],
    notebook: Any,
) -> str:
    """Say what the page is to programs: a report, and the claims it judges if they are few."""
    from analysis.collection.claims.lines import check_line
    from analysis.publish.page.linked import claim_reviews, json_ld, report_thing
    from analysis.publish.page.outputs import exhibits

    address = entry["site"].get("address", "")
    url = f"{address}{entry['name']}.html" if address else ""
    first = next((one.title for one in exhibits(notebook) if one.kind == "finding"), "")
    reviews = claim_reviews(values, check_line, url)
    report = report_thing(
        title=entry["title"],
        finding="" if reviews else first,  # a review says it already
        question=entry["question"],
        version=manifest["version"],
        data_to=reach,
        released=max((one["released"] for one in series if one["released"]), default=""),
        url=url,
    )
    return json_ld([report, *reviews])


def _how_made(extra: Mapping[str, Any], told: Mapping[str, Any]) -> Any:
    """Gather what a report was made from: releases, corrections, versions, licences."""
    from analysis.publish.page.whole import HowMade

    raw = extra["manifest"]["raw"]
    return HowMade(
        parameters=extra["entry"]["parameters"],
        data_to=told["data_to"],
        releases=tuple(
            (
                one["file"],
                one["released"] or "",
                one["next_release"] or "",
                raw.get(one["file"], ""),
            )
            for one in told["series"]
        ),
        corrections=tuple(
            f"{one['row']}, {one['column']}: printed {one['found'] or 'nothing'}, "
            f"used {one['used']}. {one['reason']}"
            for one in told["corrections"]
        ),
        own=tuple(sorted(extra["own"].items())),
        versions=extra["versions"],
        checksum=extra["checksum"],
        licences=tuple((name, one["path"]) for name, one in LICENCES.items() if "path" in one),
    )
