"""What setuptools does beside what pyproject.toml says: a wheel carries the record to read.

The clean tables must have been made from the raw files that stand, since a build of a wheel has no
pandas to make them: `make wheel` does both. Byte code, hidden files and notes of programs stay out.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from analysis.project import CARRIED, Project  # noqa: E402 - the package that is being built
from analysis.tables.manifest import NAME, digest_of, read_manifest  # noqa: E402
from analysis.tables.rawfiles import raw_files  # noqa: E402

HOW = "Run realpay clean first, or let `make wheel` do both."


def carried(project: Project) -> list[Path]:
    """List what a wheel carries; `SetupError` if the tables are not those of the raw files."""
    manifest = read_manifest(project.clean)
    raw = raw_files(project.raw)
    if {name: digest_of(path) for name, path in raw.items()} != manifest["raw"]:
        raise SetupError(f"data/clean was not made from the raw files that stand. {HOW}")
    tables = [project.clean / f"{name}.parquet" for name in manifest["tables"]]
    for path in tables:
        if digest_of(path) != manifest["tables"][path.stem]["sha256"]:
            raise SetupError(f"data/clean/{path.name} is damaged. {HOW}")
    described = [project.clean / name for name in (NAME, "datapackage.json")]
    notebooks = sorted(project.notebooks.glob("*.ipynb"))
    return [*raw.values(), *tables, *described, *notebooks, project.catalogue]


class WithRecord(build_py):
    """Builds the package, and puts the record into it unless it is installed for editing."""

    def run(self) -> None:
        """Build as usual, then carry the record; without clean tables say that it stays out."""
        super().run()
        project = Project(ROOT)
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "analysis" / CARRIED.name
        shutil.rmtree(target, ignore_errors=True)
        if not (project.clean / NAME).exists():
            self.warn(f"There are no clean tables: the wheel carries no record. {HOW}")
            return
        for path in carried(project):
            place = target / path.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


setup(cmdclass={"build_py": WithRecord})
