"""`realpay worth`: the known answers, and what is said of whatever a person may type."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("realpay")
DAY = ("--on", "2022-12-07")


@pytest.fixture
def ask(realpay_here, copy, cleaned):
    """Ask what an offer is worth, in a copy whose tables are made."""

    def asked(*words, **variables):
        return realpay_here("--root", copy, "worth", *words, **variables)

    return asked


def plain(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_cap_of_december_2022_on_every_index_as_known_that_day(ask):
    found = plain(ask("3%", *DAY, "--json"))["readings"]
    known = [one for one in found if one["reading"] == "known that day"]
    assert [
        (one["index"], one["rate"], round(one["real_change"], 1), round(one["gap"], 1))
        for one in known
    ] == [("CPI", 11.1, -7.3, -8.1), ("CPIH", 9.6, -6.0, -6.6), ("RPI", 14.2, -9.8, -11.2)]
    assert {one["month"] for one in known} == {"2022-10"}


def test_the_official_status_of_each_index_is_that_of_the_day(ask):
    for day, status in (("2011-03-26", "National Statistic"), ("2022-12-07", "not an accredited")):
        done = ask("3", "--on", day, "--index", "RPI")
        assert f"Official status that day: RPI: {status}" in done.stdout
    assert plain(ask("3", *DAY, "--json"))["status"].startswith("CPI: National Statistic")


def test_the_day_of_a_release_is_included(ask):
    for day, rate in (("2022-11-15", 10.1), ("2022-11-16", 11.1)):
        found = plain(ask("3", "--on", day, "--index", "CPI", "--json"))["readings"]
        assert found[0]["rate"] == rate


def test_the_month_of_effect_adds_the_twelve_months_that_the_award_covers(ask):
    found = plain(ask("3", *DAY, "--effective", "2022-08-01", "--index", "cpi", "--json"))
    assert found["effective"] == "2022-08"
    assert [(one["reading"], one["month"], one["rate"]) for one in found["readings"][2:]] == [
        ("the month it took effect", "2022-08", 9.9),
        ("the twelve months it covers", "2023-08", 6.7),
    ]


def test_a_salary_gives_pounds_and_a_lump_sum_lifts_that_year_alone(ask):
    words = ("--salary", "£25,000", "--lump-sum", "1,500", "--index", "CPI", "--json")
    first = plain(ask("3", *DAY, *words))["readings"][0]
    assert first["pounds"] == -2025
    assert first["pace_pounds"] == 2775
    assert first["year_pounds"] == -525
    assert round(first["real_change"], 1) == -7.3
    assert round(first["year_real_change"], 1) == -1.9


@pytest.mark.parametrize(
    "written", ["25000", "25,000", "£25,000", "25 000", "25000.00", "£25,000 "]
)
def test_a_salary_is_understood_however_it_is_written(ask, written):
    assert plain(ask("3", *DAY, "--salary", written, "--json"))["salary"] == 25000


def test_a_day_before_anyone_knew_an_index_says_so(ask):
    done = ask("1", "--on", "2010-06-20")
    assert done.returncode == 0
    assert "CPIH, known that day: no CPIH rate is on record by then." in done.stdout


def test_months_not_published_yet_are_said_and_not_filled(ask):
    found = plain(ask("3", *DAY, "--effective", "2027-04", "--index", "CPI", "--json"))
    assert found["readings"][-1]["rate"] is None
    assert found["readings"][-1]["missing"].startswith("not published yet: the record ends at")


def test_piped_it_is_plain_text_without_a_bar(ask):
    shown = ask("3%", *DAY).stdout
    assert shown.startswith("A rise of 3 % offered on 7 December 2022\n")
    assert "−8.1" in shown
    assert "█" not in shown
    assert "\x1b" not in shown


def test_on_a_terminal_it_draws_the_offer_beside_the_rates(on_terminal, copy, cleaned):
    lines = on_terminal("--root", copy, "worth", "3%", *DAY)
    bars = {line.split()[0]: line.count("█") for line in lines if "█" in line}
    assert bars == {"offer": 8, "CPI": 31, "CPIH": 27, "RPI": 40}


@pytest.mark.parametrize("width", [40, 60])
def test_in_a_narrow_window_no_line_runs_over(on_terminal, copy, cleaned, width):
    words = ("worth", "3%", *DAY, "--salary", "25000")
    lines = on_terminal("--root", copy, *words, COLUMNS=str(width))
    assert "CPI, known that day (2022-10)" in lines
    assert [line for line in lines if len(line) > width and "█" not in line] == []


@pytest.mark.parametrize("written", ["3", "3%", "3 %", "3 per cent", "3.0", "+3", "3pc"])
def test_a_percentage_is_understood_however_it_is_written(ask, written):
    assert plain(ask(written, *DAY, "--json"))["percent"] == 3


@pytest.mark.parametrize("written", ["-1.5", "-1.5%", "−1.5"])
def test_a_cut_is_understood(ask, written):
    done = ask(written, *DAY)
    assert done.stdout.startswith("A cut of 1.5 % offered")


@pytest.mark.parametrize(
    "written",
    ["2022-12-07", "2022/12/07", "20221207", "7 Dec 2022", "7th December 2022", "Dec. 7, 2022"],
)
def test_a_day_that_can_be_but_one_is_understood_however_it_is_written(ask, written):
    assert plain(ask("3", "--on", written, "--json"))["on"] == "2022-12-07"


REFUSED = {
    "a share for a percentage": (
        ("0.03", *DAY),
        'Did you mean 3 %? Type 3. For 0.03 % type "0.03%".',
    ),
    "three hundred": (("300", *DAY), "Did you mean 3 %? Type 3."),
    "all of the pay gone": (("-100", *DAY), "Pay cannot fall by 100 %."),
    "words": (("three", *DAY), "Type it as 3, 3% or 3.5."),
    "money": (("£1,500", *DAY), "--lump-sum 1500"),
    "a comma for a point": (("3,5", *DAY), "Did you mean 3.5?"),
    "a day that may be two": (
        ("3", "--on", "07/12/2022"),
        "may be 7 December 2022 (type 2022-12-07) or 12 July 2022 (type 2022-07-12)",
    ),
    "a day with slashes that is one": (
        ("3", "--on", "13/12/2022"),
        "may be 13 December 2022 (type 2022-12-13).",
    ),
    "no such day": (("3", "--on", "2022-02-30"), "there is no day 2022-02-30"),
    "two digits for a year": (("3", "--on", "07/12/22"), "may be 7 December 2022 (type"),
    "a month for a day": (("3", "--on", "2022-12"), "is a month. Type a day of it, such as 2022"),
    "a month in words": (("3", "--on", "December 2022"), "such as 2022-12-07."),
    "a year for a day": (("3", "--on", "2022"), "is a year. Type a day of it"),
    "a day without its year": (("3", "--on", "7 Dec"), "is not a day. Type it as 2022-12-07."),
    "a year for a month": (
        ("3", *DAY, "--effective", "2022"),
        "is a year. Type a month of it, such as 2022-04.",
    ),
    "a range": (("3-5", *DAY), "Ask once for its lowest and once for its highest."),
    "a day to come": (("3", "--on", "2999-01-01"), "is still to come"),
    "a day before the series": (("3", "--on", "1940-01-01"), "RPI from 1948-07-26"),
    "a day before one index": (
        ("3", "--on", "2010-01-01", "--index", "CPIH"),
        "On record are CPIH from 2013-03-19.",
    ),
    "an index misspelt": (
        ("3", *DAY, "--index", "CPIX"),
        "mean CPI (Consumer Prices Index)?",
    ),
    "thousands": (("3", *DAY, "--salary", "25k"), "Type 25000."),
    "an hourly rate": (("3", *DAY, "--salary", "11.44"), "pounds a year are wanted"),
    "a salary below nought": (("3", *DAY, "--salary", "-25000"), "is not a sum in pounds"),
    "a lump sum alone": (("3", *DAY, "--lump-sum", "1500"), "Add --salary"),
    "an option misspelt": (("3", "--onn", "2022-12-07"), "--onn"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_understood_is_answered_with_what_to_type(ask, case):
    words, said = REFUSED[case]
    done = ask(*words)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_hundredth_with_its_sign_is_taken_at_its_word(ask):
    assert plain(ask("0.03%", *DAY, "--json"))["percent"] == 0.03


def test_without_clean_tables_it_names_the_command_that_makes_them(realpay, tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    done = realpay("--root", tmp_path, "worth", "3", *DAY)
    assert done.returncode == 1
    assert "realpay clean" in done.stderr


def test_a_reader_that_goes_away_ends_it_without_a_word(copy, cleaned):
    asked = subprocess.Popen(
        [COMMAND, "--root", copy, "worth", "3%", *DAY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    asked.stdout.close()
    assert asked.stderr.read() == b""
    asked.stderr.close()
    assert asked.wait() == 1


def test_it_brings_in_no_pandas(copy, cleaned):
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try: main(['--root', {str(copy)!r}, 'worth', '3', '--on', '2022-12-07'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'matplotlib', 'pandera', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
