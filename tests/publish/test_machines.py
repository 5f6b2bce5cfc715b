"""What programs read of a site: JSON-LD in pages, every finding in one file, llms.txt."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from tests.publish.small import make_project, write_notebook
from typer.testing import CliRunner

from analysis.cli.commands import app
from analysis.collection.claims.lines import check_line
from analysis.project import find_project
from analysis.publish.builder import Choices, build
from analysis.publish.page.linked import claim_reviews, dataset_thing, json_ld, report_thing
from analysis.publish.page.panels import MOST_ROWS
from analysis.publish.site.machines import FINDINGS, LLMS, told_value

EVIL = 'Pay "rose" </script><script>alert(1)</script> 🙂 & \u2028'
FOUND = """
from analysis.present import Finding, Value
found = Value(11.1, "%", 1, "read")
Finding("rate", "Prices rose {rate} </script>.", {"rate": found})
"""


def blocks(page: str) -> list[dict[str, Any]]:
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.S)
    return [thing for text in texts for thing in json.loads(text)["@graph"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("small") / "pay", "one", "two")
    write_notebook(project, FOUND)
    build(project, Choices(jobs=1))
    return project.site


def test_text_cannot_end_the_block_early() -> None:
    text = json_ld([{"name": EVIL}])
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text)["@graph"] == [{"name": EVIL}]


@pytest.mark.slow
def test_a_report_says_what_it_is(site: Path) -> None:
    (report,) = blocks((site / "one.html").read_text(encoding="utf-8"))
    assert report["@type"] == "Report"
    assert report["name"] == "Pay one"
    assert report["description"] == "Prices rose 11.1\xa0% </script>."
    assert report["license"].startswith("https://creativecommons.org/")


@pytest.mark.slow
def test_every_finding_of_every_report_is_in_one_file(site: Path) -> None:
    whole = json.loads((site / FINDINGS).read_text(encoding="utf-8"))
    assert [(one["report"], one["finding"]) for one in whole["findings"]] == [
        ("one", "rate"),
        ("two", "rate"),
    ]
    first = whole["findings"][0]
    assert (first["as_of"], first["url"]) == ("latest", "one.html#rate")
    assert first["values"]["rate"]["url"] == "one.html#rate-rate"
    assert first["values"]["rate"]["value"] == 11.1


def test_a_number_is_told_with_its_unit_series_times_and_rows() -> None:
    rows = [
        ["prices", "D7G7/2022-10"],
        *[["offers", f"O{place}"] for place in range(MOST_ROWS + 1)],
    ]
    value = {"text": "11.1\xa0%", "amount": 11.1, "unit": "%", "decimals": 1, "function": "read"}
    told = told_value({**value, "anchor": "rate-rate", "rows": rows}, "one.html")
    assert len(told.pop("rows")) == MOST_ROWS
    assert told == {
        "text": "11.1\xa0%",
        "value": 11.1,
        "unit": "%",
        "decimals": 1,
        "function": "read",
        "url": "one.html#rate-rate",
        "series": ["D7G7"],
        "from": "2022-10",
        "to": "2022-10",
        "rows_in_all": MOST_ROWS + 2,
    }


@pytest.mark.slow
def test_llms_txt_lists_the_reports_and_the_files_for_programs(site: Path) -> None:
    text = (site / LLMS).read_text(encoding="utf-8")
    assert text.startswith("# realpay\n\n> What UK pay offers are worth")
    assert "- [Pay one](one.html): Prices rose 11.1\xa0%  /script ." in text
    assert "(findings.json)" in text
    assert "(data/index.html)" in text


@pytest.mark.slow
def test_the_page_of_the_tables_is_a_dataset_with_its_files(site: Path) -> None:
    (described,) = blocks((site / "data" / "index.html").read_text(encoding="utf-8"))
    assert described["@type"] == "Dataset"
    files = {one["contentUrl"]: one["encodingFormat"] for one in described["distribution"]}
    assert files["prices.csv"] == "text/csv"
    assert files.keys() >= {"prices.parquet", "realpay-data.zip"}
    assert all((site / "data" / name).is_file() for name in files)


def test_a_claim_is_reviewed_with_its_outcome_and_the_line_that_gives_it() -> None:
    held = {
        "claim": {"text": "Pay fell", "amount": "Pay fell", "rows": []},
        "printed": {"text": "−12 %", "amount": "−12 %", "rows": [["claims", "PCS17-1"]]},
        "outcome": {"text": "not reproduced", "amount": "not reproduced", "rows": []},
    }
    values = {"findings": {"claim-pcs17-1": {"sentence": f"{EVIL}", "values": held}}}
    asked = []

    def line_of(key: str, outcome: str) -> str:
        asked.append((key, outcome))
        return "realpay check '-12 %'"

    (review,) = claim_reviews(values, line_of, "https://pay.example/claim.html")
    assert asked == [("PCS17-1", "not")]
    assert review["claimReviewed"] == "Pay fell: −12 %"
    assert review["reviewRating"]["ratingValue"] == 1
    assert review["reviewRating"]["alternateName"] == "not reproduced"
    assert review["isBasedOn"]["text"] == "realpay check '-12 %'"
    assert review["url"] == "https://pay.example/claim.html#claim-pcs17-1"


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(("key", "outcome"), [("PRO21-1", "reproduced"), ("W19-1", "not")])
def test_the_line_of_a_claim_comes_to_the_same_verdict(key: str, outcome: str) -> None:
    words = shlex.split(check_line(key, outcome))
    assert words[:2] == ["realpay", "check"]
    root = ["--root", str(find_project().root)]
    said = CliRunner().invoke(app, [*root, *words[1:], "--json"])
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["outcome"] == outcome


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(("key", "verdict"), [("PRO21-1", "reproduced"), ("QMUL24-4", "not")])
def test_a_line_that_asks_something_else_is_given_only_for_its_own_verdict(
    key: str, verdict: str
) -> None:
    """What such a claim stands in for, or how its unit is worded, has no place in a line."""
    other = next(one for one in ("reproduced", "not") if one != verdict)
    assert check_line(key, verdict)
    assert check_line(key, other) == ""


def test_what_is_not_known_is_left_out() -> None:
    about = {"title": "Pay", "finding": "", "question": "What?", "version": "1", "data_to": ""}
    assert "url" not in report_thing(**about, released="", url="")
    described = dataset_thing(title="Pay", description="d", version="1", url="", files={})
    assert "@id" not in described
