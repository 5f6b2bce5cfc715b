"""What a person put into a notebook is shown on its page, or said in its place."""

import base64
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from analysis.publish.page.body import Headings, body_html
from analysis.publish.slugs import Anchors

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n picture").decode()


def laid(*cells, title="Pay at HMRC", asked=False):
    """Return the body of a small notebook and the headings of its contents."""
    headings = Headings(title, Anchors())
    body = body_html(
        nbformat.from_dict(new_notebook(cells=cells)),
        headings=headings,
        place=lambda _: "",
        asked=asked,
    )
    return "".join(body), [text for _, text in headings.contents]


def displayed(**data):
    bundle = {kind.replace("_", "/", 1): content for kind, content in data.items()}
    return new_code_cell("show()", outputs=[new_output("display_data", data=bundle)])


def test_a_second_first_level_heading_is_a_section():
    body, contents = laid(
        new_markdown_cell("# Pay in one department\n\nWhy."),
        new_markdown_cell("# Findings of June"),
    )
    assert contents == ["Findings of June"]
    assert "<h1" not in body
    assert "Pay in one department" not in body


def test_the_question_that_the_page_asks_is_not_put_again_and_others_are():
    cells = new_markdown_cell("# Pay\n\nWhat happened?\n\nWhy? It"), new_markdown_cell("And now?")
    assert "What happened?" in laid(*cells)[0]
    body, _ = laid(*cells, asked=True)
    assert "What happened?" not in body
    assert "Why? It" in body
    assert "And now?" in body


def test_two_first_level_headings_in_one_cell_are_a_title_and_a_section():
    assert laid(new_markdown_cell("# Pay\n\n# Findings of June\n\n# Pay at HMRC"))[1] == [
        "Findings of June"
    ]


def test_a_heading_written_as_html_keeps_its_level_below_the_title():
    body, contents = laid(
        new_markdown_cell("# Pay"), new_markdown_cell('<h1 title="June">Findings</h1>')
    )
    assert contents == ["Findings"]
    assert "<h1" not in body


@pytest.mark.parametrize("name", ["image.png", "a picture (1).png"])
def test_a_pasted_picture_is_shown(name):
    address = name.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    cell = new_markdown_cell(f"![The pay slip](attachment:{address})")
    cell["attachments"] = {name: {"image/png": PICTURE}}
    body, _ = laid(cell)
    assert f'<img alt="The pay slip" src="data:image/png;base64,{PICTURE}">' in body


def test_the_same_words_beside_another_picture_show_that_one():
    cells = []
    for text in (b"one", b"two"):
        cell = new_markdown_cell("![](attachment:image.png)")
        cell["attachments"] = {"image.png": {"image/png": base64.b64encode(text).decode()}}
        cells.append(cell)
    body, _ = laid(*cells)
    assert re.findall(r"base64,([^\"]+)", body) == ["b25l", "dHdv"]


def test_a_picture_that_is_lost_or_elsewhere_is_said():
    body, _ = laid(
        new_markdown_cell("![](attachment:gone.png)\n\n![logo](https://a.example/x.png)")
    )
    assert "The picture (gone.png) is not in the notebook." in body
    assert "The picture logo (https://a.example/x.png) is left out" in body
    assert 'src="https:' not in body


def test_an_attachment_that_is_no_picture_gives_no_address():
    cell = new_markdown_cell("![](attachment:x)")
    cell["attachments"] = {"x": {"text/html": PICTURE, "image/png": '"><script>'}}
    assert "data:" not in laid(cell)[0]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>draw()</script>", "A script is left out here."),
        ('<div id="plot"></div><script src="https://a.example/x.js"></script>', "A script"),
        ('<iframe src="https://a.example"></iframe>', "A page within the page"),
        ("<svg><rect/></svg>", "A drawing"),
        ("<svg/>", "A drawing"),
        ('<embed src="x.pdf"><p>kept</p>', "A page within the page"),
    ],
)
@pytest.mark.parametrize("place", ["prose", "output"])
def test_html_that_a_page_does_not_run_is_said_in_its_place(html, said, place):
    cell = new_markdown_cell(html) if place == "prose" else displayed(text_html=html)
    body, _ = laid(cell)
    assert said in body
    assert ("kept" in body) == ("kept" in html)
    assert "<script" not in body


def test_the_style_of_a_plain_table_is_dropped_without_a_word():
    body, _ = laid(displayed(text_html="<style>td {}</style><table><tr><td>3</td></tr></table>"))
    assert "left out" not in body
    assert "<td>3</td>" in body


def test_an_output_of_a_kind_no_page_shows_is_said():
    body, _ = laid(displayed(**{"application_x.plot+json": {"data": []}}))
    assert "A page cannot show this (application/x.plot+json)." in body


def test_a_raw_cell_is_shown_as_text():
    body, _ = laid(new_raw_cell("Seen by <b>two</b> officers"))
    assert "Seen by &lt;b&gt;two&lt;/b&gt; officers" in body
