"""The front page asked: its sums are those of the measures, and it takes what people type."""

import random
import re
import struct
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from benchmarks.front_page import front_page

from analysis import typed
from analysis.collection.offers.chained import read_employer
from analysis.collection.prices import price_indices
from analysis.collection.versions import published_versions
from analysis.door.prices import inflate
from analysis.errors import RealpayError
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.one_ballot import ballots_frame
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.ballots.rules import NATIONS
from analysis.measures.offers.chains import AWARD, GAP, Link, chain_links
from analysis.measures.offers.deals import measure_deal
from analysis.measures.offers.worth import Offer, readings
from analysis.measures.pay.pay_points import POINT_HALF_UNIT
from analysis.measures.pay.pay_series import PaySeries, real_pay_change
from analysis.periods import Month, PayYear
from analysis.present.numbers import print_amount
from analysis.project import ROOT_VARIABLE
from analysis.publish.site.deal import deal_asked
from analysis.publish.site.front import render_deal
from analysis.publish.site.question import asked, money_row
from analysis.tables import read

DWP = "department-for-work-and-pensions"
SHOWN = ("CPI", "CPIH", "RPI")
PNG = b"\x89PNG\r\n\x1a\n"
CASES = random.Random(17)
NUMBERS = (
    *("rate", "possible", "real_change", "real_low", "real_high", "gap", "pounds", "pace_pounds"),
    *("year_real_change", "year_pounds"),
)


@pytest.fixture(scope="module")
def path(clean_copy, tmp_path_factory):
    """A front page of two reports that can be asked, of the repository's own figures."""
    place = tmp_path_factory.mktemp("asked") / "index.html"
    links = {"offer": [("Pay offers", "offers.html")], "deal": [("Awards", "awards.html")]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(clean_copy.root))
        place.write_text(front_page(2, asked(links)), encoding="utf-8")
        deal = render_deal(deal_asked(links, {f"dispute-{DWP}"}))
        place.with_name("deal.html").write_text(deal, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def record(clean_copy):
    """The price indices, the rules of ballots and the awards of two employers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(clean_copy.root))
        rules = read("ballot_rules")
        awards = {slug: read_employer(slug, ceilings=True) for slug in (DWP, "home-office")}
        return price_indices(), rules, awards


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
sums.worth(ask.facts.indices, {percent, on: sums.dayIn(on), effective:
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


def make_deals(count):
    """Chains of up to ten rises, with gaps, ranges, two stages in a year and years to come."""
    deals = []
    for _ in range(count):
        month, links = Month(1986, 1) + CASES.randrange(480), []
        for _ in range(CASES.randrange(1, 11)):
            low = CASES.choice((None, 0.0, 1.0, 2.5, -2.0, round(CASES.random() * 9, 2)))
            high = None if low is None else low + CASES.choice((0.0, 0.0, 0.0, 0.5))
            year = PayYear(month.year - (month.month < 4)).text
            links.append(Link(year, month, low, high, AWARD if low is not None else GAP))
            month += CASES.choice((12, 12, 12, 12, 6, 15))
        lump = {links[0].pay_year: CASES.choice((0.0, 500.0))}
        deals.append((links, CASES.choice((25_000.0, 23_760.0)), lump))
    return deals


CHAIN = """deals => deals.map(([links, salary, lumps]) => ask.facts.indices.map(index => {
const given = links.map(([pay_year, effective, low, high]) =>
({pay_year, effective: sums.monthIn(effective), low, high, note: ''}));
const found = sums.chain(given, index);
const flat = one => [one.value, one.low, one.high];
return {longest: found.longest && sums.isoMonth(found.longest.first),
outside: found.outside.map(([link, why]) => [link.pay_year, why]),
runs: found.runs.map(run => ({ends: [run.first, run.last].map(sums.isoMonth),
worst: run.worst.pay_year, years: run.years.map(year => year.pay_year),
figures: [run.money, run.prices, run.real, run.restoring,
...run.years.flatMap(year => [year.money, year.prices, year.real])].flatMap(flat),
pounds: sums.deal(run, index, salary, lumps).flatMap(one =>
[one.salary, one.lump_sum, one.pace, one.beside])}))}; }))"""


def as_flat(found, index, salary, lumps):
    """What the page should say of a chain."""
    runs = []
    for run in found.runs:
        parts = [run.money, run.prices, run.real, run.restoring]
        parts += [part for year in run.years for part in (year.money, year.prices, year.real)]
        deal = measure_deal(run, index=index, salary=salary, lump_sums=lumps)
        runs.append(
            {
                "ends": [run.first.text, run.last.text],
                "worst": run.worst.pay_year,
                "years": [year.pay_year for year in run.years],
                "figures": [each for one in parts for each in (one.value, one.low, one.high)],
                "pounds": [
                    each
                    for one in deal
                    for each in (one.salary, one.lump_sum, one.pace, one.beside)
                ],
            }
        )
    outside = [[link.pay_year, why] for link, why in found.outside]
    longest = found.longest.first.text if found.longest else None
    return {"longest": longest, "outside": outside, "runs": runs}


def test_every_number_of_chained_rises_is_that_of_the_measures(path, opened, record):
    page, (indices, _, awards) = opened(path.with_name("deal.html")), record
    deals = [*make_deals(150), *((links, 25_000.0, {}) for links in awards.values())]
    given = [
        [[[one.pay_year, one.effective.text, one.low, one.high] for one in links], salary, lumps]
        for links, salary, lumps in deals
    ]
    compared = 0
    for (links, salary, lumps), answers in zip(deals, page.evaluate(CHAIN, given), strict=True):
        unnoted = [replace(link, note="") for link in links]
        for index, answer in zip(indices.values(), answers, strict=True):
            found = chain_links(unnoted, index)
            wanted = as_flat(found, index, salary, lumps)
            for run, other in zip(answer["runs"], wanted["runs"], strict=True):
                for name in ("figures", "pounds"):  # products may be taken in another order
                    assert run.pop(name) == pytest.approx(other.pop(name), rel=1e-12, abs=1e-10)
                    compared += 1
            assert answer == wanted
    assert compared > 600
    assert page.said == []


PROGRESS = """pairs => pairs.map(([from, to]) => ask.facts.indices.map(index => {
const end = ([month, pounds]) => ({month: sums.monthIn(month), pounds});
const found = sums.progress(end(from), end(to), index);
return found && [found.money, found.prices, found.real].flatMap(one =>
[one.value, one.low, one.high]); }))"""


def test_moving_up_a_scale_is_measured_as_pay_points_are(path, opened, record):
    page, (indices, _, _) = opened(path.with_name("deal.html")), record
    points = page.evaluate(f"ask.facts.employers.find(one => one.slug === '{DWP}').points")
    pairs = []
    for ends in points.values():
        known = [(month, each) for month, *both in ends for each in both if each is not None]
        pairs += [(one, other) for one in known for other in known if one[0] < other[0]]
    assert len(pairs) > 50
    for (start, end), answers in zip(pairs, page.evaluate(PROGRESS, pairs), strict=True):
        months = tuple(Month.parse(one[0]).ordinal for one in (start, end))
        series = PaySeries("points", "GBP a year", months, (start[1], end[1]), POINT_HALF_UNIT)
        for index, answer in zip(indices.values(), answers, strict=True):
            change = real_pay_change(series, index=index, start=start[0], end=end[0])
            parts = (change.nominal, change.prices, change.real)
            assert answer == [each for one in parts for each in (one.value, one.low, one.high)]


def make_ballots(count, services):
    """Votes round every line of the law, on days from 1992 on, counts at times not known."""
    ballots = []
    for number in range(count):
        entitled = CASES.choice((50, 101, 1_000, CASES.randrange(1, 130_000)))
        returned = min(entitled, max(0, round(entitled / 2) + CASES.randrange(-2, 3)))
        if number % 3 == 0:
            returned = CASES.randrange(entitled + 1)
        yes = min(returned, max(0, round(0.4 * entitled) + CASES.randrange(-2, 3)))
        if number % 2:
            yes = min(returned, returned // 2 + CASES.randrange(2))
        no = CASES.randrange(returned - yes + 1)
        opened = date(1992, 10, 16) + timedelta(days=CASES.randrange(12_500))
        if number % 4 == 0:
            edge = CASES.choice((date(2017, 3, 1), date(2017, 9, 13), date(2026, 2, 18)))
            opened = edge + timedelta(days=CASES.randrange(-1, 2))
        ballots.append(
            {
                "entitled": entitled,
                "returned": CASES.choice((returned, returned, None)),
                "yes": yes,
                "no": no,
                "opened": opened.isoformat(),
                "closed": (opened + timedelta(days=CASES.randrange(14, 60))).isoformat(),
                "nation": CASES.choice(NATIONS),
                "service": CASES.choice((None, None, *services)),
            }
        )
    return ballots


JUDGE = """ballots => { const law = sums.readLaw(ask.facts.law); return ballots.map(given => {
const ballot = {...given, opened: sums.dayIn(given.opened), closed: sums.dayIn(given.closed)};
const found = sums.judge(law, ballot), window = sums.mandate(law, ballot);
const {under, ...rest} = found;
return {...rest, rule_ids: under.rules.map(one => one.id).join('; '), window: window &&
[window.rule.id, sums.isoDay(window.last), window.agreed && sums.isoDay(window.agreed),
window.begin]}; }); }"""
JUDGED = (
    *("majority", "turnout", "support", "outcome", "legal_yes_pct", "valid_yes_pct", "rule_ids"),
    *("turnout_counted_pct", "papers_short", "yes_short", "majority_short"),
)


def test_ballots_are_judged_as_python_judges_them_and_their_mandates_end_the_same_day(
    path, opened, record
):
    page, (_, rules, _) = opened(path), record
    ballots = make_ballots(400, page.evaluate("ask.facts.services"))
    rows = [
        {**one, "important_service": one["service"], "key": str(number)}
        for number, one in enumerate(ballots)
    ]
    frame = ballots_frame([{k: v for k, v in row.items() if k != "service"} for row in rows])
    judged = judge_ballots(frame, ballot_rules=rules)
    windows = mandate_windows(frame, ballot_rules=rules).set_index("key")
    outcomes = set()
    for (_, wanted), answer in zip(judged.iterrows(), page.evaluate(JUDGE, ballots), strict=True):
        told = {name: wanted[name] for name in JUDGED}
        told = {name: None if value != value else value for name, value in told.items()}
        assert {name: answer[name] for name in JUDGED} == told
        window = None
        if wanted["key"] in windows.index:
            row = windows.loc[wanted["key"]]
            agreed = row["agreed_last_earliest"]
            last = str(row["window_last_earliest"].date())
            agreed = None if agreed != agreed else str(agreed.date())
            window = [row["rule_id"], last, agreed, bool(row["begin_within"])]
        assert answer["window"] == window
        outcomes.add(answer["outcome"])
    assert outcomes == {"yes", "no", "cannot be told"}


def make_sums(count):
    """Sums of two years, months or pay years, some before an index begins; some with no second."""
    amounts, sums = ("1", "£28,000", "25,000.50", "0.01", "9999999"), []
    for number in range(count):
        least = CASES.choice((1800, 1950, 1990, 1990, 2010))
        first, last = (CASES.randrange(least, 2026) for _ in range(2))
        times = [str(first), str(last)]
        if number % 3 == 1:
            times = [f"{max(1948, one)}-{CASES.randrange(1, 13):02d}" for one in (first, last)]
        if number % 3 == 2:
            times = [f"{one}/{(one + 1) % 100:02d}" for one in (first, last)]
        sums.append((CASES.choice(amounts), times[0], CASES.choice((times[1], times[1], ""))))
    return sums


ASK_SUMS = """sums => sums.map(given => {
["amount", "of", "in"].forEach((box, place) => { ask.at(`money-${box}`).value = given[place]; });
ask.at("ask-money").dispatchEvent(new Event("input"));
const wrong = [...document.querySelectorAll("#ask-money .wrong")].map(one => one.textContent);
const rows = [...document.querySelectorAll("#money-table tbody tr")].map(row =>
[...row.cells].map(cell => cell.textContent));
const {said} = ask.questions.get("money");
return {wrong, said: said && said.sentence, rows: said ? rows : [],
shown: ask.at("money-said").textContent}; })"""
NEWEST = re.compile(r"is £\S+ of (.+?) on ")


def inflated(amount, start, to):
    """What `pay.inflate` says on each index that has both times, by name."""
    found = {}
    for index in SHOWN:
        with suppress(RealpayError):
            found[index] = inflate(amount, start, to=to, index=index)
    return found


def test_sums_of_other_years_are_those_of_realpay_inflate_to_the_last_digit(
    path, opened, clean_copy, monkeypatch
):
    monkeypatch.setenv(ROOT_VARIABLE, str(clean_copy.root))
    page, sums, compared = opened(path), make_sums(60), 0
    for (amount, start, to), answer in zip(sums, page.evaluate(ASK_SUMS, sums), strict=True):
        newest = NEWEST.search(answer["said"] or "")
        wanted = inflated(amount, start, to or (newest[1] if newest else start))
        assert [row[0] for row in answer["rows"]] == list(wanted), (amount, start, to, answer)
        assert bool(wanted) != any(answer["wrong"]), (start, to, answer)
        for row, one in zip(answer["rows"], wanted.values(), strict=True):
            assert row == money_row(one)
            assert f" is {row[3]}{one.bounds_text} in prices of" in str(one)
            digits = 0 if one.amount >= 1000 else 2
            assert f"{print_amount(one.value, '£', digits)}" in answer["said"]
            compared += 1
        absent = set(SHOWN) - set(wanted) if wanted else set()
        assert all(f"{index} (" in answer["said"] for index in absent)
    assert compared > 90
    assert page.said == []


WRONG_SUMS = (
    (("0", "2015", ""), 0, "Pounds are wanted, at least 1"),
    (("-5", "2015", ""), 0, "not a sum in pounds"),
    (("9" * 400, "2015", ""), 0, "Pounds up to 1,000,000,000,000"),
    (("5", "abc", ""), 1, "not a year or a month"),
    (("5", "1066", ""), 1, "No prices of the whole of 1066 are on record. There are CPI 1988 to"),
    (("5", "2999", ""), 1, "No prices of the whole of 2999"),
    (("5", "2010-11", ""), 1, "November 2010 (type November 2010) or a pay year (type 2010/11)"),
    (("5", "2015", "2999-01"), 2, "One is a year, the other a month. Give two of a kind."),
    (("5", "2015", "2999"), 2, "No prices of the whole of 2999"),
    (("<img src=x onerror=alert(1)>", "<script>", "<b>"), 1, "not a year or a month"),
)


def test_a_sum_that_cannot_be_told_is_asked_back_and_an_address_asks_for_one(path, opened, record):
    page = opened(path)
    answers = page.evaluate(ASK_SUMS, [given for given, _, _ in WRONG_SUMS])
    for (given, box, words), answer in zip(WRONG_SUMS, answers, strict=True):
        assert words in answer["wrong"][box], given
        assert (answer["said"], answer["shown"]) == (None, ""), given
        assert "NaN" not in str(answer), given
    page.goto("about:blank")
    page.goto(path.as_uri() + "#money=28000&of=2015")
    boxes = [page.input_value(f"#money-{box}") for box in ("amount", "of", "in")]
    assert boxes == ["28000", "2015", ""]
    whole = [(index.last + 1).year - 1 for index in record[0].values()]
    assert f" of {min(whole)} on CPI, " in page.inner_text("#money-said")
    page.fill("#money-in", "2020")
    assert page.inner_text("#money-said").startswith("£28,000 of 2015 is £30,447 of 2020 on CPI")
    page.locator("#money-in").blur()
    assert page.evaluate("location.hash") == "#money=28000&of=2015&in=2020"
    assert page.said == []


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


def read_all(reader, texts):
    """What Python makes of each text; None where it asks back."""
    found = []
    for text in texts:
        try:
            found.append(reader(text))
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

    for name, reader, texts in (
        ("readPercent", typed.percentage, PERCENTAGES),
        ("readPounds", money, SUMS),
        ("readDay", days, DAYS),
        ("readMonth", months, MONTHS),
    ):
        answers = page.evaluate(READ, [name, list(texts)])
        wanted = read_all(reader, texts)
        assert dict(zip(texts, answers, strict=True)) == dict(zip(texts, wanted, strict=True))


def fill(page, **boxes):
    for name in ("rise", "on", "from", "salary", "once"):
        page.fill(f"#offer-{name}", boxes.get(name, ""))


def said(page):
    return page.locator("#offer-said").inner_text()


ASKED_BACK = (
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
)


def test_what_is_not_understood_is_asked_back_beside_its_box(path, opened):
    page = opened(path)
    for box, text, words in ASKED_BACK:
        fill(page, **{"rise": "3", "on": "2022-12-07", "salary": "25000", box: text})
        assert words in page.locator(f"#offer-{box}-wrong").inner_text(), text
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
    *("#ballot=1,2,3,4,5,6,7&opened=0", "#find=<b>", "#s=<script>alert(1)</script>"),
    "#money=<script>alert(1)</script>&of=<img src=x onerror=alert(1)>&in=__proto__",
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
        "(() => { const one = ask.card(ask.questions.get('offer').said);"
        "return [one.width, one.height, one.toDataURL().length > 10000]; })()"
    )
    assert size == [1200, 630, True]
    with page.expect_download() as saved:
        page.click("#offer-take [data-take=picture]")
    assert saved.value.suggested_filename == "realpay-offer.png"
    head = Path(saved.value.path()).read_bytes()[:24]
    assert (head[:8], struct.unpack(">II", head[16:])) == (PNG, (1200, 630))
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    page.click("#offer-take [data-take=sentence]")
    page.wait_for_function("window.copied")
    copied = page.evaluate("window.copied")
    assert said(page) in copied
    assert "Source: published 12-month rates of CPI, CPIH, RPI, ONS" in copied
    assert "#offer=3&on=2022-12-07" in copied
    page.click("#offer-take [data-take=link]")
    page.wait_for_function("!window.copied.includes(' ')")
    link = page.evaluate("window.copied")
    assert link == f"{path.as_uri()}#offer=3&on=2022-12-07"
    page.goto("about:blank")
    page.goto(link)
    assert said(page) in copied


def test_the_slider_judges_the_ballot_on_another_day_and_marks_the_laws_changes(path, opened):
    page = opened(path)
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#ballot=124710,59452,46352,12430,&opened=2019-03-18")
    assert "no mandate" in page.locator("#ballot-said").inner_text()
    slider = page.locator("#ballot-day")
    days = page.evaluate("sums.readLaw(ask.facts.law).days")
    marks = page.locator("#law-days option").evaluate_all("all => all.map(one => +one.value)")
    assert marks == days
    assert len(marks) > 2
    told = set()
    for day in marks:
        slider.evaluate(
            "(one, day) => { one.value = day; one.dispatchEvent(new Event('input', "
            "{bubbles: true})); }",
            day,
        )
        told.add(page.locator("#ballot-then").inner_text())
    assert len(told) == len(marks)
    assert any("no mandate" in one for one in told)
    assert not all("no mandate" in one for one in told)


def test_without_a_script_the_page_gives_its_example_and_the_table(path, opened):
    page = opened(path, java_script_enabled=False)
    worked = page.locator("#offer-example").inner_text()
    assert "−7.3\xa0% on CPI" in worked
    assert page.locator("#offer-example tbody tr").count() == 9
    assert not page.locator("#ask-offer").is_visible()
    page.locator("#more-ballot > summary").click()
    assert "2,903\xa0papers short of half" in page.locator("#ballot-example").inner_text()
    assert page.locator("#ballot-example tbody tr").count() == 4
    page.locator("#more-money > summary").click()
    assert "£28,000 of 2015 is £" in page.inner_text("#money-example")
    assert page.locator("#money-example tbody tr").count() == len(SHOWN)
    page.goto(path.with_name("deal.html").as_uri())
    assert page.locator("#deal-example tbody tr").count() > 3


SPANS = "table => [...table.querySelectorAll('tbody td:last-child')].map(one => one.innerText)"


def test_months_in_the_tables_of_a_deal_are_written_as_people_write_them(path, opened):
    page = opened(path.with_name("deal.html"))
    page.goto(path.with_name("deal.html").as_uri() + "#deal=2008-08:3,2009-08:2")
    asked = page.locator("#deal-answer table").evaluate(SPANS)
    assert asked == ["August 2008 to August 2009", "August 2009 to August 2010"]
    for span in page.locator("#deal-example table").evaluate(SPANS):
        assert re.fullmatch("[A-Z][a-z]+ [0-9]{4} to [A-Z][a-z]+ [0-9]{4}", span)


@pytest.mark.parametrize("name", ["index.html", "deal.html"])
def test_every_hint_gives_examples_that_its_own_box_takes(path, opened, name):
    page = opened(path.with_name(name))
    page.goto(path.with_name(name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    tried = 0
    for box in page.locator("section.ask input[id]:visible:not([type])").all():
        hints = (box.get_attribute("aria-describedby") or "").split()
        hint = page.inner_text(f"#{hints[0]}")
        of = box.get_attribute("id").split("-")[1]
        parts = hint.split(";") if hints[0] == "deal-rises-hint" else [hint]
        part = parts[("from", "rise", "once").index(of)] if len(parts) > 1 else hint
        for example in re.findall(r"£?[0-9]+(?:[-‑.,][0-9]+)*%?|[A-Z][a-z]+ [0-9]{4}", part):
            box.fill(example)
            assert page.inner_text(f"#{hints[1]}") == "", (box.get_attribute("id"), example)
            tried += 1
        box.fill("")
    assert tried >= 12
    assert page.said == []


def test_a_rise_in_pounds_of_a_deal_is_a_share_of_the_salary_as_it_then_stood(path, opened):
    page = opened(path.with_name("deal.html"))
    page.goto(path.with_name("deal.html").as_uri() + "#deal=2022-07:£1250,2023-07:£1312.50")
    assert "type the salary" in page.inner_text("#deal-salary-wrong")
    assert not page.locator("#deal-answer").is_visible()
    page.fill("#deal-salary", "25,000")
    answer = page.inner_text("#deal-said")
    page.goto("about:blank")
    page.goto(path.with_name("deal.html").as_uri() + "#deal=2022-07:5,2023-07:5&salary=25000")
    assert page.inner_text("#deal-said") == answer
    page.fill("#deal-rise-2", "-£30,000")
    assert "whole of it" in page.inner_text("#deal-rise-2-wrong")


STATES = (
    ("index.html", ""),
    ("index.html", "#offer=3&on=2022-12-07&from=2022-08&salary=25000&once=1500"),
    ("index.html", "#offer=x"),
    ("index.html", "#money=28000&of=2015&in=2025"),
    ("index.html", "#ballot=124710,59452,46352,12430,&opened=2019-03-18"),
    ("deal.html", f"#deal={DWP}&salary=25000"),
)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_runs_out_of_a_narrow_window(
    path, opened, axe, scheme, width
):
    page = opened(path, width=width, scheme=scheme)
    for name, state in STATES:
        page.goto("about:blank")
        page.goto(path.with_name(name).as_uri() + state)
        assert axe(page) == [], (name, state)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, state)


def test_a_deal_shows_its_real_change_on_a_phone_and_its_sources_beside_large_letters(path, opened):
    page = opened(path.with_name("deal.html"), width=360)
    page.goto(path.with_name("deal.html").as_uri() + f"#deal={DWP}")
    real = page.locator('#deal-table td[data-label="Real, CPI: "]').first.bounding_box()
    assert real["x"] + real["width"] <= 360
    large = opened(path.with_name("deal.html"), width=768, bypass_csp=True)
    large.goto(path.with_name("deal.html").as_uri() + f"#deal={DWP}")
    large.add_style_tag(content="html{font-size:200%}")
    source = large.locator(".rises .from").first.bounding_box()
    assert source["width"] > source["height"]


# What of an answer lies beyond the window, or out of sight in a box that scrolls.
BEYOND = """() => [...document.querySelectorAll(".answer :is(b, td, th, caption)")].filter(one =>
one.checkVisibility() && one.getBoundingClientRect().right > innerWidth).map(one => one.textContent)
"""


@pytest.mark.parametrize("size", [16, 32], ids=["plain", "twice the size"])
def test_no_part_of_an_answer_is_out_of_sight_on_a_phone(path, opened, size):
    page = opened(path, width=360)
    fonts = page.context.new_cdp_session(page)
    fonts.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    for name, state in STATES:
        page.goto("about:blank")
        page.goto(path.with_name(name).as_uri() + state)
        assert page.evaluate(BEYOND) == [], (name, state)


def test_the_keyboard_reaches_every_box_and_button(path, opened, walk):
    page = opened(path)
    for name, state in (STATES[1], *STATES[3:]):
        page.goto("about:blank")
        page.goto(path.with_name(name).as_uri() + state)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        wanted, reached = walk(page)
        assert len(reached) >= wanted - 1, name
        assert all(style != "none" and width >= 2 for _, style, width in reached), name
