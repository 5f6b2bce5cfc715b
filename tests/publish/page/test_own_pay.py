"""The form for one's own pay: the rates that it carries, and the pages that have it."""

import dataclasses
import re

import pandas as pd

from analysis.publish.page.own_pay import NOTEBOOKS, own_pay_rates, rate_lines
from analysis.publish.page.whole import content_policy, render_page


def prices(*series):
    frames = [
        pd.DataFrame(
            {
                "series": name,
                "index": index,
                "measure": "rate_12m",
                "base": None,
                "frequency": "month",
                "period": pd.period_range(first, periods=len(values), freq="M"),
                "value": values,
                "decimals": 1,
            }
        )
        for name, index, first, values in series
    ]
    return pd.concat(frames, ignore_index=True)


def test_rates_are_written_as_printed_from_the_first_month_on():
    lines = rate_lines(prices(("D7G7", "CPI", "2022-09", [10.1, 11.0])), ["CPI"])
    assert lines == {"CPI": "2022-09 10.1 11.0"}


def test_months_before_all_three_indices_have_a_rate_are_left_out():
    assert rate_lines(prices(("CZBH", "RPI", "1988-12", [6.8, 7.5])), ["RPI"]) == {
        "RPI": "1989-01 7.5"
    }


def test_an_index_that_nobody_had_published_is_left_out():
    lines = rate_lines(prices(("CZBH", "RPI", "2004-01", [2.6])), ["CPI", "RPI"])
    assert list(lines) == ["RPI"]


def test_an_index_with_rates_of_some_months_alone_is_left_out():
    some = prices(("HCI", "HCI", "2023-07", [8.3])).assign(frequency="some months")
    assert rate_lines(some, ["HCI"]) == {}


def test_a_notebook_that_is_not_about_a_rise_reads_no_prices():
    assert own_pay_rates("05_ballots") == {}


def test_the_notebooks_with_a_form_exist():
    from pathlib import Path

    folder = Path(__file__).resolve().parents[3] / "notebooks"
    assert {path.stem for path in folder.glob("*.ipynb")} >= NOTEBOOKS


def test_a_page_with_rates_has_the_form_in_its_contents_and_one_hashed_script(
    notebook, report, made
):
    given = dataclasses.replace(report, own_pay={"CPI": "2022-09 10.1 11.1"})
    page = render_page(notebook, report=given, made=made)
    assert '<a href="#my-own-pay">My own pay</a>' in page
    assert """data-rates='{"CPI": "2022-09 10.1 11.1"}'""" in page
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert content_policy(style, script).replace("'", "&#39;") in page


def test_a_page_without_rates_has_no_form_and_a_shorter_script(notebook, report, made):
    page = render_page(notebook, report=report, made=made)
    assert "own-pay" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
