"""A chart taken along from its page: as SVG, as PNG, as HTML for another page, all made there."""

import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.present import line_chart
from analysis.publish.page.whole import HowMade, ReportInfo, render_page

EVIL = 'Prices rose <b>fast</b> & "far" </script> 😀'
ADDRESS = "https://pay.example/offers.html"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    frame = pd.DataFrame(
        {"period": pd.period_range("2022-01", periods=3, freq="M"), "series": "CPI",
         "value": [5.5, 6.2, 7.0]}
    )  # fmt: skip
    chart = line_chart(
        frame, id="rates", unit="%", headline=EVIL, subtitle=f"{EVIL} per cent", alt=EVIL,
        source="Consumer prices from ONS, released 16 November 2022",
    )  # fmt: skip
    shown = new_output("display_data", data=chart._repr_mimebundle_())
    notebook = nbformat.from_dict(new_notebook(cells=[new_code_cell("chart", outputs=[shown])]))
    report = ReportInfo("offers", "Offers", "What?", canonical=ADDRESS)
    page = render_page(notebook, report=report, made=HowMade({}), provenance={})
    file = tmp_path_factory.mktemp("page") / "offers.html"
    file.write_text(page, encoding="utf-8")
    return file


def take(page, name):
    with page.expect_download() as coming:
        page.get_by_role("button", name=f"{name}: ").click()
    return coming.value


def texts(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return " ".join(node.text or "" for node in root.iter() if node.tag.endswith("}text"))


def test_an_svg_is_made_in_the_page_with_words_source_and_address(opened, path):
    page = opened(path)
    taken = take(page, "SVG")
    assert taken.suggested_filename == "rates.svg"
    svg = Path(taken.path()).read_text(encoding="utf-8")
    for words in (EVIL, "Source: Consumer prices from ONS", f"{ADDRESS}#rates"):
        assert words in texts(svg)
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert page.asked == [path.as_uri()]
    assert page.said == []


def test_a_png_is_made_in_the_page_at_twice_the_width_of_the_drawing(opened, path):
    page = opened(path)
    taken = take(page, "PNG")
    assert taken.suggested_filename == "rates.png"
    content = Path(taken.path()).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", content[16:20]) == (1520,)
    assert len(content) > 10_000
    assert [one for one in page.asked if not one.startswith("data:")] == [path.as_uri()]


def test_what_is_embedded_needs_nothing_from_elsewhere(opened, path, browser, axe):
    page = opened(path)
    button = page.get_by_role("button", name="Embed: ")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    snippet = page.locator(".tools textarea").input_value()
    assert axe(page) == []
    button.click()
    assert page.locator(".tools textarea").count() == 0
    elsewhere = browser.new_page()
    asked = []
    elsewhere.on("request", lambda request: asked.append(request.url))
    elsewhere.set_content(f"<!doctype html><title>News</title><body>{snippet}</body>")
    assert EVIL in " ".join(elsewhere.locator("svg text").all_text_contents())
    assert elsewhere.get_by_role("link").get_attribute("href") == f"{ADDRESS}#rates"
    assert elsewhere.locator("b").count() == 0
    assert asked == []
    elsewhere.close()


def test_without_a_script_nothing_is_offered_that_would_not_work(opened, path):
    page = opened(path, java_script_enabled=False)
    assert page.locator(".tools button").count() == 0
