"""Frozen editions: the site of a release day kept as it was, so that a citation never moves.

Each edition is a folder below reports/editions, named by the day of the newest release in it, with
`SHA256SUMS` in the form that `sha256sum --check` reads. An edition is never written twice.
"""

from __future__ import annotations

import html
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DataError, ReportError, UsageError, nearest
from analysis.folders import write_whole
from analysis.project import Project
from analysis.tables.manifest import digest_of

SUMS = "SHA256SUMS"
LIST = "index.html"


@dataclass(frozen=True)
class Edition:
    """One edition: its day, how many files it has, the digest of its list of checksums."""

    day: str
    files: int
    checksum: str


def editions_folder(project: Project) -> Path:
    """Return where editions are kept."""
    return project.catalogue.parent / "editions"


def keep(project: Project, day: str) -> str:
    """Keep the site that stands as the edition of a day; return its name.

    The same site again is no second edition; another site under a day that has one gets a number,
    since the first may have been cited. Raises `ReportError` if there is no site.
    """
    if not (project.site / "index.html").exists():
        raise ReportError("There is no site to keep. Make one: realpay build")
    folder = editions_folder(project)
    sums = _sums(project.site)
    number = 1
    while True:
        name = day if number == 1 else f"{day}-{number}"
        if not (folder / name).exists():
            break
        if _read(folder / name / SUMS) == sums:
            return name
        number += 1
    staged = folder / f".{name}.new"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(project.site, staged)
        (staged / SUMS).write_text(sums, encoding="utf-8", newline="\n")
        os.rename(staged, folder / name)  # noqa: PTH104 - fails if the day was taken meanwhile
        _write_list(folder)
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        reason = (error.strerror or type(error).__name__).lower()
        msg = f"The edition could not be kept ({reason}). The site and earlier editions stand."
        raise DataError(msg) from None
    return name


def listed(project: Project) -> list[Edition]:
    """List the editions there are, the newest first."""
    return _listed(editions_folder(project))


def _listed(folder: Path) -> list[Edition]:
    paths = sorted(folder.glob(f"[0-9]*/{SUMS}"), reverse=True)
    return [
        Edition(path.parent.name, len(_read(path).splitlines()), digest_of(path)) for path in paths
    ]


def altered(project: Project, name: str) -> list[str]:
    """List the files of an edition that are not what its checksums say, or have no checksum."""
    folder = editions_folder(project) / name
    if not (folder / SUMS).is_file():
        known = [edition.day for edition in listed(project)]
        raise UsageError(f"No edition called {name!r}. {nearest(name, known)}")
    said = dict(line.split("  ", 1)[::-1] for line in _read(folder / SUMS).splitlines())
    now = dict(line.split("  ", 1)[::-1] for line in _sums(folder).splitlines())
    return sorted(file for file in said.keys() | now.keys() if said.get(file) != now.get(file))


def _sums(site: Path) -> str:
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return "".join(f"{digest_of(files[name])}  {name}\n" for name in sorted(files) if name != SUMS)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _write_list(folder: Path) -> None:
    """Write the page that lists the editions, with the checksum to cite."""
    lines = "\n".join(
        f'<li><a href="{html.escape(each.day)}/index.html">{html.escape(each.day)}</a>: '
        f"{each.files} files, checksum <code>{each.checksum}</code></li>"
        for each in _listed(folder)
    )
    page = f"""<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>realpay: editions</title>
<h1>Editions</h1>
<p>Each edition is the site as it stood with the figures released by its day. It is never changed:
cite it with its checksum, which is that of the file {SUMS} in its folder.</p>
<ul>
{lines}
</ul>
</html>
"""
    write_whole(folder / LIST, page)
