"""The clean tables: what they hold, and the one verb that reads them.

Others import `read` from here, and the models of tables and `manifest` by name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.tables.registry import TABLES, table_named

if TYPE_CHECKING:
    from analysis.tables.store import LATEST, read, recording

__all__ = ["LATEST", "TABLES", "read", "recording", "table_named"]


def __getattr__(name: str) -> Any:
    """Bring in pandas only when a table is really read."""
    if name in {"LATEST", "read", "recording"}:
        return getattr(import_module("analysis.tables.store"), name)
    msg = f"module 'analysis.tables' has no attribute {name!r}"
    raise AttributeError(msg)
