"""What people keep in data/raw is complete: sources named, words mapped, figures as printed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
WITHOUT_SOURCE = {"README.md", "sources.yaml", "corrections.yaml", "ons/fetched.json"}
LICENCES = {
    "Open Government Licence v3.0",
    "facts cited, no licence claimed",
    "CC BY 4.0",
}
MONTHS = [
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
]


def rows(path: str) -> list[dict[str, str]]:
    """Read a raw table as text."""
    with (RAW / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sources() -> dict[str, dict[str, str]]:
    text = (RAW / "sources.yaml").read_text(encoding="utf-8")
    files: dict[str, dict[str, str]] = yaml.safe_load(text)["files"]
    return files


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("pay/offers.csv", 273),
        ("ballots/ballots.csv", 1008),
        ("ballots/actions.csv", 162),
        ("pay/remits.csv", 39),
        ("pay/review_bodies.csv", 147),
        ("series.csv", 36),
    ],
)
def test_the_record_has_lost_no_row_that_was_compiled(path: str, expected: int) -> None:
    assert len(rows(path)) >= expected


def test_the_first_273_statements_are_about_185_offers() -> None:
    assert len({row["offer_id"] for row in rows("pay/offers.csv")[:273]}) == 185


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("pay/offers.csv", "statement_id"),
        ("ballots/ballots.csv", "ballot_id"),
        ("ballots/actions.csv", "action_id"),
        ("ballots/rules.csv", "rule_id"),
        ("pay/remits.csv", "row_id"),
        ("pay/review_bodies.csv", "row_id"),
        ("pay/claims.csv", "claim_id"),
        ("series.csv", "cdid"),
    ],
)
def test_no_key_stands_twice(path: str, key: str) -> None:
    counts = Counter(row[key] for row in rows(path))
    assert [name for name, count in counts.items() if count > 1 or not name] == []


def test_every_file_has_a_source_and_every_source_a_file() -> None:
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.is_file()}
    expected = {
        name
        for name in files - WITHOUT_SOURCE
        if not name.startswith(("ons/releases/", "ons/refused/"))
        and not Path(name).name.startswith(".")
    }
    assert set(sources()) == expected


def test_every_source_names_publisher_title_address_and_a_licence_in_use() -> None:
    for name, entry in sources().items():
        assert all(entry.get(field) for field in ("publisher", "title", "address")), name
        assert entry["licence"] in LICENCES, name


def test_the_licences_listed_in_the_sources_are_the_ones_in_use() -> None:
    listed = yaml.safe_load((RAW / "sources.yaml").read_text(encoding="utf-8"))["licences"]
    assert set(listed) == LICENCES


def header(cdid: str) -> dict[str, str]:
    with (RAW / "ons" / f"{cdid}.csv").open(encoding="utf-8", newline="") as file:
        lines = [next(csv.reader([file.readline()])) for _ in range(8)]
    return {line[0]: line[1] for line in lines}


def test_series_and_ons_files_name_each_other() -> None:
    listed = {row["cdid"] for row in rows("series.csv")}
    assert listed == {path.stem for path in (RAW / "ons").glob("*.csv")}
    assert all(header(cdid)["CDID"] == cdid for cdid in listed)


def test_a_series_is_what_the_header_of_its_file_says() -> None:
    for row in rows("series.csv"):
        top = header(row["cdid"])
        assert row["dataset"] == top["Source dataset ID"].lower(), row["cdid"]
        assert row["base"] in f"{top['Title']} {top['Unit']}", row["cdid"]
        assert bool(row["base"]) == row["measure"].endswith("index"), row["cdid"]
        if row["table"] == "earnings":
            assert f"{row['pay']} pay" in top["Title"].lower(), row["cdid"]
            negative = "non seasonally" in top["Title"].lower()
            assert negative == row["adjustment"].startswith("not"), row["cdid"]


def test_a_series_starts_in_its_first_month_and_keeps_its_decimals() -> None:
    for row in rows("series.csv"):
        with (RAW / "ons" / f"{row['cdid']}.csv").open(encoding="utf-8", newline="") as file:
            body = list(csv.reader(file))[8:]
        months = [period for period, _ in body if re.fullmatch(r"\d{4} [A-Z]{3}", period)]
        if row["first_month"]:
            year, number = row["first_month"].split("-")
            name = MONTHS[int(number) - 1]
            assert months[0] == f"{year} {name}", row["cdid"]
        longest = max(len(value.partition(".")[2]) for _, value in body)
        assert longest == int(row["decimals"]), row["cdid"]


def test_rpi_is_never_revised_and_cpih_and_earnings_are() -> None:
    for row in rows("series.csv"):
        may = row["table"] == "earnings" or row["index"] == "CPIH"
        assert row["revisable"] == ("yes" if may else "no"), row["cdid"]


def test_the_2019_notice_stands_as_it_was_printed() -> None:
    ballot = next(
        row for row in rows("ballots/ballots.csv") if row["ballot_id"] == "PCS-2019-04-NAT-asos"
    )
    assert ballot["yes"] == "59296"
    assert ballot["spoiled"] == "1.064"
    assert ballot["spoiled_as_printed"] == "1.064"


def test_the_corrections_match_their_rows_and_make_the_printed_sum_hold() -> None:
    corrections = yaml.safe_load((RAW / "corrections.yaml").read_text(encoding="utf-8"))
    by_key = {row["ballot_id"]: row for row in rows("ballots/ballots.csv")}
    for entry in corrections:
        assert all(isinstance(value, str) for value in entry.values())
    for entry in [entry for entry in corrections if entry["table"] == "ballots"]:
        row = by_key[entry["row"]]
        assert row[entry["column"]] == entry["found"]
        row[entry["column"]] = entry["used"]
    mended = by_key["PCS-2019-04-NAT-asos"]
    parts = [int(mended[column]) for column in ("yes", "no", "spoiled")]
    assert sum(parts) == int(mended["votes_cast"]) == 59452


def examples(language: str) -> list[tuple[str, str]]:
    """Find the worked examples of the folder's README: a file, and what to add to it."""
    text = (RAW / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language} (\S+)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_the_readme_shows_each_thing_that_is_added_by_hand() -> None:
    assert {path for path, _ in examples("csv")} == {
        "employers.csv",
        "pay/offers.csv",
        "pay/claims.csv",
        "ballots/actions.csv",
        "ballots/ballots.csv",
        "series.csv",
        "vocabulary/offer_status.csv",
    }
    assert [path for path, _ in examples("yaml")] == ["sources.yaml", "corrections.yaml"]


def test_every_row_shown_in_the_readme_fits_its_file() -> None:
    for path, text in examples("csv"):
        columns = list(rows(path)[0])
        for line in csv.reader(text.splitlines()):
            assert len(line) == len(columns), path
            assert line[0] not in {row[columns[0]] for row in rows(path)}, path


def test_the_entries_shown_in_the_readme_have_the_fields_of_the_real_ones() -> None:
    shown = {path: yaml.safe_load(text) for path, text in examples("yaml")}
    (entry,) = shown["sources.yaml"].values()
    assert set(entry) == {"publisher", "title", "address", "licence"}
    assert entry["licence"] in LICENCES
    real = yaml.safe_load((RAW / "corrections.yaml").read_text(encoding="utf-8"))
    assert set(shown["corrections.yaml"][0]) == set(real[0])
