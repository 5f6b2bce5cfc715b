"""The front page: what it lists, what it marks, and what one can choose by."""

import base64
import dataclasses
import re
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.files import PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.page.whole import content_policy
from analysis.publish.site.front import (
    MOST_KEYS,
    render_front,
    search_index,
    search_lines,
    write_front,
)
from analysis.publish.site.listing import choices_of, sections_of, spans

EVIL = '"><script>alert(1)</script>'
MANIFEST = {
    "version": "0.1.0",
    "series": [{"series": "D7G7", "to": "2026-08"}, {"series": "CHAW", "to": "2026-06"}],
    "lists": {"dossiers": [{"employer": "hmrc", "name": "HM Revenue and Customs"}]},
}
ATOM = "{http://www.w3.org/2005/Atom}"


def report(name, group="offers", **parameters):
    return Report(name, f"Title of {name}", f"Question of {name}?", group, "01", parameters)


def record(finding="CPI rose 3 %.", failure=None, files=True, **more):
    entry = {"title": "T", "parameters": {}, "finding": finding, "data_to": "2026-08"}
    entry |= {"released": "2026-09-16"} | more
    return Record({}, (), entry, {PAGE: "0"} if files else {}, failure=failure)


@pytest.fixture
def catalogue():
    groups = {"moments": "Days", "empty": "Nothing", "offers": "What was each offer worth?"}
    reports = (
        report("moment-2004-01", "moments", moment="2004-01"),
        report("offers-hmrc", employer="hmrc"),
        report("ballots", union="PCS", years="all"),
        report("broken"),
    )
    return Catalogue(groups, reports)


@pytest.fixture
def records():
    return {
        "moment-2004-01": record("A day.", unions=["FDA"]),
        "offers-hmrc": record("HMRC offered 3 %.", years=[2003, 2004], picture="<svg/>"),
        "ballots": record(failure={"error": "no rows", "detail": ""}),
        "broken": record(files=False, failure={"error": EVIL, "detail": EVIL}),
    }


def front(catalogue, records, **more):
    sections = sections_of(catalogue, records, {"hmrc": "HM Revenue and Customs"})
    return render_front(sections, MANIFEST, **more)


def line(page, name):
    return re.search(rf'<li id="{name}".*?</li>', page, re.DOTALL)[0]


def test_reports_stand_under_their_question_in_order_and_empty_groups_do_not(catalogue, records):
    page = front(catalogue, records)
    found = re.findall(r'<h2 id="group-[^"]*">(.*?)</h2>', page)
    assert found == ["Days", "What was each offer worth?"]
    names = re.findall(r'<li id="([^"]*)"', page)
    assert names == ["moment-2004-01", "offers-hmrc", "ballots", "broken"]


def test_a_report_tells_its_first_finding_date_and_picture(catalogue, records):
    shown = line(front(catalogue, records), "offers-hmrc")
    assert '<a href="offers-hmrc.html">Title of offers-hmrc</a>' in shown
    assert "HMRC offered 3 %." in shown
    assert "Data to August 2026" in shown
    assert "<svg/>" in shown


def test_a_report_not_made_yet_tells_its_question_without_a_link(catalogue, records):
    shown = line(front(catalogue, {**records, "offers-hmrc": None}), "offers-hmrc")
    assert "<a" not in shown
    assert "Question of offers-hmrc?" in shown


def test_stale_and_failed_reports_are_marked_and_lead_to_the_reason(catalogue, records):
    page = front(catalogue, records)
    assert "Out of date" in line(page, "ballots")
    assert 'href="ballots-failed.html"' in line(page, "ballots")
    assert "could not be made" in line(page, "broken")
    assert 'href="broken.html"' not in page


def test_the_days_in_the_news_are_a_way_in(catalogue, records):
    page = front(catalogue, records)
    assert page.count('class="group way-in"') == 1
    assert page.index("group way-in") < page.index("offers-hmrc")


def test_answers_come_first_and_lead_to_where_they_are_shown():
    told = record(findings=[[f"f{n}", f"Pay fell {n} %."] for n in range(8)])
    whole = Catalogue({"evidence": "The whole answer?"}, (report("evidence", "evidence"),))
    page = front(whole, {"evidence": told})
    assert [f'href="evidence.html#f{n}"' in page for n in range(8)] == [True] * 6 + [False] * 2
    assert line(page, "evidence").count("<a") == 1


def test_reports_that_differ_in_the_index_alone_take_one_line():
    fellows = [
        dataclasses.replace(report(f"pay-{index}", index=index), title=f"Pay by sector, {index}")
        for index in ("CPI", "RPI")
    ]
    told = {one.name: record() for one in fellows}
    page = front(Catalogue({"offers": "Pay"}, tuple(fellows)), told)
    assert page.count('class="family"') == 1
    assert ">Pay by sector</h3>" in page
    assert ' aria-label="Pay by sector, RPI">RPI</a>' in line(page, "pay-RPI")


def test_an_employer_is_listed_by_its_name_and_the_names_people_use():
    shown = [report("dispute-hmrc", employer="hmrc"), report("dispute-dwp", employer="dwp")]
    names = {"hmrc": "HM Revenue and Customs", "dwp": "Department for Work and Pensions"}
    called = {"hmrc": ["HM Revenue and Customs", "HMRC", "HMRC Ealing (a house)"]}
    told = {one.name: record() for one in shown}
    sections = sections_of(Catalogue({"offers": "One"}, tuple(shown)), told, names, called)
    page = render_front(sections, MANIFEST)
    assert ">HM Revenue and Customs</a></h3>" in line(page, "dispute-hmrc")
    assert '<span class="called"><span>HMRC</span></span>' in line(page, "dispute-hmrc")


def test_one_may_choose_by_employer_union_and_year(catalogue, records):
    sections = sections_of(catalogue, records, {"hmrc": "HM Revenue and Customs"})
    choices = choices_of(sections)
    assert choices.employers == ("HM Revenue and Customs",)
    assert choices.unions == ("FDA", "PCS")
    assert choices.years == (2004, 2003)
    page = front(catalogue, records)
    assert 'data-employers="0" data-years="2003-2004"' in line(page, "offers-hmrc")
    assert 'data-unions="1"' in line(page, "ballots")


def test_an_employer_is_one_choice_under_whatever_name_tables_show_it(catalogue, records):
    called = {"hmrc": ["HM Revenue and Customs", "HMRC", "HMRC Ealing (a house)"]}
    records["ballots"].entry["employers"] = [
        "HMRC",
        "HMRC Ealing (a house)",
        "hm revenue & customs",
    ]
    sections = sections_of(catalogue, records, {"hmrc": "HM Revenue and Customs"}, called)
    choices = choices_of(sections, called)
    assert choices.offered("employers") == [(0, "HM Revenue and Customs (HMRC)")]
    found = {entry.name: choices.places(entry)["employers"] for entry in sections[1].entries}
    assert found["ballots"] == found["offers-hmrc"] == "0"


def test_the_search_knows_former_names_questions_and_words_of_the_catalogue(catalogue, records):
    reports = (dataclasses.replace(catalogue.reports[1], words="lump sum"),)
    names = {"hmrc": "HM Revenue and Customs"}
    called, former = {"hmrc": ["HM Revenue and Customs", "HMRC"]}, {"hmrc": ["Inland Revenue"]}
    whole = Catalogue(catalogue.groups, reports)
    (line,) = search_lines(sections_of(whole, records, names, called, former))
    assert line == "offers-hmrc\t=\tHMRC, Inland Revenue, Question of offers-hmrc?, lump sum"


def test_years_are_written_as_spans():
    assert spans([2026, 2004, 2003, 2005]) == "2003-2005 2026"


def test_the_policy_names_the_one_style_and_the_one_script(catalogue, records):
    page = front(catalogue, records)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert content_policy(style, script).replace("'", "&#39;") in page
    assert " style=" not in page


def test_it_says_how_to_cite_and_links_feed_and_newest_changes(catalogue, records):
    page = front(catalogue, records, changes="changes/2026-10-21.html")
    assert "realpay 0.1.0, <i>title of the report</i>, data to August 2026" in page
    assert 'type="application/atom+xml"' in page
    assert '<a href="changes/2026-10-21.html">What changed last</a>' in page


def test_hostile_text_comes_out_as_text(catalogue, records, tmp_path):
    hostile = [dataclasses.replace(one, title=EVIL, question=EVIL) for one in catalogue.reports]
    told = {name: dataclasses.replace(one, entry={**one.entry, "finding": EVIL, "title": EVIL})
            for name, one in records.items()}  # fmt: skip
    told["ballots"].entry["employers"] = [EVIL]
    write_front(tmp_path, Catalogue(catalogue.groups, tuple(hostile)), told, MANIFEST)
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path.name


def test_the_folder_gets_front_page_feed_and_a_page_for_each_failure(catalogue, records, tmp_path):
    write_front(tmp_path, catalogue, records, MANIFEST, kept=["changes/2026-10-21.html"])
    names = sorted(path.name for path in tmp_path.iterdir())
    pages = ["ballots-failed.html", "broken-failed.html", "feed.xml", "feeds", "index.html"]
    assert names == pages
    feed = ET.parse(tmp_path / "feed.xml").getroot()  # noqa: S314 - our own file
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "What changed on 21 October 2026"
    assert "Title of offers-hmrc" in titles
    assert "Title of broken" not in titles
    assert feed.findtext(f"{ATOM}updated") == "2026-10-21T00:00:00Z"


def test_with_an_address_there_are_sitemap_picture_and_whole_links(catalogue, records, tmp_path):
    site = {"address": "https://pay.example/"}
    known = [dataclasses.replace(one, site=site) for one in catalogue.reports]
    write_front(tmp_path, Catalogue(catalogue.groups, tuple(known)), records, MANIFEST)
    assert "https://pay.example/offers-hmrc.html" in (tmp_path / "sitemap.xml").read_text()
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://pay.example/picture.png">' in page
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_records_give_the_same_bytes(catalogue, records, tmp_path):
    site = {"address": "https://pay.example/"}
    known = Catalogue(
        catalogue.groups,
        tuple(dataclasses.replace(one, site=site) for one in catalogue.reports),
    )
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_front(tmp_path / folder, known, records, MANIFEST)
    for path in filter(Path.is_file, (tmp_path / "a").rglob("*")):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert path.read_bytes() == other.read_bytes(), path.name


def test_a_thousand_reports_stay_under_a_megabyte():
    finding = "Of 37 statements on pay offers in the record, 24 can be set against CPI. " * 3
    picture = f'<svg viewBox="0 0 120 44" aria-hidden="true"><path d="M{"60 22 " * 24}"/></svg>'
    years = list(range(2003, 2027))
    reports = [report(f"dispute-department-for-work-and-pensions-{n}") for n in range(1000)]
    told = {
        one.name: record(
            finding, picture=picture, years=years, unions=["PCS", "FDA"], employers=["HMRC"]
        )
        for one in reports
    }
    page = front(Catalogue({"offers": "Offers"}, tuple(reports)), told)
    assert len(page.encode()) < 1_000_000


def test_each_employer_has_a_feed_of_its_own_and_no_entry_is_dated_before_its_data(
    catalogue, records, tmp_path
):
    records["ballots"].entry.update(released="", data_to="")
    write_front(tmp_path, catalogue, records, MANIFEST)
    feed = ET.parse(tmp_path / "feeds" / "hmrc.xml").getroot()  # noqa: S314 - our own file
    assert feed.findtext(f"{ATOM}title") == "realpay: HM Revenue and Customs"
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "../offers-hmrc.html"
    assert "1970" not in (tmp_path / "feed.xml").read_text(encoding="utf-8")


def test_rows_are_found_by_their_keys_unless_there_are_too_many_for_a_page():
    def page(count):
        keys = [f"B-{number}" for number in range(count)]
        return {"page": "record/a.html", "title": "A", "words": "", "rows": {"ballots": keys}}

    def unpacked(packed):
        return zlib.decompress(base64.b64decode(packed)).decode()

    assert "ballots B-0 B-1" in unpacked(search_index([], [page(2)]))
    many = unpacked(search_index([], [page(MOST_KEYS), page(1)]))
    assert "record/a.html\t@A" in many
    assert "B-0" not in many
