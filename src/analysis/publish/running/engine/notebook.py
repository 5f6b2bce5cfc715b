"""Run one notebook file with parameters and keep what it became, even when a cell fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import ReportError

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError


class CellError(ReportError):
    """A cell raised: which one, what, and its traceback as plain text.

    `cell` counts all cells of the notebook as it ran, from one; `count` is the number in
    brackets beside it. `source` is the code.
    """

    def __init__(self, notebook: str, error: PapermillExecutionError) -> None:
        from papermill.exceptions import strip_color

        self.cell, self.count = error.cell_index + 1, error.exec_count
        self.ename, self.evalue, self.source = error.ename, error.evalue, error.source
        self.traceback = strip_color("\n".join(error.traceback))
        said = f": {self.evalue}" if self.evalue else ""
        super().__init__(
            f"{notebook}, cell {self.cell} (In [{self.count}]) raised {self.ename}{said}"
        )


def run_notebook(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Any] | None = None,
    *,
    on_cell: Callable[[int], None] | None = None,
) -> NotebookNode:
    """Run `notebook` with `parameters` in its own folder; write it, executed, to `output`.

    `on_cell` is called with the number of each cell before it runs. Returns the executed
    notebook. Raises `CellError` when a cell fails; `output` then holds what ran, with
    papermill's marks at the cell that failed.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        nb: NotebookNode = papermill.execute_notebook(
            _literal(notebook),
            _literal(output),
            parameters=dict(parameters or {}),
            engine_name="realpay",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            cwd=str(notebook.resolve().parent),
            on_cell=on_cell,
        )
    except PapermillExecutionError as error:
        _name_marks(output)
        raise CellError(notebook.stem, error) from None
    return nb


def _literal(path: Path) -> str:
    """Write a path so that papermill, which fills in `{names}`, leaves its braces alone."""
    return str(path.resolve()).replace("{", "{{").replace("}", "}}")


def _name_marks(output: Path) -> None:
    """Give the cells papermill put around a failure ids that are the same every time."""
    import nbformat
    from papermill.execute import ERROR_MARKER_TAG

    nb = nbformat.read(output, as_version=4)
    marks = [cell for cell in nb.cells if ERROR_MARKER_TAG in cell.metadata.get("tags", [])]
    for number, cell in enumerate(marks, start=1):
        cell["id"] = f"papermill-error-{number}"
    nbformat.write(nb, output)
