"""A front page with as many reports as it must hold, for benchmark and browser tests."""

from __future__ import annotations

from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.files import PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.site.front import render_front
from analysis.publish.site.listing import sections_of
from analysis.publish.site.question import Asked

EMPLOYERS = ("HM Revenue and Customs", "Home Office", "Department for Work and Pensions", "Acas")
UNIONS = ("PCS", "Prospect", "FDA")
MANIFEST = {"version": "0.1.0", "series": [{"series": "D7G7", "to": "2026-08"}]}
FINDING = (
    "Of 273 statements on pay offers in the record ({}), 154 can be set against CPI as known when "
    "the offer was made: 64 are below the twelve-month rate."
)
PICTURE = f'<svg viewBox="0 0 120 44" aria-hidden="true"><path d="M{"60 22 " * 24}"/></svg>'


def front_page(count: int, question: Asked | None = None) -> str:
    """Render a front page of so many made-up reports in nine groups, with what it can be asked.

    Report n is on employer n modulo 4, union n modulo 3, and the years from 2000 + n modulo 20.
    """
    reports, records = [], {}
    for number in range(count):
        name = f"dispute-{number}"
        employer = EMPLOYERS[number % 4]
        title = f"{employer}: offers, ballots and action, number {number}"
        reports.append(Report(name, title, "What?", f"group-{number % 9}", "06", {}))
        entry = {
            "finding": FINDING.format(employer),
            "data_to": "2026-08",
            "employers": [employer],
            "unions": [UNIONS[number % 3]],
            "years": list(range(2000 + number % 20, 2027)),
            "picture": PICTURE,
        }
        records[name] = Record({}, (), entry, {PAGE: "0"})
    groups = {f"group-{number}": f"Question {number}?" for number in range(9)}
    return render_front(
        sections_of(Catalogue(groups, tuple(reports)), records, {}), MANIFEST, question=question
    )
