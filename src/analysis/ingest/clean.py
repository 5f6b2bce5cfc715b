"""From raw files to clean tables: every problem collected first, then all is written or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.ingest.kinds.ballots import clean_actions, clean_ballots, clean_rules
from analysis.ingest.kinds.earnings import clean_earnings, load_revisions
from analysis.ingest.kinds.employers import clean_employers
from analysis.ingest.kinds.first_prints import load_first_prints
from analysis.ingest.kinds.household_costs import groups_of, read_household_costs
from analysis.ingest.kinds.indices import check_indices, load_indices
from analysis.ingest.kinds.offers import clean_statements, group_offers
from analysis.ingest.kinds.prices import clean_prices, clean_releases
from analysis.ingest.kinds.releases import load_calendar
from analysis.ingest.kinds.salaries import clean_salaries
from analysis.ingest.kinds.simple import clean_simple
from analysis.ingest.making.dates_apart import check_ahead
from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import Configured, load_releases, load_series, newest
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problem, Problems
from analysis.ingest.words.corrections import Corrections, load_corrections
from analysis.ingest.words.sources import Source, check_sources
from analysis.project import Project

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as arrow


@dataclass(frozen=True)
class Cleaned:
    """The outcome of one cleaning: typed tables by name, and what the manifest says of them.

    `questions` are values that were kept, flagged, and that somebody should look at.
    """

    tables: Mapping[str, arrow.Table]
    corrections: Sequence[Mapping[str, object]]
    series: Sequence[Mapping[str, object]]
    rates_differing: Mapping[str, int]
    sources: Mapping[str, Source]
    questions: Sequence[Problem] = ()

    def frame(self, name: str) -> pd.DataFrame:
        """Return one table as a frame, as `read` would give all versions of its rows."""
        from analysis.tables.store import as_frame

        return as_frame(self.tables[name])


class _Found(NamedTuple):
    """What was read, before anything is typed into tables."""

    drafts: Sequence[Draft]
    configured: Mapping[str, Configured]
    releases: Mapping[str, Sequence[OnsSeries]]
    rates: Mapping[str, int]


def clean(project: Project) -> Cleaned:
    """Read all of data/raw and return every clean table; nothing is written.

    Raises `DataProblems`, which carries every problem of every file, if there is any.
    """
    problems = Problems()
    corrections = load_corrections(project.raw, problems)
    misread = bool(problems)
    sources = check_sources(project.raw, problems)
    if misread:  # the rows that corrections would mend are not to blame
        problems.stop_if_any()
    found = _drafts(project, problems, corrections)
    problems.stop_if_any()

    from analysis.ingest.making.frames import table_of

    tables = {made.table.name: table_of(made) for made in found.drafts}
    series = newest(found.releases, found.configured)
    return Cleaned(
        tables, corrections.as_records(), series, found.rates, sources, problems.questions
    )


def _drafts(project: Project, problems: Problems, corrections: Corrections) -> _Found:
    raw = project.raw
    made, directory = clean_employers(raw, problems, corrections)
    found: list[Draft | None] = [made]
    families = load_indices(raw, problems, corrections)
    costs = read_household_costs(raw, problems)
    configured = load_series(raw, problems, families.names)
    check_indices(families, configured, groups_of(costs), problems)
    calendar = load_calendar(raw, problems)
    releases = load_releases(raw, configured, problems)
    history = load_revisions(raw, configured, problems)
    prints = load_first_prints(raw, configured, problems)
    prices = clean_prices(releases, configured, calendar, families, costs, problems, corrections)
    earnings = clean_earnings(releases, configured, history, prints, problems, corrections)
    found += [families.made, prices, clean_releases(prices, calendar), earnings]

    from analysis.ingest.checks.claim_checks import check_claims
    from analysis.ingest.checks.rate_checks import check_growth, check_rates
    from analysis.ingest.checks.series_checks import check_shared, flag_shared

    shared = check_shared(releases, configured, problems)
    rates = check_rates(releases, configured, families.series(), problems)
    rates |= check_growth(releases, configured, problems)
    for one in (prices, earnings):
        flag_shared(one, shared)
    statements = clean_statements(raw, directory, problems, corrections)
    found += [statements, group_offers(statements) if statements else None]
    found += [
        clean_ballots(raw, directory, problems, corrections),
        clean_actions(raw, directory, problems, corrections),
        clean_rules(raw, problems, corrections),
        clean_salaries(raw, directory, problems, corrections),
        *clean_simple(raw, directory, families, problems, corrections),
    ]
    drafts = [one for one in found if one is not None]
    check_claims(drafts, configured)
    if days := [last.release for one in releases.values() if one and (last := one[-1]).release]:
        for one in drafts:
            check_ahead(one, max(days))
    return _Found(drafts, configured, releases, rates)


def summary(cleaned: Cleaned) -> dict[str, dict[str, Any]]:
    """Count each table's rows, reach in time, flags and corrections, for people and manifest."""
    counts: dict[str, int] = {}
    for one in cleaned.corrections:
        counts[str(one["table"])] = counts.get(str(one["table"]), 0) + 1
    from analysis.tables.reach import reach

    reaches = {name: reach(rows) for name, rows in cleaned.tables.items()}
    return {
        name: {
            "rows": len(rows),
            "from": reaches[name][0] or None,
            "to": reaches[name][1] or None,
            "flagged": sum(map(bool, rows["flags"].to_pylist())),
            "corrections": counts.get(name, 0),
        }
        for name, rows in cleaned.tables.items()
    }
