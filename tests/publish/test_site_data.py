"""The tables on the site, read back as strangers would and by the lines that their page prints."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from analysis.project import Project
from analysis.publish.keeping.freshness import clean_tables
from analysis.publish.site.data import PAGE, SUMS, ZIP, data_files
from analysis.tables import TABLES, read
from analysis.tables.csv_files import MARK, csv_bytes
from analysis.tables.manifest import read_manifest

ROOT = Path(__file__).parents[2]
# What Excel makes a date or a number of when it opens a CSV file, quoted or not.
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
TAKEN_FOR_DATES = re.compile(
    r"\d{1,4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}|\d+e\d+|"
    rf"\d{{1,4}}[ -]?{MONTH}|{MONTH}[ -]?\d{{1,4}}|\d{{1,2}}[ -]?{MONTH}[ -]?\d{{2,4}}",
    flags=re.IGNORECASE,
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do, parts of files too, and says nothing of it."""

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if wanted is None:
            super().do_GET()
            return
        content = Path(self.translate_path(self.path)).read_bytes()
        start = int(wanted[1] or max(len(content) - int(wanted[2]), 0))
        end = min(int(wanted[2] or len(content)) if wanted[1] else len(content), len(content) - 1)
        part = content[start : end + 1]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, Any]]:
    """The address of a site on this machine, and how to say which folder it is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def serve(folder: Path) -> None:
            server.RequestHandlerClass = partial(Quiet, directory=str(folder))  # type: ignore[assignment]

        yield f"http://127.0.0.1:{server.server_port}/", serve
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The whole record, cleaned in a folder of its own."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    (folder / "LICENSE-DATA.md").write_bytes((ROOT / "LICENSE-DATA.md").read_bytes())
    made = Project(folder)
    made.cache.mkdir(parents=True)
    clean_tables(made)
    return made


@pytest.fixture(scope="module")
def files(project: Project, address: tuple[str, Any]) -> dict[str, Path]:
    found = data_files(project, read_manifest(project.clean), address[0])
    address[1](project.cache)
    return found


@pytest.fixture(scope="module")
def lines(files: dict[str, Path]) -> dict[str, list[str]]:
    """The code that the page prints, by the tool it is for."""
    page = files[f"data/{PAGE}"].read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for tool, code in re.findall(r'<code class="([a-z-]+)">(.*?)</code>', page, flags=re.S):
        found.setdefault(tool, []).append(html.unescape(code))
    return found


def printed(code: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        exec(code, {})  # noqa: S102 - the lines of our own page
    return said.getvalue()


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_table_is_there_in_both_forms_with_what_describes_them(
    files: dict[str, Path],
) -> None:
    forms = {f"data/{name}.{form}" for name in TABLES for form in ("parquet", "csv")}
    page = files["data/dictionary.html"].read_text(encoding="utf-8")
    assert page.count("<table>") == page.count("<caption ") > len(TABLES)
    assert page.count("<th>") == 0  # each says what it heads
    assert '<caption class="vh">ballots, in a table</caption>' in page
    assert '<th scope="row"><code>ballot_id' in page or '<th scope="row"><code>union' in page
    about = ("index.html", "dictionary.html", "datapackage.json", "LICENCE.md", SUMS, ZIP)
    assert files.keys() == forms | {f"data/{name}" for name in about}


@pytest.mark.parametrize("name", TABLES)
def test_a_csv_file_says_what_the_parquet_file_says(files: dict[str, Path], name: str) -> None:
    held = parquet.read_table(files[f"data/{name}.parquet"])
    head, *rows = cells(files[f"data/{name}.csv"])
    assert head == held.column_names
    for place, column in enumerate(head):
        expected = held[column].to_pylist()
        for row, value in zip(rows, expected, strict=True):
            cell = row[place]
            if isinstance(value, float):
                assert float(cell) == value
            elif isinstance(value, bool):
                assert cell == str(value).lower()
            else:
                text = "" if value is None else str(value)
                assert cell in {text, f"'{text}", text.replace("-", "–"), f"XXXX-{text}"}


@pytest.mark.parametrize("name", TABLES)
def test_no_text_of_a_csv_file_is_turned_into_a_date_or_a_formula(
    files: dict[str, Path], name: str
) -> None:
    content = files[f"data/{name}.csv"].read_bytes()
    assert content.startswith(MARK)
    assert b"\r" not in content
    kinds = parquet.read_schema(files[f"data/{name}.parquet"])
    head, *rows = cells(files[f"data/{name}.csv"])
    for place, column in enumerate(head):
        if kinds.field(column).type != arrow.string():
            continue
        for row in rows:
            assert not TAKEN_FOR_DATES.fullmatch(row[place]), (column, row[place])
            assert not row[place].startswith(("=", "+", "@", "\t")), (column, row[place])


def test_text_that_a_spreadsheet_would_change_is_kept_as_text() -> None:
    hostile = ["=1+1", "-4.1", "- none", "＝A1", "2010-11", "04-01", "a\r\nb", "</script>🙂", None]
    text = csv_bytes(arrow.table({"x": hostile})).decode("utf-8-sig")
    found = [row[0] if row else "" for row in csv.reader(io.StringIO(text))]
    assert found == [
        *(
            "x",
            "'=1+1",
            "-4.1",
            "'- none",
            "'＝A1",
            "2010–11",
            "XXXX-04-01",
            "a\nb",
            "</script>🙂",
            "",
        ),
    ]


@pytest.mark.slow
def test_the_data_package_is_valid_every_row_of_every_csv_file(files: dict[str, Path]) -> None:
    path = files["data/datapackage.json"]
    plain = json.loads(path.read_text(encoding="utf-8"))
    in_csv = [one for one in plain["resources"] if one["format"] == "csv"]
    assert {one["path"] for one in in_csv} == {f"{name}.csv" for name in TABLES}
    package = frictionless.Package({**plain, "resources": in_csv}, basepath=str(path.parent))
    report = package.validate()
    assert report.valid, report.flatten(["name", "fieldName", "note"])[:5]
    assert sum(task.stats["rows"] for task in report.tasks) > 25_000


def test_a_changed_csv_file_is_no_longer_what_the_data_package_says(
    files: dict[str, Path], tmp_path: Path
) -> None:
    path = files["data/datapackage.json"]
    plain = json.loads(path.read_text(encoding="utf-8"))
    moments = next(one for one in plain["resources"] if one["path"] == "moments.csv")
    content = files["data/moments.csv"].read_bytes()
    (tmp_path / "moments.csv").write_bytes(content.replace(b"2004", b"2005", 1))
    package = frictionless.Package({**plain, "resources": [moments]}, basepath=str(tmp_path))
    assert not package.validate().valid


def test_the_checksums_are_right_and_the_zip_holds_the_same_files(files: dict[str, Path]) -> None:
    sums = dict(
        reversed(line.split("  ", 1))
        for line in files[f"data/{SUMS}"].read_text(encoding="utf-8").splitlines()
    )
    for name, sha in sums.items():
        assert hashlib.sha256(files[f"data/{name}"].read_bytes()).hexdigest() == sha
    with zipfile.ZipFile(files[f"data/{ZIP}"]) as whole:
        names = {name.removeprefix("realpay-data/") for name in whole.namelist()}
        assert names == {*sums, SUMS}
        for name in sums:
            assert whole.read(f"realpay-data/{name}") == files[f"data/{name}"].read_bytes()


def test_pages_of_the_data_say_at_which_address_they_stand(
    files: dict[str, Path], address: tuple[str, Any]
) -> None:
    for name, page in {"data/index.html": "", "data/dictionary.html": "dictionary.html"}.items():
        head = files[name].read_text(encoding="utf-8").partition("</head>")[0]
        at = f"{address[0]}data/{page}"
        assert f'<link rel="canonical" href="{at}">' in head
        assert f'<meta property="og:url" content="{at}">' in head
        assert f'<meta property="og:image" content="{address[0]}picture.png">' in head


def test_the_same_tables_give_the_same_bytes_and_damage_is_mended(
    project: Project, files: dict[str, Path], address: tuple[str, Any]
) -> None:
    before = {name: path.read_bytes() for name, path in files.items()}
    changed = files["data/offers.csv"]
    changed.write_bytes(changed.read_bytes()[:-1])
    again = data_files(project, read_manifest(project.clean), address[0])
    assert {name: path.read_bytes() for name, path in again.items()} == before


def test_the_lines_for_pandas_work_from_the_address_of_the_site(
    lines: dict[str, list[str]], project: Project
) -> None:
    offers = read("offers", project=project)
    assert printed(lines["pandas"][0]) == f"{offers.groupby('pay_year_from').size()}\n"


def test_the_lines_for_polars_work_from_the_address_of_the_site(
    lines: dict[str, list[str]], project: Project
) -> None:
    assert printed(lines["polars"][0]) == f"{len(read('prices', project=project))}\n"


def test_the_lines_for_duckdb_give_what_read_gives(
    lines: dict[str, list[str]], project: Project, address: tuple[str, Any]
) -> None:
    """The extension that reads an address comes over the network: here the files are read."""
    here = f"{project.cache}/data/"
    by_year, known = (code.replace(f"{address[0]}data/", here) for code in lines["duckdb"])
    years = read("offers", project=project).groupby("pay_year_from", dropna=False).size()
    assert duckdb.sql(by_year).fetchall() == [
        (year if isinstance(year, str) else None, count) for year, count in years.items()
    ]
    rates = read("prices", as_of="2022-12-07", where={"series": "D7G7"}, project=project)
    newest = rates.sort_values("period", ascending=False).head(3)
    assert duckdb.sql(known).fetchall() == [
        (str(period), value)
        for period, value in zip(newest["period"], newest["value"], strict=True)
    ]
