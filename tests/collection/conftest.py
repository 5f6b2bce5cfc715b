"""Reports of the collection on the repository's own figures, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import pytest
from tests.collection.made import Made
from tests.collection.made import make as make_anew

from analysis.project import Project


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
