"""What one build makes: the site as it stands, or as it could have stood on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis import typed
from analysis.project import Project
from analysis.publish.catalogue import Catalogue, Report
from analysis.tables.asked import Asked

AS_OF = "as_of"


@dataclass(frozen=True)
class Edition:
    """Where a build puts its site and keeps its reports; `as_of` is a day as ISO text, or ''."""

    project: Project
    as_of: str = ""

    @property
    def site(self) -> Path:
        """The folder of the pages."""
        if not self.as_of:
            return self.project.site
        return self.project.site.parent / "as-of" / self.as_of

    @property
    def built(self) -> Path:
        """The folder where finished reports are kept, apart for each day."""
        if not self.as_of:
            return self.project.cache / "built"
        return self.project.cache / "as-of" / self.as_of

    def of(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue of this edition.

        On a day, each report that takes `as_of` is told that day, and its page says so; one that
        does not could not be held to what was known, and is left out. Raises `UsageError` for a
        day of which the record does not speak.
        """
        if not self.as_of:
            return catalogue
        Asked(self.project).day(self.as_of, "--as-of")
        known = tuple(
            self._on_that_day(report)
            for report in catalogue.reports
            if AS_OF in report.parameters or report.slip
        )
        return Catalogue(catalogue.groups, known)

    def _on_that_day(self, report: Report) -> Report:
        parameters: Mapping[str, object] = {**report.parameters, AS_OF: self.as_of}
        return replace(report, parameters=parameters)


def edition(project: Project, as_of: str | None) -> Edition:
    """Return the edition of a day, or the site itself for None; a wrong day is a usage error."""
    if as_of is None:
        return Edition(project)
    return Edition(project, typed.day(as_of, what="--as-of").isoformat())
