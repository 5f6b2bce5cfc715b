"""What a run writes into the notebook about itself: what happened, never when or where.

papermill writes start, end and duration into every cell, nbclient the times of its messages,
and both papermill and nbformat draw random ids. With those two builds could never be compared
byte by byte, so they are left out, or replaced by names that do not change.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger

if TYPE_CHECKING:
    from nbformat import NotebookNode

CLOCKS = ("start_time", "end_time", "duration")


class Record(NotebookExecutionManager):  # type: ignore[misc]
    """papermill's keeper of a running notebook, without its clock."""

    on_cell: Callable[[int], None] | None = None

    def cell_start(self, cell: NotebookNode, cell_index: int = 0, **options: Any) -> None:
        """Tell who asked which cell begins, counted from one over all cells."""
        if self.on_cell is not None:
            self.on_cell(cell_index + 1)
        super().cell_start(cell, cell_index, **options)

    def save(self, **options: Any) -> None:
        """Write the notebook where it belongs, its times left out."""
        for metadata in (self.nb.metadata, *(cell.metadata for cell in self.nb.cells)):
            for clock in CLOCKS:
                metadata.get("papermill", {}).pop(clock, None)
        super().save(**options)


def run(
    nb: NotebookNode,
    kernel_name: str,
    *,
    stock: bool,
    output_path: str | None = None,
    progress_bar: bool | dict[str, Any] = True,
    log_output: bool = False,
    autosave_cell_every: int = 30,
    input_path: str | None = None,
    stdout_file: Any = None,
    stderr_file: Any = None,
    on_cell: Callable[[int], None] | None = None,
    **options: Any,
) -> NotebookNode:
    """Run `nb` in this process, or by papermill's own engine when `stock`; return it."""
    settle(nb)
    record = Record(
        nb,
        output_path=output_path,
        progress_bar=progress_bar,
        log_output=log_output,
        autosave_cell_every=autosave_cell_every,
    )
    record.on_cell = on_cell
    told = {"log_output": log_output, "stdout_file": stdout_file, "stderr_file": stderr_file}
    record.notebook_start()
    try:
        if stock:
            NBClientEngine.execute_managed_notebook(
                record, kernel_name, record_timing=False, **told, **options
            )
        else:
            from analysis.publish.running.engine.cells import CellClient

            options.pop("start_timeout", None)
            CellClient(record, log=logger, record_timing=False, **told, **options).execute()
    finally:
        record.cleanup_pbar()
        record.notebook_complete()
    return nb


def settle(nb: NotebookNode) -> None:
    """Replace what papermill drew at random, or took from this machine, by what stays.

    The cell of injected parameters gets its tag for an id, a notebook too old to have ids gets
    numbered ones, and of the paths only the file names stay.
    """
    told = nb.metadata.get("papermill", {})
    for key in ("input_path", "output_path"):
        if isinstance(told.get(key), str):
            told[key] = PurePath(told[key]).name
    if nb.metadata.get("orig_nbformat_minor", 5) < 5:
        for number, cell in enumerate(nb.cells, start=1):
            cell["id"] = f"cell-{number}"
    for cell in nb.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
