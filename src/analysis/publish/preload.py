"""What every report needs, imported and warmed once, before the first fork.

The fork server imports this module (multiprocessing's `set_forkserver_preload`); each report
then starts as a copy of a process in which the libraries are loaded, the fonts are found, the
templates are compiled and one notebook, one chart and one page have been made.

Three things keep the copies sound and cheap. No thread may run while a process forks, so BLAS
gets one thread and nothing here reads Parquet (pyarrow starts threads when it reads). What was
made here is moved out of the garbage collector's sight (`gc.freeze`), or its marks would copy
every page of memory into every report. And jsonschema is kept from `rfc3987_syntax`, a check of
internationalised addresses that JupyterLab's dependencies bring along: it builds a grammar for
2.7 s at import, and notebooks hold none to check.
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
    "nbconvert.exporters.html",
    "analysis.publish.engine.cells",
)

#: This project's own packages, imported with every module in them but those left out: pandera
#: guards the clean tables when they are written, and costs every reader 0.5 s and 13 MB.
PACKAGES = ("analysis.tables", "analysis.measures", "analysis.present", "analysis.publish")
LEFT_OUT = ("analysis.tables.schema", __name__)


def load() -> None:
    """Import the libraries and the project's packages.

    A module of the project that cannot be imported is passed over: the report that needs it
    meets the error, and names it.
    """
    for variable in THREADS:
        os.environ[variable] = "1"
    slow = "rfc3987_syntax"
    if slow not in sys.modules:
        sys.modules[slow] = None  # type: ignore[assignment]  # Python's mark for "not there"
    try:
        for name in LIBRARIES:
            import_module(name)
    finally:
        if sys.modules.get(slow) is None:
            sys.modules.pop(slow, None)
    for name in PACKAGES:
        with suppress(Exception):
            for module in pkgutil.iter_modules(import_module(name).__path__, f"{name}."):
                if module.name not in LEFT_OUT:
                    with suppress(Exception):
                        import_module(module.name)


def rehearse() -> None:
    """Run a notebook, draw a chart and make a page, so that their first-time costs are paid.

    A shell for the next notebook is left behind.
    """
    import io

    import matplotlib as mpl
    import papermill
    from matplotlib.figure import Figure
    from nbconvert.exporters.html import HTMLExporter
    from nbformat import v4

    from analysis.publish.engine import shell

    cells = [
        v4.new_markdown_cell("# Pay\n\n*Real* pay."),
        v4.new_code_cell("pay = 1\npay"),
        v4.new_code_cell("import pandas\nprint(pay)\npandas.DataFrame({'pay': [1.0]})"),
    ]
    nb = papermill.execute_notebook(
        v4.new_notebook(cells=cells),
        None,
        engine_name="realpay",
        kernel_name="python3",
        progress_bar=False,
    )
    HTMLExporter(template_name="basic").from_notebook_node(nb)
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure = Figure()
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1])
        axes.set_title("Pay", fontweight="bold")
        figure.savefig(io.BytesIO(), format="svg")
    shell.reserve()


def prepare() -> None:
    """Load, rehearse, and set what was made aside from the garbage collector."""
    gc.disable()
    load()
    rehearse()
    gc.collect()
    gc.freeze()
    gc.enable()


# Only in the fork server: tools that import every module (doctests, linters) must not pay.
if any("multiprocessing.forkserver" in word for word in sys.orig_argv):
    prepare()
