"""The same inputs give the same bytes: whatever the folder, the day, the seed, the workers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.publish.small import bytes_of

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# One report of each notebook, in the order of the catalogue.
PICK = """
import sys
from pathlib import Path
from analysis.project import Project
from analysis.publish.builder import Choices, build
from analysis.publish.catalogue import load_catalogue
from analysis.publish.keeping.freshness import freshen

project = Project(Path(sys.argv[1]))
project.cache.mkdir(parents=True)
freshen(project, lambda *_: None)
first = {}
for report in load_catalogue(project).reports:
    first.setdefault(report.notebook, report.name)
done = build(project, Choices(names=tuple(first.values()), jobs=int(sys.argv[2])))
sys.exit(len(done.failed))
"""
# A clock thirty-five years ahead. (`datetime` cannot be replaced under pandas; the linter's rules
# DTZ keep it out of the package.)
CLOCK = """
import time

now, local, utc, spelt = time.time, time.localtime, time.gmtime, time.strftime
time.time = lambda: now() + 1.1e9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: spelt(form, moment or time.localtime())
"""


def site(folder, *, jobs, seed, **variables):
    """Build one report of each notebook in a copy of the project; return every file."""
    ignored = shutil.ignore_patterns("*.parquet", "manifest.json", "html", ".cache", ".clean*")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    path = os.environ.get("PYTHONPATH", "")
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [variables.get("PYTHONPATH"), path]))
    subprocess.run(
        [sys.executable, "-c", PICK, str(folder), str(jobs)],
        env={**os.environ, "PYTHONHASHSEED": str(seed), **variables},
        check=True,
        cwd=folder,
    )
    return bytes_of(folder / "reports" / "html")


def test_two_builds_agree_in_every_byte_of_every_file(tmp_path):
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK)
    one = site(tmp_path / "one", jobs=1, seed=1)
    other = site(
        tmp_path / "a longer name, with spaces",
        jobs=3,
        seed=77,
        TZ="Asia/Tokyo",
        LC_ALL="C",
        PYTHONPATH=str(tmp_path / "clock"),
    )
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert len([name for name in one if name.endswith("notebook.ipynb")]) >= 2
    leaks = [name for name, held in one.items() if str(tmp_path).encode() in held]
    assert leaks == []
