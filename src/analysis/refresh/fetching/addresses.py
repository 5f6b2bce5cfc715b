"""Where each configured series is downloaded from.

The Office for National Statistics (ONS) serves one series as CSV from its generator, named by the
page of the series: ``/economy/inflationandpriceindices/timeseries/d7bt/mm23``. Path and data set
stand in `data/raw/series.csv`; the template here may be replaced by a mirror's.
"""

from __future__ import annotations

import string
from urllib.parse import quote, urlsplit, urlunsplit

from analysis.errors import UsageError, nearest
from analysis.ingest.ons.configured import Configured

ONS = "https://www.ons.gov.uk"
TEMPLATE = "{base}/generator?format=csv&uri={path}/timeseries/{cdid}/{dataset}"
FIELDS = ("base", "path", "cdid", "dataset")


def template_of(base_url: str | None) -> str:
    """Return the address template: that of ONS, at another address, or a whole one of a mirror.

    A text with `{cdid}` in it is a whole template; anything else takes the place of ONS's address.

    >>> template_of(None)
    'https://www.ons.gov.uk/generator?format=csv&uri={path}/timeseries/{cdid}/{dataset}'
    >>> template_of("https://mirror.example/ons/{cdid}.csv")
    'https://mirror.example/ons/{cdid}.csv'

    Raises `UsageError` for what is no web address or has a field that nobody fills.
    """
    given = base_url or ONS
    if urlsplit(given).scheme not in {"http", "https"} or not urlsplit(given).hostname:
        msg = "--base-url: expected a web address, such as https://www.ons.gov.uk"
        raise UsageError(msg)
    try:
        named = [field for _, field, _, _ in string.Formatter().parse(given) if field is not None]
    except ValueError:
        raise UsageError("--base-url: a brace in the address has no partner.") from None
    for field in named:
        if field not in FIELDS[1:]:
            msg = f"--base-url: no field {{{field}}}. {nearest(field, FIELDS[1:])}"
            raise UsageError(msg)
    if "cdid" in named:
        return given
    if named:
        raise UsageError("--base-url: a template needs {cdid}, which names the series.")
    return TEMPLATE.replace("{base}", given.rstrip("/"))


def address_of(series: Configured, template: str) -> str:
    """Return the address of one series.

    >>> words = {"path": "/economy/inflationandpriceindices", "dataset": "mm23"}
    >>> address_of(Configured("D7BT", 2, words, None, None), template_of(None))[:59]
    'https://www.ons.gov.uk/generator?format=csv&uri=/economy/in'
    """
    return template.format(
        path=quote(series["path"] or "", safe="/"),
        cdid=quote(series.cdid.lower()),
        dataset=quote((series["dataset"] or "").lower()),
    )


def shown(address: str) -> str:
    """Return an address without a name and password, fit to be printed and kept.

    >>> shown("https://me:secret@mirror.example/d7bt.csv")
    'https://mirror.example/d7bt.csv'
    """
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def host(address: str) -> str:
    """Return the name of the server of an address.

    >>> host("https://www.ons.gov.uk/generator?format=csv")
    'www.ons.gov.uk'
    """
    return urlsplit(address).hostname or "the server"
