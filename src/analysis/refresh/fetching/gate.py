"""The gate: what a downloaded file must be before it may replace the one that stands.

Each check has a reason to refuse, in words that say what was found and what to do. A wrong file
does more harm than a late one: a page that carries last month's figures says so by its date, one
that carries another series' figures does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from analysis.ingest.ons import Observations, OnsSeries, read_ons
from analysis.ingest.ons.configured import Configured
from analysis.ingest.ons.series import printed_period
from analysis.ingest.reading.problems import Problems

# Telling a change of reference base from a revision: every value moves by one factor.
#
# The consumer prices index went from 2005=100 to 2015=100 on 16 February 2016, and average weekly
# earnings and prices will move again. All values are then divided by one number and rounded anew,
# so that each printed pair says within which bounds the factor lies. If one factor fits all pairs
# it is a change of base; a revision moves some values and leaves the others.

ENOUGH = 24  # shared periods before one factor for all means anything
FITS = 0.9  # share of periods that must fit where values are revised as well
MOVED = 0.005  # a factor nearer to 1 than this is no new base

Printed = Mapping[int, tuple[float, int]]  # ordinal -> value, decimals


@dataclass(frozen=True)
class Factor:
    """One factor between two copies of a series, and how many of the shared periods fit it."""

    factor: float
    fitting: int
    shared: int

    @property
    def moved(self) -> bool:
        """Whether the factor is one of a new base and not of revisions."""
        return abs(self.factor - 1) > MOVED


def printed(observed: Observations) -> dict[int, tuple[float, int]]:
    """Return value and decimals of each period by its ordinal."""
    cells = zip(observed.values, observed.decimals, strict=True)
    return dict(zip(observed.ordinals, cells, strict=True))


def common_factor(old: OnsSeries, new: OnsSeries, *, revisable: bool) -> Factor | None:
    """Find the one factor that turns the old months into the new ones; None if there is none.

    Every shared month must fit it, within what rounding allows; where values are also revised,
    nine in ten of them.
    """
    return fit(printed(old.months), printed(new.months), share=FITS if revisable else 1.0)


def fit(old: Printed, new: Printed, *, share: float = 1.0) -> Factor | None:
    """Find a factor for two sets of printed values.

    >>> old = {n: (100.0 + n, 1) for n in range(40)}
    >>> new = {n: (round(value * 0.78, 1), 1) for n, (value, _) in old.items()}
    >>> round(fit(old, new).factor, 3), fit(old, new).fitting
    (0.78, 40)
    >>> fit(old, new | {7: (99.0, 1)}) is None
    True
    """
    bounds = []
    for ordinal in old.keys() & new.keys():
        (before, digits), (now, now_digits) = old[ordinal], new[ordinal]
        half, now_half = 0.5 * 10**-digits, 0.5 * 10**-now_digits
        if before > half and now > now_half:
            bounds.append(((now - now_half) / (before + half), (now + now_half) / (before - half)))
    if len(bounds) < ENOUGH:
        return None
    factor, fitting = _deepest(bounds)
    if fitting < share * len(bounds):
        return None
    return Factor(factor, fitting, len(bounds))


def _deepest(bounds: list[tuple[float, float]]) -> tuple[float, int]:
    """Return the point that most intervals cover, and how many do."""
    slack = 1e-9  # floating point may part two bounds that touch
    edges = sorted(
        [(low - slack, 0) for low, _ in bounds] + [(high + slack, 1) for _, high in bounds]
    )
    depth = most = 0
    low, high = 1.0, None
    for value, is_end in edges:
        if is_end:
            high = value if depth == most and high is None else high
            depth -= 1
        else:
            depth += 1
            if depth > most:
                most, low, high = depth, value, None
    return (low + (high if high is not None else low)) / 2, most


LEAP = 1.25  # times the largest step between two months that the series has ever made
LEAST_RATE, LEAST_RATIO = 1.0, 0.02  # steps (points, share) that are never a leap


def _frequencies(new: OnsSeries, old: OnsSeries) -> Iterator[tuple[Observations, Observations]]:
    """Give months, quarters and years of both."""
    yield new.months, old.months
    yield new.quarters, old.quarters
    yield new.years, old.years


def _shorter(new: OnsSeries, old: OnsSeries) -> str:
    """Say what periods of the old copy the new one lacks; nothing if it has them all.

    Both are without gaps, as the reader has made sure, so that the ends tell.
    """
    for now, before in _frequencies(new, old):
        if not before:
            continue
        had = [printed_period(before.frequency, before.ordinals[end]) for end in (0, -1)]
        if not now:
            return f"it has no {now.frequency}s, and the file that stands has {had[0]} to {had[1]}"
        has = [printed_period(now.frequency, now.ordinals[end]) for end in (0, -1)]
        if now.ordinals[0] > before.ordinals[0]:
            return f"it begins at {has[0]}, and the file that stands at {had[0]}"
        if now.ordinals[-1] < before.ordinals[-1]:
            return f"it ends at {has[1]}, and the file that stands at {had[1]}"
    return ""


def _revised(new: OnsSeries, old: OnsSeries) -> list[str]:
    """List the periods whose value is not what it was, as '2026 JUN was 140.1 and is 140.3'."""
    found = []
    for now, before in _frequencies(new, old):
        values = now.by_ordinal
        for ordinal, value in before.by_ordinal.items():
            if ordinal in values and values[ordinal] != value:
                period = printed_period(now.frequency, ordinal)
                found.append(f"{period} was {value:g} and is {values[ordinal]:g}")
    return found


def _leaps(new: OnsSeries, old: OnsSeries, *, rate: bool) -> list[str]:
    """List steps between two months that are far beyond any that the series has made.

    The measure is the series' own past: a quarter more than its largest step so far, in points
    for a rate in per cent, as a share for a level or an index. At most three are listed.
    """
    past = [step for step, _ in _steps(old.months, rate=rate)]
    if not past:
        return []
    least = LEAST_RATE if rate else LEAST_RATIO
    most = max(LEAP * max(past), least)
    found = []
    for step, place in _steps(new.months, rate=rate):
        if step > most:
            month = printed_period("month", new.months.ordinals[place])
            was, value = new.months.values[place - 1], new.months.values[place]
            size = f"{step:.1f} points" if rate else f"{step:.1%}"
            usual = f"{max(past):.1f} points" if rate else f"{max(past):.1%}"
            found.append(
                f"{month} is {value:g} after {was:g}, a step of {size} where the largest so far "
                f"was {usual}"
            )
    return found[:3]


def _steps(observed: Observations, *, rate: bool) -> Iterator[tuple[float, int]]:
    for place, (before, now) in enumerate(pairwise(observed.values), start=1):
        if rate:
            yield abs(now - before), place
        elif before > 0:
            yield abs(now / before - 1), place


TYPES = frozenset(
    {
        *("", "text/csv", "text/plain", "text/comma-separated-values", "application/csv"),
        *("application/octet-stream", "application/vnd.ms-excel"),
    }
)
"""Content types under which a CSV is served; some servers give none or a general one."""

BY_HAND = (
    "If ONS's own page of the series shows that it is right, put the refused file in place by hand "
    "and keep the old one in data/raw/ons/releases"
)
LATER = "The old file stands; the next fetch tries again"


@dataclass(frozen=True)
class Judged:
    """A file that was read and held against the one that stands: fit if there are no reasons."""

    series: OnsSeries | None
    reasons: tuple[str, ...] = ()


def judge(
    body: bytes,
    headers: Mapping[str, str],
    settings: Configured,
    old: OnsSeries | None,
    today: date,
) -> Judged:
    """Hold a downloaded body against what is asked for and what stands.

    `old` is the release that stands, None for a series that is new here. `today` only refuses
    release dates that lie ahead.
    """
    if wrong := _wrong_type(headers):
        return Judged(None, (wrong,))
    problems = Problems()
    file = f"{settings.cdid}.csv"
    read = read_ons(body, wanted=None, file=file, problems=problems)
    if problems:
        listed = [problem.line for problem in problems]
        more = [f"and {len(listed) - 5} more like it"] if len(listed) > 5 else []
        return Judged(None, (*listed[:5], *more))
    named = sorted({one.cdid for one in read})
    if named != [settings.cdid]:
        found = ", ".join(named[:3]) or "none"
        why = (
            f"asked for {settings.cdid} and was sent {found}: look at path and dataset in "
            f"data/raw/series.csv. {LATER}"
        )
        return Judged(None, (why,))
    series = read[0]
    reasons = [why for check in ALONE if (why := check(series, today))]
    if old is not None and not reasons and (why := _against(series, old, settings)):
        reasons = [why]
    return Judged(series, tuple(reasons))


def _wrong_type(headers: Mapping[str, str]) -> str:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in TYPES:
        return ""
    what = "a web page" if "html" in kind else kind[:60]
    return f"the answer says that it is {what!r}, and a series is CSV. {LATER}"


def _no_release_date(series: OnsSeries, _: date) -> str:
    if series.release is not None:
        return ""
    return f"it gives no release date, so that nobody can say how old it is. {LATER}"


def _released_ahead(series: OnsSeries, today: date) -> str:
    if series.release is None or series.release <= today + timedelta(days=1):
        return ""
    return (
        f"its release date {series.release} lies ahead of today, {today}: look at the clock of "
        f"this machine. {LATER}"
    )


ALONE: tuple[Callable[[OnsSeries, date], str], ...] = (_no_release_date, _released_ahead)


def _against(new: OnsSeries, old: OnsSeries, settings: Configured) -> str:
    """Hold a file against the one that stands; the first thing wrong explains the rest."""
    if new.release is not None and old.release is not None and new.release < old.release:
        return (
            f"it is the release of {new.release}, older than that of {old.release} which stands: "
            f"the server may be behind. {LATER}"
        )
    if shorter := _shorter(new, old):
        return f"{shorter}. {LATER}"
    rate = settings["unit"] == "%"
    if not rate:  # a rate does not move with the base, though its title may name it
        factor = common_factor(old, new, revisable=settings.revisable)
        if new.base != old.base or (factor is not None and factor.moved):
            return _moved_base(new, old, settings, factor)
    revised = _revised(new, old)
    count = f"{len(revised)} values differ" if len(revised) > 1 else "one value differs"
    if revised and new.release == old.release:
        return (
            f"{revised[0]} ({count} from the file that stands), under the same release date "
            f"{new.release}. {BY_HAND}"
        )
    if revised and not settings.revisable:
        return (
            f"{revised[0]}, and {settings.cdid} is never revised ({count}). If ONS has announced "
            "a revision, write 'yes' in column revisable of its line in data/raw/series.csv and "
            "fetch again"
        )
    leaps = _leaps(new, old, rate=rate)
    return f"{'; '.join(leaps)}. {BY_HAND}" if leaps else ""


def _moved_base(new: OnsSeries, old: OnsSeries, settings: Configured, factor: Factor | None) -> str:
    """Let a re-reference through if it is declared and is one; otherwise say how to declare it."""
    was, now = old.base or "none", new.base or "none"
    if factor is None or not factor.moved:
        return (
            f"its base is {now} where the file that stands has {was}, and its values do not all "
            f"move by one factor. {LATER}"
        )
    by = (
        f"{factor.fitting} of {factor.shared} shared months are {factor.factor:.4g} times what "
        "they were"
    )
    if new.base == old.base:
        return (
            f"{by}, under the same base ({was}): the values have been put on a new base that the "
            f"title does not name. {BY_HAND}"
        )
    if settings["base"] != new.base:
        return (
            f"ONS has moved the base from {was} to {now}: {by}, which is no revision. Declare it: "
            f"write {now} in column base of the line of {settings.cdid} in data/raw/series.csv, "
            "and fetch again"
        )
    return ""
