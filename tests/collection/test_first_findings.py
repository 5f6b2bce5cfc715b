"""The first finding of a page answers about pay, prices or votes, and never counts the record."""

import re

import pytest
from tests.collection.made import NOTEBOOKS

pytestmark = pytest.mark.slow
TOOLS = ("00", "12")
PAGES = [
    *((path.stem, {}) for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem[:2] not in TOOLS),
    *(("13_on_the_day", {"moment": key}) for key in ("2004-01", "2011-03", "2013-04", "2023-12")),
    *(("05_ballots", {"union": union}) for union in ("PCS", "Prospect", "UCU")),
]
ABOUT = re.compile(r"\b(pay|prices|votes?|awards?|salar(y|ies)|offers?|wage)\b", re.IGNORECASE)
OF_THE_RECORD = re.compile(r"\brows?\b|\bstatements\b|\btables?\b|\bthe record (of|holds)\b")


@pytest.mark.parametrize(("notebook", "given"), PAGES, ids=[str(page) for page in PAGES])
def test_it_is_about_pay_prices_or_votes_and_not_about_the_record(make, notebook, given):
    sentence = make(notebook, **given).findings[0].sentence
    assert ABOUT.search(sentence), sentence
    assert not OF_THE_RECORD.search(sentence), sentence
