"""The front page asked: its sums are those of the measures, and it takes what people type."""

import random
from datetime import date, timedelta

import pytest
from benchmarks.front_page import front_page

from analysis import typed
from analysis.collection.versions import published_versions
from analysis.errors import RealpayError
from analysis.measures.offers.worth import Offer, readings
from analysis.periods import Month
from analysis.publish.site.question import asked

SHOWN = ("CPI", "CPIH", "RPI")
CASES = random.Random(17)
NUMBERS = (
    *("rate", "possible", "real_change", "real_low", "real_high", "gap", "pounds", "pace_pounds"),
    *("year_real_change", "year_pounds"),
)


@pytest.fixture(scope="module")
def path(clean_copy, tmp_path_factory):
    """A front page of two reports that can be asked, of the repository's own figures."""
    place = tmp_path_factory.mktemp("asked") / "index.html"
    links = {"offer": [("Pay offers", "offers.html")]}
    place.write_text(front_page(2, asked(clean_copy, links)), encoding="utf-8")
    return place


def make_offers(count):
    """Offers of every kind, made up: sizes, days from 1948 on, months, salaries, lump sums."""
    first = date(1948, 7, 1)
    offers = []
    for number in range(count):
        on = first + timedelta(days=CASES.randrange(29_000))
        if number % 2:
            on = date(2011, 1, 1) + timedelta(days=CASES.randrange(6_000))
        salary = CASES.choice((None, 25_000.0, 23_760.0, 33_333.33, 1_000.0, 9_999_999.99))
        offers.append(
            Offer(
                CASES.choice(
                    (3.0, 0.0, -2.0, 11.1, 0.5, 4.85, 100.0, round(CASES.random() * 9, 2))
                ),
                on,
                CASES.choice((None, Month(on.year, on.month) + CASES.randrange(-15, 15))),
                salary,
                None if salary is None else CASES.choice((None, 1_500.0, 0.5)),
            )
        )
    return offers


WORTH = """offers => offers.map(([percent, on, effective, salary, lump]) =>
sums.worth(realpay.facts.indices, {percent, on: sums.dayIn(on), effective:
effective === null ? null : sums.monthIn(effective), salary, lump}).map(one => ({...one,
month: one.month === undefined ? null : sums.isoMonth(one.month),
published: one.published === undefined || one.published === null ? null
: sums.isoDay(one.published)})))"""


def test_every_number_of_five_hundred_offers_is_that_of_realpay_worth(path, opened, clean_copy):
    page, rates, offers = opened(path), published_versions(clean_copy), make_offers(500)
    given = [
        [
            one.percent,
            one.on.isoformat(),
            one.effective.text if one.effective else None,
            one.salary,
            one.lump_sum,
        ]
        for one in offers
    ]
    compared = 0
    for offer, answers in zip(offers, page.evaluate(WORTH, given), strict=True):
        for one, answer in zip(readings(rates, offer, indices=SHOWN), answers, strict=True):
            told = {name: answer.get(name) for name in NUMBERS}
            assert told == {name: getattr(one, name) for name in NUMBERS}, offer
            words = ("index", "reading", "month", "missing", "published")
            assert [answer.get(word) for word in words] == [getattr(one, word) for word in words]
            assert bool(answer.get("revised")) == one.revised
            compared += one.rate is not None
    assert compared > 3000
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [path.as_uri()]


PERCENTAGES = (
    *("3%", "3 per cent", "3.5", "−2", "-2", "+3", " 3 % ", "0.03", "0.03%", "300", "300%", "0"),
    *("1.250,00", "3,5", "2-3", "3 or 4", "-100", "🙂", "<script>", "0.25", "100", "1e3", "%"),
)
SUMS = (
    *("£1,250", "25000", "25,000", "£25 000.50", "25k", "1.250,00", "0", "-5", "999", "lots"),
    *("10000000", "1250gbp", "1,25", "🙂"),
)
DAYS = (
    *("2022-12-07", "7 December 2022", "7 Dec 2022", "December 7, 2022", "20221207", "2022/12/07"),
    *("31 February 2022", "2022-02-31", "07/12/2022", "31/01/2022", "2022", "soon", "🙂"),
    *("1899-12-31", "7th dec 2022", "sept 2022", "0000-00-00", "12.13.14"),
)
MONTHS = (*("2022-08", "August 2022", "08/2022", "Aug 2022", "2022-08-01", "2022", "2022-13"),)
READ = """([name, list]) => list.map(text => { try { return sums[name](text); }
catch (problem) { if (!(problem instanceof sums.Slip)) throw problem; return null; } })"""


def read_all(read, texts):
    """What Python makes of each text; None where it asks back."""
    found = []
    for text in texts:
        try:
            found.append(read(text))
        except RealpayError:
            found.append(None)
    return found


def test_what_people_type_is_read_or_asked_back_as_at_the_keyboard(path, opened):
    page = opened(path)

    def days(text):
        return (typed.day(text, what="on") - date(1970, 1, 1)).days

    def months(text):
        month = typed.month(text, what="from")
        return month.year * 12 + month.month - 1

    def money(text):
        return typed.pounds(text, what="once")

    for name, read, texts in (
        ("readPercent", typed.percentage, PERCENTAGES),
        ("readPounds", money, SUMS),
        ("readDay", days, DAYS),
        ("readMonth", months, MONTHS),
    ):
        answers = page.evaluate(READ, [name, list(texts)])
        wanted = read_all(read, texts)
        assert dict(zip(texts, answers, strict=True)) == dict(zip(texts, wanted, strict=True))


def fill(page, **boxes):
    for name in ("rise", "on", "from", "salary", "once"):
        page.fill(f"#offer-{name}", boxes.get(name, ""))


def said(page):
    return page.locator("#offer-said").inner_text()


@pytest.mark.parametrize(
    ("box", "text", "words"),
    [
        ("rise", "0.03", "Did you mean 3 %? Type 3."),
        ("rise", "300", "Did you mean 3 %? Type 3."),
        ("rise", "🙂", "That is not a percentage."),
        ("on", "07/12/2022", "That may be 7 December 2022 (type 2022-12-07) or 12 July 2022"),
        ("on", "31 February 2022", "There is no day 31 February 2022."),
        ("on", "1947-01-01", "No rate is known so early. On record are CPI from"),
        ("on", "2999-01-01", "is still to come"),
        ("salary", "0", "at least 1,000"),
        ("salary", "10000001", "Pounds up to 10,000,000 are understood here."),
        ("once", "1.250,00", "Write pence with a point"),
    ],
)
def test_what_is_not_understood_is_asked_back_beside_its_box(path, opened, box, text, words):
    page = opened(path)
    fill(page, **{"rise": "3", "on": "2022-12-07", "salary": "25000", box: text})
    assert words in page.locator(f"#offer-{box}-wrong").inner_text()
    assert page.get_attribute(f"#offer-{box}", "aria-invalid") == "true"
    assert not page.locator("#offer-answer").is_visible()


def test_pounds_are_a_share_of_the_salary_and_ask_for_it(path, opened):
    page = opened(path)
    fill(page, rise="£1,250", on="2022-12-07")
    assert "type the salary" in page.locator("#offer-salary-wrong").inner_text()
    page.fill("#offer-salary", "25,000")
    assert said(page).startswith("A rise of £1,250 (5.00\xa0%) offered on 7 December 2022")


def test_a_month_is_answered_by_its_end_and_says_what_stood_at_its_beginning(path, opened):
    page = opened(path)
    fill(page, rise="3", on="December 2022")
    assert "11.1\xa0% to October 2022" not in said(page)
    notes = page.locator("#offer-notes").inner_text()
    assert "CPI: at the beginning of December 2022 the newest rate was 11.1\xa0%" in notes


def test_an_address_asks_the_question_and_a_question_makes_the_address(path, opened, browser):
    page = opened(path)
    fill(page, rise="3 per cent", on="7 December 2022", salary="£25,000", **{"from": "Aug 2022"})
    page.locator("#offer-salary").blur()
    state = page.evaluate("location.hash")
    assert state == "#offer=3&on=2022-12-07&from=2022-08&salary=25000"
    sentence = said(page)
    assert "7.3\xa0% less in real terms on CPI (11.1\xa0% to October 2022)" in sentence
    page.goto("about:blank")
    page.goto(path.as_uri() + state)
    assert said(page) == sentence


HOSTILE = (
    *("#p=<script>alert(1)</script>", "#offer=<img src=x onerror=alert(1)>&on=%3Cscript%3E"),
    *("#offer=%E0%A4%A&on=%", "#offer=" + "9" * 5000, "#offer=3&on=javascript:alert(1)"),
    *("#offer=__proto__&__proto__=1", "#=&=&==", "#offer=NaN&on=Infinity", "#deal=" + ";" * 99),
    *("#ballot=1,2,3,4,5,6,7&opened=0", "#find=<b>"),
)


def test_a_hostile_or_broken_address_runs_nothing_and_is_asked_back(path, opened):
    page = opened(path)
    for state in HOSTILE:
        page.goto("about:blank")
        page.goto(path.as_uri() + state)
        text = page.locator("#ask").inner_text()
        assert "NaN" not in text.replace("NaN\n", ""), state
        assert "undefined" not in text
        assert not page.locator("#offer-answer").is_visible(), state
        wrong = page.locator("[aria-invalid=true]").count()
        assert wrong or page.locator("#ask-state").inner_text() or "find" in state, state
    assert page.said == []
    assert not [url for url in page.asked if not url.startswith(("data:", "file:", "about:"))]


def test_a_sentence_and_a_picture_can_be_taken_along(path, opened):
    page = opened(path)
    fill(page, rise="3", on="2022-12-07")
    size = page.evaluate(
        "(() => { const one = realpay.card(realpay.questions.get('offer').said);"
        "return [one.width, one.height, one.toDataURL().length > 10000]; })()"
    )
    assert size == [1200, 630, True]
    with page.expect_download() as saved:
        page.click("#offer-take [data-take=picture]")
    assert saved.value.suggested_filename == "realpay-offer.png"
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    page.click("#offer-take [data-take=sentence]")
    page.wait_for_function("window.copied")
    copied = page.evaluate("window.copied")
    assert said(page) in copied
    assert "Source: published 12-month rates of CPI, CPIH, RPI, ONS" in copied
    assert "#offer=3&on=2022-12-07" in copied


def test_without_a_script_the_page_gives_its_example_and_the_table(path, opened):
    page = opened(path, java_script_enabled=False)
    worked = page.locator("#worked").inner_text()
    assert "−7.3\xa0% on CPI" in worked
    assert page.locator("#worked tbody tr").count() == 9
    assert not page.locator("#ask-offer").is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_runs_out_of_a_narrow_window(
    path, opened, axe, scheme, width
):
    page = opened(path, width=width, scheme=scheme)
    for state in ("", "#offer=3&on=2022-12-07&from=2022-08&salary=25000&once=1500", "#offer=x"):
        page.goto("about:blank")
        page.goto(path.as_uri() + state)
        assert axe(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_every_box_and_button(path, opened, walk):
    page = opened(path)
    page.goto("about:blank")
    page.goto(path.as_uri() + "#offer=3&on=2022-12-07")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    wanted, reached = walk(page)
    assert len(reached) >= wanted - 1
    assert all(style != "none" and width >= 2 for _, style, width in reached)
