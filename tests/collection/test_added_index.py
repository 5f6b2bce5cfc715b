"""An index made for the purpose, and one of rates alone, in answers and pages, without code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.collection.made import make
from tests.ingest.test_indices import RPIX, SERIES, ons_file

import analysis as pay
from analysis.collection.claims.own import Said, check_own
from analysis.ingest.clean import clean
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project

pytestmark = pytest.mark.slow
FIRST, MONTHS = 2010, 200  # to August 2026
ENTRY = """  ons/{cdid}.csv:
    publisher: "Office for National Statistics"
    title: "RPI without mortgage interest payments"
    address: "https://www.ons.gov.uk/"
    licence: "Open Government Licence v3.0"
"""


@pytest.fixture(scope="module")
def grown(clean_copy: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The record with RPIX dropped in: prices that rise by half a point of index a month."""
    root = tmp_path_factory.mktemp("grown")
    for folder in ("data/raw", "notebooks"):
        shutil.copytree(clean_copy.root / folder, root / folder)
    (root / "data" / "clean").mkdir()
    (root / "reports").mkdir()
    project = Project(root)
    levels = [200.0 + 0.5 * at for at in range(MONTHS)]
    rates = [
        round((now / then - 1) * 100, 1) for then, now in zip(levels, levels[12:], strict=False)
    ]
    files = {"CHMK": (levels, "Index", FIRST), "CDKQ": (rates, "%", FIRST + 1)}
    append(root, "prices/indices.csv", RPIX)
    append(root, "series.csv", SERIES)
    for cdid, (values, unit, first) in files.items():
        text = ons_file(
            cdid, "RPI without MIPS: Jan 1987=100", unit, values, first=first, out="16-09-2026"
        )
        (project.raw / "ons" / f"{cdid}.csv").write_text(text, encoding="utf-8")
        append(root, "sources.yaml", ENTRY.format(cdid=cdid))
    with cleaning(project):
        write(project, clean(project), raw_state(project), version="0.1.0", code="")
    return project


@pytest.fixture(autouse=True)
def _in_it(grown: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REALPAY_ROOT", str(grown.root))


def append(root: Path, file: str, text: str) -> None:
    with (root / "data" / "raw" / file).open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def test_an_offer_is_worth_something_on_an_index_that_no_code_names() -> None:
    row = pay.worth(3, on="2022-12-07", index=["rpix"]).iloc[0]
    assert (row["index"], row["month"]) == ("RPIX", "2022-10")
    assert row["rate"] == round((276.5 / 270.5 - 1) * 100, 1) == 2.2


def test_a_claim_is_tried_on_an_index_that_no_code_names() -> None:
    said = {
        "pay": "given 10 %",
        "base": "2012-03",
        "end": "2022-03",
        "convention": "month to month",
    }
    _, found = check_own(Said("-12.5 %", index="RPIX", **said))
    prices = (200 + 0.5 * 146) / (200 + 0.5 * 26)  # months since January 2010
    assert found.nearest is not None
    assert found.nearest.value.value == pytest.approx(100 * (1.10 / prices - 1))
    assert {key for _, key in found.nearest.rows} == {"CHMK/2012-03", "CHMK/2022-03"}


def test_a_claim_over_twelve_months_is_tried_on_rates_alone_and_no_longer_one_is() -> None:
    said = {"pay": "given 4.7 %", "index": "HCI", "end": "2025-03"}
    _, year = check_own(Said("1.9 %", base="2024-03", **said))  # 1.047 / 1.027
    assert (year.outcome, year.tried) == ("reproduced", 1)
    _, longer = check_own(Said("1.9 %", base="2023-03", **said))
    assert longer.outcome == "cannot be tried"
    assert "rates are never chained" in longer.reason


@pytest.mark.parametrize(
    ("notebook", "given"),
    [
        ("01_offers_against_inflation", {"indices": ["RPIX"], "employer": "home-office"}),
        ("03_sectors", {"index": "RPIX"}),
        ("08_robustness", {"index": "RPIX"}),
        ("10_restoration", {"index": "RPIX"}),
    ],
)
def test_a_page_takes_an_index_that_no_code_names(
    grown: Project, notebook: str, given: dict[str, object]
) -> None:
    made = make(grown, notebook, **given)
    assert "RPIX" in made.findings[0].sentence


@pytest.mark.parametrize("notebook", ["03_sectors", "08_robustness", "10_restoration"])
def test_rates_alone_are_never_chained_and_the_page_says_so(grown: Project, notebook: str) -> None:
    text = make(grown, notebook, index="HCI").findings[0].sentence
    assert "HCI" in text
    assert "twelve-month rates alone are published" in text
