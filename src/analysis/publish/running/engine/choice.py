"""The engine's front door: which engine runs a notebook, ours or papermill's own.

Nothing is imported here but the standard library: papermill loads every registered engine
whenever it is itself imported, and a heavy engine would slow people who never ask for it.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Engine:
    """Run a notebook with IPython in this process; papermill calls the three class methods.

    It is no subclass of `papermill.engines.Engine`, only of its shape: papermill loads its
    engines while `papermill.engines` is half imported, so that a subclass could be imported
    only after papermill and never before it.
    """

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
        """Run every cell of `nb` and return it with its outputs.

        `options` are papermill's: `output_path`, `progress_bar`, `log_output`,
        `autosave_cell_every`, `input_path`, `start_timeout`, `execution_timeout`, and any
        trait of nbclient's client (`allow_errors`, say). Times and absolute paths are left
        out of the metadata, so that the same inputs give the same bytes.
        """
        from analysis.publish.running.engine.record import run

        reason = stock_reason(nb, kernel_name, options) or _busy()
        return run(nb, kernel_name, stock=reason is not None, **options)

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Name the kernel: `name` when given, else the one the notebook asks for."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Name the language: `language` when given, else the notebook's own."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


def _busy() -> str | None:
    """Say why a notebook cannot share this process, or None when it can.

    A second shell would take the place of one that is at work (papermill called from within
    a notebook), and the streams and the working directory belong to the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        return "papermill runs in a thread that is not the main one"
    shell = sys.modules.get("IPython.core.interactiveshell")
    if shell is not None and shell.InteractiveShell.initialized():
        return "another IPython is at work in this process"
    return "an event loop is running in this process" if _loop_running() else None


def _loop_running() -> bool:
    """Say whether an event loop runs here; where nobody imported asyncio there is none."""
    if "asyncio" not in sys.modules:
        return False
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


# What a notebook needs that only the stock engine, with a kernel of its own, can give, is read from
# the source before anything runs, so that no cell is run twice.
#: Kernels that are this interpreter's IPython under another name.
PYTHON_KERNELS = ("python3", "python")

#: Pattern of source and what it asks for. Widgets talk to a kernel over its sockets; an event
#: loop of a window system has to be turned by a kernel; `%store` keeps state between runs.
NEEDS = (
    (r"^[ \t]*(?:import|from)[ \t]+(?:ipywidgets|ipympl|anywidget|bqplot)\b", "widgets"),
    (r"^[ \t]*(?:import|from)[ \t]+tqdm\.(?:notebook|auto|autonotebook)\b", "widgets"),
    (r"^[ \t]*from[ \t]+tqdm[ \t]+import[ \t].*\btqdm_notebook\b", "widgets"),
    (r"^[ \t]*%matplotlib[ \t]+(?!inline\b|agg\b|-)\S", "a drawing window"),
    (r"^[ \t]*%gui[ \t]+\S", "the event loop of a window system"),
    (r"^[ \t]*%(?:load_ext[ \t]+storemagic|store)\b", "values kept from an earlier run"),
    (r"^[ \t]*%(?:pdb|debug|%debug)\b", "a debugger"),
)


def stock_reason(nb: NotebookNode, kernel_name: str, options: Mapping[str, Any]) -> str | None:
    """Say why papermill's own engine has to run this notebook, or None when ours can.

    The sentence names the cell, counted from one over all cells as the page shows them.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> cells = [new_markdown_cell("# Pay"), new_code_cell("import ipywidgets")]
    >>> stock_reason(new_notebook(cells=cells), "python3", {})
    'cell 2 asks for widgets'
    """
    if kernel_name not in PYTHON_KERNELS:
        return f"the notebook asks for the kernel {kernel_name}"
    if options.get("execution_timeout") or options.get("timeout"):
        return "a time limit for each cell is kept by a kernel"
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code":
            continue
        for pattern, need in NEEDS:
            if re.search(pattern, cell.source, flags=re.MULTILINE):
                return f"cell {number} asks for {need}"
    return None
