"""One verb reads every table as it stands, or as a person could have known it on a day."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet
import pytest

from analysis.errors import DataError, UsageError
from analysis.ingest.clean import clean
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project
from analysis.tables import TABLES, read, recording
from analysis.tables.store import seen_now

ROOT = Path(__file__).parents[2]
LATER_OFFER = (
    "X1,X-1,Acas,Acas,PCS,2026-27,2026-27,,,,average_award,3,,,,,,,,,,,,,,2026-10-01,,,,,offer,"
    "union,,A made-up page,,2026-10-01,secondary\n"
)


def latest_rate(project: Project, series: str, as_of: str | date, **more: bool) -> float | None:
    rows = read("prices", as_of=as_of, where={"series": series}, project=project, **more)
    return None if rows.empty else float(rows.sort_values("period")["value"].iloc[-1])


def test_the_day_of_a_release_counts(project: Project) -> None:
    assert latest_rate(project, "D7G7", "2022-11-15") == 10.1
    assert latest_rate(project, "D7G7", "2022-11-16") == 11.1
    assert latest_rate(project, "D7G7", date(2022, 11, 16)) == 11.1


def test_on_7_december_2022_the_known_rates_were_those_of_october(project: Project) -> None:
    rates = [latest_rate(project, series, "2022-12-07") for series in ("D7G7", "L55O", "CZBH")]
    assert rates == [11.1, 9.6, 14.2]


def test_nobody_knew_a_cpih_before_19_march_2013(project: Project) -> None:
    for series in ("L522", "L55O"):
        assert latest_rate(project, series, "2013-03-18") is None
        assert latest_rate(project, series, "2013-03-18", possibly=True) is None
        assert latest_rate(project, series, "2013-03-19") is not None
    early = read("prices", as_of="2016-01-01", where={"series": "L55O"}, project=project)
    assert set(early["known_how"]) == {"later_revised"}


def test_an_estimated_release_is_possible_from_its_first_day_and_certain_from_its_last(
    project: Project,
) -> None:
    before, within, after = "1975-09-10", "1975-09-15", "1975-09-26"
    month = pd.Period("1975-08", "M")

    def newest(day: str, *, possibly: bool) -> pd.Period:
        where = {"series": "CZBH"}
        rows = read("prices", as_of=day, where=where, possibly=possibly, project=project)
        return rows["period"].max()

    assert newest(before, possibly=True) == month - 1
    assert (newest(within, possibly=False), newest(within, possibly=True)) == (month - 1, month)
    assert newest(after, possibly=False) == month


def test_earnings_before_february_2024_are_first_prints_and_in_no_copy_on_record(
    project: Project,
) -> None:
    with (project.raw / "earnings" / "awe_vintages.csv").open(encoding="utf-8", newline="") as file:
        printed = {(row["cdid"], row["published_by"]) for row in csv.DictReader(file)}
    whole_days = {(series, day) for series, day in printed if len(day) == len("2024-02-04")}
    printed = {(series, day) for series, day in whole_days if day <= "2024-02-04"}
    before = read("earnings", as_of="2024-02-04", project=project)
    assert set(before["source"]) == {"earnings/awe_vintages.csv"}
    assert printed <= set(zip(before["series"], before["known_first"].astype(str), strict=True))
    after = read("earnings", as_of="2024-02-05", project=project)
    assert set(after["source"]) == {"earnings/awe_revisions.csv"}


def test_a_first_print_of_earnings_is_known_from_its_day(project: Project) -> None:
    where = {"key": "KAC3/2022-06/2022-08-16"}
    assert read("earnings", as_of="2022-08-15", where=where, project=project).empty
    [row] = read("earnings", as_of="2022-08-16", where=where, project=project).to_dict("records")
    assert (row["value"], row["known_how"]) == (5.1, "true")


def test_earnings_are_those_of_the_last_copy_by_the_day(project: Project) -> None:
    rows = parquet.read_table(project.clean / "earnings.parquet").to_pandas()
    revised = rows[rows["known_until"].notna()].iloc[0]
    where = {"series": revised["series"]}
    first = read("earnings", as_of=revised["known_until"], where=where, project=project)
    next_day = revised["known_until"] + pd.Timedelta(days=1)
    second = read("earnings", as_of=next_day, where=where, project=project)
    assert revised["key"] in set(first["key"])
    assert revised["key"] not in set(second["key"])
    for rows in (first, second):
        assert not rows["period"].duplicated().any()


def test_latest_holds_each_month_of_a_series_once(project: Project) -> None:
    for table in ("prices", "earnings"):
        rows = read(table, project=project)
        rows = rows[rows["frequency"] == "month"] if table == "prices" else rows
        assert not rows.duplicated(["series", "period"]).any()


def test_law_and_standing_are_read_by_their_days(project: Project) -> None:
    before = read("ballot_rules", as_of="2017-02-28", project=project)
    after = read("ballot_rules", as_of="2017-03-01", project=project)
    assert set(before["key"]) < set(after["key"])
    turnout = after[after["topic"] == "turnout"]
    assert (turnout["threshold_pct"] == 50).any()
    assert before[before["topic"] == "turnout"].empty or (
        (before[before["topic"] == "turnout"]["threshold_pct"] != 50).all()
    )
    standing = read("series_status", as_of="2013-03-18", where={"index": "CPIH"}, project=project)
    assert standing.empty


def test_offers_ballots_and_actions_of_later_days_are_gone(project: Project) -> None:
    for table in ("offers", "offer_statements", "ballots", "actions"):
        rows = read(table, as_of="2011-03-26", project=project)
        assert 0 < len(rows) < len(read(table, project=project))
        assert (rows["known_from"] <= pd.Timestamp("2011-03-26")).all()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_undated_rows_are_in_no_reading_as_of_a_day_unless_the_table_is_timeless(
    project: Project, table: str
) -> None:
    everything = read(table, project=project)
    on_a_day = read(table, as_of="2100-01-01", possibly=True, project=project)
    undated = everything["known_how"] == "undated"
    if TABLES[table].timeless:
        assert len(on_a_day) == len(everything)
    else:
        assert not (on_a_day["known_how"] == "undated").any()
        assert set(on_a_day["key"]) == set(everything[~undated]["key"])


def test_later_observations_never_change_an_earlier_reading(
    project: Project, tmp_path: Path
) -> None:
    day, copy = "2024-06-01", tmp_path / "copy"
    shutil.copytree(project.raw, copy / "data" / "raw")
    with (copy / "data" / "raw" / "pay" / "offers.csv").open("a", encoding="utf-8") as file:
        file.write(LATER_OFFER)
    revisions = copy / "data" / "raw" / "earnings" / "awe_revisions.csv"
    with revisions.open("a", encoding="utf-8") as file:
        file.write("KAB9,2024 JAN,2026-08-11,999\n")
    level = copy / "data" / "raw" / "ons" / "KAB9.csv"
    lines = level.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = ['"2024 JAN","999"\n' if x.startswith('"2024 JAN"') else x for x in lines]
    level.write_text("".join(lines), encoding="utf-8")
    growth = copy / "data" / "raw" / "ons" / "KAC3.csv"
    text = growth.read_text(encoding="utf-8").replace("21-07-2026", "22-07-2026")
    growth.write_text(text, encoding="utf-8")
    rates = copy / "data" / "raw" / "ons" / "D7G7.csv"
    with rates.open("a", encoding="utf-8") as file:
        file.write('"2026 SEP","3.9"\n')
    text = rates.read_text(encoding="utf-8").replace('"16-09-2026"', '"21-10-2026"')
    rates.write_text(text, encoding="utf-8")
    later = Project(copy)
    with cleaning(later):
        before = raw_state(later)
        write(later, clean(later), before, version="0.1.0", code="")
    assert latest_rate(later, "D7G7", "2026-10-21") == 3.9
    for table in TABLES:
        as_known = read(table, as_of=day, project=project).drop(columns="known_until")
        now_seen = read(table, as_of=day, project=later).drop(columns="known_until")
        assert as_known.equals(now_seen), table


def test_where_and_columns_choose_rows_and_columns(project: Project) -> None:
    rows = read(
        "prices",
        where={"series": ["D7G7", "CZBH"], "measure": "rate_12m"},
        columns=["series", "value"],
        project=project,
    )
    assert list(rows.columns) == ["series", "value"]
    assert set(rows["series"]) == {"D7G7", "CZBH"}


def test_a_wrong_name_is_answered_with_the_nearest_right_one(project: Project) -> None:
    with pytest.raises(UsageError, match=r"No table called 'price'. Did you mean prices?"):
        read("price", project=project)
    with pytest.raises(UsageError, match=r"no column 'serie'. Did you mean series?"):
        read("prices", where={"serie": "D7G7"}, project=project)
    with pytest.raises(UsageError, match=r"no column 'valeu'. Did you mean value?"):
        read("prices", columns=["valeu"], project=project)
    with pytest.raises(UsageError, match=r"as_of 07/12/2022 may be 7 December 2022"):
        read("prices", as_of="07/12/2022", project=project)


def test_tables_that_are_not_there_or_damaged_say_how_to_make_them(tmp_path: Path) -> None:
    empty = Project(tmp_path)
    with pytest.raises(DataError, match=r"not there. Make the clean tables first: realpay clean"):
        read("prices", project=empty)
    empty.clean.mkdir(parents=True)
    (empty.clean / "prices.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DataError, match=r"is damaged.*Make it again: realpay clean"):
        read("prices", project=empty)


def test_a_selection_is_recorded_with_a_digest_that_only_its_own_rows_change(
    project: Project,
) -> None:
    with recording() as one:
        read("prices", as_of="2022-12-07", where={"series": "D7G7"}, project=project)
        with recording() as inner:
            read("ballots", project=project)
    assert [asked.table for asked in one.digests] == ["prices", "ballots"]
    assert [asked.table for asked in inner.digests] == ["ballots"]
    [(asked, digest)] = list(one.digests.items())[:1]
    assert seen_now(asked, project).digest == digest
    with recording() as other:
        read("prices", as_of="2022-12-06", where={"series": "D7G7"}, project=project)
        read("prices", as_of="2022-11-15", where={"series": "D7G7"}, project=project)
    same, earlier = other.digests.values()
    assert same == digest
    assert earlier != digest


def test_rows_read_with_corrections_are_recorded(project: Project) -> None:
    with recording() as seen:
        read("ballots", where={"union": "PCS"}, columns=["yes"], project=project)
    assert seen.corrected == {("ballots", "PCS-2019-04-NAT-asos")}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_what_is_read_has_the_declared_columns_and_dtypes(project: Project, table: str) -> None:
    rows = read(table, project=project)
    assert list(rows.columns) == list(TABLES[table].columns)
    for name, column in TABLES[table].columns.items():
        assert str(rows[name].dtype) == {"str": "str"}.get(column.dtype, column.dtype), name
    assert rows["key"].is_unique
    assert not (rows.select_dtypes("str").drop(columns="flags") == "").any(axis=None)
