"""What every report needs, imported and warmed once, before the first fork.

The fork server imports this module (multiprocessing's `set_forkserver_preload`); each report
then starts as a copy of a process in which the libraries are loaded, the fonts are found, the
templates are compiled and one notebook, one chart and one page have been made.

Two things keep the copies sound and cheap. No thread may run while a process forks, so BLAS
gets one thread. And what was made here is moved out of the garbage collector's sight
(`gc.freeze`), or its marks would copy every page of memory into every report.
"""

from __future__ import annotations

import gc
import os
import pkgutil
import sys
from contextlib import suppress
from importlib import import_module

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
LEFT_OUT = ("analysis.tables.schema", __name__)


def load() -> None:
    """Import the libraries and the project's packages.

    A module of the project that cannot be imported is passed over: the report that needs it
    meets the error, and names it.
    """
    for variable in THREADS:
        os.environ[variable] = "1"
    for name in LIBRARIES:
        import_module(name)
    for name in PACKAGES:
        with suppress(Exception):
            for module in pkgutil.walk_packages(import_module(name).__path__, f"{name}."):
                if module.name not in LEFT_OUT:
                    with suppress(Exception):
                        import_module(module.name)


def prepare() -> None:
    """Load, rehearse, and set what was made aside from the garbage collector.

    What cannot be rehearsed (a template with a mistake in it) is left to the reports, which fail
    and say why.
    """
    gc.disable()
    load()
    from analysis.project import ROOT_VARIABLE, find_project
    from analysis.publish.running.rehearsal import rehearse, study

    with suppress(Exception):
        rehearse()
    if os.environ.get(ROOT_VARIABLE):
        with suppress(Exception):
            study(find_project())
    gc.freeze()  # no collection first: it takes an eighth of a second and finds next to nothing
    gc.enable()


# Only in the fork server: tools that import every module (doctests, linters) must not pay.
if any("multiprocessing.forkserver" in word for word in sys.orig_argv):
    try:
        prepare()
    except KeyboardInterrupt:  # the build was interrupted, and says so itself
        os._exit(130)
