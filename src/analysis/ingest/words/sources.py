"""Where every raw file comes from: a file without a named source is not used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import WORKBOOKS
from analysis.ingest.reading.yamlfile import load_yaml
from analysis.tables.rawfiles import raw_files

FILE = "sources.yaml"
FIELDS = ("publisher", "title", "address", "licence")
UNLISTED = {FILE, "corrections.yaml"}
RELEASES = "ons/releases/"


@dataclass(frozen=True)
class Source:
    """Publisher, title, address and licence of one raw file."""

    publisher: str
    title: str
    address: str
    licence: str
    note: str = ""


def load_sources(raw: Path, problems: Problems) -> Mapping[str, Source]:
    """Read `sources.yaml`: the source of each file, by its path below data/raw."""
    loaded = load_yaml(raw, FILE, "YAML with the lists licences and files", problems)
    if loaded is None:
        return {}
    listed = loaded[0] if isinstance(loaded[0], dict) else {}
    licences, files = listed.get("licences"), listed.get("files")
    if not isinstance(licences, list) or not isinstance(files, dict):
        found = ", ".join(map(str, listed)) or "neither"
        allowed = "a list 'licences', and 'files' with an entry for each file"
        problems.add(FILE, None, None, found, allowed, "give it these two")
        return {}
    sources = {}
    for name, entry in files.items():
        if not isinstance(entry, dict) or not all(isinstance(entry.get(f), str) for f in FIELDS):
            allowed = f"the fields {', '.join(FIELDS)}, each a text"
            problems.add(FILE, None, str(name), str(entry), allowed, "complete the entry")
            continue
        if entry["licence"] not in licences:
            mend = "use one of these, or add the licence to the list at the top"
            listed_here = "; ".join(map(str, licences))
            problems.add(FILE, None, str(name), entry["licence"], listed_here, mend)
        cells = {field: entry[field] for field in FIELDS}
        sources[str(name)] = Source(**cells, note=str(entry.get("note") or ""))
    return sources


def check_sources(raw: Path, problems: Problems) -> Mapping[str, Source]:
    """Hold the list of sources and the files below data/raw together."""
    sources = load_sources(raw, problems)
    if not sources:
        return sources
    there = {name for name in raw_files(raw) if not name.startswith(RELEASES)} - UNLISTED
    files = {listed_as(name, sources) for name in there}
    for name in sorted(files - sources.keys()):
        mend = f"add the file to data/raw/{FILE}, or take it away"
        problems.add(name, None, None, "no source named", f"an entry in {FILE}", mend)
    for name in sorted(sources.keys() - files):
        mend = f"put the file back, or take its entry out of data/raw/{FILE}"
        problems.add(name, None, None, "no such file", f"the file that {FILE} lists", mend)
    return sources


def listed_as(name: str, sources: Mapping[str, Source]) -> str:
    """Return the name under which a file is listed: a workbook may stand for its CSV."""
    table = str(PurePosixPath(name).with_suffix(".csv"))
    is_workbook = name.endswith(WORKBOOKS)
    return table if is_workbook and name not in sources and table in sources else name
