"""The sections of the evidence report: each a sentence or two, and one chart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.collection.ballots.ballots_figures import rounds_table
from analysis.collection.ballots.dispute_figures import A_TOTAL
from analysis.collection.ballots.judged import outcome_words
from analysis.collection.evidence.told import (
    choices_finding,
    restoring_finding,
    sectors_finding,
    votes_finding,
)
from analysis.collection.evidence.view import View
from analysis.collection.headlines import counted, extremes
from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import words_of
from analysis.collection.offers import chained, chained_figures
from analysis.collection.pay import (
    floor_figures,
    grades_figures,
    points_figures,
    sectors_figures,
    units,
    units_figures,
)
from analysis.collection.pay.points import findings as point_findings
from analysis.collection.pay.sectors import ALL_STAFF, CONVENTION
from analysis.collection.pay_record import PRIVATE, WITHOUT_BANKS, paid
from analysis.collection.selection import day_text
from analysis.collection.wording import agree, question
from analysis.errors import MeasureError
from analysis.measures.ballots.told import TURNOUT_TEST, tell_outcomes
from analysis.measures.pay.pay_points import compression
from analysis.measures.pay.pay_series import PaySeries, real_pay_change
from analysis.measures.pay.salaries import pay_by_grade
from analysis.measures.prices.points import Convention
from analysis.present import (
    Chart,
    Finding,
    Table,
    Value,
    bar_chart,
    coverage_map,
    dumbbell_chart,
    line_chart,
)
from analysis.present.numbers import print_amount

Shown = list[Finding | Chart | Table]
LEAST_SHOWN = 12  # votes in the chart and rounds in the table, the newest


def _some(*found: Finding | Chart | Table | None) -> Shown:
    return [one for one in found if one is not None]


def awards(view: View) -> Shown:
    """Ceilings on awards, compounded."""
    return _some(
        chained.ceiling_finding(view.chains),
        chained.how_sure(view.chains),
        chained_figures.path(view.chains),
    )


def workforces(view: View) -> Shown:
    """Awards of other public workforces beside them."""
    return _some(chained.bodies_finding(view.chains), chained_figures.yearly(view.chains))


def same_grade(view: View) -> Shown:
    """Medians at the same grade."""
    if view.grades is None:
        day = {"day": Value(day_text(view.as_of))}
        return [Finding("no-grades", "No grade has medians of two years on record by {day}.", day)]
    return _some(grades_changes(view), grades_figures.chart(view.grades))


def grades_changes(view: View) -> Finding | None:
    """Say what the median did at each grade on the index of the report."""
    if view.grades is None or view.index not in view.grades.changes:
        return None
    found = view.grades.changes[view.index]
    values = {**view.grades.span, "index": Value(view.index)}
    parts = []
    for place, (grade, change) in enumerate(found.items()):
        values |= {f"grade{place}": Value(grade), f"real{place}": paid(change)}
        parts.append(f"{{grade{place}}} {{real{place}}}")
    sentence = f"From {{start}} to {{end}}, in real terms on {{index}}: {', '.join(parts)}."
    return Finding("same-grade", sentence, values)


def points(view: View) -> Shown:
    """The top of each grade's scale at one large employer."""
    return [*point_findings(view.points)[:1], points_figures.scale(view.points)]


def senior(view: View) -> Shown:
    """Base pay of the senior bands."""
    return _some(units.senior_finding(view.units), units_figures.senior(view.units))


def departments(view: View) -> Shown:
    """Departments as a distribution, and their mix."""
    return _some(
        units.department_finding(view.units),
        units.mix_finding(view.units),
        units_figures.spread(view.units),
    )


def sectors(view: View) -> Shown:
    """The civil service beside the public and the private sector."""
    parts = []
    found = view.sectors
    lines: dict[str, Convention] = {
        PRIVATE: CONVENTION,
        WITHOUT_BANKS: CONVENTION,
        ALL_STAFF: "month to month",
    }
    for name, convention in lines.items() if found is not None else ():
        series = found.pay.get(name) if found is not None else None
        if series is not None and found is not None:
            parts.append(_real_path(view, series, name, found.base, found.end, convention))
    data = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    data = data.reindex(columns=["period", "series", "value"]).dropna(subset=["value"])
    start = str(found.base) if found is not None else ""
    subtitle = f"March of each year, {view.index}" + (f", {start} = 100" if len(data) else "")
    none = "No pay of any sector was on record by that day."
    headline, alt = sectors_figures.told(data, (ALL_STAFF, PRIVATE), none)
    chart = line_chart(
        data.reset_index(drop=True),
        **words_of("sectors-paths"),
        zero=False,
        landmarks=pay_landmarks(view.as_of),
        headline=headline,
        subtitle=subtitle,
        alt=f"{alt} The mix of civil servants moved meanwhile.",
        none=none,
    )
    return _some(sectors_finding(view), _sector_gap(view), chart)


def _real_path(
    view: View, series: PaySeries, name: str, base: int, end: int, convention: Convention
) -> pd.DataFrame:
    """Give one series in real terms each March, its base being 100, by its own convention."""
    months = pd.period_range(f"{base}-03", f"{end}-03", freq="12M")
    at = months.astype("int64").to_numpy()
    levels = series.levels(at, convention)
    ratio = view.indices[view.index].ratios(at[:1].repeat(len(at)), at, convention)[0]
    period = pd.PeriodIndex(months.astype("str"), freq="M")
    value = 100 * levels / levels[0] / ratio
    return pd.DataFrame({"period": period, "series": name, "value": value})


def _sector_gap(view: View) -> Finding | None:
    """Say that the kinds differ, where both are shown."""
    found = view.sectors
    if found is None or PRIVATE not in found.pay:
        return None
    return Finding(
        "sectors-kinds",
        "The sectors are means by {convention} and the civil service a median of one day in March, "
        "so that their paths can be set side by side and their levels cannot ({source}).",
        {"convention": Value(CONVENTION), "source": Value(found.release)},
    )


def wage_floor(view: View) -> Shown:
    """The wage floor, and how close grades have come to the lowest."""
    return _some(_compressed(view), floor_figures.chart(view.floor))


def _compressed(view: View) -> Finding | None:
    if view.floor.salaries.empty:
        return None
    try:
        ratios = compression(pay_by_grade(view.floor.salaries), upper="EO")
    except MeasureError:  # only medians of all staff were known by that day
        return None
    if len(ratios) < 2:
        return None
    first, last = ratios.iloc[0], ratios.iloc[-1]
    chosen = pay_by_grade(view.floor.salaries, grades=["EO", "AA/AO"])

    def times(row: Any) -> Value:
        keys = chosen.loc[chosen["year"] == int(row["year"]), "key"]
        rows = tuple(("salaries", str(key)) for key in keys)
        return Value(float(row["ratio"]), "", 2, compression, rows)

    return Finding(
        "compression-eo",
        "Median pay at EO was {then} times that of AA/AO in March {start} and {now} times in "
        "March {end}.",
        {
            "then": times(first),
            "start": Value(str(int(first["year"]))),
            "now": times(last),
            "end": Value(str(int(last["year"]))),
        },
    )


def choices(view: View) -> Shown:
    """What each choice of measure and index makes of the answer."""
    chart = _bars(
        view,
        id="choices-chart",
        restoring=False,
        says="Real pay fell on {n} of {all} {readings}",
        subtitle="Real change over the span that each measure has, per cent; a reading is one "
        "measure of pay on one index",
    )
    return _some(choices_finding(view), chart)


def restoration(view: View) -> Shown:
    """What rise would restore the start, by measure and index."""
    chart = _bars(
        view,
        id="restoring-chart",
        restoring=True,
        says="A rise is needed on {n} of {all} {readings}",
        subtitle="Rise on the newest pay that would bring it level with its start, per cent; below "
        "nothing where it stands above",
    )
    return _some(restoring_finding(view), chart)


def _bars(view: View, *, restoring: bool, says: str, **words: Any) -> Chart:
    """Draw a bar a measure and index; `says` is the headline, with the count of falls to fill."""
    rows = []
    for one in view.measures:
        for index in view.indices:
            figure = one.by_index.get(index)
            if figure is not None:
                real = figure[0].value
                value = 100 / (100 + real) * 100 - 100 if restoring else real
                rows.append((one.name, index, value))
    data = pd.DataFrame(rows, columns=["label", "index", "value"])
    falls = counted(data["value"] > 0 if restoring else data["value"] < 0, real_pay_change,
                    "readings on which pay buys less than at its start")  # fmt: skip
    headline, alt = "No measure of pay had a span yet", "No measure had a span by that day."
    if len(data):
        readings = agree(len(data), "reading")
        headline = says.format(n=falls.text, all=len(data), readings=readings)
        ends = [
            f"{print_amount(row['value'], '%', 1)} ({row['label']}, {row['index']})"
            for row in extremes(data, "value")
        ]
        alt = (
            f"On {falls.text} of {len(data)} {readings} pay buys less than at its start; the "
            f"figures run from {ends[0]} to {ends[1]}."
        )
    return bar_chart(
        data,
        group="index",
        unit="%",
        headline=headline,
        alt=alt,
        counts={"falls": falls} if len(data) else {},
        **words_of("readings-of-pay") | words,
    )


def votes(view: View) -> Shown:
    """National votes on action: turnout and yes."""
    found = view.votes
    yes, turnout = pd.Series(dtype="float64"), pd.Series(dtype="float64")
    labels: list[str] = []
    if len(found):
        rows: list[Any] = list(found.itertuples())
        labels = [
            f"{row.union} {question(row.question_kind)}, {row.day:%B %Y}: {_short(row)}"
            for row in rows
        ]
        yes, turnout = found["yes_shown"], found["turnout_shown"]
    data = pd.DataFrame({"label": labels, "turnout": turnout.to_numpy(), "yes": yes.to_numpy()})
    data = data.dropna(subset=["yes"]).tail(LEAST_SHOWN).reset_index(drop=True)
    known = data["turnout"].dropna()
    half = counted(known >= TURNOUT_TEST, tell_outcomes, "votes with a turnout of at least half")
    held = counted(data["turnout"].notna(), tell_outcomes, "votes with a published turnout")
    headline, alt = "No national vote on action to show", "No national vote was on record."
    if len(known):
        votes = agree(len(known), "national vote")
        headline = f"Turnout reached half in {half.text} of {held.text} {votes}"
        alt = (
            f"In {half.text} of {held.text} {votes} with a published turnout at least half took "
            f"part, from {print_amount(known.min(), '%', 1)} to {print_amount(known.max(), '%', 1)}"
            f"; yes had between {print_amount(data['yes'].min(), '%', 1)} and "
            f"{print_amount(data['yes'].max(), '%', 1)}."
        )
    return _some(
        votes_finding(view),
        dumbbell_chart(
            data,
            **words_of("votes-chart"),
            before="turnout",
            after="yes",
            headline=headline,
            subtitle="Turnout and yes in the newest national votes on action with a share of yes "
            "and a day on record, per cent",
            alt=alt,
            counts={"half": half, "votes": held} if len(known) else {},
        ),
        rounds_table(view.rounds.head(LEAST_SHOWN), "votes-rounds", "the newest national ballots")
        if len(view.rounds)
        else None,
    )


def _short(row: Any) -> str:
    return outcome_words(row) if row.legal_effect else A_TOTAL


def unknown(view: View) -> Shown:
    """What is not known: which years and grades have a median."""
    data = pd.DataFrame(columns=["grade", "year", "kind"])
    finding = None
    if view.grades is not None and len(view.grades.chosen):
        rows = view.grades.chosen
        listed = [*grades_figures.LISTED]
        rows = rows[rows["responsibility_level"].isin(listed)]
        data = pd.DataFrame(
            {
                "grade": rows["responsibility_level"],
                "year": rows["year"].astype("str"),
                "kind": "median",
            }
        )
        years = sorted({int(year) for year in rows["year"]})
        span = range(years[0], years[-1] + 1)
        keys = tuple(("salaries", str(key)) for key in rows["key"])
        finding = Finding(
            "unknown-medians",
            "Of {n} pairs of grade and year from {first} to {last}, {held} have a median for the "
            "whole service on record.",
            {
                "n": Value(len(span) * len(listed), function=pay_by_grade),
                "first": Value(str(years[0])),
                "last": Value(str(years[-1])),
                "held": Value(len(rows), function=pay_by_grade, rows=keys),
            },
        )
        columns = [str(year) for year in span]
    else:
        columns = []
    held = counted(data["grade"].notna(), pay_by_grade, "pairs of grade and year with a median")
    pairs = Value(
        data["grade"].nunique() * len(columns),
        function=pay_by_grade,
        note="pairs of a grade with a median and a year of the span",
    )
    headline, alt = "No median by grade is on record", "No median by grade is on record."
    if len(data):
        headline = f"On record: {held.text} of {pairs.text} {agree(pairs.amount, 'yearly median')}"
        years_of = data.groupby("grade", sort=False)["year"].nunique().sort_values()
        alt = (
            f"Of {pairs.text} pairs of grade and year {held.text} have a median: most for "
            f"{years_of.index[-1]}, fewest for {years_of.index[0]}."
        )
    chart = coverage_map(
        data.reset_index(drop=True),
        **words_of("unknown-chart"),
        row="grade",
        column="year",
        kind="kind",
        columns=columns,
        headline=headline,
        subtitle="Medians of the whole civil service, by grade and March; an empty cell is not "
        "known",
        alt=alt,
        counts={"held": held, "pairs": pairs} if len(data) else {},
    )
    return _some(finding, chart)
