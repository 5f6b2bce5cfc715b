"""The command line: realpay [--root DIR] COMMAND.

Commands import what they need when they run, so that `realpay --help` answers at once. This is
the only place where the clock may enter, and only as a value that is handed on.
"""

from __future__ import annotations

import sys

from analysis.cli.progress import interruptible
from analysis.cli.signs import open_missing, show_on_any_terminal


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; an interruption is told plainly even while it is brought in."""
    open_missing()
    with interruptible():
        show_on_any_terminal()
        from analysis.cli.commands import run

        run(sys.argv[1:] if arguments is None else arguments)
