"""Whatever is edited, damaged or built in whatever order: the site equals one built anew."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from tests.publish.small import (
    bytes_of,
    make_project,
    write_catalogue,
    write_notebook,
    write_series,
    write_tables,
)

from analysis.project import Project
from analysis.publish.builder import Choices, build
from analysis.publish.site.unchanged import nothing_to_do
from analysis.tables.manifest import sealed

pytestmark = pytest.mark.slow
REPORTS = {"cpi": {"series": "D7G7"}, "cpih": {"series": "L55O"}, "both": {"label": "both"}}


class AnyOrder(RuleBasedStateMachine):
    """A small project whose inputs are edited, whose files are damaged, and which is built."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="any-order-"))
        self.project = make_project(self.folder / "pay")
        write_catalogue(self.project, REPORTS)

    @rule(series=st.sampled_from(["D7G7", "L55O"]), value=st.sampled_from([1.5, 9.6, 11.1]))
    def a_figure_is_edited_and_cleaned(self, series, value):
        write_series(self.project, series, value)
        write_tables(self.project)

    @rule(day=st.sampled_from(["2022-12-14", "2023-01-18"]))
    def a_release_is_announced(self, day):
        manifest = self.project.clean / "manifest.json"
        listed = json.loads(manifest.read_text())
        listed["series"][0]["next_release"] = day
        manifest.write_text(json.dumps(sealed(listed)))

    @rule(word=st.sampled_from(["print(label)", "print(label, 'again')"]))
    def the_notebook_is_edited(self, word):
        write_notebook(self.project, word)

    @rule(names=st.sets(st.sampled_from(sorted(REPORTS)), min_size=1))
    def the_catalogue_is_edited(self, names):
        write_catalogue(self.project, {name: REPORTS[name] for name in sorted(names)})

    @rule(data=st.data())
    def a_bit_is_flipped_or_a_file_is_lost(self, data):
        kept = [self.project.cache / "built", self.project.site]
        files = sorted(p for folder in kept for p in folder.rglob("*") if p.is_file())
        if not files:
            return
        path = data.draw(st.sampled_from(files))
        held = bytearray(path.read_bytes())
        place = data.draw(st.integers(-1, len(held) - 1))
        if place < 0:
            path.unlink()
        else:
            held[place] ^= 1
            path.write_bytes(bytes(held))

    @rule()
    def it_is_built(self):
        assert build(self.project, Choices()).failed == {}
        fresh = Project(self.folder / "fresh")
        shutil.rmtree(fresh.root, ignore_errors=True)
        ignored = shutil.ignore_patterns("html", ".cache")
        shutil.copytree(self.project.root, fresh.root, ignore=ignored)
        build(fresh, Choices())
        assert bytes_of(self.project.site) == bytes_of(fresh.site)
        assert nothing_to_do(self.project) is not None

    def teardown(self):
        self.it_is_built()
        shutil.rmtree(self.folder, ignore_errors=True)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=3,
    stateful_step_count=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
