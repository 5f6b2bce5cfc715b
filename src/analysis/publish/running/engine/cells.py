"""The cells of one notebook, run in a shell in this process.

nbclient's own client keeps the outputs (streams, displays and their ids, clearing, errors and
which of them stop the run), and papermill's keeps the marks of progress. Only the kernel they
talk to is replaced.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import groupby
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import run_hook
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from papermill.clientwrap import PapermillNotebookClient

from analysis.errors import ReportError
from analysis.publish.running.engine.shell import opened
from analysis.publish.running.engine.streams import caught

WIDGET = "application/vnd.jupyter.widget-view+json"
JSON = "application/json"

#: What each kind of output holds.
FIELDS = {
    "stream": ("name", "text"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
    "error": ("ename", "evalue", "traceback"),
}


class CellClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client for a kernel, with IPython in this process in the kernel's place."""

    def execute(self, **_: Any) -> NotebookNode:
        """Run every cell until one fails; return the notebook with its outputs."""
        self.reset_execution_trackers()
        self._cell: NotebookNode | None = None
        self._number = 0
        self._shown: dict[str, list[NotebookNode]] = {}
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            with opened(self._receive) as shell, caught(self._print) as flush:
                self._shell, self._loop, self._flush = shell, loop, flush
                self.papermill_execute_cells()
        finally:
            _end(loop)
        nb: NotebookNode = self.nb
        nb.metadata["language_info"] = NotebookNode(IPythonKernel.language_info)
        return nb

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: Any) -> NotebookNode:
        """Run one cell; its outputs are in it afterwards, even if it failed."""
        tags = cell.metadata.get("tags", [])
        skipped = self.skip_cells_with_tag in tags
        if cell.cell_type != "code" or not cell.source.strip() or skipped:
            return cell
        self._cell, self._number = cell, cell_index
        self._raised: list[str] = []
        self._raised_showing = False
        self.clear_before_next_output = False
        self.code_cells_executed += 1
        cell.outputs = []
        cell.execution_count = self._shell.execution_count
        try:
            reply = self._loop.run_until_complete(self._run(cell.source))
        finally:
            self._flush()
            _join_streams(cell)
        if self._shell.exit_now:
            raise DeadKernelError(f"cell {cell_index + 1} ended the session (exit or quit)")
        if reply["status"] == "error":
            self._loop.run_until_complete(self._fail(cell, cell_index, reply))
        return cell

    async def _fail(self, cell: NotebookNode, cell_index: int, reply: dict[str, Any]) -> None:
        """Raise for a cell that raised, unless its errors are allowed; as nbclient does."""
        allowed = not self.force_raise_errors and (
            self.allow_errors
            or reply["ename"] in self.allow_error_names
            or "raises-exception" in cell.metadata.get("tags", [])
        )
        await run_hook(
            self.on_cell_error, cell=cell, cell_index=cell_index, execute_reply={"content": reply}
        )
        if not allowed:
            raise CellExecutionError.from_cell_and_msg(cell, reply)

    def _receive(self, kind: str, content: dict[str, Any]) -> None:
        """Take a message of the shell into the outputs of the cell that runs.

        What is shown under a name of its own is remembered here, and changed wherever it stands
        when the name is shown again; nbclient, which would find it by its place among the
        outputs, is not told the name.
        """
        if self._cell is None:
            return
        if kind == "error":
            self._raised = content["traceback"]
            self._raised_showing |= getattr(self._shell.displayhook, "msg", None) is not None
        if WIDGET in content.get("data", {}):
            raise ReportError(
                f"Cell {self._number + 1} shows a widget, which needs a kernel of its own. "
                "Write `import ipywidgets` in the notebook, and papermill's own engine runs it."
            )
        name = str((content.pop("transient", None) or {}).get("display_id") or "")
        for shown in self._shown.get(name, ()):
            shown.update({key: from_dict(content[key]) for key in ("data", "metadata")})
        header = {"msg_type": kind}
        message = {"header": header, "msg_type": kind, "content": content, "parent_header": {}}
        out = self.process_message(message, self._cell, self._number)
        if name and out is not None:
            self._shown.setdefault(name, []).append(out)

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode:
        """Add an output to the cell, as nbclient does but for its check against the whole schema.

        nbformat builds a validator for each output, which costs more than many a cell; what a
        notebook could get wrong is checked here, and the whole when it is written.
        """
        kind, content = msg["msg_type"], msg["content"]
        out = NotebookNode(output_type=kind)
        for key in FIELDS[kind]:
            out[key] = from_dict(content.get(key, {}))
        for mime, value in content.get("data", {}).items():
            if not (isinstance(value, str | list) or mime == JSON or mime.endswith("+json")):
                raise ReportError(
                    f"Cell {cell_index + 1} shows {mime} that is not text. "
                    "Only JSON types, application/json and names ending in +json, hold objects."
                )
        if self.clear_before_next_output:
            outs.clear()
            self.clear_before_next_output = False
        outs.append(out)
        return out

    def _print(self, name: str, text: str) -> None:
        """Take printed text into the outputs of the cell that runs."""
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        self._receive("stream", {"name": name, "text": text})

    async def _run(self, code: str) -> dict[str, Any]:
        """Run code as ipykernel's `do_execute` runs it: in a turning loop, awaited if it awaits."""
        await asyncio.sleep(0)
        shell, failure = self._shell, None
        try:
            transformed = shell.transform_cell(code)
        except Exception:  # what the transformation says is shown by the shell below
            transformed, failure = code, sys.exc_info()
        told = {"transformed_cell": transformed, "preprocessing_exc_tuple": failure}
        if shell.should_run_async(code, **told):
            result = None
            try:
                result = await shell.run_cell_async(code, store_history=True, **told)
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)
        else:
            result = shell.run_cell(code, store_history=True)
        if result.success and not self._raised_showing:
            return {"status": "ok"}
        error = result.error_before_exec or result.error_in_exec
        return {
            "status": "error",
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": self._raised,
        }


def _join_streams(cell: NotebookNode) -> None:
    """Join neighbouring pieces of one stream: where a kernel cuts them is an accident."""
    joined: list[NotebookNode] = []
    for name, group in groupby(cell.outputs, lambda out: out.get("name")):
        pieces = list(group)
        if name is not None:
            pieces[0]["text"] = "".join(piece["text"] for piece in pieces)
            del pieces[1:]
        joined += pieces
    cell.outputs = joined


def _end(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what a notebook left running and close its loop."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    asyncio.set_event_loop(None)
    loop.close()
