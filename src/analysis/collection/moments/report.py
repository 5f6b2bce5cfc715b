"""A news report as its joins see it: a day, employers, figures of known kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.collection.selection import slugs_under

NATIONAL = ("uk-civil-service", "uk-civil-service-and-related-areas")


@dataclass(frozen=True, eq=False)
class Report:
    """A news report: its day, the slugs of its employers in its order, and its figures."""

    day: date
    employers: tuple[str, ...]
    figures: pd.DataFrame

    @property
    def everywhere(self) -> list[str]:
        """Its employers with all their parts, and the national bodies."""
        return sorted({kin for slug in self.employers for kin in slugs_under(slug)} | {*NATIONAL})

    def stated(self, kind: str) -> pd.Series[Any] | None:
        """The first figure of a kind that it prints as a number."""
        rows = self.figures[(self.figures["kind"] == kind) & self.figures["value"].notna()]
        return None if rows.empty else rows.iloc[0]
