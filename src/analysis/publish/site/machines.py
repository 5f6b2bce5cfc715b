"""What programs read of the whole site: every finding in one file, and a page of plain text.

`findings.json` holds each finding with its numbers, their units, series, times and rows;
`llms.txt` (llmstxt.org) says in a page of markdown what there is and where.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.publish.catalogue import Catalogue
from analysis.publish.files import VALUES
from analysis.publish.keeping.built import Record, Store
from analysis.publish.page.panels import MOST_ROWS

FINDINGS, LLMS = "findings.json", "llms.txt"
ABOUT = (
    "What UK pay offers are worth against inflation, and what happened when they were balloted: "
    "the civil service first. Every number has its unit, the function that made it and the rows "
    "behind it."
)
HOW_TO_QUOTE = (
    "Quote a number with its index, its dates and the address of its finding. Statements of "
    "unions and employers are attributed to them. Licence: CC BY 4.0; Crown figures OGL v3.0."
)
_PERIOD = re.compile(r"(?<![\d-])(\d{4}(?:-\d\d)?)(?![\d-])")


def findings_of(
    catalogue: Catalogue, store: Store, records: Mapping[str, Record | None], address: str
) -> list[dict[str, Any]]:
    """List every finding of every report with a page, in the order of the catalogue."""
    found = []
    for report in catalogue.reports:
        record = records[report.name]
        if record is None or VALUES not in record.files:
            continue
        values = parse_json(read_bytes(store.place(report.name) / VALUES))
        page = f"{address}{report.name}.html"
        parameters = {name: report.parameters[name] for name in sorted(report.parameters)}
        for name, finding in sorted(values["findings"].items()):
            held = sorted(finding["values"].items())
            found.append(
                {
                    "report": report.name,
                    "finding": name,
                    "url": f"{page}#{name}",
                    "sentence": finding["sentence"],
                    "as_of": str(report.parameters.get("as_of", "latest")),
                    "data_to": record.entry.get("data_to", ""),
                    "released": record.entry.get("released", ""),
                    "parameters": parameters,
                    "stale": record.failure is not None,
                    "values": {each: told_value(one, page) for each, one in held},
                }
            )
    return found


def told_value(value: Mapping[str, Any], page: str) -> dict[str, Any]:
    """Give one number: what it is, which series and times it is of, and where it comes from."""
    rows = [(str(table), str(key)) for table, key in value["rows"]]
    priced = [key.split("/") for table, key in rows if table in ("prices", "earnings")]
    times = sorted({time for _, key in rows for time in _PERIOD.findall(key)})
    said = {
        "text": value["text"],
        "value": value["amount"],
        "unit": value["unit"],
        "decimals": value["decimals"],
        "function": value["function"],
        "url": f"{page}#{value.get('anchor', '')}",
        "series": sorted({parts[0] for parts in priced}),
        "from": times[0] if times else "",
        "to": times[-1] if times else "",
        "rows": [f"{table}/{key}" for table, key in rows[:MOST_ROWS]],
        "rows_in_all": len(rows),
    }
    return {name: one for name, one in said.items() if one not in ("", [], 0) or name == "value"}


def write_machines(
    folder: Path,
    catalogue: Catalogue,
    store: Store,
    records: Mapping[str, Record | None],
    manifest: Mapping[str, Any],
    *,
    data: bool,
) -> None:
    """Write both files into the folder of a site; `data` says whether it holds the tables."""
    address = catalogue.address
    found = findings_of(catalogue, store, records, address)
    whole = {
        "about": ABOUT,
        "version": manifest["version"],
        "series": {
            one["series"]: {"title": one.get("title", ""), "released": one["released"]}
            for one in manifest["series"]
        },
        "findings": found,
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    (folder / FINDINGS).write_text(text, encoding="utf-8", newline="\n")
    text = render_llms(catalogue, records, address, data=data)
    (folder / LLMS).write_text(text, encoding="utf-8", newline="\n")


def render_llms(
    catalogue: Catalogue, records: Mapping[str, Record | None], address: str, *, data: bool
) -> str:
    """Say in markdown what the site holds: its reports by group, and the files for programs."""
    lines = ["# realpay", "", f"> {ABOUT}", "", HOW_TO_QUOTE, ""]
    lines += [
        "## For programs",
        "",
        f"- [Every finding with its numbers]({address}{FINDINGS}): JSON",
    ]
    if data:
        lines += [
            f"- [The tables]({address}data/index.html): Parquet and CSV, how to open them",
            f"- [Their description]({address}data/datapackage.json): Data Package",
        ]
    lines.append(f"- [New and changed findings]({address}feed.xml): Atom feed")
    for group, title in catalogue.groups.items():
        made = [one for one in catalogue.reports if one.group == group and records[one.name]]
        if made:
            lines += ["", f"## {_plain(title)}", ""]
            lines += [_line(one.title, one.name, records[one.name], address) for one in made]
    return "\n".join(lines) + "\n"


def _line(title: str, name: str, record: Record | None, address: str) -> str:
    finding = _plain(str(record.entry.get("finding", ""))) if record else ""
    return f"- [{_plain(title)}]({address}{name}.html): {finding}".rstrip(": ")


def _plain(text: str) -> str:
    """Take from text what would be read as markdown or as another line."""
    return re.sub(r"[\[\]<>`*_\x00-\x1f]+", " ", text).strip()
