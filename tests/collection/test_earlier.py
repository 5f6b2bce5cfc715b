"""A first finding keeps: how it stood on earlier days, and which later figure turned it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from tests.collection.made import NOTEBOOKS

from analysis.collection.earlier import keep_findings, question
from analysis.collection.first_findings import PAGES, look_back
from analysis.collection.pay import floor, grades, restore, robust, sectors
from analysis.present import Finding, Value
from analysis.tables import TABLES, read
from analysis.tables.asked import ask_again, asked
from analysis.tables.manifest import sealed
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


def write(clean: Path, name: str, rows: list[dict[str, object]]) -> None:
    """Write a clean table of a few rows; what a row does not say is blank."""
    table = TABLES[name]
    typed = {
        column: arrow.array(
            [row.get(column, "" if column == "flags" else None) for row in rows]
        ).cast(memory_type(item.kind))
        for column, item in table.columns.items()
    }
    parquet.write_table(to_stored(arrow.table(typed), table), clean / f"{name}.parquet")


def cell(text: str, kind: str) -> object:
    """Type one cell of a raw file."""
    if not text:
        return None
    if kind == "day":
        return date.fromisoformat(text)
    return {"number": float, "count": int}.get(kind, str)(text)


@pytest.fixture
def salaries(tmp_path, monkeypatch) -> Callable[..., View]:
    """Write salaries of (year, pounds, known from, known until), look back, and gather them.

    The look back is on the salaries `kept`, by default the same.
    """
    clean = tmp_path / "data" / "clean"
    for folder in (clean, tmp_path / "data" / "raw", tmp_path / "notebooks"):
        folder.mkdir(parents=True)
    manifest = sealed({"tables": {}, "last_day": "2040-01-01"})
    (clean / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setenv("REALPAY_ROOT", str(tmp_path))

    def held(rows) -> None:
        days = [[day and date.fromisoformat(day) for day in row[2:]] for row in rows]
        write(
            clean,
            "salaries",
            [
                {
                    "key": f"{year}/{known}",
                    "year": str(year),
                    "value": value,
                    "known_from": since,
                    "known_until": until,
                }
                for (year, value, known, _), (since, until) in zip(rows, days, strict=True)
            ],
        )

    def written(rows, *, as_of="latest", since_year=2020, kept=None) -> View:
        held(rows if kept is None else kept)
        kinds = {item.raw: item.kind for item in TABLES["first_findings"].body}
        made = [
            {name: cell(text, kinds[name]) for name, text in row.items()}
            for row in look_back(findings, gather(since_year=since_year, as_of="latest"))
        ]
        for place, row in enumerate(made):
            row |= {"key": f"row {place}", "known_from": row["first_day"]}
        write(clean, "first_findings", made)
        held(rows)
        return gather(since_year=since_year, as_of=as_of)

    return written


def told(view: View) -> tuple[str, str]:
    kept = keep_findings(findings, view)
    assert [one.id for one in kept.findings] == ["pay", "more"]
    earlier = kept.earlier[0]
    return tuple(one.sentence.replace("\u00a0", " ") for one in (kept.findings[0], earlier))


def listed(view: View) -> list[tuple[str, ...]]:
    """List of each earlier reading first and last day, what it read, the end of its figures."""
    tables = keep_findings(findings, view).earlier[1:]
    return [
        tuple(
            "" if one is None or one != one else str(one).removesuffix(" 00:00:00") for one in row
        )
        for table in tables
        for row in table.frame[["first_day", "last_day", "said", "reach"]].to_numpy()
    ]


def test_each_release_behind_the_answer_is_a_reading_with_its_first_and_last_day(salaries):
    assert listed(salaries(PAY)) == [
        ("2022-07-27", "2023-08-01", "fell 5.0\u00a0%", "to 2022"),
        ("2021-07-28", "2022-07-26", "fell 3.0\u00a0%", "to 2021"),
    ]


def test_a_headline_that_a_later_figure_turned_says_so(salaries):
    first, earlier = told(salaries(PAY))
    assert first == (
        "Pay rose 4.0 % from 2020 to 2023. Later figures turned a sign: as known on 1 August 2023, "
        "to 2022, “rose 4.0 %” still read “fell 5.0 %”."
    )
    assert earlier == (
        "“rose 4.0 %” in the first finding has stood since 2 August 2023, when the last figure "
        "behind it came out; at 2 earlier releases it was between −5.0 % (from 27 July 2022) and "
        "−3.0 % (from 28 July 2021), to the newest figures then on record."
    )


def test_a_sign_that_turned_many_releases_ago_is_told_as_well(salaries):
    ups = tuple((year, 100.0 + year - 2020, f"{year}-08-01", None) for year in range(2023, 2040))
    first, earlier = told(salaries((PAY[0], PAY[1], *ups)))
    assert "as known on 31 July 2023, to 2021, “rose 19.0 %” still read “fell 3.0 %”" in first
    assert "at 17 earlier releases it was between" in earlier


def test_a_headline_that_no_figure_turned_stands_as_it_is(salaries):
    first, earlier = told(salaries(PAY[:3]))
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "at 1 earlier release it was −3.0 % (from 28 July 2021), to the newest" in earlier


def test_before_the_first_figures_nothing_is_read(salaries):
    view = salaries(PAY[:2])
    _, earlier = told(view)
    assert earlier.endswith("; no earlier reading of the same question is kept.")
    assert listed(view) == []


def test_a_revision_that_prints_the_same_does_not_move_the_first_day(salaries):
    revised = (
        *PAY[:2],
        (2022, 95.0, "2022-07-27", "2023-03-01"),
        (2022, 95.01, "2023-03-02", None),
    )
    view = salaries(revised)
    first, earlier = told(view)
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "at 1 earlier release" in earlier
    assert [row[0] for row in listed(view)] == ["2021-07-28"]


def test_a_vintage_that_turns_the_sign_is_told_for_one_span(salaries):
    revised = (
        PAY[0],
        (2021, 101.0, "2021-07-28", "2022-03-01"),
        (2021, 97.0, "2022-03-02", None),
    )
    first, _ = told(salaries(revised))
    assert first.endswith("as known on 1 March 2022 “fell 3.0 %” still read “rose 1.0 %”.")


def test_a_page_of_a_past_day_looks_back_and_never_forward(salaries):
    view = salaries(PAY, as_of="2023-08-01")
    first, earlier = told(view)
    assert first == "Pay fell 5.0 % from 2020 to 2022."
    assert "2023" not in earlier
    assert listed(view) == [("2021-07-28", "2022-07-26", "fell 3.0\u00a0%", "to 2021")]


def test_a_figure_without_a_day_is_said_to_have_none(salaries):
    view = salaries((*PAY[:3], (2023, 104.0, None, None)))
    _, earlier = told(view)
    assert "rests on figures of which some have no day of release on record" in earlier
    assert [row[:2] for row in listed(view)] == [
        ("2022-07-27", ""),
        ("2021-07-28", "2022-07-26"),
    ]


def test_a_reading_of_no_first_day_that_has_ended_is_the_oldest(salaries, tmp_path):
    view = salaries(PAY)
    clean = tmp_path / "data" / "clean"
    *newer, oldest = parquet.read_table(clean / "first_findings.parquet").to_pylist()
    write(clean, "first_findings", [*newer, oldest | {"first_day": None, "known_from": None}])
    _, earlier = told(view)
    assert "“rose 4.0 %” in the first finding has stood since 2 August 2023" in earlier
    assert earlier.endswith(
        "at 2 earlier releases it was between −5.0 % (from 27 July 2022) and "
        "−3.0 % (until 26 July 2022), to the newest figures then on record."
    )
    assert listed(view)[-1][:2] == ("", "2022-07-26")


def test_a_reading_from_another_start_is_listed_and_is_another_question(salaries):
    late = ((2019, 101.0, "2023-08-02", None), *PAY)
    view = salaries(late, since_year=2019)
    first, earlier = told(view)
    assert first == "Pay rose 3.0 % from 2019 to 2023."
    assert earlier.endswith("no earlier reading of the same question is kept.")
    assert [row[2] for row in listed(view)] == ["fell 5.0\u00a0%", "fell 3.0\u00a0%"]


def test_what_was_kept_before_new_figures_came_is_told_as_a_reading_before(salaries):
    view = salaries(PAY, kept=PAY[:3])
    first, earlier = told(view)
    assert "turned a sign: before them, to 2022, “rose 4.0 %”" in first
    assert "has stood since 2 August 2023" in earlier
    assert listed(view)[0] == ("2022-07-27", "", "fell 5.0\u00a0%", "to 2022")


def test_a_question_that_nobody_looked_back_on_is_told_as_such(salaries):
    view = salaries(PAY)
    _, earlier = told(gather(since_year=2021, as_of="latest"))
    assert earlier.endswith("no earlier reading of the same question is kept.")
    assert listed(view) != []


def test_a_number_of_an_earlier_release_names_its_row_and_has_its_whole_sentence(salaries):
    kept = keep_findings(findings, salaries(PAY))
    was = kept.earlier[0].values["was_0"]
    assert was.rows == (("first_findings", "row 1"),)
    assert was.note == "Pay fell 5.0\u00a0% from 2020 to 2022."
    assert kept.findings[0].values["turned"].rows == was.rows


def test_a_first_finding_without_a_number_has_no_earlier_readings(salaries):
    kept = keep_findings(findings, salaries(PAY[:1]))
    assert [one.id for one in kept.findings] == ["nothing-known"]
    (said,) = kept.earlier
    assert said.sentence.startswith("No number of the first finding answers by itself")


def test_what_is_kept_is_the_number_that_answers_and_each_with_a_sign(salaries):
    salaries(PAY)
    rows = look_back(findings, gather(since_year=2020, as_of="latest"))
    assert [(row["number"], row["answers"], row["low"], row["last_day"]) for row in rows] == [
        ("change", "yes", "4.0", ""),
        ("change", "yes", "-5.0", "2023-08-01"),
        ("change", "yes", "-3.0", "2022-07-26"),
    ]
    assert {row["question"] for row in rows} == {"collection.test_earlier: since_year=2020"}


def test_every_notebook_that_keeps_its_findings_is_looked_back_on_by_the_same_functions():
    calls = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        found = re.search(
            r"view = (\w+)\.gather\(.*?kept = keep_findings\((\w+)\.(\w+), view", source, re.S
        )
        if found:
            names = dict(re.findall(r"(?:import|,) (\w+) as (\w+)", source))
            names = {short: name for name, short in names.items()}
            calls[path.stem] = tuple(names.get(name, name) for name in found.groups())
    assert set(calls) == set(PAGES)
    for notebook, (gathers, tells, function) in calls.items():
        by, makes = PAGES[notebook]
        assert by.endswith(f".{gathers}:gather")
        module, _, name = makes.partition(":")
        assert module.endswith(f".{tells}")
        assert name in (function, "answer")


ASKED = [
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
@pytest.mark.parametrize(("page", "given"), ASKED, ids=lambda one: getattr(one, "__name__", ""))
def test_a_reading_is_what_the_page_reads_from_its_first_to_its_last_day(figures, page, given):
    view = page.gather(**given, as_of="latest")
    earlier, listed = keep_findings(page.findings, view).earlier
    now, since = earlier.values["now_is"], earlier.values["since"].amount

    def on(day: date) -> str:
        try:
            found = next(iter(page.findings(ask_again(view, as_of=day.isoformat()))))
        except ValueError:
            return ""
        return found.values[found.answering].text if found.answering else ""

    assert on(since) == now.text
    assert on(date.fromordinal(since.toordinal() - 1)) != now.text
    newest = listed.frame.iloc[0]
    ends = (newest["first_day"].date(), newest["last_day"].date())
    between = date.fromordinal((ends[0].toordinal() + ends[1].toordinal()) // 2)
    assert [on(day) for day in (*ends, between)] == [newest["said"]] * 3


@pytest.mark.slow
def test_days_known_are_those_of_the_rows(figures):
    assert days_known("prices", ["D7G7/2022-10"]) == [date(2022, 11, 16)]


def test_the_lowest_point_of_another_employer_is_another_question(make):
    first = make("07_wage_floor", weekly_hours=42.0).findings[0]
    assert "of HM Prison and Probation Service, stood 8.7\u00a0% below" in first.sentence
    assert "HM Prison and Probation Service" in question(first)
    assert "stood 2.8\u00a0% above" in first.values["turned"].note  # its own point, of 2011
    assert "found for 31 March 2011, of HM Prison" in first.values["turned"].note
