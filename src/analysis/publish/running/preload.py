"""What every report needs, imported and warmed once, before the first fork.

The fork server imports this module (multiprocessing's `set_forkserver_preload`); each report
then starts as a copy of a process in which the libraries are loaded, the fonts are found, the
templates are compiled and one notebook, one chart and one page have been made.

Four things keep the copies sound and cheap. No thread may run while a process forks, so BLAS
gets one thread. What was made here is moved out of the garbage collector's sight (`gc.freeze`),
or its marks would copy every page of memory into every report. Pages of libraries are given back
on the way (`analysis.publish.running.memory`), a third of what is held. And jsonschema is kept
from checks of addresses and of lengths of time that JupyterLab's dependencies bring along: one
of them builds a grammar for 2.7 s at import, and notebooks hold none of either.
"""

from __future__ import annotations

import gc
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module

from analysis.publish.running.memory import give_back

#: One thread for each library of linear algebra; read when numpy is first imported.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

#: What a report uses, in the order of who needs whom. `matplotlib.pyplot` is left out: a
#: notebook that imports it itself gets the inline figures of a kernel, and charts do without.
LIBRARIES = (
    "jsonschema",
    "pandas",
    "pyarrow.parquet",
    "psutil",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "ipykernel.ipkernel",
    "papermill",
    "jinja2",
    "mistune",
    "analysis.publish.running.engine.cells",
    "analysis.ingest.provenance",
)

#: This project's own packages, imported with every module in them but those left out: pandera
#: guards the clean tables when they are written, and costs every reader 0.5 s and 13 MB.
PACKAGES = (
    "analysis.tables",
    "analysis.measures",
    "analysis.present",
    "analysis.collection",
    "analysis.publish",
)
#: What jsonschema checks special formats with, if it is there.
CHECKS = ("rfc3987_syntax", "rfc3986_validator", "isoduration")

#: After this one a third of what has been loaded can be given back; the rest then takes its place.
LARGEST = "pyarrow.parquet"

#: The library that defines matplotlib's artists, and what Artist calls for each of them.
ARTISTS, DESCRIBE = "matplotlib.figure", "_update_set_signature_and_docstring"

LEFT_OUT = ("analysis.tables.schema", __name__)


def load() -> None:
    """Import the libraries and the project's packages.

    A module of the project that cannot be imported is passed over: the report that needs it
    meets the error, and names it.
    """
    for variable in THREADS:
        os.environ[variable] = "1"
    kept_out = [name for name in CHECKS if name not in sys.modules]
    for name in kept_out:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's mark for "not there"
    try:
        for name in LIBRARIES:
            with _undescribed() if name == ARTISTS else nullcontext():
                import_module(name)
            if name == LARGEST:
                give_back()
    finally:
        for name in kept_out:
            del sys.modules[name]
    for name in PACKAGES:
        with suppress(Exception):
            for module in pkgutil.walk_packages(import_module(name).__path__, f"{name}."):
                if module.name not in LEFT_OUT:
                    with suppress(Exception):
                        import_module(module.name)


@contextmanager
def _undescribed() -> Iterator[None]:
    """Let matplotlib's artists be defined without their texts of help, which are long to make.

    Each class lists every property of its own and of its parents, for `help(Line2D.set)`: 0.15 s
    for a text that no report shows. A matplotlib that makes them in another way makes them.
    """
    from matplotlib.artist import Artist

    described = vars(Artist).get(DESCRIBE)
    if described is not None:
        setattr(Artist, DESCRIBE, classmethod(lambda _: None))
    try:
        yield
    finally:
        if described is not None:
            setattr(Artist, DESCRIBE, described)


def prepare() -> None:
    """Load, rehearse, and set what was made aside from the garbage collector.

    What cannot be rehearsed (a template with a mistake in it) is left to the reports, which fail
    and say why.
    """
    gc.disable()
    load()
    give_back()
    from analysis.project import ROOT_VARIABLE, find_project
    from analysis.publish.running.engine import shell
    from analysis.publish.running.rehearsal import rehearse, study

    with suppress(Exception):
        rehearse()
    if os.environ.get(ROOT_VARIABLE):
        with suppress(Exception):
            study(find_project())
    shell.reserve()
    give_back()  # no collection: it takes an eighth of a second and finds next to nothing
    gc.freeze()
    gc.enable()


# Only in the fork server: tools that import every module (doctests, linters) must not pay.
if any("multiprocessing.forkserver" in word for word in sys.orig_argv):
    try:
        prepare()
    except KeyboardInterrupt:  # the build was interrupted, and says so itself
        os._exit(130)
