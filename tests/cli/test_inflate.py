"""`realpay inflate`: the front door's answer at the command line."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_it_says_both_times_the_index_its_series_and_its_joins(realpay_here, copy, cleaned):
    done = realpay_here("--root", copy, "inflate", "£100", "1914", "--to", "2024")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("£100.00 of 1914 is £15,")
    assert "on RPI (CDKO, Jan 1974=100). Until 1947 these are yearly values" in done.stdout
    assert "Official status: RPI: not an accredited official statistic since" in done.stdout


def test_a_program_reads_it_as_json(realpay_here, copy, cleaned):
    done = realpay_here("--root", copy, "inflate", "100", "1950", "--to", "2024", "--json")
    found = json.loads(done.stdout)
    assert (round(found["value"]), found["series"], found["joins"]) == (4626, "CDKO", "")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("100", "1950", "--to", "2024", "--index", "CPI"), 1, 'index="RPI"'),
        (("100", "1950", "--to", "March 2024"), 2, "a month"),
        (("lots", "1950", "--to", "2024"), 2, "not a sum in pounds"),
    ],
)
def test_a_slip_is_a_sentence(realpay_here, copy, cleaned, words, status, said):
    done = realpay_here("--root", copy, "inflate", *words)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
