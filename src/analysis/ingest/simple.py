"""Tables that are read as they are: a raw file, its columns, and when its rows became known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.ingest.cells import CellError, number, pay_years
from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft, draft
from analysis.ingest.employers import Directory
from analysis.ingest.knowledge import Interval, cited, dated, earliest, undated
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import RawFile, read_csv
from analysis.ingest.vocabulary import load_vocabulary
from analysis.periods import Month, PayYear
from analysis.tables.columns import Table
from analysis.tables.employers import MOMENT_FIGURES, MOMENTS
from analysis.tables.offers import REMITS, REVIEW_AWARDS
from analysis.tables.prices import FORECASTS, SERIES_STATUS
from analysis.tables.salaries import CLAIMS, PAY_SCALES, SECTOR_PAY, WAGE_FLOORS

VOLUNTARY = "Real Living Wage"
KEYS: dict[str, tuple[str, ...]] = {
    "forecasts": ("measure", "basis", "period", "source"),
    "series_status": ("series", "status", "from"),
    "sector_pay": (
        "year",
        "geography",
        "sector",
        "sex",
        "working_pattern",
        "measure",
        "pay_kind",
    ),
    "wage_floors": ("effective_from", "rate_name"),
    "pay_scales": ("employer", "grade", "location", "pay_year", "effective_from", "reference_date"),
    "moment_figures": ("moment_id", "quantity", "about"),
}
Finish = Callable[[Draft], list[Interval | None]]


def _read(
    raw: Path, table: Table, problems: Problems, corrections: Corrections, *more: str
) -> Draft | None:
    assert table.raw_file is not None  # noqa: S101 - these tables each have one
    columns = [item.raw for item in table.body if item.raw]
    keys = [table.raw_key] if table.raw_key else KEYS[table.name]
    expected = list(dict.fromkeys([*keys, *columns, *more]))
    found = read_csv(raw, table.raw_file, expected, problems)
    if found is None:
        return None
    return draft(table, found, problems, corrections, _key_of(KEYS.get(table.name, ())))


def _key_of(columns: tuple[str, ...]) -> Callable[[RawFile, int], str]:
    def key(found: RawFile, place: int) -> str:
        return "/".join(filter(None, (found.columns[name][place] for name in columns)))

    return key


def clean_simple(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> list[Draft]:
    """Read every table of this module; one that cannot be read is left out, its problems noted."""
    ways: list[tuple[Table, tuple[str, ...], Finish, str]] = [
        (FORECASTS, (), _forecasts, "estimated"),
        (SERIES_STATUS, (), lambda made: _spans(made, "from"), "true"),
        (SECTOR_PAY, (), _sector_pay, "estimated"),
        (WAGE_FLOORS, (), _wage_floors, "inferred"),
        (PAY_SCALES, (), lambda made: _pay_scales(made, directory), "inferred"),
        (CLAIMS, (), lambda made: [None] * len(made), "undated"),
        (REMITS, ("pay_year",), lambda made: _remits(made, raw), "true"),
        (REVIEW_AWARDS, ("pay_year",), _review_awards, "inferred"),
        (MOMENTS, (), lambda made: _moments(made, directory), "true"),
        (MOMENT_FIGURES, (), lambda made: _moment_figures(made, directory), "undated"),
    ]
    drafts = []
    for table, more, finish, how in ways:
        made = _read(raw, table, problems, corrections, *more)
        if made is not None:
            intervals = finish(made)
            undated(made) if how == "undated" else dated(made, intervals, how)
            drafts.append(made)
    return drafts


def _spans(made: Draft, name: str) -> list[Interval | None]:
    return [made.span(name, place) for place in range(len(made))]


def _forecasts(made: Draft) -> list[Interval | None]:
    """Date a forecast by the month at the end of its title: '…, March 2026'."""
    intervals: list[Interval | None] = []
    for text in made.raw["source"]:
        try:
            published = Month.parse(" ".join(text.split()[-2:]))
            intervals.append((published.first_day, published.last_day))
        except ValueError:
            intervals.append(None)
    return intervals


def _sector_pay(made: Draft) -> list[Interval | None]:
    """The survey of April comes out provisionally in the autumn of its year."""
    years = made.values["year"]
    return [(date(y, 10, 1), date(y, 12, 31)) if isinstance(y, int) else None for y in years]


def _wage_floors(made: Draft) -> list[Interval | None]:
    names = made.values["rate_name"]
    made.values["statutory"] = [not str(name).startswith(VOLUNTARY) for name in names]
    return _spans(made, "effective")


def _pay_scales(made: Draft, directory: Directory) -> list[Interval | None]:
    directory.resolve(made)
    intervals: list[Interval | None] = []
    for place in range(len(made)):
        low, high = made.values["minimum_gbp"][place], made.values["maximum_gbp"][place]
        if isinstance(low, float) and isinstance(high, float) and low > high:
            made.flag(place, "minimum above maximum")
        if low is None and high is None and made.values["spot_gbp"][place] is None:
            made.flag(place, "no pay given")
        year = made.values["pay_year"][place]
        whole = PayYear.parse(year) if isinstance(year, str) else None
        in_year = (whole.months[0].first_day, whole.months[-1].last_day) if whole else None
        given = earliest(made.span("effective", place), made.span("reference", place))
        intervals.append(given or in_year)
    return intervals


def _pay_years(made: Draft) -> None:
    """Split the raw pay year, which may cover several, into first and last."""
    made.values["pay_year_from"], made.values["pay_year_to"] = [], []
    for place, text in enumerate(made.raw["pay_year"]):
        first: str | None = None
        last: str | None = None
        if text:
            try:
                first, last = pay_years(text)
            except CellError as error:
                made.problem(place, "pay_year", text, error.allowed, error.mend)
        made.values["pay_year_from"].append(first)
        made.values["pay_year_to"].append(last)


def _remits(made: Draft, raw: Path) -> list[Interval | None]:
    _pay_years(made)
    words = load_vocabulary(raw, "remit_basis", ["basis"], made.problems)
    words.apply(made, "basis", {"basis_kind": "basis"})
    return [
        earliest(made.span("published", place), made.span("announced", place)) or cited(made, place)
        for place in range(len(made))
    ]


def _review_awards(made: Draft) -> list[Interval | None]:
    _pay_years(made)
    return [
        earliest(made.span("effective", place), cited(made, place)) for place in range(len(made))
    ]


def _moments(made: Draft, directory: Directory) -> list[Interval | None]:
    made.values["employers"] = []
    for place, names in enumerate(made.raw["employers"]):
        places = [directory.find(made, place, name.strip()) for name in names.split(";")]
        slugs = [str(directory.slug(found)) for found in places if found is not None]
        made.values["employers"].append("; ".join(slugs))
    days = made.values["as_of"]
    return [(day, day) if isinstance(day, date) else None for day in days]


def _moment_figures(made: Draft, directory: Directory) -> list[Interval | None]:
    made.values["employer"] = [directory.known(name) for name in made.raw["about"]]
    made.values["value"] = [_as_number(text) for text in made.raw["value"]]
    return [None] * len(made)


def _as_number(text: str) -> float | None:
    try:
        return number(text)
    except CellError:
        return None
