"""The charts of all built pages: statements, marks that are seen, one colour a name."""

import re
from collections import defaultdict
from html import unescape

import pytest
from tests.present.drawing import mark_contrasts, meeting_texts, named_colours, texts_cut_off

from analysis.present.style import LEADS, STANDING

HOSTILE = "dispute-hostile"
FIGURE = re.compile(r'<figure class="chart[^>]* id="([^"]+)">(.*?)</figure>', re.DOTALL)
DRAWING = re.compile(r"<svg role.*?</svg>", re.DOTALL)


@pytest.fixture(scope="module")
def charts(site):
    """The page, id, headline and drawings of every chart of the site."""
    found = []
    for path in sorted(site.glob("*.html")):
        for name, inside in FIGURE.findall(path.read_text(encoding="utf-8")):
            headline = re.search(r"chart-headline[^>]*>(.*?)</h3>", inside, re.DOTALL)[1]
            found.append((path.stem, name, unescape(headline), DRAWING.findall(inside)))
    assert len(found) > 100
    return found


def test_each_headline_is_a_statement_of_ten_words_with_a_figure_in_it(charts):
    drawn = [(page, name, headline) for page, name, headline, svgs in charts if svgs]
    assert [one for one in drawn if not re.search(r"\d", one[2])] == []
    assert [one for one in drawn if len(one[2].split()) > 10] == []


def test_every_mark_is_seen_in_both_schemes(charts):
    faint = {
        (page, name, mark)
        for page, name, _, svgs in charts
        for svg in svgs
        for scheme in (0, 1)
        for mark, found in mark_contrasts(svg, scheme).items()
        if found < 3
    }
    assert faint == set()


def test_a_name_has_one_colour_on_every_page(charts):
    colours = defaultdict(lambda: defaultdict(set))
    for page, name, _, svgs in charts:
        for words, colour in named_colours(svgs[0]) if svgs else ():
            for lead in LEADS:
                words = words.removeprefix(lead)
            if words in STANDING:
                colours[words][colour].add((page, name))
    assert len(colours) > 12
    assert {name: dict(found) for name, found in colours.items() if len(found) > 1} == {}


def test_no_words_of_a_chart_meet_run_out_or_print_a_year_with_a_comma(charts):
    wrong = []
    for page, name, _, svgs in charts:
        for svg in svgs:
            texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
            wrong += [
                (page, name, "year", one) for one in texts if re.fullmatch(r"[12],\d{3}", one)
            ]
            wrong += [(page, name, "out", one) for one in texts_cut_off(svg)]
            wrong += [(page, name, "meet", *pair) for pair in meeting_texts(svg)]
            if name == "timeline" and page != HOSTILE:  # a word of 300 letters is cut at last
                wrong += [(page, name, "cut", one) for one in texts if "…" in one]
    assert wrong == []
