"""matplotlib's figures under a cell, as a kernel shows them.

A kernel names the inline backend in the environment before anything imports matplotlib. In a
warm process matplotlib is there already, and may have drawn for an earlier notebook.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

INLINE = "module://matplotlib_inline.backend_inline"


def enable(shell: InteractiveShell, after: ExitStack) -> None:
    """Make the inline backend the default of `shell`; `after` restores matplotlib's settings.

    As in a kernel, figures show themselves only once a cell has imported `matplotlib.pyplot`;
    where that is loaded already it counts as imported.
    """
    os.environ["MPLBACKEND"] = os.environ.get("MPLBACKEND") or INLINE
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None:
        after.enter_context(matplotlib.rc_context())
        # Past `RcParams.__getitem__`, which would choose a backend by importing pyplot.
        before = dict.__getitem__(matplotlib.rcParams, "backend")
        after.callback(dict.__setitem__, matplotlib.rcParams, "backend", before)
        dict.__setitem__(matplotlib.rcParams, "backend", os.environ["MPLBACKEND"])
    support = sys.modules.get("matplotlib_inline.config")
    if support is not None:
        support.InlineBackend.clear_instance()
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:
        inline.configure_inline_support.current_backend = "unset"
    if "matplotlib.pyplot" in sys.modules:
        shell.enable_matplotlib("inline")
