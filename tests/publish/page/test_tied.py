"""What a page names of the record leads there: employers, ballots, claims, moments and sources."""

import html
import re
from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.present import Finding, Table, Value
from analysis.publish.catalogue import Report
from analysis.publish.page.names import name_linker
from analysis.publish.page.whole import HowMade, ReportInfo, render_page, rows_to_find
from analysis.publish.related import Linker

DWP, VOTE = "dispute-dwp.html", "ballots/PCS-2019 Acas"
MANIFEST = {
    "lists": {
        "dossiers": [
            {"employer": "dwp", "name": "Department for Work and Pensions"},
            {"employer": "prison-service", "name": "HM Prison Service"},
        ],
        "moments": [
            {
                "moment": "2004-01",
                "title": "A strike vote",
                "source": "Guardian",
                "employers": "dwp",
            }
        ],
    },
    "names": {
        "employer": {
            "dwp": ["Department for Work and Pensions", "DWP"],
            "prison-service": ["HM Prison Service", "Prison Service"],
            "scottish-prison-service": ["Scottish Prison Service"],
        }
    },
}
REPORTS = [
    Report("dispute-dwp", "Department for Work and Pensions: pay", "", "disputes", "06",
           {"employer": "dwp"}),
    Report("dispute-prison-service", "HM Prison Service: pay", "", "disputes", "06",
           {"employer": "prison-service"}),
    Report("claim-w17-1", "Claim W17-1", "", "claims", "09", {"claim": "W17-1"}),
    Report("moment-2004-01", "A strike vote", "", "moments", "13", {"moment": "2004-01"}),
    Report("ballots-pcs", "Ballots: PCS", "", "ballots", "05", {"union": "PCS"}),
]  # fmt: skip


def page_of(name, *things, links, rows=None):
    """Lay out one page that shows these things."""
    shown = [new_output("display_data", data=thing._repr_mimebundle_()) for thing in things]
    notebook = nbformat.from_dict(new_notebook(cells=[new_code_cell("show", outputs=shown)]))
    report = ReportInfo(name, "T", "Q", links=links, rows=rows or {})
    return render_page(notebook, report=report, made=HowMade()), notebook


@pytest.fixture
def linker():
    return Linker(REPORTS, MANIFEST)


def votes(**columns):
    frame = pd.DataFrame(
        {
            "what": ["strike", "an offer"],
            "yes": [60.0, 70.0],
            "of": [VOTE, "ballots/B"],
            "source": ["A notice", "Another"],
            "at": ["https://a.example/", None],
            **columns,
        }
    )
    headers = {"what": "What", "yes": "Yes", "source": "Source"}
    return Table(frame, "votes", "Votes", headers=headers, of="of", links={"source": "at"})


def test_a_row_of_the_record_has_an_address_and_its_source_is_a_link(linker):
    page, _ = page_of("ballots-pcs", votes(), links=linker.of(REPORTS[4]))
    assert '<tr id="ballots-pcs-2019-acas">' in page
    assert '<a href="https://a.example/" rel="noreferrer">A notice</a>' in page
    assert "data-row" not in page


def test_a_row_that_stands_twice_has_one_address(linker):
    again = replace(votes(), id="again")
    page, _ = page_of("ballots-pcs", votes(), again, links=linker.of(REPORTS[4]))
    assert page.count('id="ballots-pcs-2019-acas"') == 1


def test_what_names_a_ballot_leads_to_its_row_here_or_in_another_page(linker):
    frame = pd.DataFrame(
        {
            "year": ["2019-20"],
            "votes": ["strike, 60 %; passed; strike, 70 %; missed"],
            "row": [[("strike, 60 %", f"record:{VOTE}"), ("strike, 70 %", "record:ballots/X")]],
        }
    )
    years = Table(
        frame, "years", "Years", headers={"year": "Y", "votes": "V"}, links={"votes": "row"}
    )
    rows = {"ballots/X": f"{DWP}#ballots-x"}
    page, notebook = page_of("a", years, votes(), links=linker.of(REPORTS[4]), rows=rows)
    assert '<a href="#ballots-pcs-2019-acas">strike, 60 %</a>; passed' in page
    assert f'<a href="{DWP}#ballots-x">strike, 70 %</a>; missed' in page
    assert rows_to_find(notebook) == ["ballots/B", VOTE, "ballots/X"]


def test_a_row_leads_to_itself_in_the_record_and_an_employer_of_a_cell_to_its_page(linker):
    home = "record/employer-x.html#ballots-pcs-2019-acas"
    table = votes(what=["Scottish Prison Service", "an offer"])
    page, _ = page_of("ballots-pcs", table, links=linker.of(REPORTS[4]), rows={VOTE: home})
    assert (
        '<tr id="ballots-pcs-2019-acas"><th scope="row">'
        '<a href="record/employer-scottish-prison-service.html">Scottish Prison Service</a> '
        f'<a class="row" href="{home}">as recorded</a></th>'
    ) in page
    assert page.count("as recorded</a>") == 1


def test_the_rows_behind_a_number_of_many_are_links(linker):
    rows = tuple(("ballots", f"B{n}") for n in range(12))
    met = Finding("met", "{n} met it.", {"n": Value(12, function=len, rows=rows)})
    homes = {"ballots/B11": "record/employer-x.html#ballots-b11"}
    page, notebook = page_of("a", met, links=linker.of(REPORTS[4]), rows=homes)
    assert '<a href="record/employer-x.html#ballots-b11">B11</a>' in page
    assert "ballots/B11" in rows_to_find(notebook)


def test_a_ballot_that_stands_nowhere_stays_text(linker):
    frame = pd.DataFrame({"vote": ["B1"], "n": [3], "row": ["record:ballots/B1"]})
    table = Table(frame, "t", "T", headers={"vote": "V", "n": "N"}, links={"vote": "row"})
    page, _ = page_of("a", table, links=linker.of(REPORTS[4]))
    assert '<th scope="row">B1</th>' in page


def test_a_number_leads_to_its_ballots_and_one_of_many_to_the_table_that_lists_them(linker):
    keys = [f"B{n}" for n in range(12)]
    frame = pd.DataFrame({"n": keys, "yes": range(12), "of": [f"ballots/{key}" for key in keys]})
    table = Table(frame, "votes", "The votes", headers={"n": "N", "yes": "Yes"}, of="of")
    rows = tuple(("ballots", key) for key in keys)
    met = Finding("met", "{n} met it.", {"n": Value(12, function=len, rows=rows)})
    page, _ = page_of("ballots-pcs", met, table, links=linker.of(REPORTS[4]))
    assert '<a href="#ballots-b0"><code>ballots B0</code></a>' in page
    assert '<a href="#votes">2 more rows, listed in the table “The votes”</a>' in page
    assert "rows-behind" not in page[page.index("<main") :]


def test_employers_claims_and_moments_are_links_in_sentences_and_cells(linker):
    text = "At {who} and at DWP, as {claim} and the Guardian said, PCS won."
    told = Finding("told", text, {"who": Value("HM Prison Service"), "claim": Value("W17-1")})
    frame = pd.DataFrame({"who": ["DWP (Leeds)", "Scottish Prison Service"], "by": ["PCS", "PCS"]})
    page, _ = page_of("other", told, Table(frame, "t", "T"), links=linker.of(REPORTS[4]))
    main = page[page.index("<main") :].replace('<span class="year">W17-1</span>', "W17-1")
    found = re.findall(r'<a href="([a-z0-9-]+\.html)">([^<]+)</a>', main)
    assert {(page, html.unescape(name)) for page, name in found} >= {
        ("dispute-prison-service.html", "HM Prison Service"),
        (DWP, "DWP"),
        ("claim-w17-1.html", "W17-1"),
        ("moment-2004-01.html", "Guardian"),
        ("ballots-pcs.html", "PCS"),
    }
    assert f'<th scope="row"><a href="{DWP}">DWP</a> (Leeds)</th>' in page
    assert 'prison-service.html">Scottish Prison Service</a></th>' in page
    assert 'href="dispute-prison-service.html">Prison Service' not in page
    assert " said, PCS won." in page


def test_a_page_does_not_link_to_itself(linker):
    told = Finding("told", "Pay at DWP rose.", {})
    page, _ = page_of("dispute-dwp", told, links=linker.of(REPORTS[0]))
    assert "Pay at DWP rose." in page


def test_a_dossier_and_a_report_of_the_day_lead_to_each_other(linker):
    assert ("A strike vote", "moment-2004-01.html") in linker.of(REPORTS[0])["related"]
    assert ("Department for Work and Pensions: pay", DWP) in linker.of(REPORTS[3])["related"]
    assert "moment-2004-01.html" not in dict(map(reversed, linker.of(REPORTS[1])["related"]))


def test_a_hostile_name_stays_text_in_a_link():
    linked = name_linker({'<b>"x"': "x.html"}, ['<b>"x"'], "")
    assert linked('see <b>"x" & <i>') == ('see <a href="x.html">&lt;b&gt;"x"</a> &amp; &lt;i&gt;')
