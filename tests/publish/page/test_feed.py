"""The feed and the sitemap: well-formed, told by the figures' dates, and never by the clock."""

from xml.etree import ElementTree

import pytest

from analysis.publish.site.feed import Listed, SiteInfo, render_feed, render_sitemap

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(text):
    return ElementTree.fromstring(text)  # noqa: S314 - our own text, not somebody else's


@pytest.fixture
def reports():
    return [
        Listed("wages", "Wage floor", "It rose.", "2026-04", "wages.html"),
        Listed("offers", "Offers <b>&", "A \x00 <script>finding", "2026-08-19", "offers.html"),
        Listed("plain", "No date", "", "", "plain.html"),
    ]


def test_the_newest_figures_come_first(reports):
    feed = read(render_feed(reports, SiteInfo("realpay")))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Offers <b>&", "Wage floor", "No date"]
    assert feed.findtext(f"{ATOM}updated") == "2026-08-19T00:00:00Z"


def test_an_entry_has_identity_date_link_and_finding(reports):
    site = SiteInfo("realpay", "https://pay.example/")
    feed = read(render_feed(reports, site))
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "A  <script>finding"
    assert entry.find(f"{ATOM}link").get("href") == "https://pay.example/offers.html"
    identities = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert len(set(identities)) == 3
    assert all(one.startswith("urn:uuid:") for one in identities)


def test_an_entry_keeps_its_identity_when_the_site_moves(reports):
    moved = [
        [one.text for one in read(render_feed(reports, site)).iter(f"{ATOM}id")]
        for site in (SiteInfo("realpay"), SiteInfo("realpay", "https://other.example/"))
    ]
    assert moved[0] == moved[1]


def test_the_order_given_does_not_change_the_feed(reports):
    site = SiteInfo("realpay")
    assert render_feed(reports, site) == render_feed(reports[::-1], site)


def test_a_sitemap_names_whole_addresses_and_dates():
    pages = [("offers.html", "2026-08"), ("index.html", "")]
    made = read(render_sitemap(pages, SiteInfo("x", "https://pay.example/")))
    found = [(url.findtext(f"{MAP}loc"), url.findtext(f"{MAP}lastmod")) for url in made]
    assert found == [
        ("https://pay.example/index.html", None),
        ("https://pay.example/offers.html", "2026-08-31"),
    ]


def test_without_an_address_there_is_no_sitemap():
    assert render_sitemap([("index.html", "")], SiteInfo("realpay")) == ""
