"""The pages of the record: each row and each source once, whole, escaped, and never too large."""

import csv
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from analysis.collection.wording import BODIES
from analysis.project import Project
from analysis.publish.related import Linker
from analysis.publish.site import record
from analysis.tables.homes import MOST_OF_SOURCE, parted_homes

EVIL = '<script>alert(1)</script>"&'
DAY = pd.Timestamp("2019-04-29")
NOTICE = {"source_title": "Notice", "source_url": "https://pcs.example/n"}


def ballot(key, **cells):
    return {
        "key": key,
        "employer": "hmrc",
        "employer_name": "HMRC",
        "union": "PCS",
        "question_kind": "strike",
        "closed_first": DAY,
        "closed_last": DAY,
        "counted": True,
        "entitled": 1234,
        "yes": 300,
        "yes_pct": 60.0,
        "yes_decimals": 1,
        "known_first": DAY,
        **NOTICE,
        **cells,
    }


def employer(key, name, **cells):
    blank = dict.fromkeys(("parent", "successor", "sector", "nation", "members", "note"))
    return {"key": key, "name": name, "kind": "employer", **blank, **cells}


EMPLOYERS = pd.DataFrame(
    [
        employer("hmrc", "HM Revenue and Customs", successor="acas"),
        employer("acas", "Acas", note=EVIL),
    ]
)


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Make the pages of some ballots and other tables; return the text of each by its name."""

    def make(ballots, parted=(), **tables):
        held = {"ballots": pd.DataFrame(ballots), "employers": EMPLOYERS, **tables}
        monkeypatch.setattr(
            record,
            "read",
            lambda name, columns=None, **_: held[name][columns] if columns else held[name],
        )
        manifest = {
            "tables": {name: {"sha256": str(len(table))} for name, table in held.items()},
            "version": "1",
            "names": {
                "employer": {"hmrc": ["HM Revenue and Customs", "HMRC"], "acas": ["Acas"]},
                "former": {"hmrc": ["Inland Revenue"]},
            },
            "parted": parted,
        }
        linker = Linker([], manifest)
        files = record.record_files(Project(tmp_path), manifest, linker)
        return {
            name.removeprefix("record/"): path.read_text(encoding="utf-8")
            for name, path in files.items()
        }

    return make


def test_a_row_stands_with_every_column_that_is_filled_and_its_source(made):
    page = made([ballot("B1", bargaining_unit="AO", parent_ballot_id="B2"), ballot("B2")])[
        "employer-hmrc.html"
    ]
    one = page[page.index('id="ballots-b1"') : page.index('id="ballots-b2"')]
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(?:<a[^>]*>)?(.*?)(?:</a>)?</dd>", one))
    assert facts["yes (%)"] == "60.0"
    assert (facts["yes"], facts["entitled"], facts["counted"]) == ("300", "1,234", "yes")
    assert facts["closed"] == "29 April 2019"
    assert '<a href="employer-hmrc.html#ballots-b2">B2</a>' in one
    assert '<a href="https://pcs.example/n" rel="noreferrer">Notice</a>' in one
    assert '"source-pcs-example.html#source-https-pcs-example-n"' in one


def test_a_row_says_its_codes_as_words_and_its_long_names_may_break(made):
    one = ballot("B1", question_kind="asos", dispute_reason="pay;jobs", source="ballots/b_1.csv")
    statements = pd.DataFrame([
        {"key": "O1", "employer": "hmrc", "basis": "timing_only", "inferred": "pay_year", **NOTICE}
    ])  # fmt: skip
    page = made([one], offer_statements=statements)["employer-hmrc.html"]
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert ("question kind", "action short of a strike") in facts
    assert ("basis", "its timing alone") in facts
    assert ("inferred", "pay year") in facts
    assert ("dispute reason", "pay; jobs") in facts
    assert ("raw file", "ballots/<wbr>b_<wbr>1.<wbr>csv") in facts


def test_every_body_of_an_award_is_called_by_its_whole_name():
    raw = Path(__file__).parents[2] / "data" / "raw" / "pay" / "review_bodies.csv"
    with raw.open(encoding="utf-8", newline="") as file:
        assert {row["body"] for row in csv.DictReader(file)} == BODIES.keys()


def test_a_source_names_the_rows_that_rest_on_it_and_counts_those_without_an_address(made):
    scales = pd.DataFrame([NOTICE, NOTICE])
    page = made([ballot("B1"), ballot("B2")], pay_scales=scales)["source-pcs-example.html"]
    assert 'id="source-https-pcs-example-n"' in page
    assert page.count('href="employer-hmrc.html#ballots-b') == 2
    assert '2 rows of <a href="../data/pay_scales.csv" download>pay_scales</a>' in page


def test_a_source_cited_under_many_titles_is_headed_by_one_and_lists_them_all(made):
    ballots = [ballot(f"B{at}", source_title=f"Advert {at}") for at in range(9)]
    page = made(ballots)["source-pcs-example.html"]
    heads = re.findall(r"<h2>(.*?) <a", page)
    assert heads == ["Advert 0"]
    assert "<summary>Cited under 9 titles</summary>" in page
    assert all(f"<li>Advert {at}</li>" in page for at in range(9))


def test_a_publication_with_a_slash_in_its_title_has_one_page_under_a_plain_name(made):
    claims = pd.DataFrame(
        [{"key": "T-1", "claim": "Pay fell", "known_first": DAY, **NOTICE}]
    ).assign(source_title="Decade (Nov 2020/Jan 2021): lost pay")
    pages = made([ballot("B1")], claims=claims)
    name = "claims-decade-nov-2020-jan-2021-lost-pay.html"
    assert [page for page in pages if page.startswith("claims-")] == [name]
    assert "<h1>Claims in “Decade (Nov 2020/<wbr>Jan 2021): lost pay”</h1>" in pages[name]
    assert f'href="{name}"' in pages["index.html"]


def test_an_employer_without_rows_has_a_page_that_says_what_it_belongs_to(made):
    pages = made([ballot("B1")])
    assert "The record holds no offer, ballot or strike" in pages["employer-acas.html"]
    assert '<a href="employer-hmrc.html">HM Revenue and Customs</a>' in pages["employer-acas.html"]
    assert '<a href="employer-acas.html">Acas</a>' in pages["employer-hmrc.html"]
    assert 'href="employer-acas.html"' in pages["index.html"]


def test_the_list_of_pages_names_their_rows_and_what_the_employer_was_called_before(made):
    before = EMPLOYERS.assign(former_names=["Inland Revenue (to 2005) | Customs (to 2005)", None])
    pages = made([ballot("B1"), ballot("B2 and more")], employers=before)
    found = {one["title"]: one for one in json.loads(pages["pages.json"])}
    assert found["HM Revenue and Customs"]["rows"] == {"ballots": ["B1"]}
    assert "<dt>Formerly</dt><dd>Inland Revenue (to 2005), Customs" in pages["employer-hmrc.html"]


def test_a_page_of_figures_in_the_news_is_headed_by_the_month_as_it_is_said(made):
    figures = pd.DataFrame(
        [{"key": name, "moment_id": name, **NOTICE} for name in ("2004-01", "The pause")]
    )
    titles = [
        one["title"]
        for one in json.loads(made([ballot("B1")], moment_figures=figures)["pages.json"])
    ]
    assert "Figures in the news: January 2004" in titles
    assert "Figures in the news: The pause" in titles


def test_what_the_record_holds_stays_text(made):
    url = "javascript:alert(2)"
    pages = made([ballot("B1", employer_name=EVIL, source_title=EVIL, source_url=url)])
    for text in pages.values():
        assert "<script" not in text
        assert "javascript:" not in text
    assert EVIL in unescape(pages["employer-hmrc.html"])


def test_many_rows_of_one_employer_are_parted_and_each_stands_once_on_a_small_page(made):
    long = "What the dispute was about, at some length. " * 20
    ballots = [
        ballot(f"B{at}", dispute_reason=long, known_first=pd.Timestamp(2000 + at % 3, 1, 1))
        for at in range(700)
    ]
    rows = [("employer/hmrc", str(one["known_first"].year), one["key"]) for one in ballots]
    pages = made(ballots, parted_homes(rows))
    standing = Counter(
        anchor for text in pages.values() for anchor in re.findall(r' id="(ballots-b\d+)"', text)
    )
    assert len(standing) == 700
    assert set(standing.values()) == {1}
    assert max(len(text.encode()) for text in pages.values()) < 400_000
    assert 'href="employer-hmrc.2001.html"' in pages["employer-hmrc.html"]
    assert f"And {700 - MOST_OF_SOURCE} more rows" in pages["source-pcs-example.html"]
    for name, text in pages.items():
        for page, anchor in re.findall(r'href="((?:employer|source)-[^"#]*)#?([^"]*)"', text):
            assert page in pages, name
            assert not anchor or f' id="{anchor}"' in pages[page], name


def test_pages_are_found_by_names_unions_and_years(made):
    found = {one["title"]: one for one in json.loads(made([ballot("B1")])["pages.json"])}
    assert found["HM Revenue and Customs"]["page"] == "record/employer-hmrc.html"
    assert found["HM Revenue and Customs"]["words"] == "HMRC, Inland Revenue, PCS 2019 Ballots"


def test_without_employers_there_is_no_record(tmp_path):
    manifest = {"tables": {"prices": {"sha256": ""}}, "version": "1"}
    assert record.record_files(Project(tmp_path), manifest, Linker([], manifest)) == {}
