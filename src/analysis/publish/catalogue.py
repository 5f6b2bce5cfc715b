"""The catalogue: which notebooks with which parameters make which reports.

It is read as a person wrote it, with the line that each part stands in; an entry may stand for
many, a report for each item of a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.doors.files import Refused, read_text
from analysis.errors import ReportError, UsageError, nearest
from analysis.project import Project
from analysis.publish.files import digest, read_sealed, write_sealed
from analysis.publish.fingerprint import package_digest
from analysis.publish.slugs import slug
from analysis.tables.manifest import digest_of_plain, read_manifest

if TYPE_CHECKING:
    from analysis.publish.parameters import Parameter


FILE = "reports/catalogue.yaml"


@dataclass(frozen=True)
class Written:
    """What the file says: headings of groups, entries of reports, addresses of the site."""

    groups: Mapping[str, str]
    reports: list[Any]
    site: Any
    node: Any
    """The whole as nodes of YAML, which know their lines."""

    def place(self, *path: str | int) -> str:
        """Name the file and the line of a part, such as ("reports", 0, "title").

        Where there is no such part, the line is that of the nearest part around it.
        """
        node = line = self.node
        for step in path:
            if isinstance(step, int):
                node = line = node.value[step]
                continue
            named = isinstance(node.value, list) and node.tag.endswith(":map")
            held = [pair for pair in node.value if pair[0].value == step] if named else []
            if not held:
                break
            line, node = held[0]
        return f"{FILE}, line {line.start_mark.line + 1}"


def read_written(path: Path) -> Written:
    """Read the file through the one door, and check the shape of the whole.

    Raises `ReportError` for a file that is not there or is no YAML, `UsageError` for another shape.
    """
    from analysis.doors.yaml_text import parse_yaml

    try:
        content, node = parse_yaml(read_text(path))
    except FileNotFoundError:
        raise ReportError(f"{FILE} is missing: it lists the reports.") from None
    except OSError as error:
        raise ReportError(
            f"{FILE} cannot be read ({error.strerror}): look at its rights."
        ) from None
    except Refused as refused:
        raise ReportError(f"{FILE} cannot be read: {refused}.") from None
    if not isinstance(content, dict):
        raise UsageError(f"{FILE}, line 1: expected groups, and reports below it.")
    groups, reports = content.get("groups"), content.get("reports")
    written = Written(groups or {}, reports or [], content.get("site") or {}, node)
    texts = isinstance(groups, dict) and all(
        isinstance(one, str) for pair in groups.items() for one in pair
    )
    if not texts:
        said = "groups gives each group a heading: 'pay: What was paid?'"
        raise UsageError(f"{written.place('groups')}: {said}.")
    if not isinstance(reports, list):
        said = "reports is a list, each entry beginning with '- name:'"
        raise UsageError(f"{written.place('reports')}: {said}.")
    return written


REMEMBERED = "catalogue.json"
TAKEN = (
    "findings",
    "llms",
    "findings",
    "index",
    "llms",
    "feed",
    "build",
    "changes",
    "data",
    "picture",
    "sitemap",
)  # files of the site's own
SITE = ("address", "repository")
# A host and perhaps folders: pages are found below it, so that nothing may follow those.
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
NEEDED = ("name", "title", "question", "group", "notebook")
FIELDS = (*NEEDED, "parameters", "words")


@dataclass(frozen=True)
class Report:
    """One report of the catalogue, its parameters complete and checked."""

    name: str
    title: str
    question: str
    group: str
    notebook: str
    parameters: Mapping[str, Any]
    site: Mapping[str, str] = field(default_factory=dict)
    """Where the site is published (`address`) and kept (`repository`), where that is said."""
    slip: str = ""
    """What is wrong with the notebook itself, where it cannot be run: this report alone fails."""
    words: str = ""
    """Words by which readers look for it and which its page does not use."""


@dataclass(frozen=True)
class Catalogue:
    """All reports in order, and the groups under which the front page lists them."""

    groups: Mapping[str, str]
    reports: tuple[Report, ...]

    @property
    def address(self) -> str:
        """Where the site is published, ending in a slash; nothing if that is not said."""
        return next((report.site.get("address", "") for report in self.reports), "")

    def pick(self, names: Sequence[str]) -> tuple[Report, ...]:
        """Return the reports so named, all if none is; an unknown name is a usage error."""
        known = {report.name: report for report in self.reports}
        for name in names:
            if name not in known:
                raise UsageError(f"No report called {name!r}. {nearest(name, known)}")
        return tuple(known[name] for name in dict.fromkeys(names)) if names else self.reports


def read_catalogue(
    project: Project, manifest: Mapping[str, Any]
) -> tuple[Catalogue, Mapping[str, str]]:
    """Return the checked catalogue and the digest of each notebook in it, from memory if it can.

    The raw files and the lists of the manifest say what parameters may be.
    """
    found = remembered_catalogue(project, manifest)
    if found is None:
        catalogue, notebooks = load_catalogue(project), _notebooks(project)
        plain = {
            "key": _key(project, notebooks, manifest),
            "groups": list(catalogue.groups.items()),
            "reports": [asdict(report) for report in catalogue.reports],
        }
        if read_manifest(project.clean) == manifest:
            write_sealed(project.cache / REMEMBERED, plain)
        found = catalogue, notebooks
    return found


def remembered_catalogue(
    project: Project, manifest: Mapping[str, Any]
) -> tuple[Catalogue, Mapping[str, str]] | None:
    """Return the catalogue as it was checked before, if nothing it depends on has changed."""
    try:
        notebooks = _notebooks(project)
        plain = read_sealed(project.cache / REMEMBERED)
        if plain["key"] != _key(project, notebooks, manifest):
            return None
        reports = tuple(Report(**report) for report in plain["reports"])
        return Catalogue(dict(plain["groups"]), reports), notebooks
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _notebooks(project: Project) -> dict[str, str]:
    return {path.stem: digest(path) for path in sorted(project.notebooks.glob("*.ipynb"))}


def _key(project: Project, notebooks: Mapping[str, str], manifest: Mapping[str, Any]) -> str:
    held = [manifest["raw"], *(manifest.get(name) for name in ("lists", "names", "last_day"))]
    return digest_of_plain([digest(project.catalogue), notebooks, held, package_digest()])


def load_catalogue(project: Project) -> Catalogue:
    """Read `reports/catalogue.yaml` and check every report before anything runs.

    What is wrong in the catalogue is raised; what is wrong in a notebook is noted as the `slip` of
    each of its reports, so that the others can be made.
    """
    written = read_written(project.catalogue)
    declared: dict[str, dict[str, Parameter] | ReportError] = {}
    reports: dict[str, Report] = {}
    drawn = any(isinstance(entry, dict) and EACH in entry for entry in written.reports)
    held = read_manifest(project.clean).get("lists", {}) if drawn else {}
    for number, entry in enumerate(written.reports):
        for one in expand(entry, held, written.place("reports", number, EACH)):
            report = _report(number, one, written, declared, project)
            if report.name in reports:
                where = written.place("reports", number, "name")
                raise UsageError(f"{where}: the name {report.name} is given twice.")
            reports[report.name] = report
    site = _site(written)
    return Catalogue(
        written.groups, tuple(replace(report, site=site) for report in reports.values())
    )


def _site(written: Written) -> dict[str, str]:
    """Check where the site is published and kept; neither need be said."""
    if not isinstance(written.site, dict):
        raise UsageError(f"{written.place('site')}, site: expected {' and '.join(SITE)}.")
    for name, address in written.site.items():
        where = f"{written.place('site', name)}, site"
        if name not in SITE:
            raise UsageError(f"{where}: no field {name!r}. {nearest(str(name), SITE)}")
        if not _WEB_ADDRESS.fullmatch(str(address)):
            raise UsageError(f"{where}: the {name} {address!r} is no web address (https://…).")
    return {name: f"{str(address).rstrip('/')}/" for name, address in written.site.items()}


def _report(
    number: int,
    entry: Any,
    written: Written,
    declared: dict[str, dict[str, Parameter] | ReportError],
    project: Project,
) -> Report:
    from analysis.publish.parameters import check_parameters, read_parameters
    from analysis.publish.slugs import slug

    def at(field: str = "") -> str:
        return written.place("reports", number, field)

    if not isinstance(entry, dict):
        raise UsageError(f"{at()}: expected the fields {', '.join(FIELDS)}.")
    for name in entry:
        if name not in FIELDS:
            raise UsageError(f"{at(str(name))}: no field {name!r}. {nearest(str(name), FIELDS)}")
    for name in NEEDED:
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise UsageError(f"{at(name)}: the field {name} is missing or not a text.")
    name = entry["name"]
    where = f"{at('name')}, report {name}"
    if slug(name) != name:
        raise UsageError(f"{where}: a name is small letters, digits and hyphens: {slug(name)}")
    if name in TAKEN or name.endswith("-failed"):
        raise UsageError(f"{where}: the site has a page of its own by that name. Choose another.")
    if entry["group"] not in written.groups:
        guess = nearest(entry["group"], written.groups)
        raise UsageError(f"{at('group')}, report {name}: no group {entry['group']!r}. {guess}")
    where = f"{at('parameters')}, report {name}"
    notebook = entry["notebook"].removesuffix(".ipynb")
    path = notebook_path(project, notebook)
    given = entry.get("parameters") or {}
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given):
        raise UsageError(f"{where}: parameters gives names and values, such as {{index: CPI}}.")
    words = entry.get("words", "")
    if not isinstance(words, str):
        raise UsageError(f"{at('words')}, report {name}: words is a text: 'minimum wage, pay cap'.")
    titles = entry["title"], entry["question"], entry["group"]
    report = Report(name, *titles, notebook, given, words=words)
    if notebook not in declared:
        try:
            declared[notebook] = read_parameters(path)
        except ReportError as slip:  # costs the reports of this notebook, and no other
            declared[notebook] = slip
    held = declared[notebook]
    try:
        if isinstance(held, ReportError):
            raise held
        return replace(report, parameters=check_parameters(held, given, project, where))
    except ReportError as slip:
        return replace(
            report, parameters=json.loads(json.dumps(given, default=str)), slip=str(slip)
        )


def notebook_path(project: Project, notebook: str) -> Path:
    """Return the file of a notebook named without its ending; an unknown name is a usage error."""
    known = {path.stem: path for path in sorted(project.notebooks.glob("*.ipynb"))}
    if notebook.removesuffix(".ipynb") not in known:
        raise UsageError(f"No notebook called {notebook!r}. {nearest(notebook, known)}")
    return known[notebook.removesuffix(".ipynb")]


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
