"""How each published claim is tried: its routes, or why it cannot be, and what would be needed.

Data, not code: a claim's key, as in the claims table, leads to the routes it is tried by. A base
that the pay figures do not reach is tried from the nearest year and marked so; such an attempt
can come near but never counts as reproducing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.measures.claims.attempts import Route
from analysis.measures.claims.forms import FORMS
from analysis.measures.claims.routes import (
    AwardPath,
    DeflatedGrowth,
    GivenRise,
    Path,
    PayAgainstPay,
    PayAgainstPrices,
    Published,
    Uprating,
)
from analysis.measures.pay.wage_floor import WEEKS_A_YEAR

CHANGE, NEEDED, COMPOUND, PLAIN = FORMS
ALL_INDICES = ("CPI", "CPIH", "RPI")
STAFF = ("median All",)

# Releases of average weekly earnings that the claims quote, by their day.
APRIL_2025, JUNE_2025 = RELEASE_DAYS = ("2025-04-15", "2025-06-10")

FROM_2011 = "2011 for 2010: the published all-staff median begins in 2011"
PUBLIC = (
    "all public sector pay (AWE, civil service included) for the rest of it",
    ("KAC7", "KAD8", "K54W", "K54Z", "K54N", "K54Q"),
)
ECONOMY = (
    "private or whole-economy pay (AWE) for the rest of the economy",
    ("KAC4", "K54V", "K54M", "KAB9", "K54U", "K54L"),
)

# Ceilings of the civil service remits by row of the remits table. Departments were frozen on two
# tracks: at once, leaving at 1 % in 2012-13, or in 2011-12 and 2012-13. From March to March, ten
# awards fill 2010 to 2020; from the pay of 2010-11, which its own award is part of, nine do.
_TEN_YEARS = (("2010-03", "2020-03"),)
_NINE_YEARS = (("2010-04", "2019-04"), ("2011-03", "2020-03"))
_AT_ONE = ("R014", "R015", "R016", "R017", "R018")
_HIGHER, _CAPPED = ("R019", "R020"), ("R017", "R017")


def _paths(name: str, last: tuple[str, ...]) -> tuple[Path, ...]:
    rest = (*_AT_ONE, *last)
    return (
        Path(f"{name}, frozen in 2010-12", ("R009", "R010", "R013", *rest), _TEN_YEARS),
        Path(f"{name} after 2010-11, frozen to 2012", ("R010", "R013", *rest), _NINE_YEARS),
        Path(f"{name} after 2010-11, frozen to 2013", ("R010", "R012", *rest), _NINE_YEARS),
    )


AWARDED = _paths("remit ceilings", _HIGHER)
CAPPED = _paths("1 % cap to 2019-20", _CAPPED)
OUTTURN = "the outturn of prices for the forecast made in 2017"


@dataclass(frozen=True)
class NotTried:
    """Why a claim cannot be tried on these figures, and what would be needed to."""

    reason: str
    needed: str


_MICRODATA = NotTried(
    "it rests on survey microdata that are not public, for years or groups not published here",
    "the median of civil servants by year (and grade) from 2010, from the same survey",
)
_GRADES = NotTried(
    "published medians by grade begin in 2019 (most in 2020); the claim starts from 2010",
    "medians by grade for every year from 2010",
)
_MAXIMA = NotTried(
    "pay ranges here begin in June 2010 and cover few employers; the deflator is not stated",
    "maxima of the core departments' ranges in 2009-10 and 2016, and the index used",
)
_HISTORY = NotTried(
    "civil service pay figures here begin in 2011 for all staff",
    "a series of civil service pay back to the 1970s",
)


def _published(series: str, month: str, released: str) -> tuple[Route, ...]:
    return (Published(series, month, released),)


def _deflated(level: str, growth: str, index: str) -> tuple[Route, ...]:
    return (DeflatedGrowth(level, growth, "2025-04", JUNE_2025, index),)


def _staff(
    end: str,
    *indices: str,
    forms: tuple[str, ...] = (CHANGE,),
    years: float | None = None,
) -> tuple[Route, ...]:
    spans = (("2011-03", end),)
    return (PayAgainstPrices(STAFF, spans, indices, for_base=FROM_2011, forms=forms, years=years),)


def _uprated(sum_gbp: float) -> tuple[Route, ...]:
    return (Uprating(sum_gbp, 2010, 2020, "CPI", 0.8),)


def _sector(measure: tuple[str, tuple[str, ...]]) -> tuple[Route, ...]:
    spans = (("2010-03", "2016-03"), ("2010-04", "2016-04"))
    return (PayAgainstPrices(measure[1], spans, ("CPI",), for_measure=measure[0]),)


CLAIM_BOOK: Mapping[str, tuple[Route, ...] | NotTried] = {
    "ASHE12-1": NotTried(
        "the sector table has full-time medians from 2008 on, none of 1997",
        "the full-time median of April 1997 and of April 2012 for the whole United Kingdom",
    ),
    "ASHE12-2": (GivenRise(57.8, 1, (("1997-04", "2012-04"),), "CPI"),),
    "LRD25-KAI9": _published("KAI9", "2025-02", APRIL_2025),
    "LRD25-KAJ4": _published("KAJ4", "2025-02", APRIL_2025),
    "LRD25-KAJ7": _published("KAJ7", "2025-02", APRIL_2025),
    "LRD25-KAK8": _published("KAK8", "2025-02", APRIL_2025),
    "ONS-April2025-KAB9": _published("KAB9", "2025-02", APRIL_2025),
    "ONS-April2025-KAC3": _published("KAC3", "2025-02", APRIL_2025),
    "ONS-April2025-KAI7": _published("KAI7", "2025-02", APRIL_2025),
    "ONS-April2025-KAI9": _published("KAI9", "2025-02", APRIL_2025),
    "ONS-April2025-KAJ4": _published("KAJ4", "2025-02", APRIL_2025),
    "ONS-April2025-KAJ7": _published("KAJ7", "2025-02", APRIL_2025),
    "ONS-june2025-A2FA": _deflated("KAI7", "KAI9", "CPIH"),
    "ONS-june2025-A3WW": _deflated("KAB9", "KAC3", "CPIH"),
    "ONS-june2025-KAB9": _published("KAB9", "2025-04", JUNE_2025),
    "ONS-june2025-KAC3_deflated_by_CPI": _deflated("KAB9", "KAC3", "CPI"),
    "ONS-june2025-KAI7": _published("KAI7", "2025-04", JUNE_2025),
    "ONS-june2025-KAI9_deflated_by_CPI": _deflated("KAI7", "KAI9", "CPI"),
    "ONS-june2025-KAJ4": _published("KAJ4", "2025-04", JUNE_2025),
    "ONS-june2025-KAJ7": _published("KAJ7", "2025-04", JUNE_2025),
    "PCS17-1": (AwardPath(CAPPED, ("CPI",), for_measure=OUTTURN),),
    "PCS17-2": (AwardPath(CAPPED, ("RPI",), for_measure=OUTTURN),),
    "PRO16-1": _MAXIMA,
    "PRO16-Grade6": _MAXIMA,
    "PRO16-Grade7": _MAXIMA,
    "PRO16-HEO": _MAXIMA,
    "PRO16-SEO": _MAXIMA,
    "PRO21-1": (AwardPath(AWARDED, ("RPI",)),),
    "PRO21-2": (PayAgainstPay(STAFF, ("KAB9", "KAI7", "K54U", "K54L"), (("2011-03", "2020-03"),)),),
    "QMUL24-1a": _staff("2023-03", "CPI", "RPI", forms=(NEEDED,)),
    "QMUL24-1b": _staff("2023-03", "CPI", "RPI", forms=(NEEDED,)),
    "QMUL24-2a": _staff("2023-03", "CPI", "RPI"),
    "QMUL24-2b": _staff("2023-03", "CPI", "RPI"),
    "QMUL24-3": _HISTORY,
    "QMUL24-4": (
        PayAgainstPay(
            STAFF,
            ("KAB9", "KAI7"),
            (("2023-03", "2023-03"),),
            times=WEEKS_A_YEAR,
            for_measure="average weekly earnings for the average wage, the median for civil "
            "service wages",
        ),
    ),
    "QMUL24-5": (
        PayAgainstPrices(
            STAFF, (("2011-03", "2023-03"),), ALL_INDICES, forms=(COMPOUND, PLAIN), years=12
        ),
    ),
    "QMUL24-6": _HISTORY,
    "QMUL24-7": _HISTORY,
    "QMUL24-8": NotTried(
        "it is given in words only, and rests on survey microdata that are not public",
        "the share as a number, and the yearly median from 2010 from the same survey",
    ),
    "TUC20-Care": _uprated(19126),
    "TUC20-Firefighter": _uprated(28199),
    "TUC20-Refuse": _uprated(18453),
    "TUC20-Teachers": _uprated(31552),
    "W17-1": _staff("2016-03", "CPI"),
    "W17-2": _sector(PUBLIC),
    "W17-3": _sector(ECONOMY),
    "W17-4-AOAA": _GRADES,
    "W17-4-Executive": _GRADES,
    "W17-4-Grades": _GRADES,
    "W17-4-SEOHEO": _GRADES,
    "W19-1": _staff("2018-03", "CPI"),
    "W19-2": _staff("2018-03", "RPI"),
    "W19-3a": _staff("2018-03", "CPI", forms=(COMPOUND, PLAIN), years=7),
    "W19-3b": _staff("2018-03", "RPI", forms=(COMPOUND, PLAIN), years=7),
    "W19-4a": _MICRODATA,
    "W19-4b": _MICRODATA,
    "W19-5a": _MICRODATA,
    "W19-5b": _MICRODATA,
    "WM24-1": _GRADES,
}
"""Every claim of the claims table; a test holds the two together."""
