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
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.project import Project


SHOWN = """
import pandas
from IPython.display import display
from analysis.present import Finding, Table, Value, dumbbell_chart, line_chart
rates = pandas.DataFrame({
    "period": pandas.period_range("2022-09", periods=2, freq="M").repeat(2),
    "index": ["CPI", "CPIH"] * 2,
    "rate": [10.1, 8.8, 11.1, 9.6],
})
rate = Value(11.1, "%", 1, "read", (("prices", "D7G7/2022-10"),))
print(len(rates))
display(Finding("rate", "Prices rose {rate}.", {"rate": rate}))
display(Table(rates, "rates", "Rates", units={"rate": "%"}))
display(line_chart(
    rates, value="rate", series="index", unit="%", id="lines", headline="Prices rose",
    subtitle="Twelve-month rate, United Kingdom, September to October 2022, per cent",
    alt="Both lines rise.", source="Consumer prices from ONS, released 16 November 2022",
))
rates
"""


def rehearse() -> None:
    """Run a notebook that shows one thing of each kind, and make its page.

    What is paid once: IPython's first cell, the fonts and letters of charts, the templates
    compiled, the first markdown, the first colouring of code.
    """
    import papermill
    from nbformat import v4

    from analysis.publish.page.whole import HowMade, ReportInfo, render_page
    from analysis.publish.page.workbook import workbook_of
    from analysis.publish.page.workbook_ods import write_ods
    from analysis.publish.page.workbook_xlsx import write_xlsx

    cells = [
        v4.new_markdown_cell("# Pay\n\n*Real* pay.\n\n## Prices\n\n- one\n- [two](#pay)"),
        v4.new_code_cell("pay = 1", metadata={"tags": ["parameters"]}),
        v4.new_code_cell(SHOWN),
    ]
    nb = papermill.execute_notebook(
        v4.new_notebook(cells=cells),
        None,
        parameters={"pay": 1},
        engine_name="realpay",
        kernel_name="python3",
        language="python",
        progress_bar=False,
    )
    known = {("prices", "D7G7/2022-10"): {"file": "ons/D7G7.csv", "row": 9, "found": "11.1"}}
    report = ReportInfo("pay", "Pay", "What?", next_due=(("D7G7", "2022-12-14"),))
    made = HowMade({"pay": 1}, "2022-10", (("ons/D7G7.csv", "2022-11-16", "", ""),))
    render_page(nb, report=report, made=made, provenance=known)
    with tempfile.TemporaryDirectory(prefix="realpay-") as folder:
        book = workbook_of(nb, report, made)
        write_xlsx(Path(folder, "pay.xlsx"), book)
        write_ods(Path(folder, "pay.ods"), book)


def study(project: Project) -> None:
    """Colour the code of a project's notebooks; read its clean tables and its list of sources."""
    from analysis.doors.files import read_bytes
    from analysis.doors.json_text import parse_json
    from analysis.ingest import provenance
    from analysis.publish.page.body import prose_html
    from analysis.publish.page.highlight import warm
    from analysis.tables import store

    for path in sorted(project.notebooks.glob("*.ipynb")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            cells = parse_json(read_bytes(path))["cells"]
            warm("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
            for cell in cells:
                if cell["cell_type"] == "markdown":
                    prose_html("".join(cell["source"]))
    with suppress(Exception):  # the report that needs the broken file meets the error
        store.read_ahead(project)
        provenance.read_ahead(project)


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

#: This project's own packages, imported with every module in them but this.
PACKAGES = (
    "analysis.tables",
    "analysis.measures",
    "analysis.present",
    "analysis.collection",
    "analysis.publish",
)


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
                if module.name != __name__:
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
