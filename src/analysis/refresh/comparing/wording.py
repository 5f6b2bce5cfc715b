"""Changes as text: for a terminal, for a pull request, for a log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.refresh.comparing.changes import Changes, Run, runs
from analysis.refresh.comparing.findings import FindingChanges, Moved
from analysis.refresh.comparing.observations import SeriesChanges
from analysis.refresh.comparing.rows import Row, RowChanges

MOST = 40  # lines of one kind; the rest is counted, and all of it is in --json


def as_text(changes: Changes) -> str:
    """Write the changes as lines of plain text under headings.

    >>> print(as_text(Changes("2026-08-19", "2026-09-16")))
    From 2026-08-19 to 2026-09-16: nothing changed.
    """
    if changes.nothing:
        unseen = changes.findings.unseen if changes.findings else 0
        also = f" ({_unseen(unseen)})" if unseen else ""
        return f"From {changes.old} to {changes.new}: nothing changed{also}."
    return "\n".join([f"From {changes.old} to {changes.new}", *sections(changes)])


def sections(changes: Changes) -> Iterator[str]:
    """Give the headings and the lines under them."""
    if changes.findings:
        yield from _findings(changes.findings)
    if changes.series:
        yield from _series(changes.series)
    if changes.rows:
        yield from _rows(changes.rows)


def run_line(run: Run) -> str:
    """Say one series' changes on one line."""
    when = run.first if run.first == run.last else f"{run.first} to {run.last}"
    latest = "" if run.count == 1 else f", {run.count} values, the latest"
    return f"{run.name} ({run.series}), {when}{latest}: {run.example}"


def size(moved: Moved) -> str:
    """Say how far a finding moved, in the unit of what moved most.

    >>> size(Moved("r", "R", "f", True, True, 0.3, "points", "", ""))
    'sign changed, moved by 0.30 points'
    """
    sign = "sign changed, " if moved.turned else ""
    if not moved.effect:
        return f"{sign}says otherwise"
    return f"{sign}moved by {moved.effect:.2f} {moved.unit}".replace(" %", "\u00a0%")


def _findings(found: FindingChanges) -> Iterator[str]:
    if found.moved:
        yield from _heading("Findings that moved", len(found.moved))
        alike: dict[tuple[str, str], list[Moved]] = {}
        for one in found.moved:
            alike.setdefault((one.old, one.new), []).append(one)
        for (old, new), same in list(alike.items())[:MOST]:
            one = same[0]
            head = " (headline)" if one.headline else ""
            also = f", and in {len(same) - 1:,} more reports" if len(same) > 2 else ""
            also = f", and in {same[1].title}" if len(same) == 2 else also
            yield f"- {one.title}{head}{also}: {size(one)}"
            yield f"    was: {old}"
            yield f"    now: {new}"
        yield from _more(list(alike))
    for title, listed in (("New findings", found.new), ("Findings gone", found.gone)):
        if listed:
            yield from _heading(title, len(listed))
            yield from (f"- {found.titles.get(name, name)}: {said}" for name, said in listed[:MOST])
            yield from _more(listed)
    for title, names in (("New reports", found.new_reports), ("Reports gone", found.gone_reports)):
        if names:
            yield from _heading(title, len(names))
            yield from (f"- {found.titles.get(name, name)}" for name in names[:MOST])
            yield from _more(names)
    if found.unseen:
        yield ""
        yield _capital(_unseen(found.unseen)) + "."


def _series(found: SeriesChanges) -> Iterator[str]:
    if found.rebased:
        yield from _heading("Series on a new reference base", len(found.rebased))
        yield from (f"- {one.name} ({one.series}): {one.old} to {one.new}" for one in found.rebased)
    for title, listed in (
        ("New observations", found.new),
        ("Revised values", found.revised),
        ("Values gone", found.gone),
    ):
        if listed:
            yield from _heading(title, len(listed))
            gathered = runs(listed)
            yield from (f"- {run_line(run)}" for run in gathered[:MOST])
            yield from _more(gathered)


def _rows(found: RowChanges) -> Iterator[str]:
    groups: tuple[tuple[str, Sequence[Row]], ...] = (
        ("New offers", found.offers),
        ("New ballots and actions", found.ballots),
        ("Other new rows", found.other),
        ("Rows gone", found.gone),
    )
    if found.corrected:
        yield from _heading("Corrected rows", len(found.corrected))
        for cell in found.corrected[:MOST]:
            why = f" [{cell.why}]" if cell.why else ""
            was, now = cell.old or "(blank)", cell.new or "(blank)"
            yield f"- {cell.table} {cell.key}, {cell.column}: {was} to {now}{why}"
        yield from _more(found.corrected)
    for title, rows in groups:
        if len(rows) > MOST:
            yield from _heading(title, len(rows))
            yield from _by_table(rows)
        elif rows:
            yield from _heading(title, len(rows))
            yield from (_row_line(row) for row in rows)


def _by_table(rows: Sequence[Row]) -> Iterator[str]:
    """Count many rows table by table, each with its first row as an example."""
    tables: dict[str, list[Row]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    for table, found in sorted(tables.items()):
        counted = "1 row" if len(found) == 1 else f"{len(found):,} rows, the first"
        yield f"- {table}, {counted}: {found[0].key}" + (
            f" ({found[0].about})" if found[0].about else ""
        )


def _row_line(row: Row) -> str:
    return f"- {row.table} {row.key}" + (f": {row.about}" if row.about else "")


def _heading(title: str, count: int) -> Iterator[str]:
    yield ""
    yield f"{title}: {count:,}"


def _more(listed: Sequence[object]) -> Iterator[str]:
    if len(listed) > MOST:
        yield f"- and {len(listed) - MOST:,} more"


def _unseen(count: int) -> str:
    what = "one finding" if count == 1 else f"{count:,} findings"
    return f"{what} moved in the third decimal only"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
