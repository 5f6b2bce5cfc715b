"""Small frames and words that the tests of charts share."""

from __future__ import annotations

import pandas as pd
import pytest

HOSTILE = (
    "<script>alert(1)</script>",
    "\"quotes\" & 'apostrophes' > £5",
    "£$x$ and $\\frac{1}{2}$ and \\n",
    "two\nlines\tand a tab",
    "\u202eevil\u202c \u05d0\u05d1\u05d2 العربية",
    "emoji 🦊 and a\u0301ccents",
    "nul\x00 bell\x07",
    "M" * 300,
    "word " * 60,
    "=1+1",
)


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text[:12]))
def hostile(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def words() -> dict[str, str]:
    return {
        "id": "rates",
        "headline": "Prices rose fastest in October 2022",
        "subtitle": "Twelve-month change in prices, UK, per cent",
        "alt": "CPI peaked at 11.1 % and RPI at 14.2 %.",
        "source": "Consumer price inflation, Office for National Statistics",
    }


@pytest.fixture
def rates() -> pd.DataFrame:
    months = pd.period_range("2022-07", "2022-12", freq="M")
    figures = {
        "CPI": [10.1, 9.9, 10.1, 11.1, 10.7, 10.5],
        "CPIH": [8.8, 8.6, 8.8, 9.6, 9.3, 9.2],
        "RPI": [12.3, 12.3, 12.6, 14.2, 14.0, 13.4],
    }
    return pd.concat(
        [
            pd.DataFrame({"period": months, "series": name, "value": values})
            for name, values in figures.items()
        ],
        ignore_index=True,
    )
