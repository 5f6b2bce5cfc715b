"""The parameters of a notebook: their names, types, meanings, and what each may be.

They are read from the notebook's own tagged cell, so that JupyterLab, papermill and the catalogue
agree. A wrong name, a missing value or a wrong type is an error before anything runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from analysis.doors.files import Refused, read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import LISTED, ReportError, UsageError, nearest
from analysis.project import Project
from analysis.tables.asked import Asked, read_asked

TAG = "parameters"
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "list[str]": list,
}
AS_TYPED = {"str", "list[str]", "percent"}  # read against the record as it was typed, type and all
HOW_TO_TAG = (
    "Put the parameters into one code cell, each on a line as 'name: type = value  # meaning', and "
    "tag it: in JupyterLab choose the cell, open the Property Inspector (the gears at the right) "
    "and add the tag parameters."
)
_HEADING = re.compile(r"^#[ \t]+(.*\S)", re.MULTILINE)
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
    tagged = [cell for cell in _cells(notebook) if TAG in cell.metadata.tags]
    if len(tagged) != 1:
        raise ReportError(
            f"{notebook.name} has {len(tagged)} cells tagged 'parameters', not one. {HOW_TO_TAG}"
        )
    source = "".join(tagged[0].source)
    meanings = {
        found["name"]: found["meaning"] or ""
        for line in source.splitlines()
        if (found := _LINE.match(line))
    }
    parameters = {}
    for statement in _statements(source, notebook.name):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            line = ast.get_source_segment(source, statement)
            raise ReportError(f"{notebook.name}: {line!r} is not 'name: type = value  # meaning'.")
        name, kind = statement.target.id, ast.unparse(statement.annotation)
        if kind not in TYPES or statement.value is None:
            raise ReportError(
                f"{notebook.name}: parameter {name} needs a value and one type of "
                f"{', '.join(TYPES)}."
            )
        try:
            default = ast.literal_eval(statement.value)
        except (ValueError, TypeError, RecursionError):
            written = ast.unparse(statement.value)
            raise ReportError(
                f"{notebook.name}: the value of {name} is reckoned ({written}). Write it out, so "
                "that a build knows it before anything runs."
            ) from None
        parameters[name] = Parameter(name, kind, default, meanings.get(name, ""))
    return parameters


def read_title(notebook: Path) -> str:
    """Return the first heading of a notebook's prose; '' where there is none."""
    for cell in _cells(notebook):
        if cell.cell_type == "markdown":
            heading = _HEADING.search("".join(cell.source))
            if heading:
                return heading[1].replace("*", "").replace("`", "")
    return ""


def described(parameters: Mapping[str, Parameter], record: Asked) -> list[tuple[str, str]]:
    """Say what each parameter is, what it is left to, and what it may be, for a person.

    Returns a pair a parameter: name and type; meaning, default and choices. Long lists of choices
    are counted, not read out.
    """
    said = []
    for name, parameter in parameters.items():
        choices = record.choices(name)
        default = parameter.default
        others = ", ".join(one for one in choices if one != default)
        few = f"or {others}" if others else ""
        if len(choices) > LISTED:
            few = f"one of {len(choices)}, which the Tab key completes"
        shown = ", ".join(default) if isinstance(default, list) else default
        parts = [parameter.meaning, f"default {shown}" if shown != "" else "", few]
        said.append((f"{name}: {parameter.type}", "; ".join(part for part in parts if part)))
    return said


def _statements(source: str, name: str) -> list[ast.stmt]:
    """Read the lines of a parameters cell; a slip in one is named with its line."""
    try:
        return ast.parse(source).body
    except SyntaxError as slip:
        line = (slip.text or "").strip()
        raise ReportError(
            f"{name}: line {slip.lineno} of the cell tagged 'parameters' is not Python ({line}). "
            "Write 'name: type = value  # meaning' on each line, without magics."
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise ReportError(
            f"{name}: the cell tagged 'parameters' is not Python ({error})."
        ) from None


class _Metadata(BaseModel):
    tags: list[str] = []


class _Cell(BaseModel):
    cell_type: Literal["code", "markdown", "raw"]
    metadata: _Metadata
    source: str | list[str]


class _Notebook(BaseModel):
    """As much of a notebook as must hold before anything of it is run."""

    nbformat: Literal[4]
    metadata: dict[str, Any]
    cells: list[_Cell]


def _cells(notebook: Path) -> list[_Cell]:
    """Read a notebook through the one door and check its shape."""
    try:
        return _Notebook.model_validate(parse_json(read_bytes(notebook))).cells
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(one) for one in first["loc"])
        reason = f"at {place}: {first['msg']}"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    except Refused as refused:
        reason = str(refused)
    raise ReportError(f"{notebook.name} is not a notebook that can be read ({reason}).")


def check_parameters(
    declared: Mapping[str, Parameter], given: Mapping[str, Any], project: Project, where: str
) -> dict[str, Any]:
    """Return the full set of values of one run; refuse what does not fit, by name.

    Values given as text (on the command line) are read as the parameter's type. Raises
    `UsageError` for what was given, `ReportError` for a default of the notebook's own.
    """
    for name in given:
        if name not in declared:
            msg = f"{where}: no parameter {name!r}. {nearest(name, declared)}"
            raise UsageError(msg)
    values = {}
    for name, parameter in declared.items():
        try:
            values[name] = _checked(parameter, given.get(name, parameter.default), project, where)
        except UsageError as refused:
            if name in given:
                raise
            raise ReportError(f"{refused} This is the notebook's own value.") from None
    return values


def _checked(parameter: Parameter, value: Any, project: Project, where: str) -> Any:
    name = parameter.name
    if value == "" == parameter.default:  # left open, as the notebook itself leaves it
        return value
    if value is None or (isinstance(value, str) and not value.strip()):
        raise UsageError(f"{where}: the parameter {name} has no value.")
    if parameter.type in AS_TYPED or name in AS_TYPED:
        return _typed(_against_record(name, value, project, where), parameter, where)
    return _against_record(name, _typed(value, parameter, where), project, where)


def _against_record(name: str, value: Any, project: Project, where: str) -> Any:
    """Read a value against the record; what that refuses is refused of this run or report."""
    try:
        return read_asked(name, value, project)
    except UsageError as refused:
        raise UsageError(f"{where}: {refused}") from None


def _typed(value: Any, parameter: Parameter, where: str) -> Any:
    wanted = TYPES[parameter.type]
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
