"""A small executed notebook, built in place, and one full of hostile text."""

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.present import Chart, Finding, Table, Value
from analysis.publish.page.whole import HowMade, ReportInfo

ROWS = (("prices", "D7G7/2022-10"),)
HOSTILE = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "</style></main><h1>",
    "\u202eright to left",
    "e\u0301\u0327 combining",
    "😀 emoji",
    '=HYPERLINK("http://a.example")',
    "@SUM(A1)",
    "n" * 300,
)


def shown(*things):
    return [new_output("display_data", data=thing._repr_mimebundle_()) for thing in things]


def drawing():
    figure = Figure(figsize=(10, 5))
    figure.add_axes([0.1, 0.1, 0.8, 0.8]).plot([0, 1, 2], [1, 3, 2], color="#0068a8")
    return figure


def chart(id="prices", labels=("2022-10", "2022-11"), headline="Prices rose"):
    return Chart(
        drawing(),
        id,
        headline,
        "Twelve-month rate, United Kingdom, per cent",
        "The line rises and then falls.",
        pd.DataFrame({"month": list(labels), "rate": [11.1 + at for at in range(len(labels))]}),
        "Consumer prices from ONS",
        units={"rate": "%"},
    )


def table(id="offers", names=("HMRC", "DWP")):
    frame = pd.DataFrame({"employer": list(names), "offer": [3.0, *[None] * (len(names) - 1)]})
    return Table(frame, id, "Offers", units={"offer": "%"}, blanks={"offer": "not stated"})


def finding(id="cap", employer="HMRC"):
    change = Value(-7.290619, "%", 1, "measures.real_change", ROWS, wording="change")
    return Finding(
        id,
        "At {employer} an award at the cap {change} in real terms.",
        {"employer": Value(employer), "change": change},
    )


@pytest.fixture
def notebook():
    cells = [
        new_markdown_cell("# Offers\n\nWhat was each offer worth?"),
        new_code_cell("show(cap)  # the cap", outputs=shown(finding())),
        new_markdown_cell("## Prices then\n\n#### A small matter"),
        new_code_cell("chart", outputs=shown(chart())),
        new_code_cell("table", outputs=shown(table())),
    ]
    return nbformat.from_dict(new_notebook(cells=cells))


@pytest.fixture
def hostile():
    things = [finding(f"finding-{at}", text) for at, text in enumerate(HOSTILE)]
    things += [chart("evil", HOSTILE, "</script><script>alert(1)</script>"), table("bad", HOSTILE)]
    frame = pd.DataFrame({HOSTILE[0]: HOSTILE})
    raw = '<svg onload="alert(1)"></svg><img src=x onerror="alert(1)"><p style="color:red">kept</p>'
    cells = [
        new_markdown_cell(f"## {HOSTILE[0]} heading\n\n<iframe src='http://a.example'></iframe>"),
        new_code_cell(f"x = {HOSTILE!r}", outputs=shown(*things)),
        new_code_cell(
            "frame",
            outputs=[
                new_output("display_data", data={"text/html": frame._repr_html_()}),
                new_output("display_data", data={"text/html": raw}),
                new_output("stream", name="stdout", text="\x1b[31m<script>alert(1)</script>"),
            ],
        ),
    ]
    return nbformat.from_dict(new_notebook(cells=cells))


@pytest.fixture
def report():
    return ReportInfo(
        name="offers",
        title="Offers",
        question="What was each offer worth?",
        notebook="notebooks/01_offers.ipynb",
        version="0.1.0",
        data_to="2022-11",
        next_due=(("D7G7", "2022-12-14"), ("D7BT", "2022-12-14"), ("KAC7", "2022-12-13")),
    )


@pytest.fixture
def made():
    return HowMade(
        parameters={"employer": "hmrc", "indices": ["CPI", "RPI"]},
        data_to="2022-11",
        releases=(("ons/D7G7.csv", "2022-11-16", "2022-12-14", "a" * 64),),
        corrections=("row 12: printed 59,296, used 53,296",),
        versions={"pandas": "3.1.1"},
        checksum="c" * 64,
        licences=(("Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/"),),
    )


@pytest.fixture
def provenance():
    return {
        ROWS[0]: {
            "file": "ons/D7G7.csv",
            "row": 415,
            "found": "11.1",
            "source_title": "CPI annual rate",
            "source_url": "https://www.ons.gov.uk/",
            "licence": "Open Government Licence v3.0",
            "released": "2022-11-16",
        }
    }
