"""Findings: sentences whose every number can be checked."""

from __future__ import annotations

import json
import re

import pytest

from analysis.errors import ReportError
from analysis.present import Finding, Value

RATE = Value(11.1, "%", 1, "measures.rate", (("prices", "D7G7/2022-10"),))


def test_the_sentence_is_its_template_with_the_values_printed():
    finding = Finding("cpi-known", "CPI stood at {rate} on 7 December 2022.", {"rate": RATE})
    assert finding.sentence == "CPI stood at 11.1\u00a0% on 7 December 2022."


def test_every_value_has_an_anchor_named_by_finding_and_value():
    finding = Finding("cpi", "CPI {annual_rate}, again {annual_rate}.", {"annual_rate": RATE})
    assert re.findall(r' id="([^"]+)"', finding.html) == ["cpi", "cpi-annual-rate"]
    assert finding.html.count("<data ") == 2


def test_a_name_without_a_value_is_refused_with_the_nearest():
    with pytest.raises(ReportError, match=r"asks for \{rat\}.*Did you mean rate\?"):
        Finding("cpi", "CPI {rat}.", {"rate": RATE})


def test_a_value_that_is_not_in_the_sentence_is_refused():
    with pytest.raises(ReportError, match="'n' is not in the sentence"):
        Finding("cpi", "CPI {rate}.", {"rate": RATE, "n": Value(3)})


def test_a_number_typed_into_the_sentence_is_refused():
    with pytest.raises(ReportError, match=r"number 11\.1 is typed"):
        Finding("cpi", "CPI stood at 11.1 %.", {})


def test_a_word_that_takes_a_side_is_refused_with_the_reason():
    with pytest.raises(ReportError, match="'derisory' takes a side"):
        Finding("offer", "A derisory offer.", {})


def test_a_quoted_name_may_hold_what_prose_may_not():
    speaker = Value("Campaign 4 Pay: a derisory 2 %")
    assert "derisory 2 %" in Finding("who", "Said by {who}.", {"who": speaker}).sentence


@pytest.mark.parametrize("template", ["{rate:.1f}", "{rate!r}", "{}", "{rate.amount}", "{rate"])
def test_a_placeholder_is_a_plain_name(template):
    with pytest.raises(ReportError, match=r"plain name|loose brace"):
        Finding("cpi", template, {"rate": RATE})


@pytest.mark.parametrize("name", ["", "CPI", "a b", "../x", "a--b", "1a", "x" * 121, 'a"b'])
def test_an_id_that_is_not_fit_for_an_anchor_is_refused(name):
    with pytest.raises(ReportError, match="not fit for an anchor"):
        Finding(name, "Nothing.", {})


def test_prose_and_values_are_escaped():
    finding = Finding("esc", "Pay < prices & {who}.", {"who": Value("<b>PCS</b>")})
    assert "Pay &lt; prices &amp; " in finding.html
    assert "<b>" not in finding.html


def test_the_bundle_has_text_html_and_all_of_the_provenance():
    bundle = Finding("cpi", "CPI {rate}.", {"rate": RATE})._repr_mimebundle_()
    record = bundle["application/vnd.realpay.finding+json"]
    assert bundle["text/plain"] == "CPI 11.1\u00a0%."
    rows = json.loads(json.dumps(record))["values"]["rate"]["rows"]
    assert json.loads(rows) == [["prices", "D7G7/2022-10"]]
    assert record["values"]["rate"]["anchor"] == "cpi-rate"


def test_it_is_printed_as_its_sentence_and_a_value_as_what_it_rests_on():
    rate = Value(11.1, "%", 1, rows=tuple(("prices", str(at)) for at in range(200)))
    assert repr(rate) == "Value 11.1\xa0%, 200 rows"
    assert repr(Finding("cpi", "CPI {rate}.", {"rate": rate})) == "Finding cpi: CPI 11.1\xa0%."
