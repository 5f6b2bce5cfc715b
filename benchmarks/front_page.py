"""A front page with as many reports as it must hold, for benchmark and browser tests."""

from __future__ import annotations

from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.files import PAGE
from analysis.publish.keeping.built import Record
from analysis.publish.site.asking import Asked
from analysis.publish.site.front import render_front
from analysis.publish.site.listing import sections_of

EMPLOYERS = ("HM Revenue and Customs", "Home Office", "Department for Work and Pensions", "Acas")
UNIONS = ("PCS", "Prospect", "FDA")
MANIFEST = {"version": "0.1.0", "series": [{"series": "D7G7", "to": "2026-08"}]}
SLUGS = {name.lower().replace(" ", "-"): name for name in EMPLOYERS}
CALLED = {
    "hm-revenue-and-customs": ["HM Revenue and Customs", "HMRC", "Inland Revenue"],
    "acas": ["Acas", "ACAS"],
    "home-office": ["Home Office", "HO"],
}
RECORD = [
    {
        "page": "record/employer-a-group.html",
        "title": "HMRC and Acas",
        "words": "PCS 2019 Ballots",
    },
    {
        "page": "record/employer-hmrc.html",
        "title": "HM Revenue and Customs",
        "words": "HMRC, Inland Revenue, PCS 2019 Ballots",
        "rows": {"ballots": ["PCS-2019-04-HMRC", "PCS-2019-04-HMRC-q2"], "offers": ["HMRC-2019"]},
    },
]
TURNOUT = "In ballot {} turnout was {}.0\u00a0% and the threshold of half was {}."
FINDING = (
    "Of 273 statements on pay offers in the record ({}), 154 can be set against CPI as known when "
    "the offer was made: 64 are below the twelve-month rate."
)
PICTURE = f'<svg viewBox="0 0 120 44" aria-hidden="true"><path d="M{"60 22 " * 24}"/></svg>'


def front_page(count: int, question: Asked | None = None) -> str:
    """Render a front page of so many made-up reports in nine groups, with what it can be asked.

    Report n is on employer n modulo 4, union n modulo 3, and the years from 2000 + n modulo 20;
    its second finding is of a turnout of n modulo 60 per cent.
    """
    reports, records = [], {}
    for number in range(count):
        name = f"dispute-{number}"
        employer = EMPLOYERS[number % 4]
        title = f"{employer}: offers, ballots and action, number {number}"
        parameters = {"employer": employer.lower().replace(" ", "-")}
        reports.append(Report(name, title, "What?", f"group-{number % 9}", "06", parameters))
        met = "met" if number % 60 >= 50 else "missed"
        entry = {
            "finding": FINDING.format(employer),
            "findings": [
                ["first", FINDING.format(employer)],
                ["turnout", TURNOUT.format(number, number % 60, met)],
            ],
            "data_to": "2026-08",
            "employers": [employer],
            "unions": [UNIONS[number % 3]],
            "years": list(range(2000 + number % 20, 2027)),
            "picture": PICTURE,
        }
        records[name] = Record({}, (), entry, {PAGE: "0"})
    groups = {f"group-{number}": f"Question {number}?" for number in range(9)}
    return render_front(
        sections_of(Catalogue(groups, tuple(reports)), records, SLUGS, CALLED),
        MANIFEST,
        question=question,
        record=RECORD,
    )


def main() -> None:
    """Print the size of a front page and, in chromium, how soon it answers.

    `python -m benchmarks.front_page` wants the clean tables of the project and a chromium.
    """
    import shutil
    import statistics
    import tempfile
    from pathlib import Path

    from playwright.sync_api import sync_playwright

    from analysis.publish.site.deal import deal_asked
    from analysis.publish.site.front import render_deal
    from analysis.publish.site.question import asked

    question = asked({})
    plain, whole = front_page(94), front_page(94, question)
    print(
        f"bytes that asking adds to the front page  {len(whole.encode()) - len(plain.encode()):>9,}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        pages = {
            "94 reports": whole,
            "1,000 reports": front_page(1000, question),
            "deal": render_deal(deal_asked({})),
        }
        for name, text in pages.items():
            place = Path(folder, "page.html")
            place.write_text(text, encoding="utf-8")
            page = browser.new_page()
            ready = []
            for _ in range(5):
                page.goto(place.as_uri())
                ready.append(page.evaluate(READY))
            print(f"{name}: interactive, ms  {statistics.median(ready):>9.1f}")
            for what, (box, words) in KEYS.items():
                if page.locator(box).count():
                    page.wait_for_timeout(200)
                    took = page.evaluate(TYPED, [box, words])
                    print(f"{name}: {what}, ms a keystroke, worst  {max(took):>9.1f}")
        browser.close()


READY = "performance.getEntriesByType('navigation')[0].domInteractive"
KEYS = {
    "an offer": ("#offer-rise", "3.25"),
    "a ballot": ("#ballot-yes", "46352"),
    "a search": ("#find", "turnout 3% missed"),
    "a deal": ("#deal-rise-1", "3.25"),
}
TYPED = """([box, words]) => {
const set = (id, text) => { const found = document.getElementById(id);
if (found) found.value = text; };
set("offer-on", "2022-12-07"); set("offer-from", "2022-08"); set("offer-salary", "25000");
set("ballot-entitled", "124710"); set("ballot-no", "12430"); set("ballot-opened", "2019-03-18");
set("deal-from-1", "2016-07"); set("deal-salary", "25000");
for (let n = 2; n < 10; n += 1) { set(`deal-rise-${n}`, "2.5"); }
const at = document.querySelector(box);
return [...words].map((_, place) => { at.value = words.slice(0, place + 1);
const begun = performance.now(); at.dispatchEvent(new Event("input", { bubbles: true }));
document.body.offsetHeight; return performance.now() - begun; }); }"""

if __name__ == "__main__":
    main()
