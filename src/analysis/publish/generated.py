"""Entries of the catalogue that stand for many: a report for each item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.errors import UsageError, nearest
from analysis.publish.slugs import slug

EACH = "for_each"
_SLOT = re.compile(r"\{(\w+)\}")


def expand(entry: Any, lists: Mapping[str, list[Mapping[str, str]]], where: str) -> Iterator[Any]:
    """Yield what an entry of the catalogue stands for: itself, or one for each item of a list.

    An entry with ``for_each: dossiers`` is repeated for each item of that list; ``{employer}`` in
    its texts is filled from the item, in its name as a slug. `where` is named by errors.

    >>> entry = {"for_each": "dossiers", "name": "dispute-{employer}", "title": "{name}"}
    >>> items = {"dossiers": [{"employer": "acas", "name": "Acas"}]}
    >>> list(expand(entry, items, "catalogue.yaml, line 7"))
    [{'name': 'dispute-acas', 'title': 'Acas'}]
    """
    if not isinstance(entry, dict) or EACH not in entry:
        yield entry
        return
    name = entry[EACH]
    if not isinstance(name, str) or name not in lists:
        raise UsageError(f"{where}: no list {name!r}. {nearest(str(name), lists)}")
    for item in lists[name]:
        filled = {key: _fill(value, item, where) for key, value in entry.items() if key != EACH}
        if isinstance(filled.get("name"), str):
            filled["name"] = slug(filled["name"])
        yield filled


def _fill(value: Any, item: Mapping[str, str], where: str) -> Any:
    if isinstance(value, dict):
        return {key: _fill(part, item, where) for key, part in value.items()}
    if not isinstance(value, str):
        return value

    def put(slot: re.Match[str]) -> str:
        if slot[1] not in item:
            raise UsageError(f"{where}: no {{{slot[1]}}} in the list. {nearest(slot[1], item)}")
        return item[slot[1]]

    return _SLOT.sub(put, value)
