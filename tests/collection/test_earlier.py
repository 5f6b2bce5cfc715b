"""A first finding keeps: how it stood on earlier days, and which later figure turned it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from analysis.collection.earlier import READINGS, keep_findings
from analysis.collection.pay import floor, grades, restore, robust, sectors
from analysis.present import Finding, Value
from analysis.tables import TABLES, read
from analysis.tables.asked import ask_again, asked
from analysis.tables.store import days_known
from analysis.tables.stored import memory_type, to_stored

PAY = (
    (2020, 100.0, "2020-08-05", None),
    (2021, 97.0, "2021-07-28", None),
    (2022, 95.0, "2022-07-27", None),
    (2023, 104.0, "2023-08-02", None),
)


@dataclass(frozen=True, eq=False)
class View:
    """Salaries by year, and the year that they are counted from."""

    rows: pd.DataFrame
    base: int


@asked
def gather(*, since_year: int, as_of: str) -> View:
    return View(read("salaries", as_of=as_of).sort_values("year"), since_year)


def findings(view: View) -> Iterator[Finding]:
    rows = view.rows[view.rows["year"].astype(int) >= view.base]
    if len(rows) < 2:
        yield Finding("nothing-known", "Pay is not on record.", {})
        return
    first, last = rows.iloc[0], rows.iloc[-1]
    keys = tuple(("salaries", str(row["key"])) for row in (first, last))
    change = 100 * float(last["value"]) / float(first["value"]) - 100
    values = {
        "change": Value(change, "%", 1, rows=keys, wording="change"),
        "start": Value(str(first["year"])),
        "end": Value(str(last["year"])),
    }
    yield Finding("pay", "Pay {change} from {start} to {end}.", values, asks=("start",))
    yield Finding("more", "There is more to say.", {})


@pytest.fixture
def salaries(tmp_path, monkeypatch) -> Callable[..., View]:
    """Write salaries of (year, pounds, known from, known until) and gather them."""

    def written(rows, *, as_of="latest", since_year=2020) -> View:
        table = TABLES["salaries"]
        held = {name: [None] * len(rows) for name in table.columns}
        held["key"] = [f"{year}/{known}" for year, _, known, _ in rows]
        held["year"] = [str(year) for year, *_ in rows]
        held["value"] = [value for _, value, *_ in rows]
        held["known_from"] = [known and date.fromisoformat(known) for *_, known, _ in rows]
        held["known_until"] = [until and date.fromisoformat(until) for *_, until in rows]
        held["flags"] = [""] * len(rows)
        typed = {
            name: arrow.array(values).cast(memory_type(table.columns[name].kind))
            for name, values in held.items()
        }
        clean = tmp_path / "data" / "clean"
        for folder in (clean, tmp_path / "data" / "raw", tmp_path / "notebooks"):
            folder.mkdir(parents=True, exist_ok=True)
        parquet.write_table(to_stored(arrow.table(typed), table), clean / "salaries.parquet")
        monkeypatch.setenv("REALPAY_ROOT", str(tmp_path))
        return gather(since_year=since_year, as_of=as_of)

    return written


def told(view: View) -> tuple[str, str]:
    kept = keep_findings(findings, view)
    assert [one.id for one in kept.findings] == ["pay", "more"]
    (earlier,) = kept.earlier
    return tuple(one.sentence.replace("\u00a0", " ") for one in (kept.findings[0], earlier))


def test_a_headline_that_a_later_figure_turned_says_so(salaries):
    first, earlier = told(salaries(PAY))
    assert first == (
        "Pay rose 4.0 % from 2020 to 2023. Later figures turned a sign: as known on 1 August 2023, "
        "to 2022, “rose 4.0 %” still read “fell 5.0 %”."
    )
    assert earlier == (
        "“rose 4.0 %” in the first finding has stood since 2 August 2023, when the last figure "
        "behind it came out; as known on 2 earlier days it was −5.0 % (1 August 2023, to 2022) and "
        "−3.0 % (31 December 2021, to 2021)."
    )


def test_a_headline_that_no_figure_turned_stands_as_it_is(salaries):
    first, earlier = told(salaries(PAY[:3]))
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "as known on 1 earlier day it was −3.0 % (26 July 2022, to 2021)" in earlier
    assert earlier.endswith("; before 28 July 2021 the record does not give it.")


def test_before_the_first_figures_the_record_does_not_give_it(salaries):
    _, earlier = told(salaries(PAY[:2]))
    assert earlier.endswith("behind it came out; before 28 July 2021 the record does not give it.")


def test_a_revision_that_prints_the_same_does_not_move_the_first_day(salaries):
    revised = (
        *PAY[:2],
        (2022, 95.0, "2022-07-27", "2023-03-01"),
        (2022, 95.01, "2023-03-02", None),
    )
    first, earlier = told(salaries(revised))
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "has stood since 27 July 2022" in earlier


def test_a_vintage_that_turns_the_sign_is_told_for_one_span(salaries):
    revised = (
        PAY[0],
        (2021, 101.0, "2021-07-28", "2022-03-01"),
        (2021, 97.0, "2022-03-02", None),
    )
    first, _ = told(salaries(revised))
    assert first.endswith("as known on 1 March 2022 “fell 3.0 %” still read “rose 1.0 %”.")


def test_a_page_of_a_past_day_looks_back_and_never_forward(salaries):
    first, earlier = told(salaries(PAY, as_of="2023-08-01"))
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "2023" not in earlier


def test_a_figure_without_a_day_is_said_to_have_none(salaries):
    _, earlier = told(salaries((*PAY[:3], (2023, 104.0, None, None))))
    assert "rests on figures of which some have no day of release on record" in earlier
    _, earlier = told(salaries((PAY[0], (2023, 104.0, None, None))))
    assert earlier.endswith("before 5 August 2020 the record does not give it.")


def test_a_reading_from_another_start_is_another_question(salaries):
    late = ((2019, 120.0, "2023-08-02", None), *PAY)
    first, earlier = told(salaries(late, since_year=2019))
    assert first == "Pay fell 13.3 % from 2019 to 2023."
    assert earlier.endswith("before 2 August 2023 the record does not give it.")


def test_no_more_days_are_read_than_the_bound(salaries):
    many = tuple((year, float(year), f"{year}-08-01", None) for year in range(2000, 2020))
    kept = keep_findings(findings, salaries(many, since_year=2000))
    values = kept.earlier[0].values
    assert values["n"].amount == READINGS
    assert f"was_{READINGS}" not in values


def test_the_reading_of_a_day_has_its_rows_and_its_whole_sentence(salaries):
    kept = keep_findings(findings, salaries(PAY))
    was = kept.earlier[0].values["was_0"]
    assert was.rows == (("salaries", "2020/2020-08-05"), ("salaries", "2022/2022-07-27"))
    assert was.note == "Pay fell 5.0\u00a0% from 2020 to 2022."
    assert kept.findings[0].values["turned"].rows == was.rows


def test_a_first_finding_without_a_number_has_no_earlier_readings(salaries):
    kept = keep_findings(findings, salaries(PAY[:1]))
    assert [one.id for one in kept.findings] == ["nothing-known"]
    assert kept.earlier == []


PAGES = [
    (grades, {"base": 2020, "index": "CPI", "convention": "month to month"}),
    (sectors, {"base": 2020, "index": "RPI", "pay_measure": "regular"}),
    (restore, {"grade": "All", "base": 2011, "index": "CPI", "over_years": 4}),
    (restore, {"grade": "EO", "base": 2020, "index": "CPI", "over_years": 4}),
    (floor, {"weekly_hours": 42.0, "weeks": 52.143}),
    (
        robust,
        {
            "grade": "All",
            "base": 2011,
            "index": "CPI",
            "convention": "month to month",
            "since": 2008,
        },
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "given"), PAGES, ids=lambda one: getattr(one, "__name__", ""))
def test_the_first_day_is_the_first_on_which_the_page_reads_so(figures, page, given):
    view = page.gather(**given, as_of="latest")
    (earlier,) = keep_findings(page.findings, view).earlier
    now, since = earlier.values["now_is"], earlier.values["since"].amount

    def on(day: date) -> str:
        try:
            found = next(iter(page.findings(ask_again(view, as_of=day.isoformat()))))
        except ValueError:
            return ""
        return found.values[found.answering].text if found.answering else ""

    assert on(since) == now.text
    assert on(date.fromordinal(since.toordinal() - 1)) != now.text


@pytest.mark.slow
def test_days_known_are_those_of_the_rows(figures):
    assert days_known("prices", ["D7G7/2022-10"]) == [date(2022, 11, 16)]
