"""A project of a few kilobytes whose notebooks do as they are told: for tests of builds.

Its one clean table is written by hand beside a manifest, so that nothing has to be cleaned.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.project import Project
from analysis.publish.fingerprint import cleaning_digest, versions
from analysis.tables.manifest import digest_of, sealed

SERIES = ("D7G7", "L55O")
HEAD = "groups:\n  pay: Pay\nreports:\n"


def make_project(root: Path, *reports: str, code: str = "print(label)") -> Project:
    """Write a project with one notebook, `01_pay`, and a report for each name."""
    for folder in ("data/raw/ons", "data/clean", "notebooks", "reports"):
        (root / folder).mkdir(parents=True)
    project = Project(root)
    for series in SERIES:
        write_series(project, series, 11.1)
    write_tables(project)
    write_notebook(project, code)
    write_catalogue(project, {name: {} for name in reports or ("one", "two", "three")})
    return project


def write_notebook(project: Project, code: str, name: str = "01_pay") -> None:
    """Write a notebook that reads the prices of a series and then runs `code`."""
    cells = [
        new_markdown_cell("# Pay\n\nWhat was paid?", id="cell-01"),
        new_code_cell(
            'label: str = "pay"  # any text\nseries: str = "D7G7"  # a series\n'
            'as_of: str = "latest"  # a day, or latest',
            id="cell-02",
            metadata={"tags": ["parameters"]},
        ),
        new_code_cell("from analysis.tables import read", id="cell-03"),
        new_code_cell(
            'read("prices", where={"series": series}, as_of=as_of)[["key", "value"]]', id="cell-04"
        ),
        new_code_cell(code, id="cell-05"),
    ]
    nb = new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    nbformat.write(nb, project.notebooks / f"{name}.ipynb")


def write_catalogue(project: Project, reports: dict[str, dict[str, object]]) -> None:
    """Write a catalogue of the notebook with these names and parameters."""
    lines = [
        f"  - {{name: {name}, title: Pay {name}, question: What was paid?, group: pay, "
        f"notebook: {given.pop('notebook', '01_pay')}, parameters: {json.dumps(given)}}}\n"
        for name, given in ((name, dict(given)) for name, given in reports.items())
    ]
    project.catalogue.write_text(HEAD + "".join(lines))


def write_series(project: Project, series: str, value: float) -> None:
    """Write one raw file with one figure."""
    (project.raw / "ons" / f"{series}.csv").write_text(f"2022 OCT,{value}\n")


def write_tables(project: Project) -> None:
    """Write the clean table and its manifest as cleaning the raw files would."""
    raw = {f"ons/{series}.csv": project.raw / "ons" / f"{series}.csv" for series in SERIES}
    day = pd.Timestamp("2022-11-16").as_unit("us")
    rows = pd.DataFrame(
        {
            "key": [f"{series}/2022-10" for series in SERIES],
            "series": list(SERIES),
            "period": "2022-10",
            "period_first_day": date(2022, 10, 1),
            "decimals": 1,
            "base": "",
            "value": [float(path.read_text().split(",")[1]) for path in raw.values()],
            "flags": "",
            "known_first": day,
            "known_from": day,
            "known_until": pd.Series([pd.NaT, pd.NaT], dtype="datetime64[us]"),
        }
    )
    rows.to_parquet(project.clean / "prices.parquet", index=False)
    series = [
        {
            "series": name,
            "table": "prices",
            "file": f"ons/{name}.csv",
            "released": "2022-11-16",
            "next_release": "2022-12-14",
            "to": "2022-10",
        }
        for name in SERIES
    ]
    manifest = {
        "version": versions()["realpay"],
        "code": cleaning_digest(),
        "files": {},
        "tables": {"prices": {"rows": 2, "sha256": digest_of(project.clean / "prices.parquet")}},
        "raw": {name: digest_of(path) for name, path in raw.items()},
        "corrections": [],
        "series": series,
        "names": {"series": {name: [] for name in SERIES}},
    }
    (project.clean / "manifest.json").write_text(json.dumps(sealed(manifest)))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
