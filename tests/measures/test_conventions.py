"""Every measure takes prices by the convention that it is asked.

Prices rise by a point each month, so that no two conventions have one level.
"""

import pandas as pd
import pytest

from analysis.measures.claims.attempts import Evidence
from analysis.measures.claims.kinds import COMPUTED, Tries
from analysis.measures.claims.trials import Trial
from analysis.measures.pay.named import YEARLY, NamedPay
from analysis.measures.pay.pay_series import PaySeries, real_pay_change
from analysis.measures.pay.salaries import real_salaries
from analysis.measures.prices.deflation import deflate
from analysis.measures.prices.points import CONVENTIONS, PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.declared import KINDS

LEVELS = tuple(100.0 + number for number in range(48))
CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2019, 4), LEVELS)
MARCHES = ("2020-03", "2021-03", "2022-03")
ORDINALS = tuple(Month.parse(month).ordinal for month in MARCHES)
PAY = PaySeries("ours", YEARLY, ORDINALS, (20_000.0, 21_000.0, 22_000.0), 5.0)
OTHER = PaySeries("theirs", YEARLY, ORDINALS, (30_000.0, 30_000.0, 36_000.0), 5.0)
SALARIES = pd.DataFrame(
    {
        "period": pd.PeriodIndex(MARCHES, freq="M"),
        "year": [2020, 2021, 2022],
        "responsibility_level": "EO",
        "value": [20_000.0, 21_000.0, 22_000.0],
        "low": [19_995.0, 20_995.0, 21_995.0],
        "high": [20_005.0, 21_005.0, 22_005.0],
    }
)


def levels(convention):
    return [CPI.point(month, convention).value for month in MARCHES]


def pair(one, other):
    """The least and the greatest that rounding of both levels allows their ratio to be."""
    return (one - 0.05) / (other + 0.05), (one + 0.05) / (other - 0.05)


def test_each_convention_has_a_level_of_its_own():
    assert len({levels(convention)[0] for convention in CONVENTIONS}) == len(CONVENTIONS)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_real_change_is_by_the_convention(convention):
    base, _, now = levels(convention)
    change = real_pay_change(
        PAY, index=CPI, start=MARCHES[0], end=MARCHES[2], convention=convention
    )
    assert change.prices.value == pytest.approx(100 * (now / base - 1))
    assert change.real.value == pytest.approx(100 * (1.1 * base / now - 1))


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_money_is_put_into_prices_by_the_convention(convention):
    base, middle, now = levels(convention)
    found = deflate(SALARIES, index=CPI, to=MARCHES[2], convention=convention, into="then")
    assert found.frame["then"].tolist() == pytest.approx(
        [20_000 * now / base, 21_000 * now / middle, 22_000.0]
    )
    assert found.frame[["then_low", "then_high"]].iloc[0].tolist() == pytest.approx(
        [20_000 * end for end in pair(now, base)]
    )
    assert (found.covered, found.missing) == ((Month(2020, 3), Month(2022, 3)), ())


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_salaries_and_their_index_are_by_the_convention(convention):
    base, middle, now = levels(convention)
    asked = {"index": CPI, "prices_of": MARCHES[2], "convention": convention}
    found = real_salaries(SALARIES, base=2020, **asked)
    assert found["real"].tolist() == pytest.approx(
        [20_000 * now / base, 21_000 * now / middle, 22_000.0]
    )
    least, most = pair(now, base)
    assert found.loc[0, ["real_low", "real_high"]].tolist() == pytest.approx(
        [19_995 * least, 20_005 * most]
    )
    assert found["nominal_index"].tolist() == pytest.approx([100.0, 105.0, 110.0])
    assert found["real_index"].tolist() == pytest.approx(
        [100.0, 105 * base / middle, 110 * base / now]
    )
    assert found.loc[2, ["real_index_low", "real_index_high"]].tolist() == pytest.approx(
        [100 * 21_995 / 20_005 / most, 100 * 22_005 / 19_995 / least]
    )
    assert found.loc[0, ["real_index_low", "real_index_high"]].tolist() == [100.0, 100.0]
    assert set(found["prices_of"]) == {CPI.point(MARCHES[2], convention).text}
    assert "real_index" not in real_salaries(SALARIES, **asked)


REAL, _, NEEDED, LEVEL, _, OPENED, LOSS, *_ = KINDS


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [
        (REAL, "%", lambda base, middle, now: [100 * (1.1 * base / now - 1)]),
        (NEEDED, "%", lambda base, middle, now: [100 * (now / base / 1.1 - 1)]),
        (LEVEL, "GBP", lambda base, middle, now: [20_000 * now / base]),
        (
            OPENED,
            "percentage points",
            lambda base, middle, now: [100 * (1.1 - 1.2) * base / now],
        ),
        (
            LOSS,
            "GBP",
            lambda base, middle, now: [
                20_000 * (middle + now) / base - 43_000,
                (20_000 * middle / base - 21_000) * now / middle + 20_000 * now / base - 22_000,
            ],
        ),
    ],
)
def test_a_kind_of_statement_is_by_the_convention(kind, unit, expected, convention):
    months = {"starts": MARCHES[0], "ends": MARCHES[2]}
    times = {
        name: (StatedTime(Month.parse(month), Month.parse(month), month),)
        for name, month in months.items()
    }
    trial = Trial(kind, unit, indices=("CPI",), conventions=(convention,), **times)
    pays = [NamedPay(one.name, YEARLY, one) for one in (PAY, OTHER)]
    tries = Tries(trial, Evidence({"CPI": CPI}, {}), *(pays if kind == OPENED else pays[:1]))
    found = [one.value.value for one in COMPUTED[kind](tries)]
    assert found == pytest.approx(expected(*levels(convention)))
