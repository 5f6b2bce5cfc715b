"""What the data do not hold is refused by name, with the nearest, before anything runs."""

import pytest
from tests.collection.made import NOTEBOOKS

from analysis.collection.ballots import ballots, dispute
from analysis.errors import UsageError
from analysis.publish.parameters import check_parameters, read_parameters
from analysis.tables.asked import READERS

LONG = "x" * 300
WRONG = [
    ("01_offers_against_inflation", "employer", "home-ofice", "Did you mean home-office"),
    ("01_offers_against_inflation", "employer", "<script>alert(1)</script>", "no such employer"),
    ("01_offers_against_inflation", "employer", "../../etc/passwd", "no such employer"),
    ("01_offers_against_inflation", "employer", LONG, "no such employer"),
    ("01_offers_against_inflation", "indices", "CPI,RPJ", "Did you mean RPI"),
    ("01_offers_against_inflation", "years", "2023-24 to 2018-19", "a later one"),
    ("01_offers_against_inflation", "years", "twenty-two", "2022-23"),
    ("01_offers_against_inflation", "as_of", "2022-02-30", "there is no day 2022-02-30"),
    ("01_offers_against_inflation", "as_of", "7/12/2022", "may be 7 December 2022"),
    ("02_real_pay_by_grade", "base", "MMXX", "is no int"),
    ("02_real_pay_by_grade", "base", "12020", "no year that the record can hold"),
    ("02_real_pay_by_grade", "index", "CPHI", "Did you mean CPI"),
    ("02_real_pay_by_grade", "convention", "month by month", "Did you mean month to month"),
    ("03_sectors", "pay_measure", "regluar", "Did you mean regular"),
    ("05_ballots", "union", "Prospct", "Did you mean Prospect"),
    ("06_dispute", "employer", "department-of-work-and-pensions",
     "Did you mean department-for-work-and-pensions"),
    ("07_wage_floor", "weekly_hours", "thirty-seven", "is no float"),
    ("07_wage_floor", "weekly_hours", "-37", "hours"),
    ("07_wage_floor", "weekly_hours", "nan", "hours"),
    ("07_wage_floor", "weeks", "520", "weeks"),
    ("08_robustness", "grade", "HEOO", "Did you mean HEO"),
    ("08_robustness", "since", "1", "no year that the record can hold"),
    ("09_claims", "claim", "QMUL24-1", "Did you mean QMUL24-1"),
    ("10_restoration", "grade", "Grade 7", "no such grade"),
    ("13_on_the_day", "moment", "2022-11", "Did you mean 2022-12"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notebook", "name", "value", "told"),
    WRONG,
    ids=[f"{notebook}-{name}-{value[:24]}" for notebook, name, value, _ in WRONG],
)
def test_a_value_that_the_data_do_not_hold_is_refused(clean_copy, notebook, name, value, told):
    declared = read_parameters(NOTEBOOKS / f"{notebook}.ipynb")
    with pytest.raises(UsageError) as refused:
        check_parameters(declared, {name: value}, clean_copy, notebook)
    message = str(refused.value)
    assert told in message
    assert name in message
    assert message.startswith(notebook)
    assert len(message) < 2000


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_what_a_notebook_holds_itself_is_accepted(clean_copy, path):
    declared = read_parameters(path)
    found = check_parameters(declared, {}, clean_copy, path.stem)
    assert found == {name: parameter.default for name, parameter in declared.items()}


@pytest.mark.parametrize(
    ("notebook", "given", "told"),
    [
        ("02_real_pay_by_grade", {"base": 2015}, "base=2015"),
        ("02_real_pay_by_grade", {"base": 2026}, "base=2026"),
        ("03_sectors", {"base": 1999}, "base=1999"),
        ("08_robustness", {"base": 1999}, "base=1999"),
        ("08_robustness", {"base": 2026}, "base=2026"),
        ("10_restoration", {"base": 1999}, "base=1999"),
    ],
)
def test_a_year_that_starts_no_span_is_refused_with_those_there_are(make, notebook, given, told):
    with pytest.raises(UsageError) as refused:
        make(notebook, **given)
    assert told in str(refused.value)
    assert "20" in str(refused.value).replace(told, "")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_parameter_of_a_notebook_has_a_reader(path):
    checked_by_the_measure = {"over_years"}
    assert read_parameters(path).keys() <= READERS.keys() | checked_by_the_measure


@pytest.fixture
def at_hand(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))


def test_a_union_in_small_letters_is_that_union_to_whoever_runs_the_cell(at_hand):
    view = ballots.gather(union="pcs", employer="hmrc", years="all", as_of="7 December 2022")
    assert (view.about, view.as_of) == ("PCS, HM Revenue and Customs", "2022-12-07")
    assert set(view.rows["union"]) == {"PCS"}


def test_a_union_that_is_none_is_refused_and_makes_no_sentence(at_hand):
    with pytest.raises(UsageError, match=r"no such union\. Did you mean PCS"):
        ballots.gather(union="PCSS", employer="all", years="all", as_of="latest")


def test_a_day_that_two_formats_read_differently_is_asked_back_by_the_cell(at_hand):
    with pytest.raises(UsageError, match="may be 7 December 2022"):
        dispute.gather(employer="DWP", as_of="07/12/2022")


def test_a_day_after_the_record_is_refused(at_hand):
    with pytest.raises(UsageError, match="as_of 2099-01-01: after the record"):
        dispute.gather(employer="DWP", as_of="2099-01-01")
