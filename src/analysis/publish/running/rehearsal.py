"""One notebook, its charts and its page made in advance, so that no report pays for the first.

What is paid once: IPython's first cell, the fonts and letters of charts, the templates compiled,
the first markdown, the first colouring of code. A project's own notebooks are coloured here too,
its clean tables and its list of sources read: they are the same for every report of a build.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
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
    """Run a notebook that shows one thing of each kind, and make its page."""
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
