"""Which reports belong together: one question on several indices or grades is one choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.publish.catalogue import Report

# The parameters by one of which the reports of a family differ.
CHOICES = ("index", "grade")


@dataclass(frozen=True)
class Family:
    """Reports of one notebook that differ in one choice alone, in the order of the catalogue."""

    title: str
    """What their titles have in common."""
    members: tuple[tuple[str, str], ...]
    """(what is chosen, name of the report)."""

    def chosen(self, name: str) -> str:
        """Return what one of its reports has chosen."""
        return next((label for label, member in self.members if member == name), "")


def families(reports: Sequence[Report]) -> dict[str, Family]:
    """Map the name of each report that has such fellows to its family.

    >>> cpi, rpi = (
    ...     Report(f"pay-{index}", f"Pay by sector, {index}", "", "pay", "03", {"index": index})
    ...     for index in ("CPI", "RPI")
    ... )
    >>> families([cpi, rpi])["pay-RPI"]
    Family(title='Pay by sector', members=(('CPI', 'pay-CPI'), ('RPI', 'pay-RPI')))
    """
    found: dict[str, Family] = {}
    for choice in CHOICES:
        alike: dict[str, list[Report]] = {}
        for report in reports:
            value = str(report.parameters.get(choice, ""))
            if value and report.title.endswith(value):
                rest = {name: value for name, value in report.parameters.items() if name != choice}
                key = repr([report.notebook, _stem(report, choice), sorted(rest.items())])
                alike.setdefault(key, []).append(report)
        for fellows in alike.values():
            if len(fellows) > 1:
                members = tuple((str(one.parameters[choice]), one.name) for one in fellows)
                family = Family(_stem(fellows[0], choice), members)
                found |= dict.fromkeys((one.name for one in fellows), family)
    return found


def _stem(report: Report, choice: str) -> str:
    return report.title.removesuffix(str(report.parameters[choice])).rstrip(" ,:")


def other_names(called: Sequence[str], name: str) -> tuple[str, ...]:
    """Choose the names by which readers look for an employer, from all that the sources use.

    Those with a part or a place in them are of units, and spellings that differ in marks alone
    are one.

    >>> other_names(["HM Revenue and Customs", "HMRC", "HMRC Ealing (International House)"],
    ...     "HM Revenue and Customs")
    ('HMRC',)
    """
    seen = {_bare(name)}
    found: list[str] = []
    for one in called:
        part = "(" in one or "," in one or any(one.startswith(f"{known} ") for known in found)
        if not part and _bare(one) not in seen:
            seen.add(_bare(one))
            found.append(one)
    return tuple(found)


def _bare(name: str) -> str:
    plain = name.casefold().replace("&", "and")
    return "".join(mark for mark in plain if mark.isalnum())


def employer_of(parameters: Mapping[str, object]) -> str:
    """Return the slug of the employer that a report is about, or nothing."""
    found = parameters.get("employer", "")
    return found if isinstance(found, str) else ""
