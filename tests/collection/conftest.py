"""Reports of the collection on the repository's own figures, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import pytest
from tests.collection.made import NOTEBOOKS, Made
from tests.collection.made import make as make_anew

from analysis.project import Project
from analysis.publish.catalogue import load_catalogue


@pytest.fixture(scope="session")
def make(clean_copy: Project) -> Iterator[Callable[..., Made]]:
    """Make a report by the name of its notebook and its parameters, or give the one made before."""
    kept: dict[str, Made] = {}

    def made(notebook: str, **given: Any) -> Made:
        name = f"{notebook} {sorted(given.items())}"
        if name not in kept:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("REALPAY_ROOT", str(clean_copy.root))
                kept[name] = make_anew(clean_copy, notebook, **given)
                plt.close("all")
        return kept[name]

    return made


@pytest.fixture(scope="session")
def catalogue(clean_copy, tmp_path_factory):
    """The repository's own catalogue over its own notebooks and clean tables."""
    root = tmp_path_factory.mktemp("catalogue")
    (root / "reports").mkdir()
    own = Project(NOTEBOOKS.parent).catalogue
    (root / "reports" / "catalogue.yaml").write_bytes(own.read_bytes())
    (root / "notebooks").symlink_to(NOTEBOOKS)
    (root / "data").symlink_to(clean_copy.root / "data")
    return load_catalogue(Project(root))
