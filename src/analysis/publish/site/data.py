"""The tables themselves, in the site's folder `data`: what pages are made from, to take along.

Each table as Parquet and as CSV, what describes them (`datapackage.json`, the dictionary), their
licences, a file of checksums, all of it as one zip, and a page that says how to use them.
They are made once for the tables that stand and kept between builds, as reports are.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.project import Project
from analysis.publish.archives import write_zip
from analysis.publish.files import PICTURE, digest, write_json
from analysis.publish.fingerprint import package_digest
from analysis.publish.page.body import Headings, prose_html
from analysis.publish.page.linked import dataset_thing, json_ld
from analysis.publish.page.templating import content_policy, environment, page_style
from analysis.publish.site.kept import keep
from analysis.publish.slugs import Anchors, slug
from analysis.tables.datapackage import FORMS, package
from analysis.tables.datapackage import NAME as PACKAGE
from analysis.tables.manifest import digest_of_plain

FOLDER = "data"
PAGE, DICTIONARY, LICENCE = "index.html", "dictionary.html", "LICENCE.md"
SUMS, ZIP = "SHA256SUMS", "realpay-data.zip"
ABOUT = "Every table behind the reports as Parquet and CSV, and the lines that open them."


def data_files(project: Project, manifest: Mapping[str, Any], address: str) -> dict[str, Path]:
    """Return each file of the site's folder `data` by its address, made anew if need be.

    `address` is that of the site, for the lines that read a table from there; it may be blank.
    """
    kept = project.cache / FOLDER
    tables = {name: told["sha256"] for name, told in manifest["tables"].items()}
    licence = digest(project.root / "LICENSE-DATA.md")
    described = digest(project.clean / PACKAGE)
    version = manifest["version"]
    key = digest_of_plain([tables, licence, described, version, address, package_digest()])
    make = partial(_make, project=project, tables=sorted(tables), version=version, address=address)
    return {f"{FOLDER}/{name}": kept / name for name in keep(kept, key, make)}


def _make(staged: Path, project: Project, tables: list[str], version: str, address: str) -> None:
    import pyarrow as arrow
    from pyarrow.parquet import ParquetFile

    from analysis.tables.csv_files import csv_bytes

    for name in tables:
        content = (project.clean / f"{name}.parquet").read_bytes()
        (staged / f"{name}.parquet").write_bytes(content)
        with ParquetFile(arrow.BufferReader(content)) as file:
            held = file.read(use_threads=False)
        (staged / f"{name}.csv").write_bytes(csv_bytes(held))
    if (project.root / "LICENSE-DATA.md").exists():
        shutil.copyfile(project.root / "LICENSE-DATA.md", staged / LICENCE)
    write_json(staged / PACKAGE, _package(project, staged, version))
    _write_text(staged / DICTIONARY, _dictionary_page(address))
    packed = sorted(path for path in staged.iterdir() if path.name != DICTIONARY)
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in packed)
    _write_text(staged / SUMS, sums)
    parts = {f"realpay-data/{path.name}": path.read_bytes() for path in [*packed, staged / SUMS]}
    compact = frozenset(name for name in parts if name.endswith(".parquet"))
    write_zip(staged / ZIP, parts, stored=compact)
    _write_text(staged / PAGE, _use_page(staged, tables, version, address))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _package(project: Project, folder: Path, version: str) -> dict[str, Any]:
    """Describe every table twice, as CSV and as Parquet."""
    from analysis.tables.csv_files import csv_field

    try:
        told = parse_json(read_bytes(project.clean / PACKAGE))["resources"]
    except FileNotFoundError:
        told = []
    resources = []
    for stored in told:
        path = Path(stored["path"]).with_suffix(".csv").name
        schema = stored["schema"]
        fields = [csv_field(one) for one in schema["fields"]]
        missing = FORMS["csv"]["missing"]
        as_csv = {
            **stored,
            "name": stored["name"].removesuffix(FORMS["parquet"]["suffix"]),
            "path": path,
            "format": "csv",
            "mediatype": FORMS["csv"]["mediatype"],
            "encoding": "utf-8-sig",
            "bytes": (folder / path).stat().st_size,
            "hash": f"sha256:{digest(folder / path)}",
            "schema": {**schema, "fields": fields, "missingValues": missing},
        }
        resources += [as_csv, stored]
    return package(version, resources)


# A heading, the opening of a table, or the first cell of a row.
_PART = re.compile(r"<h\d[^>]*>(.*?)</h\d>|<table>|<tr>\s*<td>(.*?)</td>", re.DOTALL)


class _TableNamer:
    """Gives each table the caption that the heading above it makes, and each row its name."""

    def __init__(self) -> None:
        self._above = ""

    def __call__(self, part: re.Match[str]) -> str:
        if part[1] is not None:
            self._above = re.sub(r"<[^>]+>", "", part[1])
            return part[0]
        if part[2] is not None:
            return f'<tr>\n  <th scope="row">{part[2]}</th>'
        return (
            f'<div class="scroll files columns" tabindex="0" role="group" '
            f'aria-label="Table: {self._above}">'
            f'<table><caption class="vh">{self._above}, in a table</caption>'
        )


def _dictionary_page(address: str) -> str:
    from analysis.tables.dictionary import dictionary

    headings = Headings("Data dictionary", Anchors())
    body = headings.set(prose_html(dictionary(), {}))
    body = re.sub(r'(?<= href="#)[^"]+', lambda named: slug(named[0]), body)
    body = _PART.sub(_TableNamer(), body).replace("</table>", "</table></div>")
    return _page("dictionary.html.j2", body=body, **_known_at(address, DICTIONARY))


def _use_page(folder: Path, tables: list[str], version: str, address: str) -> str:
    from analysis.tables.registry import TABLES

    listed = [
        {
            "name": name,
            "row": TABLES[name].row,
            "sizes": {form: _size(folder / f"{name}.{form}") for form in FORMS},
        }
        for name in tables
    ]
    place = f"{address}{FOLDER}/" if address else "https://your-site.example/data/"
    whole = _size(folder / ZIP)
    described = dataset_thing(
        title="realpay: pay offers, prices and ballots in the United Kingdom",
        description=ABOUT,
        version=version,
        url=f"{address}{FOLDER}/" if address else "",
        files={**_media_types(tables), ZIP: "application/zip"},
    )
    return _page(
        "data.html.j2",
        linked=json_ld([described]),
        tables=listed,
        version=version,
        address=address,
        place=place,
        whole=whole,
        licence=(folder / LICENCE).exists(),
        **_known_at(address, ""),
    )


def _known_at(address: str, page: str) -> dict[str, str]:
    """Say where a page of the data and the picture of the site stand, if that is known."""
    if not address:
        return {"canonical": "", "picture": ""}
    return {"canonical": f"{address}{FOLDER}/{page}", "picture": f"{address}{PICTURE}"}


def _media_types(tables: list[str]) -> dict[str, str]:
    return {f"{name}.{form}": FORMS[form]["mediatype"] for name in tables for form in FORMS}


def _size(path: Path) -> str:
    """Say how large a file is.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     _size(Path(file.name))
    '1 KB'
    """
    kilobytes = -(-path.stat().st_size // 1000) or 1
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def _page(template: str, **given: object) -> str:
    style = page_style()
    policy = content_policy(style, "")
    return environment().get_template(template).render(style=style, policy=policy, **given)
