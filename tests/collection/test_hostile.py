"""Rows that attack the page: text stays text, files stay in their folder, formulas stay asleep."""

import base64
import csv
import io
import re
import shutil
import zipfile
import zlib
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from tests.collection.made import NOTEBOOKS

from analysis.project import Project
from analysis.publish.builder import Choices, build
from analysis.publish.catalogue import load_catalogue
from analysis.publish.keeping.freshness import clean_tables
from analysis.publish.single import run_single

SCRIPT = "<script>alert(1)</script>"
CLIMBS = "../../etc/passwd"
LONG = "Office of the " + "x" * 286
FORMULA = "=cmd|'/c calc'!A1"
TURNED = "\u202egnirts\u202c אבג"
MARKED = "Z\u0335\u0321\u0328a\u0301\u0302\u0303lgo"
NAMES = {"script": SCRIPT, "climbs": CLIMBS, "long": LONG}
CATALOGUE = """groups:
  disputes: What happened at one employer?
reports:
  - for_each: dossiers
    name: "dispute-{name}"
    title: "{name}"
    question: "What happened at {name}?"
    group: disputes
    notebook: 06_dispute
    parameters: {employer: "{employer}"}
  - name: offers-script
    title: Offers
    question: What was each offer worth?
    group: disputes
    notebook: 01_offers_against_inflation
    parameters: {employer: script}
"""
pytestmark = pytest.mark.slow


def add(path, *rows):
    with path.open(encoding="utf-8", newline="") as file:
        heads = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="", lineterminator="\n")
        writer.writerows(rows)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A copy of the figures with hostile employers, cleaned and built; and its parent folder."""
    outside = tmp_path_factory.mktemp("hostile")
    project = Project(outside / "a" / "b" / "copy")
    shutil.copytree(NOTEBOOKS.parent / "data" / "raw", project.raw)
    shutil.copytree(NOTEBOOKS, project.notebooks)
    project.catalogue.parent.mkdir()
    project.catalogue.write_text(CATALOGUE, encoding="utf-8")
    words = project.raw / "vocabulary"
    for grade in (FORMULA, MARKED, SCRIPT):
        add(words / "grade.csv", {"found": grade, "how": "none"})
    add(words / "reason.csv", {"found": FORMULA, "reasons": "other"})
    for slug, name in NAMES.items():
        add(project.raw / "employers.csv", {"slug": slug, "name": name, "kind": "employer",
            "sector": "civil service", "civil_service": "yes", "nation": "UK"})  # fmt: skip
        offer = {"offer_id": f"X-{slug}", "employer": name, "bargaining_unit": TURNED,
                 "unions": "PCS", "pay_year_from": "2022-23", "pay_year_to": "2022-23",
                 "basis": "average_award", "offered_on": "2022-09-01", "status": "imposed",
                 "asserted_by": "union", "source_date": "2022-09",
                 "confidence": "verified in text"}  # fmt: skip
        grades = {FORMULA: 2, MARKED: 3, SCRIPT: 4}
        for place, (grade, percent) in enumerate(grades.items()):
            own = {"statement_id": f"X{slug}{place}", "grade": grade, "percent": percent}
            add(project.raw / "pay" / "offers.csv", offer | own | {"source_title": grade + TURNED})
        add(project.raw / "ballots" / "ballots.csv", {"ballot_id": f"X-{slug}", "union": "PCS",
            "employer": name, "bargaining_unit": MARKED, "level": "employer",
            "ballot_type": "statutory", "question": "strike", "mode": "postal",
            "close_date": "2022-11-07", "entitled": 100, "votes_cast": 60, "yes": 40, "no": 20,
            "dispute_reason": FORMULA, "source_title": SCRIPT, "source_date": "2022-11",
            "confidence": "verified in text"})  # fmt: skip
    clean_tables(project)
    before = {path for path in outside.rglob("*") if project.root not in path.parents}
    hostile = [one.name for one in load_catalogue(project).reports
               if one.parameters.get("employer") in NAMES]  # fmt: skip
    done = build(project, Choices(names=tuple(hostile), jobs=1))
    assert done.failed == {}
    after = {path for path in outside.rglob("*") if project.root not in path.parents}
    return project, hostile, after - before


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the words between them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.scripts, self.handlers, self.words = [], [], []
        self._inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self._inside == "script" and self.scripts:
            self.scripts[-1] += data
        else:
            self.words.append(data)

    def handle_endtag(self, tag):
        self._inside = None


def pages(project):
    return {path: path.read_text(encoding="utf-8") for path in project.site.rglob("*.html")}


def test_there_is_a_page_for_each_of_them_under_a_safe_name(built):
    project, hostile, _ = built
    assert len(hostile) == len(NAMES) + 1
    assert "dispute-script-alert-1-script" in hostile
    assert "dispute-etc-passwd" in hostile
    for name in hostile:
        assert re.fullmatch(r"[a-z0-9-]{1,80}", name)
        assert any(name in str(path.relative_to(project.site)) for path in pages(project))


def test_nothing_is_written_outside_the_copy(built):
    project, _, strays = built
    assert strays == set()
    for path in project.site.rglob("*"):
        assert path.resolve().is_relative_to(project.site.resolve())
        assert len(path.name.encode()) <= 120


def test_no_page_holds_a_script_or_a_handler_of_theirs(built):
    project, _, _ = built
    for path, text in pages(project).items():
        assert SCRIPT not in text, path
        read = Elements(text)
        assert not any(code.strip() == "alert(1)" for code in read.scripts), path
        assert read.handlers == [], path


def test_the_names_are_shown_as_they_are_written(built):
    project, _, _ = built
    words = "".join("".join(Elements(text).words) for text in pages(project).values())
    for name in (SCRIPT, CLIMBS, LONG, MARKED):
        assert name in words, name


def csv_texts(page):
    """Every table of a page as the CSV that its links carry."""
    for kind, carried in re.findall(r'data:text/csv;charset=utf-8(;base64)?,([^"]*)"', page):
        text = unescape(carried)
        yield base64.b64decode(text).decode("utf-8-sig") if kind else unquote(text).lstrip("\ufeff")
    for packed in re.findall(r'data-packed="([^"]*)"', page):
        yield zlib.decompress(base64.b64decode(packed)).decode("utf-8-sig")


def test_a_formula_begins_no_cell_of_a_download(built):
    project, _, _ = built
    cells = []
    for page in pages(project).values():
        for text in csv_texts(page):
            cells += [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))]


def test_a_formula_is_text_in_the_workbook(built):
    project, _, _ = built
    books = sorted(project.site.rglob("*.xlsx"))
    assert books
    for path in books:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                assert b"<f>" not in book.read(name), (path.name, name)


def test_one_run_names_its_page_safely_and_escapes_it(built, tmp_path, monkeypatch):
    project, _, _ = built
    monkeypatch.chdir(tmp_path)
    page = run_single(project, "01_offers_against_inflation", ["employer=script"])
    assert page.parent == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == [page.name]
    assert SCRIPT not in page.read_text(encoding="utf-8")
