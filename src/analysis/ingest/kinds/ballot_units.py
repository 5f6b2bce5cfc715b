"""Units that fall under other law than the rest of their employer, by a list that people extend.

An employer of the record may stand for several workforces: "state schools" have teachers, whose
strikes the regulations on important public services cover, and support staff, whom they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.kinds.employers import Directory, fold
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.tables.declared.employers import NATIONS

FILE = "ballots/units.csv"
COLUMNS = ("bargaining_unit", "employer", "nation", "important_service")
NONE = "none"


@dataclass(frozen=True)
class Unit:
    """What differs for one unit: its nation, its important service; blank: as its employer."""

    nation: str = ""
    important_service: str = ""

    def service(self, of_employer: object) -> object:
        """Return the important public service of the unit, or None."""
        if not self.important_service:
            return of_employer
        return None if self.important_service == NONE else self.important_service


class Units:
    """The listed units by employer and by name as found."""

    def __init__(self, listed: Mapping[tuple[str, str], Unit]) -> None:
        self._listed = listed

    def find(self, employer: str | None, name: str | None) -> Unit:
        """Return what differs for the unit so called; nothing, for one that is not listed."""
        return self._listed.get((employer or "", fold(name or "")), Unit())


def load_units(raw: Path, directory: Directory, problems: Problems) -> Units:
    """Read the list of units; an unknown employer or nation is a problem, as is a repeat."""
    found = read_csv(raw, FILE, COLUMNS, problems, optional=["note"])
    listed: dict[tuple[str, str], Unit] = {}
    if found is None:
        return Units(listed)
    for place, row in enumerate(found.rows):
        name, employer, nation, service = (found.columns[column][place] for column in COLUMNS)
        if not directory.has(employer):
            mend = "write the slug of a row in data/raw/employers.csv"
            problems.add(FILE, row, "employer", employer, "the slug of an employer", mend)
        if nation and nation not in NATIONS:
            allowed = ", ".join(NATIONS)
            problems.add(FILE, row, "nation", nation, allowed, nearest(nation, NATIONS))
        if (employer, fold(name)) in listed:
            mend = "take one of the two away"
            problems.add(FILE, row, "bargaining_unit", name, "each unit once", mend)
        listed[employer, fold(name)] = Unit(nation, service)
    return Units(listed)
