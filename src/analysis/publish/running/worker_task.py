"""What a worker is given and what comes of it: plain data that travels between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Task:
    """One report to make: everything the function needs, and nothing that cannot be pickled.

    >>> Task("real-offers", Path("notebooks/real_offers.ipynb"), {"index": "CPI"}).name
    'real-offers'
    """

    name: str
    notebook: Path | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    output: Path | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of a task.

    `value` is what the function returned. `error` is empty, or a sentence that says what
    happened and in which cell; `detail` then holds what else is known, a traceback or the end
    of what the process wrote; `errno` is the system's number of an `OSError` (a full disk is no
    fault of the notebook). `cell` is the number of the last cell begun, counted from one
    over all cells. `seconds` and `peak_bytes` (resident memory at its highest, 0 if unknown)
    are for the person at the terminal: they differ from run to run.
    """

    name: str
    value: Any = None
    error: str = ""
    detail: str = ""
    errno: int | None = None
    cell: int | None = None
    seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def ok(self) -> bool:
        """Whether the function returned."""
        return not self.error
