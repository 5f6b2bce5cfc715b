"""What cells show that is none of ours: each kind in its place on the page."""

import base64

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.publish.page.body import Headings, body_html
from analysis.publish.slugs import Anchors


def laid(*outputs, tags=()):
    """The body of a notebook whose one cell shows these outputs."""
    cell = new_code_cell("show()", outputs=list(outputs), metadata={"tags": list(tags)})
    cells = [new_markdown_cell("# Pay"), cell]
    headings = Headings("Pay", Anchors())
    body = body_html(new_notebook(cells=cells), headings=headings, place=lambda _: "")
    return "".join(body), headings


def displayed(metadata=None, **data):
    bundle = {kind.replace("_", "/", 1): content for kind, content in data.items()}
    return new_output("display_data", data=bundle, metadata=metadata or {})


def test_an_error_is_shown_by_name_without_the_colours_of_a_terminal():
    error = new_output("error", ename="ValueError", evalue="\x1b[31mno <pay>\x1b[0m", traceback=[])
    body, _ = laid(error)
    assert "Error in" in body
    assert "ValueError: no &lt;pay&gt;" in body


def test_a_drawing_is_held_in_the_page_and_described_or_said_not_to_be():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
    output = displayed({"image/svg+xml": {"alt": 'Pay "fell"'}}, **{"image_svg+xml": drawing})
    body, _ = laid(output)
    content = base64.b64encode(drawing.encode()).decode()
    assert f'src="data:image/svg+xml;base64,{content}"' in body
    assert 'alt="Pay &quot;fell&quot;"' in body
    body, _ = laid(displayed(image_png="aGVs\nbG8="))
    assert 'src="data:image/png;base64,aGVsbG8="' in body
    assert 'alt="Picture made by cell 2, not described"' in body


def test_shown_markdown_is_prose_whose_headings_join_the_contents():
    body, headings = laid(displayed(text_markdown="## Prices\n\nThey *rose*."))
    assert [text for _, text in headings.contents] == ["Prices"]
    assert "<em>rose</em>" in body


def test_a_cell_to_be_left_out_shows_neither_code_nor_output():
    output = displayed(text_plain="kept?")
    assert "kept?" in laid(output)[0]
    assert "kept?" not in laid(output, tags=["remove"])[0]
    assert "show" not in laid(output, tags=["remove"])[0]
