"""The pages around the reports: the front page, what programs follow, a page for each failure."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.publish.catalogue import Catalogue
from analysis.publish.files import FAILED, PAGE, PICTURE
from analysis.publish.keeping.built import Record
from analysis.publish.page.printing import spoken
from analysis.publish.page.templating import asset, content_policy, environment, page_style
from analysis.publish.related import employer_names, feed_of
from analysis.publish.site.asking import Asked
from analysis.publish.site.feed import Listed, SiteInfo, render_feed, render_sitemap
from analysis.publish.site.listing import Section, choices_of, sections_of
from analysis.publish.site.questions import Questions

TITLE = "realpay: pay offers, prices and ballots"
DESCRIPTION = (
    "What pay offers are worth against inflation, and what happened when they were balloted. "
    "UK civil service first."
)
DEAL = "deal.html"
FEED, SITEMAP = "feed.xml", "sitemap.xml"
_CHANGES = re.compile(r"changes/(\d{4}-\d\d-\d\d)\.html")


def write_front(
    folder: Path,
    catalogue: Catalogue,
    records: Mapping[str, Record | None],
    manifest: Mapping[str, Any],
    *,
    kept: Sequence[str] = (),
    as_of: str = "",
    questions: Questions | None = None,
    record: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write the front page, the feed, the sitemap and the failure pages of a site into its folder.

    `kept` are the addresses of the pages that tell what newer figures changed; `as_of` is the past
    day whose knowledge the site is held to; `questions` what its pages need to be asked; `record`
    lists the pages of the record with the words that find them. Without an address of the site
    there is no sitemap: its protocol wants whole addresses.
    """
    dossiers = manifest.get("lists", {}).get("dossiers", ())
    employers = {one["employer"]: one["name"] for one in dossiers}
    sections = sections_of(catalogue, records, employers, *employer_names(manifest))
    site = SiteInfo(TITLE, catalogue.address, manifest["version"])
    listed = _listed(sections, kept, _newest(manifest))
    own = ["index.html", *([DEAL] if questions else [])]
    pages = [
        *((name, _reach(manifest)) for name in own),
        *((one["page"], _reach(manifest)) for one in record),
        *((one.page, one.data_to) for one in listed),
    ]
    texts = {
        "index.html": render_front(
            sections,
            manifest,
            changes=max(_changes(kept), default=""),
            address=site.address,
            as_of=as_of,
            question=questions.front if questions else None,
            record=record,
        ),
        **({DEAL: render_deal(questions.deal)} if questions else {}),
        FEED: render_feed(listed, site),
        **_feeds(sections, listed, site),
        SITEMAP: render_sitemap(pages, site),
    }
    for name, made in records.items():
        if made is not None and made.failure is not None:
            texts[f"{name}-{FAILED}.html"] = render_failure(name, made)
    for name, text in texts.items():
        if text:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if site.address:
        from analysis.publish.page.picture import write_picture

        write_picture(folder / PICTURE, "What is this pay offer worth?", DESCRIPTION)


def _changes(kept: Sequence[str]) -> list[str]:
    return [name for name in kept if _CHANGES.fullmatch(name)]


def _reach(manifest: Mapping[str, Any]) -> str:
    """Return the newest month of any series."""
    return max((one["to"] for one in manifest["series"] if one["to"]), default="")


def _newest(manifest: Mapping[str, Any]) -> str:
    """Return the day on which the newest figures of any series came out."""
    days = (one.get("released") for one in manifest["series"])
    return max((day for day in days if day), default=_reach(manifest))


def _feeds(sections: Sequence[Section], listed: Sequence[Listed], site: SiteInfo) -> dict[str, str]:
    """Write a feed for each employer, of the reports that are about it."""
    about: dict[tuple[str, str], set[str]] = {}
    for entry in (entry for section in sections for entry in section.entries):
        if entry.about:
            about.setdefault((entry.slug, entry.about), set()).add(entry.name)
    return {
        feed_of(slug): render_feed(
            [one for one in listed if one.name in names],
            replace(site, title=f"realpay: {name}"),
            page=feed_of(slug),
        )
        for (slug, name), names in about.items()
    }


def _listed(sections: Sequence[Section], kept: Sequence[str], newest: str) -> list[Listed]:
    """List what the feed tells: each report with a page, and each page of changes.

    A report without a released series is dated by the newest day of its rows, else by the data.
    """
    entries = (entry for section in sections for entry in section.entries if entry.page)
    reports = [
        Listed(
            one.name,
            one.title,
            one.finding or one.question,
            one.released or one.data_to or newest,
            one.page,
        )
        for one in entries
    ]
    changes = [
        Listed(name, f"What changed on {spoken(day)}", "", day, name)
        for name in _changes(kept)
        for day in _CHANGES.findall(name)
    ]
    return reports + changes


def render_front(
    sections: Sequence[Section],
    manifest: Mapping[str, Any],
    *,
    changes: str = "",
    address: str = "",
    as_of: str = "",
    question: Asked | None = None,
    record: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the front page; it works without its script as a plain list.

    `changes` is the address of the newest page of changes, `address` that of the site,
    `as_of` the past day whose knowledge the site is held to. Without a `question` it cannot be
    asked.
    """
    style, script = page_style("front"), asset("front.js")
    if question is not None:
        style += asset("ask.css")
        script += asked_script("offer", "money", "ballot")
    template = environment().get_template("front.html.j2")
    return template.render(
        title=TITLE,
        description=DESCRIPTION,
        feed=FEED,
        address=address,
        as_of=as_of,
        asked=question,
        sections=sections,
        choices=choices_of(sections, employer_names(manifest)[0]),
        packed=search_index(sections, record),
        record=bool(record),
        changes=changes,
        count=sum(len(section.entries) for section in sections),
        data_to=_reach(manifest),
        version=manifest["version"],
        style=style,
        script=script,
        policy=content_policy(style, script),
    )


def asked_script(*questions: str) -> str:
    """Return the script of a page that can be asked these questions: sums first, then boxes."""
    sums = ["sums.js", *(f"sums_{one}.js" for one in questions if one != "offer")]
    boxes = ["ask.js", *(f"ask_{one}.js" for one in questions), "ask_last.js"]
    return "\n".join(("", *map(asset, (*sums, *boxes))))


def render_deal(question: Asked) -> str:
    """Return the page that is asked about a deal over years."""
    style = page_style("front", "ask")
    script = asked_script("deal")
    return (
        environment()
        .get_template("deal.html.j2")
        .render(
            title="A deal over years: what did it come to?",
            description="Chain the rises of up to ten years and set them against prices.",
            feed=FEED,
            address="",
            asked=question,
            style=style,
            script=script,
            policy=content_policy(style, script),
        )
    )


def render_failure(name: str, record: Record) -> str:
    """Return the page that tells why a report failed, and how to run it again."""
    style = page_style()
    template = environment().get_template("failure.html.j2")
    return template.render(
        name=name,
        entry=record.entry,
        failure=record.failure,
        page=f"{name}.html" if PAGE in record.files else "",
        style=style,
        policy=content_policy(style, ""),
    )


# A record of more rows than this is not searched by their keys, or the page would grow with it.
MOST_KEYS = 10_000
NAMES = "="  # stands where a finding's anchor would, before words that the page does not show


def search_lines(sections: Sequence[Section]) -> list[str]:
    """List what each report can be found by, a line each: report, anchor or `=`, and the words.

    Those are names of an employer, the question where the page shows a finding, and what the
    catalogue adds. The finding that the page shows is left out. Tabs stand between the three.
    """
    lines = []
    for section in sections:
        for entry in section.entries:
            shown = entry.question if entry.finding else ""
            words = ", ".join(filter(None, (*entry.called, *entry.former, shown, entry.words)))
            if words:
                lines.append((entry.name, NAMES, words))
            told = [pair for pair in entry.answers if pair[1] != entry.finding]
            lines += [(entry.name, anchor, sentence) for anchor, sentence in told]
    return ["\t".join(" ".join(part.split()) for part in line) for line in lines]


def search_index(sections: Sequence[Section], record: Sequence[Mapping[str, Any]] = ()) -> str:
    """Pack the lines for the page: deflated (RFC 1950) and in base64, a fifth of their length.

    Those of pages of the record come after the reports': address, `@` and title, the words, and
    for each table that has rows there its name and their keys, unless those are too many.
    """
    lines = search_lines(sections)
    count = sum(len(keys) for one in record for keys in one.get("rows", {}).values())
    for one in record:
        held = one.get("rows", {}) if count <= MOST_KEYS else {}
        rows = [" ".join([table, *keys]) for table, keys in held.items()]
        lines.append("\t".join([one["page"], f"@{one['title']}", one["words"], *rows]))
    return base64.b64encode(zlib.compress("\n".join(lines).encode(), 9)).decode("ascii")
