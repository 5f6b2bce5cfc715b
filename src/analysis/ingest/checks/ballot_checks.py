"""A ballot's own arithmetic: what its counts say, and whether its printed shares agree."""

from __future__ import annotations

import itertools

from analysis.ingest.reading.draft import Draft

FEWEST_VALID = 0.95  # of votes cast; more spoiled papers than this were never seen
# "Votes cast" is counted differently by different scrutineers, sometimes within one notice.
SUMS = {
    "yes+no": ("yes", "no"),
    "yes+no+spoiled": ("yes", "no", "spoiled"),
    "yes+no+spoiled+blank": ("yes", "no", "spoiled", "blank"),
}


def count_returned(made: Draft) -> None:
    """Work out papers returned: as given, else votes cast by the sum they satisfy.

    Where votes cast are yes and no alone, spoiled and blank papers come on top. Without votes
    cast they are the sum of what is known to have been returned, if spoiled papers are known.
    """
    identities: list[object] = []
    returned: list[object] = []
    for place in range(len(made)):
        cast = made.whole("votes_cast", place)
        counts = {name: made.whole(name, place) for name in ("yes", "no", "spoiled", "blank")}
        identity = "none" if cast is None else _identity(cast, counts)
        extra = (counts["spoiled"] or 0) + (counts["blank"] or 0)
        identities.append(identity)
        given = made.whole("papers_returned", place)
        if given is not None:
            returned.append(given)
        elif cast is not None:
            in_cast = {"yes+no": 0, "yes+no+spoiled": counts["spoiled"] or 0}
            returned.append(cast + extra - in_cast.get(identity, extra))
        elif counts["yes"] is not None and counts["no"] is not None:
            spoiled_known = counts["spoiled"] is not None
            returned.append(counts["yes"] + counts["no"] + extra if spoiled_known else None)
        else:
            returned.append(None)
        if cast is not None and identity == "none" and None not in (counts["yes"], counts["no"]):
            made.flag(place, "votes cast fit no sum of the counts")
    made.values["votes_identity"] = identities
    made.values["returned"] = returned


def _identity(cast: int, counts: dict[str, int | None]) -> str:
    """Name the first sum that gives the votes cast; blanks that nobody printed count as none."""
    for name, parts in SUMS.items():
        if counts["yes"] is None or counts["no"] is None:
            return "none"
        if name != "yes+no" and counts["spoiled"] is None and counts["blank"] is None:
            return "none"
        if sum(counts[part] or 0 for part in parts) == cast:
            return name
    return "none"


def agrees(printed: str, part: int, whole_count: int) -> str:
    """Say how a printed percentage agrees with its counts: yes, nearly or no.

    Within half a unit of its last printed digit it agrees; within one whole unit it was cut off
    or rounded twice, as was one that agrees once its last zero is gone. 60 of 116 is 51.72 %.

    >>> agrees("51.7", 60, 116), agrees("51.8", 60, 116), agrees("52.7", 60, 116)
    ('yes', 'nearly', 'no')
    >>> agrees("51.70", 60, 116)
    'nearly'
    """
    digits, point, decimals = printed.partition(".")
    scale = 10 ** len(decimals)
    distance = abs(part * 100 * scale - int(digits + decimals) * whole_count)
    if distance * 2 <= whole_count:
        return "yes"
    if distance <= whole_count:
        return "nearly"
    if point and decimals.endswith("0"):
        shorter = printed[:-1].rstrip(".")
        return "nearly" if agrees(shorter, part, whole_count) == "yes" else "no"
    return "no"


def check_ballots(made: Draft) -> None:
    """Stop at impossible counts, flag doubtful ones: nothing is repaired in silence."""
    for place in range(len(made)):
        _check_counts(made, place)
        _check_shares(made, place)
        _check_areas(made, place)
        _check_dates(made, place)


def _check_counts(made: Draft, place: int) -> None:
    entitled = made.whole("entitled", place)
    if entitled == 0:
        mend = "leave it blank if it is unknown"
        made.problem(place, "entitled", 0, "at least 1", mend)
    cast = made.whole("votes_cast", place)
    yes, no = made.whole("yes", place), made.whole("no", place)
    if cast is not None and yes is not None and yes > cast:
        allowed = f"at most {cast}, the votes cast"
        made.problem(
            place, "yes", yes, allowed, "look at the source again, or declare a correction"
        )
    elif cast is not None and yes is not None and no is not None and yes + no > cast:
        allowed = f"yes and no together at most {cast}, the votes cast"
        made.problem(place, "no", no, allowed, "look at the source again, or declare a correction")
    elif cast is None and entitled and (yes or 0) + (no or 0) > entitled:
        allowed = f"yes and no together at most {entitled}, those entitled"
        made.problem(place, "yes", yes, allowed, "look at the source again")
    returned = made.whole("returned", place)
    if entitled and returned is not None and returned > entitled:
        allowed = f"at most {entitled}, those entitled"
        made.problem(place, "votes_cast", returned, allowed, "look at the source again")


def _check_shares(made: Draft, place: int) -> None:
    returned, entitled = made.whole("returned", place), made.whole("entitled", place)
    cast = made.whole("votes_cast", place)
    yes, no = made.whole("yes", place), made.whole("no", place)
    counted = [part for part in (returned, cast) if part is not None]
    if yes is not None and no is not None:
        counted.append(yes + no)
        wholes = [count for count in (yes + no, cast, returned) if count]
        _compare(made, place, "yes", "yes_pct_published", [yes], wholes)
        _compare(made, place, "no", "no_pct_published", [no], wholes)
    elif yes is not None and cast:
        _compare(made, place, "yes", "yes_pct_published", [yes], _valid(made, place, yes, cast))
    if entitled:
        _compare(made, place, "turnout", "turnout_pct_published", counted, [entitled])
        _check_threshold(made, place, entitled, returned, yes)


def _valid(made: Draft, place: int, yes: int, cast: int) -> list[int]:
    """List the valid votes that there can have been, where the source gives no noes.

    Papers cast and not valid are few; their number is what the printed share of yes implies.
    """
    share = made.number("yes_pct", place)
    implied = round(yes * 100 / share) if share else cast
    return [max(implied, round(cast * FEWEST_VALID)), cast] if implied <= cast else [cast]


def _compare(
    made: Draft, place: int, what: str, column: str, parts: list[int], wholes: list[int]
) -> None:
    text = made.raw[column][place]
    if not text or not parts or not wholes:
        return
    try:
        found = {agrees(text, part, count) for part in parts for count in wholes}
    except ValueError:
        return  # not a number: its own problem is listed
    if "yes" in found:
        return
    nearly = "nearly" in found
    code = "rounded twice or cut off" if nearly else "differs from the counts"
    made.flag(place, f"printed share {code}: {what}")


def _check_threshold(
    made: Draft, place: int, entitled: int, returned: int | None, yes: int | None
) -> None:
    said = made.text("threshold_met_published", place)
    if returned is None:
        return
    half = 2 * returned >= entitled
    if said == "yes" and not half:
        made.flag(place, "said to have met the threshold")
    if said == "no" and half and yes is not None and 5 * yes >= 2 * entitled:
        made.flag(place, "said to have missed the threshold")


def _check_areas(made: Draft, place: int) -> None:
    names = ("areas_met", "areas_missed", "areas_balloted")
    met, missed, balloted = (made.whole(name, place) for name in names)
    if None not in (met, missed, balloted) and (met or 0) + (missed or 0) != balloted:
        made.flag(place, "areas do not add up")


def _check_dates(made: Draft, place: int) -> None:
    order = [("opened", "open_date"), ("closed", "close_date"), ("result", "result_date")]
    given = [(raw, span) for name, raw in order if (span := made.span(name, place))]
    for (_, before), (raw, after) in itertools.pairwise(given):
        if after[1] < before[0]:
            allowed = f"{before[0]} or later"
            made.problem(place, raw, after[1], allowed, "look at the dates again")
