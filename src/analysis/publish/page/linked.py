"""What a page says to programs that read schema.org: JSON-LD in a block that no browser runs.

A report is a `Report`; each published claim that it judges is a `ClaimReview` with the command line
that gives the same verdict.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = {"@type": "Organization", "name": "The realpay contributors"}
LANGUAGE = "en-GB"
# From the worst to the best: how near a published figure is to what is computed here.
OUTCOMES = ("cannot be tried", "not", "nearly", "reproduced")
CLAIMS = "claims"
FEW = 3  # a register of many claims leaves each to its own page


def json_ld(things: Sequence[Mapping[str, Any]]) -> str:
    r"""Write things as JSON-LD that can stand inside a page: no text ends the block early.

    >>> json_ld([{"name": "</script><b>&"}])
    '{"@context":"https://schema.org","@graph":[{"name":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}]}'
    """
    whole = {"@context": CONTEXT, "@graph": list(things)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def report_thing(
    *, title: str, finding: str, question: str, version: str, data_to: str, released: str, url: str
) -> dict[str, Any]:
    """Describe a report; what is not known, or is said already, is left out."""
    return _said(
        {
            "@type": "Report",
            "@id": url,
            "url": url,
            "name": title,
            "description": finding if finding != question else "",
            "about": question,
            "inLanguage": LANGUAGE,
            "version": version,
            "temporalCoverage": f"../{data_to}" if data_to else "",
            "dateModified": released,
            "license": LICENCE,
            "publisher": PUBLISHER,
            "isAccessibleForFree": True,
        }
    )


def claim_reviews(
    values: Mapping[str, Any], line_of: Callable[[str, str], str], url: str
) -> list[dict[str, Any]]:
    """Describe each published claim that a report judges; `values` is what `values.json` holds.

    `line_of` gives the command that tries the claim of a key, or nothing where none gives the
    verdict again.
    """
    judged = {}
    for name, finding in values["findings"].items():
        rows = [row for value in finding["values"].values() for row in value["rows"]]
        keys = [key for table, key in rows if table == CLAIMS]
        if keys and {"claim", "outcome", "printed"} <= finding["values"].keys():
            judged[name] = finding, keys
    reviews = []
    for name, (finding, keys) in judged.items() if len(judged) <= FEW else ():
        held = finding["values"]
        said = str(held["outcome"]["amount"])
        outcome = next((word for word in OUTCOMES if said.startswith(word)), OUTCOMES[0])
        rating = OUTCOMES.index(outcome)
        line = line_of(str(keys[0]), outcome)
        here = f"{url}#{name}" if url else ""
        who = held.get("who", {}).get("text")
        author = {"@type": "Organization", "name": who}
        rated = {
            "@type": "Rating",
            "ratingValue": rating,
            "worstRating": 0,
            "bestRating": len(OUTCOMES) - 1,
            "alternateName": said,
        }
        how = {"@type": "SoftwareSourceCode", "name": "realpay check", "text": line}
        review = {
            "@type": "ClaimReview",
            "@id": here,
            "url": here,
            "claimReviewed": f"{held['claim']['text']}: {held['printed']['text']}",
            "reviewBody": finding["sentence"],
            "itemReviewed": {"@type": "Claim", "author": author} if who else "",
            "reviewRating": rated,
            "author": PUBLISHER,
            "inLanguage": LANGUAGE,
            "isBasedOn": how if line else "",
        }
        reviews.append(_said(review))
    return reviews


def dataset_thing(
    *, title: str, description: str, version: str, url: str, files: Mapping[str, str]
) -> dict[str, Any]:
    """Describe the tables of a site; `files` gives each file's media type by its address."""
    return _said(
        {
            "@type": "Dataset",
            "@id": url,
            "url": url,
            "name": title,
            "description": description,
            "inLanguage": LANGUAGE,
            "version": version,
            "license": LICENCE,
            "creator": PUBLISHER,
            "isAccessibleForFree": True,
            "spatialCoverage": "United Kingdom",
            "distribution": [
                {"@type": "DataDownload", "contentUrl": f"{url}{name}", "encodingFormat": kind}
                for name, kind in files.items()
            ],
        }
    )


def _said(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if value not in ("", None)}
