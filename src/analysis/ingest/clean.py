"""From raw files to clean tables: every problem collected first, then all is written or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.ingest.ballots import clean_actions, clean_ballots, clean_rules
from analysis.ingest.corrections import Corrections, load_corrections
from analysis.ingest.draft import Draft
from analysis.ingest.earnings import clean_earnings, load_revisions
from analysis.ingest.employers import clean_employers
from analysis.ingest.offers import clean_statements, group_offers
from analysis.ingest.prices import clean_prices, clean_releases
from analysis.ingest.problems import Problems
from analysis.ingest.releases import load_calendar
from analysis.ingest.salaries import clean_salaries
from analysis.ingest.series import load_releases, load_series, newest
from analysis.ingest.simple import clean_simple
from analysis.ingest.sources import check_sources
from analysis.project import Project

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cleaned:
    """The outcome of one cleaning: frames by table name, and what the manifest says of them."""

    tables: Mapping[str, pd.DataFrame]
    corrections: Sequence[Mapping[str, object]]
    series: Sequence[Mapping[str, object]]
    rates_differing: Mapping[str, int]


def clean(project: Project) -> Cleaned:
    """Read all of data/raw and return every clean table; nothing is written.

    Raises `DataProblems`, which carries every problem of every file, if there is any.
    """
    problems = Problems()
    corrections = load_corrections(project.raw, problems)
    check_sources(project.raw, problems)
    drafts, series, rates = _drafts(project, problems, corrections)
    problems.stop_if_any()

    from analysis.ingest.frames import frame

    frames = {made.table.name: frame(made) for made in drafts}
    return Cleaned(frames, corrections.as_records(), series, rates)


def _drafts(
    project: Project, problems: Problems, corrections: Corrections
) -> tuple[list[Draft], list[dict[str, object]], Mapping[str, int]]:
    raw = project.raw
    made, directory = clean_employers(raw, problems, corrections)
    found: list[Draft | None] = [made]
    configured = load_series(raw, problems)
    calendar = load_calendar(raw, problems)
    releases = load_releases(raw, configured, problems)
    history = load_revisions(raw, configured, problems)
    prices = clean_prices(releases, configured, calendar, problems, corrections)
    earnings = clean_earnings(releases, configured, history, problems, corrections)
    found += [prices, clean_releases(prices, calendar), earnings]

    from analysis.ingest.series_checks import check_rates, check_shared

    flags = check_shared(releases, configured, problems)
    rates = check_rates(releases, configured, problems)
    for one in (prices, earnings):
        _flag_series(one, flags)
    statements = clean_statements(raw, directory, problems, corrections)
    found += [statements, group_offers(statements) if statements else None]
    found += [
        clean_ballots(raw, directory, problems, corrections),
        clean_actions(raw, directory, problems, corrections),
        clean_rules(raw, problems, corrections),
        clean_salaries(raw, directory, problems, corrections),
        *clean_simple(raw, directory, problems, corrections),
    ]
    drafts = [one for one in found if one is not None]
    return drafts, newest(releases, configured), rates


def _flag_series(made: Draft, flags: Mapping[str, str]) -> None:
    for place, cdid in enumerate(made.values.get("series", [])):  # noqa: PD011
        if cdid in flags:
            made.flag(place, flags[str(cdid)])


def summary(cleaned: Cleaned) -> dict[str, dict[str, Any]]:
    """Count each table's rows, reach in time, flags and corrections, for people and manifest."""
    counts: dict[str, int] = {}
    for one in cleaned.corrections:
        counts[str(one["table"])] = counts.get(str(one["table"]), 0) + 1
    return {
        name: {
            "rows": len(rows),
            **_reach(rows),
            "flagged": int((rows["flags"] != "").sum()),
            "corrections": counts.get(name, 0),
        }
        for name, rows in cleaned.tables.items()
    }


# The column that says what time a row is about, first match wins; years and pay years are text.
_ABOUT = (
    "period",
    "reference_month",
    "closed_last",
    "started_first",
    "reference_last",
    "effective_first",
    "applies_from",
    "as_of",
    "pay_year_from",
    "year",
    "from_first",
)


def _reach(rows: pd.DataFrame) -> dict[str, str | None]:
    for name in _ABOUT:
        if name in rows.columns and rows[name].notna().any():
            column = rows[name].dropna()
            return {"from": _short(column.min()), "to": _short(column.max())}
    return {"from": None, "to": None}


def _short(value: object) -> str:
    return str(value).removesuffix(" 00:00:00")
