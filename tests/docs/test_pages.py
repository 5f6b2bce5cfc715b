"""The pages in docs: their links lead somewhere, their commands exist, their proofs are files."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


def text_of(page):
    return (DOCS / page).read_text(encoding="utf-8")


def test_the_pages_that_a_reader_needs_are_there():
    needed = {"tutorial", "method", "charts", "decisions", "data-dictionary", "scheduling"}
    needed |= {"contributing", "reproducibility", "engine"}
    assert {f"{name}.md" for name in needed} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_inside_the_repository_leads_to_a_file_and_a_heading(page):
    for link in LINK.findall(text_of(page)):
        if link.startswith("https://"):
            continue
        target, _, anchor = link.partition("#")
        path = (DOCS / target).resolve() if target else DOCS / page
        assert path.exists(), link
        if anchor and path.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.M)
            anchors = [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings]
            assert anchor in anchors, link


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_exists(page):
    from analysis.cli.commands import app

    names = {command.name for command in app.registered_commands}
    for used in re.findall(
        r"`realpay ([a-z][a-z-]*)|^realpay ([a-z][a-z-]*)", text_of(page), flags=re.M
    ):
        assert (used[0] or used[1]) in names


@pytest.mark.parametrize("page", [page for page in PAGES if page != "data-dictionary.md"])
def test_a_page_names_no_place_on_one_machine(page):
    assert not re.search(r"(?<![\w.])/(?:work|home|root|Users)/", text_of(page))


def test_every_claim_of_reproducibility_has_a_proof_that_exists():
    rows = [line for line in text_of("reproducibility.md").splitlines() if line.startswith("| ")]
    claims = [row for row in rows if not row.startswith(("| what", "| ---"))]
    assert len(claims) >= 20
    for row in claims:
        said, proof = (cell.strip() for cell in row.strip("|").split("|")[:2])
        assert said
        assert LINK.findall(proof), row


def test_every_statute_and_series_that_the_method_names_is_in_the_record():
    page = text_of("method.md")
    raw = DOCS.parent / "data" / "raw"
    series = {path.stem for path in (raw / "ons").glob("*.csv")}
    named = set(re.findall(r"`([A-Z][A-Z0-9]{3})`", page))
    assert named
    assert named <= series
