"""What a notebook needs that only the stock engine, with a kernel of its own, can give.

Read from the source before anything runs, so that no cell is run twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

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
