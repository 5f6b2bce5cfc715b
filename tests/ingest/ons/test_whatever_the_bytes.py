"""Whatever stands in a file, the outcome is series or listed problems, never a traceback."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

mutations = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=1),
        st.integers(min_value=0, max_value=12),
        st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b",", b"\n", b"\r", b"-", b"\0"])),
    ),
    min_size=1,
    max_size=4,
)


def mutate(raw: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, put in changes:
        at = int(place * len(raw))
        raw = raw[:at] + put + raw[at + length :]
    return raw


def is_listed_or_read(outcome: object) -> bool:
    series, lines = outcome.series, outcome.lines  # type: ignore[attr-defined]
    sound = all(
        len(part.ordinals) == len(part.values) == len(part.decimals) == len(part.rows)
        for one in series
        for part in (one.months, one.quarters, one.years)
    )
    return sound and bool(series) != bool(lines) and all(line.isprintable() for line in lines)


@settings(deadline=None)
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_read_or_listed(read, raw) -> None:
    assert is_listed_or_read(read(raw))


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_listed(read, text) -> None:
    assert is_listed_or_read(read(text.encode("utf-8", "surrogatepass")))


@settings(deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.one_of(st.text(max_size=9), st.sampled_from(["2022", "2022 Q1", "2022 JAN"])),
            st.one_of(st.text(max_size=9), st.just("1.5")),
        ),
        max_size=12,
    )
)
def test_any_rows_under_a_sound_header_are_read_or_listed(read, generator, rows) -> None:
    assert is_listed_or_read(read(generator(rows).encode("utf-8", "replace")))


@settings(deadline=None)
@given(changes=mutations)
def test_a_spoilt_generator_file_is_read_or_listed(read, generator, changes) -> None:
    assert is_listed_or_read(read(mutate(generator().encode(), changes)))


@settings(deadline=None)
@given(changes=mutations)
def test_a_spoilt_data_set_is_read_or_listed(read, dataset, rows, changes) -> None:
    text = dataset({"AAAA": dict(rows()), "BBBB": dict(rows()), "CCCC": dict(rows())})
    assert is_listed_or_read(read(mutate(text.encode(), changes)))


@settings(deadline=None)
@given(changes=mutations)
def test_a_spoilt_json_is_read_or_listed(read, timeseries_bytes, changes) -> None:
    assert is_listed_or_read(read(mutate(timeseries_bytes, changes)))


any_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["description", "months", "date", "value", "cdid"]), inner, max_size=3
        ),
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(found=any_json, name=st.sampled_from(["description", "months", "years", "notes", "other"]))
def test_any_json_in_any_place_is_read_or_listed(read, timeseries, found, name) -> None:
    assert is_listed_or_read(read(json.dumps(timeseries() | {name: found}).encode()))


def test_a_generator_file_cut_off_anywhere_is_read_or_listed(read, generator) -> None:
    raw = generator().encode()
    for end in range(len(raw)):
        assert is_listed_or_read(read(raw[:end]))


@settings(deadline=None)
@given(changes=mutations)
def test_the_quick_way_and_the_careful_way_agree(read, generator, changes) -> None:
    raw = mutate(generator().encode(), changes)
    quick = read(raw)
    careful = read(raw.rstrip(b"\r\n") + b"\n,\n")  # a blank record is enough for the careful way
    if quick.series and careful.series:
        assert quick.only.months == careful.only.months
        assert quick.only.title == careful.only.title
    else:
        assert bool(quick.lines) == bool(careful.lines)
