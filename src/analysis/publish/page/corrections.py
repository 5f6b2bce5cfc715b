"""A number that a reader holds to be wrong: the correction to fill in, and where to send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from analysis.publish.page.printing import spoken
from analysis.publish.slugs import safe_address

if TYPE_CHECKING:
    from analysis.publish.page.panels import Panel
    from analysis.publish.page.whole import ReportInfo

# The form of the issue tracker for a wrong number, and the names of its fields.
FORM = "wrong-number.yml"
# Tables of series, whose values a correction names by this column.
SERIES = frozenset({"prices", "earnings"})


def correction_text(row: Mapping[str, object] | None, *, reason: str) -> str:
    r"""Write an entry for `data/raw/corrections.yaml` about a row, ready to be filled in.

    `row` has `table`, `key`, `column` and `found` as provenance has them; what is not known is
    left empty for the reader, and so are the figure to use and its source. Every value is in
    quotation marks, as that file asks.

    >>> row = {"table": "prices", "key": "D7G7/2022-10", "column": "D7G7", "found": "11.0"}
    >>> print(correction_text(row, reason="Page cap."))
    - table: "prices"
      row: "D7G7/2022-10"
      column: "value"
      found: "11"
      used: ""
      reason: "Page cap."
      source: ""
    """
    given = row or {}
    table = str(given.get("table") or "")
    column, found = given.get("column") or "", str(given.get("found") or "")
    if table in SERIES:
        column = "value"
        found = f"{float(found):.10g}" if found else ""
    entry = {
        "table": table,
        "row": str(given.get("key") or ""),
        "column": str(column),
        "found": found,
        "used": "",
        "reason": reason,
        "source": "",
    }
    lines = [f"{name}: {_quoted(text)}" for name, text in entry.items()]
    return "- " + "\n  ".join(lines)


def _quoted(text: str) -> str:
    """Put text in the quotation marks of YAML; what cannot be seen is written by its number."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in plain)


def form_address(repository: str, *, where: str, printed: str, version: str) -> str:
    """Return the address of the issue form, filled in; nothing where no repository is known.

    >>> form_address("https://example.org/pay/", where="cap/change", printed="11.1 %", version="1")
    'https://example.org/pay/issues/new?template=wrong-number.yml&where=cap%2Fchange&printed=11.1%20%25&version=1'
    """
    if not repository:
        return ""
    fields = {"template": FORM, "where": where, "printed": printed, "version": version}
    return f"{repository.rstrip('/')}/issues/new?{urlencode(fields, quote_via=quote, safe='')}"


def dispute_text(panel: Panel, report: ReportInfo) -> str:
    """Return the correction that a reader of a panel may fill in: its first row, its version.

    Numbers made from several rows say so in a comment, so that the right one can be named.
    The text is escaped for the inside of an element, where quotation marks need not be.
    """
    row = panel.first.rows[0] if panel.first.rows else None
    printed = ", ".join(f"{_plain(one.text)} ({one.anchor})" for one in panel.numbers)
    said = f"The page {report.name} prints {printed}, in {_version(report)}."
    entry = correction_text(row, reason=said)
    count, what = len(panel.first.keys), "numbers" if len(panel.numbers) > 1 else "number"
    many = f"# This is the first of {count} rows behind the {what}: name the wrong one\n"
    return escape((many if count > 1 else "") + entry, quote=False)


def dispute_address(panel: Panel, report: ReportInfo) -> str:
    """Return the address of the issue form, filled in for a panel; nothing without one."""
    return form_address(
        safe_address(report.repository),
        where=f"{report.name}/{panel.first.anchor}",
        printed="; ".join(number.text for number in panel.numbers),
        version=_version(report),
    )


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _version(report: ReportInfo) -> str:
    reach = f", data to {spoken(report.data_to)}" if report.data_to else ""
    return f"realpay {report.version}{reach}"
