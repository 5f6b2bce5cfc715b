"""The pages around the reports: the front page, and a page for each report that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.present.style import CSS as STYLE
from analysis.publish.built import PAGE, Record
from analysis.publish.catalogue import Catalogue
from analysis.publish.page import asset, content_policy, environment
from analysis.publish.slugs import slug

FAILED = "failed"


@dataclass(frozen=True)
class Entry:
    """One line of the front page: a report, what it says first, and how it stands."""

    name: str
    title: str
    question: str
    finding: str
    data_to: str
    words: str
    """What the search looks through, in small letters."""
    page: str = ""
    failure: str = ""

    @property
    def state(self) -> str:
        """Say how the report stands: '' if it is good, else stale or failed."""
        if not self.failure:
            return ""
        return "stale" if self.page else "failed"


@dataclass(frozen=True)
class Section:
    """One group of the front page."""

    anchor: str
    title: str
    entries: Sequence[Entry]


def write_front(
    folder: Path,
    catalogue: Catalogue,
    records: Mapping[str, Record | None],
    manifest: Mapping[str, Any],
    *,
    changes: str = "",
) -> None:
    """Write the front page and the failure pages of a site into its folder.

    `changes` is the address of the page that tells what the newest figures changed.
    """
    sections = _sections(catalogue, records)
    page = render_front(sections, manifest, changes)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    for name, record in records.items():
        if record is not None and record.failure is not None:
            text = render_failure(name, record)
            (folder / f"{name}-{FAILED}.html").write_text(text, encoding="utf-8", newline="\n")


def _sections(catalogue: Catalogue, records: Mapping[str, Record | None]) -> list[Section]:
    entries: dict[str, list[Entry]] = {group: [] for group in catalogue.groups}
    for report in catalogue.reports:
        record = records.get(report.name)
        made = record.entry if record else {}
        failed = record is not None and record.failure is not None
        values = " ".join(
            str(value) for value in report.parameters.values() if isinstance(value, str)
        )
        entries[report.group].append(
            Entry(
                name=report.name,
                title=report.title,
                question=report.question,
                finding=str(made.get("finding", "")),
                data_to=str(made.get("data_to", "")),
                words=f"{report.title} {report.question} {values}".casefold(),
                page=f"{report.name}.html" if record and PAGE in record.files else "",
                failure=f"{report.name}-{FAILED}.html" if failed else "",
            )
        )
    return [
        Section(slug(group), title, entries[group])
        for group, title in catalogue.groups.items()
        if entries[group]
    ]


def render_front(
    sections: Sequence[Section], manifest: Mapping[str, Any], changes: str = ""
) -> str:
    """Return the front page; it works without its script as a plain list."""
    style, script = STYLE + asset("page.css") + asset("front.css"), asset("front.js")
    reach = max((one["to"] for one in manifest["series"] if one["to"]), default="")
    return (
        environment()
        .get_template("front.html.j2")
        .render(
            sections=sections,
            changes=changes,
            count=sum(len(section.entries) for section in sections),
            data_to=reach,
            version=manifest["version"],
            style=style,
            script=script,
            policy=content_policy(style, script),
        )
    )


def render_failure(name: str, record: Record) -> str:
    """Return the page that tells why a report failed, and how to run it again."""
    style = STYLE + asset("page.css")
    return (
        environment()
        .get_template("failure.html.j2")
        .render(
            name=name,
            entry=record.entry,
            failure=record.failure,
            page=f"{name}.html" if PAGE in record.files else "",
            style=style,
            policy=content_policy(style, ""),
        )
    )
