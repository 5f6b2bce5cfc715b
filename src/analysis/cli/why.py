"""The command that traces a number of a report to the rows and sources behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import complete
from analysis.cli.signs import say
from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import ReportError, UsageError, nearest

if TYPE_CHECKING:
    from analysis.project import Project

MOST_ROWS = 10


def why(
    context: typer.Context,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="REPORT/VALUE",
            help="A report, a slash, a number's anchor; none lists the reports.",
            autocompletion=complete.numbers,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the chain as JSON.")] = False,
    rows: Annotated[int, typer.Option(min=1, help="Rows printed at most.")] = MOST_ROWS,
) -> None:
    """Say where a number comes from: value, function, rows, raw file, source, licence.

    The anchor of a number is what follows the # in a link to it. A report alone lists its numbers.

    For example:

      realpay why offers/below-cpi-n

      realpay why ballots-pcs
    """
    project = context.obj()
    if value is None:
        names = _built(project)
        say(names, names, as_json=as_json)
        return
    report, _, anchor = value.partition("/")
    values = _values(project, report)
    if not anchor:
        texts = {f"{report}/{name}": one["text"] for name, one in values.items()}
        say(texts, (f"{name}  {text}" for name, text in texts.items()), as_json=as_json)
        return
    if anchor not in values:
        raise UsageError(f"No number {anchor!r} in {report}. {nearest(anchor, values)}")
    chain = trace(project, values[anchor], rows)
    say(chain, _lines(report, anchor, chain), as_json=as_json)


def _values(project: Project, report: str) -> dict[str, dict[str, Any]]:
    """Return the values of a report by anchor, from the `values.json` beside its page."""
    path = project.site / report / "values.json"
    built = _built(project)
    if report not in built:
        raise UsageError(f"No page of a report called {report!r}. {nearest(report, built)}")
    try:
        findings = parse_json(read_bytes(path))["findings"]
    except (OSError, ValueError, KeyError, TypeError):
        msg = f"The values of {report} cannot be read. Make them again: realpay build {report}"
        raise ReportError(msg) from None
    return {
        one["anchor"]: {**one, "sentence": finding["sentence"]}
        for finding in findings.values()
        for one in finding["values"].values()
    }


def _built(project: Project) -> list[str]:
    """List the reports that have a page."""
    found = sorted(page.stem for page in project.site.glob("*.html") if page.stem != "index")
    if not found:
        raise UsageError("No report is built yet. Make them: realpay build")
    return found


def trace(project: Project, value: Mapping[str, Any], most: int) -> dict[str, Any]:
    """Resolve the rows behind a value, the first `most` of them, to files, sources and licences."""
    from analysis.ingest.provenance import corrections_of, where_from

    shown = [(str(table), str(key)) for table, key in value["rows"][:most]]
    return {
        **{
            name: value[name] for name in ("sentence", "text", "amount", "unit", "function", "note")
        },
        "rows": [
            {
                "table": table,
                "key": key,
                **where_from(project, table, key),
                "corrections": corrections_of(project, table, key),
            }
            for table, key in shown
        ],
        "rows_in_all": len(value["rows"]),
    }


def _lines(report: str, anchor: str, chain: Mapping[str, Any]) -> Iterator[str]:
    yield f"{report}/{anchor}: {chain['text']}"
    yield f"  in     {chain['sentence']}"
    yield f"  value  {chain['amount']} {chain['unit']}".rstrip()
    for name in ("function", "note"):
        if chain[name]:
            yield f"  {name.ljust(8)} {chain[name]}"
    for row in chain["rows"]:
        yield f"  {row['table']} {row['key']}"
        for name, found in row.items():
            if name not in {"table", "key", "corrections"} and found not in (None, "", {}):
                yield f"    {name}: {found}"
        for one in row["corrections"]:
            yield (
                f"    corrected: {one['column']} is used as {one['used']}; printed was "
                f"{one['found']}. {one['reason']} ({one['source']})"
            )
    if chain["rows_in_all"] > len(chain["rows"]):
        more = chain["rows_in_all"] - len(chain["rows"])
        yield f"  and {more:,} more row{'s' * (more != 1)} (--rows)"
