"""The files by which other programs follow the site: an Atom feed and a sitemap."""

from __future__ import annotations

import re
import uuid
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from analysis.publish.page.templating import environment

# A day before any figure here was published, for a report that names none.
NO_DAY = "1970-01-01"
# What XML 1.0 cannot hold.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class SiteInfo:
    """What the site is called and, once it is published somewhere, its address (ending in `/`)."""

    title: str
    address: str = ""
    version: str = ""


@dataclass(frozen=True)
class Listed:
    """One report as the feed and the sitemap tell of it; `data_to` is a month or a day."""

    name: str
    title: str
    finding: str
    data_to: str
    page: str

    @property
    def updated(self) -> str:
        """The moment of the newest figure in it: nothing here knows the clock.

        >>> Listed("offers", "Offers", "", "2026-08", "offers.html").updated
        '2026-08-31T00:00:00Z'
        """
        return f"{_day(self.data_to)}T00:00:00Z"

    @property
    def identity(self) -> str:
        """A name for the entry that stays the same wherever the site moves."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"realpay/{self.name}").urn


_IDENTITY = {"feed.xml": "realpay"}  # as it was before there were others


def _day(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        year, month = map(int, text.split("-"))
        return f"{text}-{monthrange(year, month)[1]:02d}"
    return NO_DAY


def _address(site: SiteInfo, page: str, feed: str = "") -> str:
    """Give the whole address of a page, or where the site has none that from the feed's place."""
    up = "" if site.address else "../" * feed.count("/")
    return urljoin(site.address, up + quote(page))


def render_feed(reports: Sequence[Listed], site: SiteInfo, *, page: str = "feed.xml") -> str:
    """Return an Atom feed (RFC 4287) of the reports' first findings, newest figures first.

    An entry's date is that of its figures, so a reader shows it again when they change and not
    because a build ran. Without an address of the site the links are relative to the feed, which
    is at `page`.
    """
    newest = sorted(reports, key=lambda one: (one.updated, one.name), reverse=True)
    entries = [
        {
            "identity": one.identity,
            "updated": one.updated,
            "link": _address(site, one.page, page),
            "title": CONTROLS.sub("", one.title),
            "finding": CONTROLS.sub("", one.finding),
        }
        for one in newest
    ]
    template = environment().get_template("feed.xml.j2")
    return template.render(
        site=site,
        entries=entries,
        updated=max((one.updated for one in newest), default=f"{NO_DAY}T00:00:00Z"),
        identity=uuid.uuid5(uuid.NAMESPACE_URL, _IDENTITY.get(page, f"realpay/{page}")).urn,
        own=_address(site, page) if site.address else "",
    )


def render_sitemap(pages: Sequence[tuple[str, str]], site: SiteInfo) -> str:
    """Return a sitemap of (page, newest month or day of its figures).

    The protocol (sitemaps.org) wants whole addresses: without one there is no sitemap, and the
    result is empty.
    """
    if not site.address:
        return ""
    listed = [(_address(site, page), _day(day)) for page, day in sorted(pages)]
    template = environment().get_template("sitemap.xml.j2")
    return template.render(pages=[(one, "" if day == NO_DAY else day) for one, day in listed])
