"""Fetching: download every configured series, let in what passes the gate, keep the rest out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.errors import UsageError, nearest
from analysis.ingest.ons import OnsSeries, read_ons
from analysis.ingest.ons.configured import FOLDER, Configured, load_series
from analysis.ingest.reading.problems import Problems, printable
from analysis.project import Project
from analysis.refresh.fetching import fetched, placing, staging
from analysis.refresh.fetching.addresses import address_of, shown, template_of
from analysis.refresh.fetching.connection import Limits
from analysis.refresh.fetching.download import Got, Patience, Wanted, download
from analysis.refresh.fetching.fetched import Noted
from analysis.refresh.fetching.gate import judge
from analysis.refresh.fetching.staging import Incoming
from analysis.refresh.lock import fetching

Tell = Callable[[str, int], None]


@dataclass(frozen=True)
class Choices:
    """What to fetch and how. `today` and `retrieved` (an ISO moment) come from the command line."""

    today: date
    retrieved: str
    series: Sequence[str] = ()
    base_url: str | None = None
    dry_run: bool = False
    limits: Limits = field(default_factory=Limits)
    patience: Patience = field(default_factory=Patience)


@dataclass
class Fetched:
    """What a fetch did, by series: the release taken, the reason refused, why it failed."""

    taken: dict[str, str] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    dry_run: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing was refused and nothing failed."""
        return not self.refused and not self.failed


def fetch(project: Project, choices: Choices, tell: Tell = lambda *_: None) -> Fetched:
    """Download the wanted series and put those in place that pass every check.

    `tell` hears (CDID, number of series) as each download ends. With `dry_run` all is downloaded
    and judged and nothing is written. Raises `UsageError` for a series that is not configured,
    `DataError` when another fetch runs, the list of series is wrong, or the disk is full.
    """
    template = template_of(choices.base_url)
    with fetching(project):
        if not choices.dry_run:
            placing.clear_leftovers(project)
        wanted = _pick(project, choices.series)
        noted = fetched.read_noted(project.raw)
        asked = [_wanted(project, one, template, noted) for one in wanted.values()]
        got = download(
            asked,
            limits=choices.limits,
            patience=choices.patience,
            tell=lambda cdid: tell(cdid, len(asked)),
        )
        try:
            return _take(project, choices, wanted, got, noted)
        except OSError as error:
            raise placing.unplaced(error, [], []) from None


def _pick(project: Project, names: Sequence[str]) -> dict[str, Configured]:
    problems = Problems()
    configured = load_series(project.raw, problems)
    problems.stop_if_any()
    for name in names:
        if name.upper() not in configured:
            msg = f"No series called {name!r}. {nearest(name, configured)}"
            raise UsageError(msg)
    chosen = dict.fromkeys(name.upper() for name in names) or configured
    return {cdid: configured[cdid] for cdid in chosen}


def _wanted(project: Project, series: Configured, template: str, noted: dict[str, Noted]) -> Wanted:
    """Ask for a newer copy only, if the file that stands is the one that was noted."""
    address = address_of(series, template)
    note = noted.get(series.cdid)
    if note is None or note.address != shown(address) or _standing(project, series.cdid) is None:
        return Wanted(series.cdid, address)
    body = _standing(project, series.cdid) or b""
    if fetched.digest(body) != note.sha256:
        return Wanted(series.cdid, address)
    return Wanted(series.cdid, address, note.etag, note.last_modified)


def _file(cdid: str) -> str:
    return f"{FOLDER}/{cdid}.csv"


def _standing(project: Project, cdid: str) -> bytes | None:
    try:
        return (project.raw / _file(cdid)).read_bytes()
    except OSError:
        return None


def _take(
    project: Project,
    choices: Choices,
    wanted: dict[str, Configured],
    got: Sequence[Got],
    noted: dict[str, Noted],
) -> Fetched:
    done = Fetched(dry_run=choices.dry_run)
    incoming: dict[str, Incoming] = {}
    bodies: dict[str, bytes] = {}
    notes = dict(noted)
    for one in got:
        cdid = one.wanted.cdid
        standing = _standing(project, cdid)
        if one.failure:
            done.failed[cdid] = one.failure
        elif one.body is None:
            done.same.append(cdid)
        elif one.body == standing:
            done.same.append(cdid)
            _note_known(project, one, notes, choices)
        else:
            bodies[cdid] = one.body
            old = _old(project, cdid, standing)
            judged = judge(one.body, one.headers, wanted[cdid], old, choices.today)
            if judged.reasons or judged.series is None:
                done.refused[cdid] = " ".join(judged.reasons)
                continue
            incoming[cdid] = _incoming(cdid, one.body, judged.series, old)
            done.taken[cdid] = _day(judged.series)
            notes[cdid] = _note(one, one.body, _day(judged.series), choices)
    while spoilt := staging.problems_with(project, incoming):
        for cdid, lines in spoilt.items():
            done.refused[cdid] = _spoils(lines)
            del incoming[cdid], done.taken[cdid]
            notes.pop(cdid)
            if cdid in noted:
                notes[cdid] = noted[cdid]
    done.refused = {cdid: printable(why) for cdid, why in sorted(done.refused.items())}
    if not choices.dry_run:
        _write(project, done, incoming, bodies, notes if notes != noted else None)
    return done


def _write(
    project: Project,
    done: Fetched,
    incoming: dict[str, Incoming],
    bodies: dict[str, bytes],
    notes: dict[str, Noted] | None,
) -> None:
    for cdid, reason in done.refused.items():
        placing.refuse(project, cdid, bodies[cdid], reason)
    if incoming or notes is not None:
        placing.place(project, list(incoming.values()), notes or {})
    for cdid in (*done.taken, *done.same):
        placing.forget_refused(project, cdid)


def _old(project: Project, cdid: str, standing: bytes | None) -> OnsSeries | None:
    """Read the newest sound release on disk: the file that stands, or else the last one kept."""
    bodies = [standing] if standing is not None else []
    kept = sorted((project.raw / staging.RELEASES).glob(f"{cdid}_*.csv"), reverse=True)
    bodies += [path.read_bytes() for path in kept]
    for body in bodies:
        read = read_ons(body, wanted=[cdid], file=_file(cdid), problems=Problems())
        if read:
            return read[0]
    return None


def _incoming(cdid: str, body: bytes, new: OnsSeries, old: OnsSeries | None) -> Incoming:
    same_release = old is None or old.release is None or old.release == new.release
    keep = "" if same_release or old is None else staging.kept_as(cdid, _day(old))
    return Incoming(cdid, body, _file(cdid), keep)


def _day(series: OnsSeries) -> str:
    return series.release.isoformat() if series.release else ""


def _note(one: Got, body: bytes, release: str, choices: Choices) -> Noted:
    return Noted(
        release=release,
        retrieved=choices.retrieved,
        sha256=fetched.digest(body),
        address=shown(one.wanted.address),
        etag=one.headers.get("etag", ""),
        last_modified=one.headers.get("last-modified", ""),
    )


def _note_known(project: Project, one: Got, notes: dict[str, Noted], choices: Choices) -> None:
    """Note a file that stands and of which nothing is noted yet, as of its first fetch."""
    cdid, body = one.wanted.cdid, one.body or b""
    known = notes.get(cdid)
    if known is not None and known.sha256 == fetched.digest(body):
        return
    series = _old(project, cdid, body)
    if series is not None:
        notes[cdid] = replace(_note(one, body, _day(series), choices))


def _spoils(lines: Sequence[str]) -> str:
    more = f" (and {len(lines) - 3} more)" if len(lines) > 3 else ""
    return f"with it data/raw does not clean: {'; '.join(lines[:3])}{more}"
