"""Two built sites: which findings read otherwise, and by how much.

Each report has its numbers beside it in `values.json`; its page says in which order its findings
stand. The first is the headline.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import UsageError

SMALLEST = 0.005  # a move below this shows in the third decimal only
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_FIRST = re.compile(rb'<li id="([a-z0-9-]+)">')


@dataclass(frozen=True)
class Report:
    """A report of a site: its title, its findings by id, and which of them is the headline."""

    name: str
    title: str
    findings: Mapping[str, Mapping[str, Any]]
    headline: str = ""

    def reading(self, was: str, now: str) -> Report:
        """Return the report with some words in place of others, in sentences and values' texts."""

        def read(part: Any) -> Any:
            if isinstance(part, str):
                return part.replace(was, now)
            if isinstance(part, Mapping):
                return {name: read(each) for name, each in part.items()}
            return part

        return replace(self, findings=read(self.findings))


@dataclass(frozen=True)
class Moved:
    """A finding that reads otherwise than it did."""

    report: str
    title: str
    finding: str
    headline: bool
    turned: bool
    """Whether a number in it changed its sign."""
    effect: float
    """The largest move of a number in it: points for per cent, per cent of it for the rest."""
    unit: str
    old: str
    new: str


@dataclass(frozen=True)
class FindingChanges:
    """What became of the findings; `unseen` counts those that moved in the third decimal only."""

    moved: tuple[Moved, ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    """(report, sentence) of findings that the old site did not have."""
    gone: tuple[tuple[str, str], ...] = ()
    unseen: int = 0
    same: int = 0
    new_reports: tuple[str, ...] = ()
    gone_reports: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def read_site(folder: Path) -> dict[str, Report]:
    """Read every report of a built site, by name.

    Raises `UsageError` for a folder that is no site, or a report whose values cannot be read.
    """
    reports = {}
    for path in sorted(folder.glob("*/values.json")):
        name = path.parent.name
        try:
            found = parse_json(read_bytes(path))["findings"]
            findings = {str(each): dict(found[each]) for each in found}
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"{name}/values.json cannot be read ({type(error).__name__}): build the site anew"
            raise UsageError(msg) from None
        title, headline = _page(folder / f"{name}.html", name)
        first = headline if headline in findings else next(iter(findings), "")
        reports[name] = Report(name, title, findings, first)
    if not reports and not (folder / "index.html").exists():
        raise UsageError(f"{folder.name} is no built site: make one with realpay build")
    return reports


def _page(path: Path, name: str) -> tuple[str, str]:
    try:
        page = path.read_bytes()
    except OSError:
        return name, ""
    title = _TITLE.search(page, 0, 1 << 20)
    first = _FIRST.search(page, max(page.find(b'id="findings"'), 0))
    shown = html.unescape(title[1].decode("utf-8", "replace")) if title else name
    return shown, first[1].decode() if first else ""


def compare_sites(old: Mapping[str, Report], new: Mapping[str, Report]) -> FindingChanges:
    """Hold two sites against each other; what moved is ranked, changes of sign first.

    After those, reports are ranked by what became of their headline, and within a report the
    headline comes first.
    """
    moved: list[Moved] = []
    fresh: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    unseen = same = 0
    for name in sorted(old.keys() & new.keys()):
        before, now = old[name], new[name]
        for each, finding in now.findings.items():
            if each not in before.findings:
                fresh.append((name, str(finding["sentence"])))
            elif finding["values"] == before.findings[each]["values"] and (
                finding["sentence"] == before.findings[each]["sentence"]
            ):
                same += 1
            elif (seen := _moved(now, each, before.findings[each], finding)) is None:
                unseen += 1
            else:
                moved.append(seen)
        lost = before.findings.keys() - now.findings.keys()
        gone += [(name, str(before.findings[each]["sentence"])) for each in sorted(lost)]
    return FindingChanges(
        _ranked(moved),
        tuple(fresh),
        tuple(gone),
        unseen,
        same,
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        {name: report.title for name, report in {**old, **new}.items()},
    )


def _ranked(moved: list[Moved]) -> tuple[Moved, ...]:
    headlines = {one.report: one.effect for one in moved if one.headline}
    return tuple(
        sorted(
            moved,
            key=lambda one: (
                not one.turned,
                -headlines.get(one.report, 0.0),
                one.report,
                not one.headline,
                -one.effect,
                one.finding,
            ),
        )
    )


def _moved(
    report: Report, name: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Moved | None:
    """Describe a finding that moved; None where nobody could see it."""
    turned, effect, unit, words = False, 0.0, "", False
    before, now = old["values"], new["values"]
    for value in sorted(before.keys() | now.keys()):
        first, second = before.get(value, {}), now.get(value, {})
        was, is_now = _numbers(first), _numbers(second)
        if not was or len(was) != len(is_now):
            words = words or first.get("text") != second.get("text")
            continue
        kind = str(second.get("unit") or "")
        step = max(_step(a, b, kind) for a, b in zip(was, is_now, strict=True))
        places = int(second.get("decimals") or 0)
        turned = turned or any(
            round(a, places) * round(b, places) < 0 for a, b in zip(was, is_now, strict=True)
        )
        if step > effect:
            effect, unit = step, "points" if "%" in kind or "point" in kind else "%"
    said = old["sentence"] != new["sentence"]
    if not turned and not words and (effect < SMALLEST or not said):
        return None
    return Moved(
        report.name,
        report.title,
        name,
        name == report.headline,
        turned,
        round(effect, 4),
        unit,
        str(old["sentence"]),
        str(new["sentence"]),
    )


def _numbers(value: Mapping[str, Any]) -> list[float]:
    amount = value.get("amount")
    parts = amount if isinstance(amount, list) else [amount]
    numbers = [part for part in parts if isinstance(part, (int, float)) and part is not True]
    return [float(part) for part in numbers] if len(numbers) == len(parts) else []


def _step(old: float, new: float, unit: str) -> float:
    """Return the size of a move: points for what is a per cent, else per cent of the larger."""
    if "%" in unit or "point" in unit:
        return abs(new - old)
    largest = max(abs(old), abs(new))
    return 100 * abs(new - old) / largest if largest else 0.0
