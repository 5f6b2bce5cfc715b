"""The parameters of a notebook: their names, types, meanings, and what each may be.

They are read from the notebook's own tagged cell, so that JupyterLab, papermill and the catalogue
agree. A wrong name, a missing value or a wrong type is an error before anything runs.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import ReportError, UsageError, nearest
from analysis.ingest.reading.rawfile import find_file, read_column
from analysis.periods import Month, parse_pay_years
from analysis.project import Project

TAG = "parameters"
ALL, LATEST = "all", "latest"
FIRST_YEAR, LAST_YEAR = 1800, 2100
CONVENTIONS = (
    "month to month",
    "calendar-year average",
    "financial-year average",
    "three-month average",
)
INDICES = ("CPI", "CPIH", "RPI")
PAY = ("regular", "total")
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "list[str]": list,
}
_LINE = re.compile(r"^(?P<name>\w+)\s*:[^#]*(#\s*(?P<meaning>.*))?$")


@dataclass(frozen=True)
class Parameter:
    """One parameter as the notebook declares it."""

    name: str
    type: str
    default: Any
    meaning: str


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """Read the typed parameters of a notebook from its one cell tagged `parameters`.

    Raises `ReportError` when the cell is missing, doubled, untyped or not made of literals.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(
            f"{notebook.name} is not a notebook that can be read ({error})."
        ) from None
    tagged = [cell for cell in cells if TAG in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise ReportError(f"{notebook.name} has {len(tagged)} cells tagged 'parameters', not one.")
    source = "".join(tagged[0]["source"])
    meanings = {
        found["name"]: found["meaning"] or ""
        for line in source.splitlines()
        if (found := _LINE.match(line))
    }
    parameters = {}
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            line = ast.get_source_segment(source, statement)
            raise ReportError(f"{notebook.name}: {line!r} is not 'name: type = value  # meaning'.")
        name, kind = statement.target.id, ast.unparse(statement.annotation)
        if kind not in TYPES or statement.value is None:
            raise ReportError(
                f"{notebook.name}: parameter {name} needs a value and one type of "
                f"{', '.join(TYPES)}."
            )
        default = ast.literal_eval(statement.value)
        parameters[name] = Parameter(name, kind, default, meanings.get(name, ""))
    return parameters


def check_parameters(
    declared: Mapping[str, Parameter], given: Mapping[str, Any], project: Project, where: str
) -> dict[str, Any]:
    """Return the full set of values of one run; refuse what does not fit, by name.

    Values given as text (on the command line) are read as the parameter's type.
    """
    for name in given:
        if name not in declared:
            msg = f"{where}: no parameter {name!r}. {nearest(name, declared)}"
            raise UsageError(msg)
    values = {}
    for name, parameter in declared.items():
        value = given.get(name, parameter.default)
        value = _typed(value, parameter, where)
        _check_domain(name, value, project, where)
        values[name] = value
    return values


def _typed(value: Any, parameter: Parameter, where: str) -> Any:
    wanted = TYPES[parameter.type]
    if value is None or value == "":
        raise UsageError(f"{where}: the parameter {parameter.name} has no value.")
    if isinstance(value, date) and wanted is str:
        return value.isoformat()
    if isinstance(value, str) and wanted is not str:
        value = _from_text(value, parameter, where)
    if isinstance(value, bool) and wanted is not bool:
        raise UsageError(f"{where}: {parameter.name}={value} is no {parameter.type}.")
    mixed = isinstance(value, list) and not all(isinstance(one, str) for one in value)
    if not isinstance(value, wanted) or mixed:
        raise UsageError(f"{where}: {parameter.name}={value!r} is no {parameter.type}.")
    return value


def _from_text(text: str, parameter: Parameter, where: str) -> Any:
    if parameter.type == "list[str]":
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        if parameter.type == "bool":
            return {"yes": True, "true": True, "no": False, "false": False}[text.lower()]
        return int(text) if parameter.type == "int" else float(text)
    except (KeyError, ValueError):
        raise UsageError(f"{where}: {parameter.name}={text!r} is no {parameter.type}.") from None


def _check_domain(name: str, value: Any, project: Project, where: str) -> None:
    check = DOMAINS.get(name)
    for one in value if isinstance(value, list) else [value]:
        if check is not None and (complaint := check(one, project)):
            raise UsageError(f"{where}: {name}={one!r}: {complaint}")


def _employer(value: Any, project: Project) -> str:
    slugs = _column(project.raw, "employers.csv", "slug")
    return "" if value == ALL or value in slugs else f"no such employer. {nearest(value, slugs)}"


def _union(value: Any, project: Project) -> str:
    names = _column(project.raw, "ballots/ballots.csv", "union")
    return "" if value == ALL or value in names else f"no such union. {nearest(value, names)}"


def _column(raw: Path, file: str, column: str) -> Mapping[str, None]:
    """List what stands in a column of a raw table, each once; nothing where it cannot be read."""
    path = find_file(raw, file)
    try:
        state = path.stat()
    except OSError:
        return {}
    return _read_column(raw, file, column, (path, state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=16)
def _read_column(
    raw: Path, file: str, column: str, _changed: tuple[Path, int, int]
) -> Mapping[str, None]:
    """Read it once for all reports of a catalogue, as long as the file does not change."""
    return dict.fromkeys(read_column(raw, file, column))


def _one_of(path: str, column: str, what: str) -> Any:
    """Return the check of a value against those of a column of a raw file."""

    def check(value: Any, project: Project) -> str:
        held = _column(project.raw, path, column)
        return "" if value == ALL or value in held else f"no such {what}. {nearest(value, held)}"

    return check


def _between(least: float, most: float, what: str) -> Any:
    def check(value: Any, _: Project) -> str:
        return "" if least <= value <= most else f"{what} are {least:g} to {most:g}"

    return check


def _index(value: Any, _: Project) -> str:
    return "" if value in INDICES else f"no such index. {nearest(value, INDICES)}"


def _as_of(value: Any, _: Project) -> str:
    try:
        return "" if value == LATEST else str(date.fromisoformat(value)) and ""
    except ValueError:
        return "a day such as 2022-12-07, or latest"


def _years(value: Any, _: Project) -> str:
    try:
        if value != ALL:
            parts = [parse_pay_years(part)[0] for part in str(value).split(" to ")]
            if len(parts) > 2 or parts[0] > parts[-1]:
                return "write the first pay year, ' to ', and a later one"
    except ValueError as error:
        return f"all, one pay year such as 2022-23, or 2018-19 to 2023-24 ({error})"
    return ""


def _month(value: Any, _: Project) -> str:
    if isinstance(value, int):
        return "" if FIRST_YEAR <= value <= LAST_YEAR else "no year that the record can hold"
    try:
        Month.parse(value)
    except ValueError as error:
        return f"a month such as 2010-04 ({error})"
    return ""


def _convention(value: Any, _: Project) -> str:
    return "" if value in CONVENTIONS else f"no such convention. {nearest(value, CONVENTIONS)}"


def _pay_measure(value: Any, _: Project) -> str:
    return "" if value in PAY else f"no such measure of pay. {nearest(value, PAY)}"


DOMAINS: Mapping[str, Any] = {
    "employer": _employer,
    "union": _union,
    "index": _index,
    "indices": _index,
    "as_of": _as_of,
    "years": _years,
    "convention": _convention,
    "base": _month,
    "since": _month,
    "end": _month,
    "grade": _one_of("earnings/civil_service_salaries.csv", "responsibility_level", "grade"),
    "moment": _one_of("moments/moments.csv", "moment_id", "report"),
    "claim": _one_of("pay/claims.csv", "claim_id", "claim"),
    "pay_measure": _pay_measure,
    "weekly_hours": _between(1, 80, "paid hours a week"),
    "weeks": _between(50, 53, "paid weeks a year"),
}
