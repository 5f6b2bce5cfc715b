"""The form for one's own pay: its sums are those of `realpay worth`, to the penny."""

import itertools
from datetime import date

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from analysis.measures.bounds import Bounded, round_half_up
from analysis.measures.offers.worth import BEGINS, COVERS, KNOWN, Offer, published, readings
from analysis.periods import Month
from analysis.publish.page.own_pay import rate_lines
from analysis.publish.page.whole import HowMade, ReportInfo, render_page

FIGURES = ("rate", "real_change", "gap", "pounds", "pace_pounds")
WITH_LUMP = ("year_real_change", "year_pounds")
POUNDS = ("pounds", "pace_pounds", "year_pounds")


def series(name, index, first, seed, count):
    days = pd.to_datetime(["2023-01-18"] * count)
    return pd.DataFrame(
        {
            "series": name,
            "index": index,
            "measure": "rate_12m",
            "base": None,
            "frequency": "month",
            "period": pd.period_range(first, periods=count, freq="M"),
            "value": [(at * seed * 37 % 161 - 15) / 10 for at in range(count)],
            "decimals": 1,
            "known_first": days,
            "known_from": days,
            "known_until": pd.NaT,
        }
    )


@pytest.fixture(scope="module")
def prices():
    """Three indices that do not end in the same month."""
    return pd.concat(
        [
            series("D7G7", "CPI", "2019-01", 1, 48),
            series("L55O", "CPIH", "2019-01", 2, 48),
            series("CZBH", "RPI", "2018-06", 3, 53),
        ],
        ignore_index=True,
    )


@pytest.fixture(scope="module")
def path(prices, tmp_path_factory):
    notebook = nbformat.from_dict(new_notebook(cells=[new_markdown_cell("## Prices")]))
    report = ReportInfo("offers", "Offers", "What is it worth?", own_pay=rate_lines(prices))
    place = tmp_path_factory.mktemp("own") / "offers.html"
    place.write_text(render_page(notebook, report=report, made=HowMade()), encoding="utf-8")
    return place


ASKED = """given => {
const put = (id, text) => { document.getElementById(id).value = text; };
put("own-salary", given.salary); put("own-rise", given.rise); put("own-lump", given.lump);
put("own-year", given.year); put("own-month", given.month);
document.getElementById("own-pay").dispatchEvent(new Event("input"));
return [...document.querySelectorAll("#own-table tbody tr")].map(row => {
const all = [...row.querySelectorAll("data")];
return [Object.fromEntries(all.map(one => [one.dataset.name, Number(one.value)])),
Object.fromEntries(all.map(one => [one.dataset.name, one.textContent]))]; });
}"""


def fill(page, salary, rise, lump="", month=None):
    """Fill the form; return ({figure: number}, {figure: text}) for each row of the answer."""
    given = {"salary": str(salary), "rise": str(rise), "lump": str(lump)}
    given["year"] = "" if month is None else str(month.year)
    given["month"] = "" if month is None else str(month.month - 1)
    return page.evaluate(ASKED, given)


def print_pounds(value, *, signed):
    rounded = round_half_up(value, 2)
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}£{abs(rounded):,.2f}"


def as_shown(one):
    """Print a reading as the page should."""
    real = Bounded(one.real_change, one.real_low, one.real_high)
    mark = "" if real.printed_certain(1) else "~"
    plain = {
        "rate": one.rate,
        "real_change": one.real_change,
        "gap": one.gap,
        "year_real_change": one.year_real_change,
    }
    texts = {
        name: f"{round_half_up(value, 1) + 0.0:.1f}".replace("-", "−")
        for name, value in plain.items()
        if value is not None
    }
    texts = {name: text if text != "−0.0" else "0.0" for name, text in texts.items()}
    for name in ("rate", "real_change", "year_real_change"):
        if name in texts:
            texts[name] += "\xa0%"
    texts["real_change"] = mark + texts["real_change"]
    for name in POUNDS:
        value = getattr(one, name)
        if value is not None:
            texts[name] = print_pounds(value, signed=name != "pace_pounds")
    return texts


def cases():
    rises = (3, 0, -2.5, 11.1, 0.5, 4.85, 100)
    salaries = (23_760, 25_000, 33_333.33, 1_000, 199_999.99)
    lumps = (None, 1_500, 0.5)
    months = (None, Month(2019, 1), Month(2020, 7), Month(2022, 12), Month(2018, 6))
    return list(itertools.product(rises, salaries, lumps, months))[::4]


def test_every_figure_is_that_of_realpay_worth_to_the_penny(path, prices, opened):
    page = opened(path)
    rates = published(prices)
    compared = 0
    for rise, salary, lump, month in cases():
        answers = fill(page, salary, rise, "" if lump is None else lump, month)
        offer = Offer(rise, date(2023, 1, 31), month, salary, lump)
        found = readings(rates, offer)
        wanted = [one for kind in (KNOWN, BEGINS, COVERS) for one in found if one.reading == kind]
        assert len(answers) == len(wanted)
        for one, (numbers, texts) in zip(wanted, answers, strict=True):
            if one.rate is None:
                assert numbers == {}
                continue
            names = FIGURES + (WITH_LUMP if lump else ())
            assert numbers == {name: getattr(one, name) for name in names}
            assert texts == as_shown(one)
            compared += len(names)
    assert compared > 2000
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [path.as_uri()]


def test_pounds_commas_and_per_cent_signs_are_understood(path, opened):
    page = opened(path)
    plain = fill(page, "25000", "3")
    assert plain
    assert fill(page, "£25,000", "3 per cent") == plain
    assert fill(page, " 25 000 ", "+3.0%") == plain


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("#own-salary", "lots", "Pounds a year, such as 25,000."),
        ("#own-salary", "500", "Pounds a year, such as 25,000."),
        ("#own-rise", "3 or 4", "Per cent, such as 3.5."),
        ("#own-rise", "-100", "Per cent, such as 3.5."),
        ("#own-lump", "-5", "Pounds, such as 1,500."),
    ],
)
def test_what_cannot_be_understood_is_said_beside_its_box(path, opened, box, typed, said):
    page = opened(path)
    fill(page, "25000", "3")
    page.fill(box, typed)
    assert page.locator(f"{box}-wrong").inner_text() == said
    assert page.get_attribute(box, "aria-invalid") == "true"
    assert not page.locator("#own-table").is_visible()


def test_three_hundredths_of_a_per_cent_are_asked_about(path, opened):
    page = opened(path)
    fill(page, "25000", "0.03")
    assert "a rise of 3 % is typed 3" in page.locator("#own-said").inner_text()


def test_typing_into_the_boxes_answers_at_each_keystroke(path, opened):
    page = opened(path)
    page.locator("#own-salary").press_sequentially("25000")
    page.locator("#own-rise").press_sequentially("3.5")
    page.select_option("#own-month", label="July")
    page.select_option("#own-year", label="2020")
    assert "A rise of £875.00 a year" in page.locator("#own-said").inner_text()
    assert page.locator("#own-table tbody tr").count() == 9


def test_a_month_without_a_rate_says_where_the_record_ends(path, opened):
    page = opened(path)
    fill(page, "25000", "3", month=Month(2022, 12))
    assert "not published yet: ends December 2022" in page.locator("#own-table").inner_text()


def test_axe_finds_nothing_with_an_answer_or_a_mistake_shown_in_either_scheme(path, opened, axe):
    page = opened(path)
    for lump in ("nonsense", "1500"):
        fill(page, "25000", "3", lump, Month(2020, 7))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], (lump, scheme)


def test_the_keyboard_fills_in_the_form_and_leaves_it(path, opened, walk):
    page = opened(path)
    wanted, reached = walk(page)
    assert len(reached) == wanted
    assert all(style != "none" and width >= 2 for _, style, width in reached)
    page.locator("#own-salary").focus()
    for key in ("25000", "Tab", "3.5", "Tab", "Tab", "J", "Tab", "2020"):
        page.keyboard.press("Tab") if key == "Tab" else page.keyboard.type(key)
    assert "A rise of £875.00 a year" in page.locator("#own-said").inner_text()
    assert page.locator("#own-table tbody tr").count() == 9


def test_the_answer_fits_a_phone(path, opened):
    page = opened(path, width=320)
    fill(page, "25000", "3", "1500", Month(2020, 7))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_the_page_names_the_command(path, opened):
    page = opened(path, java_script_enabled=False)
    assert not page.locator("#own-pay").is_visible()
    assert "realpay worth" in page.locator(".own-pay noscript").inner_text()
