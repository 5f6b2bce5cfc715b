"""What the data do not hold is refused by name, with the nearest, before anything runs."""

import pytest
from tests.collection.made import NOTEBOOKS

from analysis.errors import UsageError
from analysis.publish.parameters import check_parameters, read_parameters

LONG = "x" * 300
WRONG = [
    ("01_offers_against_inflation", "employer", "home-ofice", "Did you mean home-office"),
    ("01_offers_against_inflation", "employer", "<script>alert(1)</script>", "no such employer"),
    ("01_offers_against_inflation", "employer", "../../etc/passwd", "no such employer"),
    ("01_offers_against_inflation", "employer", LONG, "no such employer"),
    ("01_offers_against_inflation", "indices", "CPI,RPJ", "Did you mean RPI"),
    ("01_offers_against_inflation", "years", "2023-24 to 2018-19", "a later one"),
    ("01_offers_against_inflation", "years", "twenty-two", "2022-23"),
    ("01_offers_against_inflation", "as_of", "2022-02-30", "a day such as 2022-12-07"),
    ("01_offers_against_inflation", "as_of", "7 December 2022", "a day such as 2022-12-07"),
    ("02_real_pay_by_grade", "base", "MMXX", "is no int"),
    ("02_real_pay_by_grade", "base", "12020", "no year that the record can hold"),
    ("02_real_pay_by_grade", "index", "CPHI", "Did you mean CPI"),
    ("02_real_pay_by_grade", "convention", "month-to-month", "Did you mean month to month"),
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
