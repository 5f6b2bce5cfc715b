"""What reports say: neutral, every number from a value or from data, counts with their n."""

import re

import pandas as pd
import pytest
from tests.collection.made import NOTEBOOKS

from analysis.present import Chart, Finding, Table
from analysis.present.words import loaded_words, typed_numbers
from analysis.tables import TABLES, read

DAYS = ("2004-01-24", "2012-05-01", "2013-03-18", "2022-12-07")
EMPLOYERS = (
    "home-office",
    "hm-revenue-and-customs",
    "hm-land-registry",
    "department-for-work-and-pensions",
)
DATED = (
    "01_offers_against_inflation",
    "02_real_pay_by_grade",
    "04_remits_and_awards",
    "05_ballots",
    "06_dispute",
    "07_wage_floor",
    "11_data_health",
    "14_evidence",
    "15_awards",
    "16_pay_points",
    "17_departments_and_senior_pay",
)
CASES = [
    *((path.stem, {}) for path in sorted(NOTEBOOKS.glob("[01]*.ipynb")) if path.stem[:2] not in
      ("00", "12")),
    *((name, {"as_of": day}) for name in DATED for day in DAYS),
    *(("06_dispute", {"employer": slug}) for slug in EMPLOYERS[:3]),
    *(("06_dispute", {"employer": slug, "as_of": "2022-12-07"}) for slug in EMPLOYERS[:2]),
    *(("01_offers_against_inflation", {"employer": slug}) for slug in EMPLOYERS),
    ("01_offers_against_inflation", {"employer": "home-office", "as_of": "2012-05-01"}),
    ("01_offers_against_inflation", {"indices": ["RPI"], "years": "2018-19 to 2023-24"}),
    *(("05_ballots", {"union": union}) for union in ("PCS", "Prospect", "UCU")),
    ("05_ballots", {"employer": "home-office", "years": "2022-23"}),
    ("02_real_pay_by_grade", {"index": "RPI", "convention": "financial-year average"}),
    ("03_sectors", {"index": "RPI", "pay_measure": "total"}),
    ("03_sectors", {"index": "CPIH", "as_of": "2025-01-31"}),
    ("04_remits_and_awards", {"index": "RPI", "years": "2018-19 to 2023-24"}),
    ("07_wage_floor", {"weekly_hours": 42.0}),
    ("08_robustness", {"grade": "EO", "base": 2020, "index": "RPI", "since": 2020}),
    *(("09_claims", {"claim": key}) for key in ("W19-1", "ASHE12-2", "QMUL24-1b")),
    *(("13_on_the_day", {"moment": one}) for one in ("2004-01", "2011-03", "2023-12")),
]  # fmt: skip


def name_of(case):
    notebook, given = case
    return "-".join([notebook, *(str(value).replace("'", "") for value in given.values())])


@pytest.fixture(params=CASES, ids=map(name_of, CASES))
def report(request, make):
    notebook, given = request.param
    return make(notebook, **given)


def numbers_in(text):
    return {float(one.replace(",", "")) for one in typed_numbers(text) if one.count(".") < 2}


def numbers_of(data):
    """Every number that a frame stands for: its cells, their texts, and how many there are."""
    found = {float(len(data))}
    for name in data.columns:
        column = data[name].dropna()
        found.add(float(column.astype(str).nunique()))
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            found |= {float(abs(amount)) for amount in column}
        else:
            for text in set(column.astype(str)):
                found |= numbers_in(text)
    return found


def changes_of(data):
    """What levels on a base of 100 say as changes: 92.0 is down 8.0 per cent."""
    names = {"value", "real_index"} & set(data.columns)
    levels = [data[name].dropna() for name in names]
    return {abs(float(level) - 100) for column in levels for level in column}


def printed_as(text, amounts):
    """Whether one of the amounts prints so: decimals and thousands are rounded, counts are not."""
    number, decimals = float(text.replace(",", "")), len(text.partition(".")[2])
    far = 0.5000001 * 10**-decimals if decimals or "," in text else 1e-9
    return any(abs(amount - number) <= far for amount in amounts)


def test_findings_take_no_side(report):
    for finding in report.of(Finding):
        assert loaded_words(finding.sentence) == [], finding.id


def test_every_number_of_a_finding_comes_from_its_values(report):
    for finding in report.of(Finding):
        rest = finding.sentence
        for text in sorted((value.text for value in finding.values.values()), key=len)[::-1]:
            rest = rest.replace(text, " ")
        assert typed_numbers(rest) == [], finding.sentence


def test_a_number_inside_words_says_where_it_comes_from(report, texts_of_the_record):
    """Words are names from the record, or say what wrote them: no figure hides in a text."""
    for finding in report.of(Finding):
        for name, value in finding.values.items():
            if isinstance(value.amount, str) and typed_numbers(value.amount):
                known = value.amount in texts_of_the_record
                given = value.amount in map(str, report.parameters.values())
                assert known or given or value.function or value.rows, (finding.id, name)


@pytest.fixture(scope="session")
def texts_of_the_record(clean_copy):
    found = set()
    for name in TABLES:
        if name not in ("prices", "earnings", "salaries"):
            rows = read(name, project=clean_copy)
            for column in rows.columns:
                if pd.api.types.is_string_dtype(rows[column]):
                    found |= set(rows[column].dropna())
    return found


def test_charts_and_tables_take_no_side(report):
    for where, text, _ in report.words():
        assert loaded_words(text) == [], (where, text)


def test_every_number_about_a_chart_or_a_table_stands_in_its_data_or_a_finding(report):
    held = set()
    for finding in report.of(Finding):
        held |= numbers_in(finding.sentence)
    for value in report.parameters.values():
        held |= numbers_in(str(value)) | {float(one) for one in re.findall(r"\d+", str(value))}
    counted = {  # each is counted again in the data by the test below
        f"{chart.id}: {name}": {float(value.amount) for value in chart.counts.values()}
        for chart in report.charts
        for name in ("headline", "subtitle", "alt")
    }
    missing = []
    for where, text, data in report.words():
        for number in typed_numbers(text):
            amounts = held | counted.get(where, set()) | numbers_of(data) | changes_of(data)
            if not printed_as(number, amounts):
                missing.append(f"{where}: {number} in {text!r}")
    assert missing == []


def ends_of(data):
    """The last year of the lines of the grades: All is no grade."""
    newest = data["period"] == data["period"].max()
    return data[newest & (data["grade"] != "All")].dropna(subset="real_index")


def of_the_service(data):
    return data[data["label"].str.endswith(", national")]


def headed(data):
    """The votes that the headline counts: those there, else the national ones."""
    return data.drop(of_the_service(data).index) if len(of_the_service(data)) < len(data) else data


def span_of(data):
    years = data["year"].astype(int)
    return years.max() - years.min() + 1


def below_floor(data):
    """The lowest pay points that stand below the floor in force on their day."""
    floor = data[data["series"] == "wage floor, adults"].sort_values("day")
    points = data[data["series"] == "lowest AA point found"]
    return sum(
        hourly < floor.loc[floor["day"] <= day, "hourly"].iloc[-1]
        for day, hourly in zip(points["day"], points["hourly"], strict=True)
    )


def below(data):
    return data["nominal_high"] < data["rate_low"]


def above(data):
    return data["nominal_low"] >= data["rate_high"]


def levels(data, series, value="value"):
    """The first and the last known level of each line with two points."""
    known = data.dropna(subset=[value]).sort_values("period")
    lines = [known.loc[known[series] == name, value] for name in known[series].unique()]
    return [(line.iloc[0], line.iloc[-1]) for line in lines if len(line) > 1]


def ceilings(data):
    return data[data["rate_low"].notna() & data["basis"].isin(CEILINGS)]


def workforces(data):
    return data[~data["label"].str.startswith("Civil service ceilings")]


CEILINGS = ("ceiling on the average award", "freeze, with a sum for the low-paid")
RECOUNTED = {
    ("offers-and-rates", "below"): lambda data: below(data).sum(),
    ("offers-and-rates", "above"): lambda data: above(data).sum(),
    ("offers-and-rates", "between"): lambda data: (~below(data) & ~above(data)).sum(),
    ("real-pay-by-grade", "fell"): lambda data: (ends_of(data)["real_index"] < 100).sum(),
    ("turnout-and-yes", "half"): lambda data: (data["turnout"] >= 50).sum(),
    ("turnout-and-yes", "agreed"): lambda data: (data["yes"] > 50).sum(),
    ("turnouts", "half"): lambda data: (headed(data)["turnout"] >= 50).sum(),
    ("turnouts", "votes"): lambda data: len(headed(data)),
    ("turnouts", "national_half"): lambda data: (of_the_service(data)["turnout"] >= 50).sum(),
    ("turnouts", "national"): lambda data: len(of_the_service(data)),
    ("yearly-chains", "behind"): lambda data: (workforces(data)["value"] < 0).sum(),
    ("yearly-chains", "workforces"): lambda data: len(workforces(data)),
    ("senior-bands-chart", "fell"): lambda data: sum(b < 100 for _, b in levels(data, "band")),
    ("scale", "fell"): lambda data: sum(last < first for first, last in levels(data, "grade")),
    ("floor", "below"): lambda data: below_floor(data),
    ("floor", "points"): lambda data: data["series"].eq("lowest AA point found").sum(),
    ("votes-chart", "votes"): lambda data: data["turnout"].notna().sum(),
    ("grid", "rose"): lambda data: (data["real_pct"] > 0).sum(),
    ("choices-chart", "falls"): lambda data: (data["value"] < 0).sum(),
    ("restoring-chart", "falls"): lambda data: (data["value"] > 0).sum(),
    ("votes-chart", "half"): lambda data: (data["turnout"] >= 50).sum(),
    ("unknown-chart", "held"): len,
    ("unknown-chart", "pairs"): lambda data: data["grade"].nunique() * span_of(data),
    ("remits-chart", "below"): lambda data: (
        ceilings(data)["ceiling"] < ceilings(data)["rate_low"]
    ).sum(),
    ("recommended-chart", "lower"): lambda data: (data["awarded"] < data["recommended"]).sum(),
    ("shares-chart", "over"): lambda data: (data["low"] > data["with_targeted"]).sum(),
    ("printed-and-computed", "close"): lambda data: (
        (data["computed"] - data["printed"]).abs().round(2) < 1
    ).sum(),
    ("attempts-chart", "same"): lambda data: data["same"].sum(),
    ("coverage", "known"): lambda data: len(data[["name", "pay_year"]].drop_duplicates()),
    ("coverage", "pairs"): lambda data: data["name"].nunique() * data["pay_year"].nunique(),
    ("coverage", "dated"): lambda data: data["kind"].eq("offer with a date").sum(),
    **{
        ("timeline", lane.lower()): lambda data, lane=lane: (data["lane"] == lane).sum()
        for lane in ("Remits", "Offers", "Ballots", "Action")
    },
}


def test_every_count_of_a_chart_is_said_and_is_that_of_its_data(report):
    for chart in report.charts:
        for name, value in chart.counts.items():
            assert value.amount == RECOUNTED[chart.id, name](chart.data), (chart.id, name)
            assert value.text in typed_numbers(f"{chart.headline} {chart.alt}"), (chart.id, name)
            assert value.function, (chart.id, name)
            assert value.note, (chart.id, name)


DRAWING = re.compile(
    r"\b(?:bars?|marks?|lines?|dots?|lanes?|cells?|ax[ei]s|hollow|filled|upright|colou?rs?|blue|"
    r"orange|drawn|a row an?)\b",
    re.IGNORECASE,
)


def test_a_chart_says_what_happened_and_not_how_it_is_drawn(report):
    for chart in report.charts:
        assert not DRAWING.search(f"{chart.headline} {chart.alt}"), (chart.headline, chart.alt)
        if chart.figure is not None:
            assert re.search(r"\d", chart.headline), chart.headline
            assert re.search(r"\d", chart.alt), chart.alt


def test_it_opens_with_one_to_five_findings(report):
    # The evidence has a summary of six, two readings, and what its first section says.
    most = 10 if report.notebook == "14_evidence" else 5
    assert 1 <= len(report.findings) <= most
    assert len({finding.id for finding in report.of(Finding)}) == len(report.of(Finding))


def test_everything_shown_has_an_id_of_its_own(report):
    """A page that meets an id again takes it for what stands above, and shows it once."""
    shown = [one for one in report.shown if isinstance(one, (Finding, Chart, Table))]
    ids = [one.id for one in shown]
    for finding in report.of(Finding):
        ids += [finding.anchor(name) for name in finding.values]
    assert sorted(ids) == sorted(set(ids))


COUNTED = "statement|vote|remit|award|day|paper|step|year|figure|question|offer|row|computation"


def test_a_count_agrees_with_its_noun_and_its_verb(report):
    for finding in report.of(Finding):
        read = re.sub(r"\b(?:19|20)\d\d\b", "then", finding.sentence.replace("\u00a0", " "))
        assert not re.search(rf"(?<![\w.,])1 (?:{COUNTED})s\b", read), read
        assert not re.search(r"(?<![\w.,])1 (?:are|were|have|carry|print)\b", read), read
        assert not re.search(rf"(?<![\w.,])(?!1 )[\d,]+ (?:{COUNTED})\b(?! or)", read), read
        assert not re.search(r"(?<![\w.,])(?!1 )[\d,]+ (?:is|was|has|carries|prints)\b", read), read


def test_a_count_about_a_chart_agrees_with_its_noun(report):
    for chart in report.charts:
        for said in (chart.headline, chart.alt):
            assert not re.search(rf"(?<![\w.,])1 (?:{COUNTED}|grade)s\b", said), said


def test_no_short_word_of_the_record_stands_in_a_sentence_or_a_list(report):
    for finding in report.of(Finding):
        assert not re.search(r"\b(?:asos|mp)\b", finding.sentence), finding.sentence
    for table in report.tables:
        for name in {"question", "what"} & set(table.frame.columns):
            assert not table.frame[name].astype(str).str.contains(r"\basos\b").any(), table.id


TOTALS = ("on-record", "size")  # each of their counts is a whole of its own


def test_a_finding_that_counts_has_its_n(report):
    for finding in report.of(Finding):
        counts = [value for value in finding.values.values() if isinstance(value.amount, int)]
        named = {"n", "n_0"} & set(finding.values)
        if finding.id not in TOTALS:
            assert named or len(counts) < 2, finding.sentence
            assert named or not re.match("Of |For ", finding.template), finding.sentence


def test_figures_of_others_are_told_as_stated_by_them(report):
    """Findings and tables on offers say that these are statements, and whose."""
    for finding in report.of(Finding):
        if any(table == "offer_statements" for v in finding.values.values() for table, _ in v.rows):
            assert re.search(r"stated|statements?\b|in the report", finding.sentence), (
                finding.sentence
            )
    for table in report.tables:
        if {"pct", "nominal_low"} & set(table.headers) and {"employer_name", "label"} & set(
            table.headers
        ):
            assert "Said by" in table.headers.values(), table.id


def test_offers_are_never_counted_without_a_word_on_who_stated_them(make):
    for given in ({}, {"employer": "home-office"}, {"as_of": "2012-05-01"}):
        report = make("01_offers_against_inflation", **given)
        (speakers,) = (one for one in report.findings if one.id == "who-said-so")
        counts = [value.amount for name, value in speakers.values.items() if name[:5] == "count"]
        assert sum(counts) == speakers.values["n"].amount


def test_every_event_of_a_dispute_has_its_source_and_who_said_it(make):
    for slug in EMPLOYERS:
        report = make("06_dispute", employer=slug)
        (chronology,) = (table for table in report.tables if table.id == "chronology")
        assert {"who", "source_title"} <= set(chronology.headers)


def test_a_stated_figure_is_printed_with_the_decimals_it_was_stated_with(make):
    """3.25 % is not 3.3 %: what somebody stated is quoted, not rounded."""
    dossier = make("06_dispute", employer="department-for-work-and-pensions")
    (chronology,) = (table for table in dossier.tables if table.id == "chronology")
    said = chronology.frame.loc[chronology.frame["lane"] == "Offers", "what"]
    assert said.str.contains("3.75\u00a0%", regex=False).any()
    (listed,) = (table for table in make("01_offers_against_inflation").tables
                 if table.id == "offers")  # fmt: skip
    assert listed.frame["nominal_high"].eq(6.25).any()
    assert "<td>6.25" in listed.html or ">6.25<" in listed.html


def test_a_table_of_a_past_day_holds_no_later_year(make):
    tables = {table.id: table for table in make("07_wage_floor", as_of="2022-12-07").tables}
    closeness = tables["compression"]
    assert closeness.frame["year"].max() == 2022


def test_the_picture_of_the_wage_floor_is_told_as_it_is_on_these_hours(make):
    """On more paid hours the same salary is less an hour, and the lowest falls below the floor."""
    told = {
        hours: make("07_wage_floor", weekly_hours=hours).charts[0].alt for hours in (37.0, 42.0)
    }
    assert "The lowest pay point found is at the wage floor or above it on each" in told[37.0]
    assert "The lowest pay point found is below the wage floor on some and not" in told[42.0]
