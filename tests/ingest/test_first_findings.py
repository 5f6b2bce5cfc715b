"""Kept readings of first findings: their days and ends are in order, or the file is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned
from analysis.ingest.reading.problems import DataProblems

FILE = "findings/first_findings.csv"
ROW = "q: a=1,{first},{last},change,yes,{low},{high},%,1,change,to 2022,change; 2020,Pay fell."
GOOD = {"first": "2022-07-27", "last": "2023-08-01", "low": "-5.0", "high": "-4.0"}


def test_a_reading_is_known_from_its_first_day(
    add: Callable[[str, str], None], cleaned: Callable[[], Cleaned]
) -> None:
    add(FILE, "\n".join(ROW.format(**GOOD | {"first": day}) for day in ("2022-07-27", "")))
    made = cleaned().frame("first_findings")
    rows = made[made["question"] == "q: a=1"].sort_values("first_day")
    assert rows["known_from"].notna().tolist() == [True, False]
    assert rows["known_how"].tolist() == ["inferred", "undated"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2022-07-26"}, "2022-07-27 or later"),
        ({"low": "-3.0"}, "at most the high end, -4"),
    ],
)
def test_days_and_ends_that_are_not_in_order_are_refused_with_the_way_to_mend_it(
    add: Callable[[str, str], None],
    cleaned: Callable[[], Cleaned],
    wrong: dict[str, str],
    said: str,
) -> None:
    add(FILE, ROW.format(**GOOD | wrong))
    with pytest.raises(DataProblems) as refused:
        cleaned()
    (problem,) = refused.value.problems
    assert (problem.file, problem.allowed) == (FILE, said)
    assert problem.mend.endswith("then make it anew: realpay look-back")
