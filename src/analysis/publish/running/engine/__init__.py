"""The papermill engine that runs a notebook in the process it is in.

papermill finds it by its entry point: `papermill IN OUT --engine realpay`, or
`papermill.execute_notebook(..., engine_name="realpay")`. What it does as the stock engine does,
what it leaves out and what it hands to the stock engine stand in `docs/engine.md`.
"""

from analysis.publish.running.engine.choice import Engine
from analysis.publish.running.engine.notebook import CellError, run_notebook

__all__ = ["CellError", "Engine", "run_notebook"]
