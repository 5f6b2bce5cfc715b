"""`realpay check`: a claim of one's own, in words and as JSON."""

import json

import pytest
from typer.testing import CliRunner

from analysis.cli.commands import app

EO = ("--pay", "EO median", "--from", "2020", "--to", "2023", "--index", "RPI")


@pytest.fixture
def check(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))

    def checked(*words):
        return CliRunner().invoke(app, ["--root", str(clean_copy.root), "check", *words])

    return checked


def test_a_claim_of_ones_own_has_a_verdict_its_other_form_and_all_that_was_tried(check):
    said = check("-13.5 %", *EO).output
    assert "this is reproduced with choices of ours" in said
    assert "a change in real terms of −13.5 % is a rise needed of 15.6 %" in said
    assert "Tried, the nearest first (4 of 4)" in said
    assert "Official status: RPI: not an accredited official statistic since" in said
    assert "−16.67  median of EO, March 2020 to March 2023, RPI, month to month" in said


def test_the_nearest_miss_says_by_how_much(check):
    said = check("-11.0 %", *EO).output
    assert "not reproduced: the nearest of 4 computations tried" in said
    assert "gives −13.46 %, 2.46 points off" in said


def test_json_holds_the_verdict_and_every_computation(check):
    found = json.loads(check("-38 %", "--pay", "All median", "--from", "2011", "--json").stdout)
    assert found["outcome"] == "not"
    assert found["tried"] == len(found["attempts"]) > 100
    assert found["open"] == ["end", "deflator", "convention"]
    assert round(found["other_form"]["value_pct"]) == 61
    misses = [abs(one["value"] + 38) for one in found["attempts"]]
    assert misses == sorted(misses)


def test_what_the_record_lacks_is_named(check):
    said = check("-12 %", "--pay", "EO median", "--from", "2010", "--to", "2023").output
    assert "cannot be tried: the record has median of EO from March 2020" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-12",), "of what? Type it with its unit"),
        (("-12 %", "--pay", "E0 median"), "Did you mean"),
        (("-12 %", "--index", "RPX"), "no such index"),
        (("-12 %", "--from", "2023", "--to", "2010"), "swap the two"),
    ],
)
def test_a_slip_is_answered_with_what_to_type(check, words, told):
    result = check(*words)
    assert result.exit_code != 0
    assert told in str(result.exception) + result.output


def test_an_index_of_rates_alone_is_what_is_wanting_and_not_the_pay(check):
    said = check("-12 %", *EO[:-1], "HCI").output
    assert "of HCI twelve-month rates alone are published" in said
    assert "It would take levels of HCI of 2020 and of 2023" in said
