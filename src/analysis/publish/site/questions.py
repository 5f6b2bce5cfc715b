"""The pages of a site that can be asked, and the reports that show the working of each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.publish.catalogue import Catalogue
from analysis.publish.files import PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.site.asking import Asked
from analysis.publish.site.deal import deal_asked
from analysis.publish.site.question import asked

NEEDED = {
    *("prices", "indices", "ballot_rules", "employers", "offer_statements"),
    *("pay_scales", "remits", "series_status"),
}
# Which notebooks show the working of each question.
EVIDENCE = {
    "offer": "01_offers_against_inflation",
    "deal": "15_awards",
    "points": "16_pay_points",
    "ballot": "05_ballots",
}


@dataclass(frozen=True)
class Questions:
    """What the front page and the page of deals need to be asked."""

    front: Asked
    deal: Asked


def questions_of(
    catalogue: Catalogue, records: Mapping[str, Record | None], manifest: Mapping[str, Any]
) -> Questions | None:
    """Gather what the pages of a site need; none where a table that they need was not made."""
    if not set(manifest["tables"]) >= NEEDED:
        return None
    made = {name for name, record in records.items() if record and PAGE in record.files}
    links = {
        question: [
            (report.title, f"{report.name}.html")
            for report in catalogue.reports
            if report.notebook == notebook and report.name in made
        ]
        for question, notebook in EVIDENCE.items()
    }
    return Questions(asked(links), deal_asked(links, made))
