"""The addresses of what the record holds: each row, employer and source has one on the site.

They are on the pages of the record, which `site.record` makes; which row stands on which is told
by `tables.homes`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from analysis.publish.slugs import slug
from analysis.tables.homes import home_of, home_of_source, page_of

FOLDER, INDEX = "record", "index.html"


@cache
def page_named(name: str) -> str:
    """Return the file, within the folder of the record, of a page of a home.

    >>> page_named("employer/hm-treasury/2019")
    'employer-hm-treasury.2019.html'
    """
    noun, about, *parts = name.split("/")
    return ".".join([f"{noun}-{slug(about)}", *parts, "html"])


def row_address(table: str, key: str, about: str, year: str, parted: Collection[str]) -> str:
    """Return the address of a row within the folder of the record.

    >>> row_address("ballots", "PCS-1", "hm-treasury", "2019", ())
    'employer-hm-treasury.html#ballots-pcs-1'
    """
    return address_on(page_of(home_of(table, about), year, key, parted), f"{table}/{key}")


def address_on(page: str, reference: str) -> str:
    """Return the address, within the folder of the record, of a row that stands on a page.

    >>> address_on("employer/hm-treasury", "ballots/PCS-1")
    'employer-hm-treasury.html#ballots-pcs-1'
    """
    return f"{page_named(page)}#{anchor_of(reference)}"


def employer_address(employer: str) -> str:
    """Return the address of the page of an employer within the folder of the record."""
    return page_named(f"employer/{employer}")


def source_address(url: str, title: str, parted: Collection[str]) -> str:
    """Return the address of a source within the folder of the record: of all that rests on it.

    >>> source_address("https://a.example/x", "A notice", ())
    'source-a-example.html#source-https-a-example-x'
    """
    key = url or title
    page = page_named(page_of(home_of_source(url), "", key, parted))
    return f"{page}#{slug(f'source {key}')}"


def anchor_of(reference: str) -> str:
    """Return the anchor that a row of the record, as `table/key`, has wherever it stands.

    >>> anchor_of("ballots/PCS-2019-04-HMRC")
    'ballots-pcs-2019-04-hmrc'
    """
    return slug(reference.replace("/", " "))
