"""A fresh IPython for one notebook: a kernel's shell without the kernel.

The shell is ipykernel's own class, so that libraries which ask where they are get the answer
they get in JupyterLab; only the session that would send its messages over a socket is ours.
No history file, no profile folder, no start-up files: a report does not depend on whose
account made it.
"""

from __future__ import annotations

import atexit
import builtins
import getpass
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import PurePath
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

from ipykernel.compiler import XCachingCompiler, get_file_name
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session, json_packer, json_unpacker
from traitlets.config import Config

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


Receive = Callable[[str, dict[str, Any]], None]


class Wire(Session):
    """Stands where a kernel's session stands, and hands each message to `receive` at once.

    Contents go through the session's own JSON, so that numbers, dates and bytes come out as
    they would after a journey over the socket.
    """

    receive: Receive

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Deliver a message (a whole one, or a type and its content)."""
        if isinstance(msg_or_type, dict):
            kind, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        else:
            kind = msg_or_type
        self.receive(kind, json_unpacker(json_packer(content)))

    def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
        """Make a message without clock or random id."""
        return {"header": {"msg_type": msg_type}, "msg_type": msg_type, "content": content or {}}


class Compiler(XCachingCompiler):
    """ipykernel's compiler, naming cells without the process and the temporary folder.

    The name is read in warnings, which say where they come from.
    """

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """Name a cell after its source."""
        return f"cell/{PurePath(get_file_name(raw_code)).name}"


class NoProfile(ProfileDir):
    """A profile folder that is never made."""

    def check_dirs(self) -> None:
        """Make nothing."""


class Shell(ZMQInteractiveShell):
    """ipykernel's shell, with no window system to turn."""

    wire: Wire

    def enable_gui(self, gui: Any = None) -> None:
        """Accept that there is no window system; refuse one."""
        if gui is not None:
            raise UsageError(f"{gui} needs a window, and a report has none")


# Libraries (rich, tqdm) know a notebook by the name of its shell's class.
for _name in ("__name__", "__qualname__", "__module__"):
    setattr(Shell, _name, getattr(ZMQInteractiveShell, _name))


@contextmanager
def opened(receive: Receive) -> Iterator[Shell]:
    """Give a new shell whose messages go to `receive`; the process is as before afterwards."""
    with ExitStack() as after:
        _keep_process(after)
        shell = _make()
        after.callback(_close, shell)
        shell.wire.receive = receive
        show_figures(shell, after)
        yield shell


def _make() -> Shell:
    """Make a shell whose messages go nowhere yet."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell = Shell.instance(
        config=config,
        ipython_dir=tempfile.gettempdir(),
        profile_dir=NoProfile(),
        user_ns={},
        compiler_class=Compiler,
        kernel=SimpleNamespace(eventloop=None),
    )
    shell.wire = Wire()
    for publisher in (shell.displayhook, shell.display_pub):
        setattr(publisher, "session", shell.wire)  # noqa: B010  # their traits are ipykernel's
    return shell


def _keep_process(after: ExitStack) -> None:
    """Put on `after` whatever restores the process, and give it a notebook's surroundings."""
    environment, path, argv = dict(os.environ), list(sys.path), sys.argv
    hooks = sys.displayhook, sys.excepthook
    main = sys.modules["__main__"]
    asked = builtins.input, getpass.getpass
    had = {name: vars(builtins)[name] for name in ("_",) if hasattr(builtins, name)}

    def restore() -> None:
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.argv = path, argv
        sys.displayhook, sys.excepthook = hooks
        sys.modules["__main__"] = main
        builtins.input, getpass.getpass = asked
        for prompt in ("ps1", "ps2", "ps3"):
            vars(sys).pop(prompt, None)
        vars(builtins).pop("_", None)
        vars(builtins).update(had)

    after.callback(restore)
    after.enter_context(warnings.catch_warnings())
    sys.argv = [""]
    if "" not in sys.path:
        sys.path.insert(0, "")
    builtins.input = _refused("raw_input")
    getpass.getpass = _refused("getpass")


def _refused(asked: str) -> Callable[..., NoReturn]:
    """Make the function that stands for `input` where nobody sits at the keyboard."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise StdinNotImplementedError(
            f"{asked} was called, but this frontend does not support input requests."
        )

    return refuse


def _close(shell: Shell) -> None:
    """Remove the shell's temporary files, and forget it.

    The rest of what IPython does at exit, clearing its namespaces with a full collection of
    garbage, costs a tenth of a second and serves a process that is about to end.
    """
    atexit.unregister(shell.atexit_operations)
    for file in shell.tempfiles:
        file.unlink(missing_ok=True)
    for folder in shell.tempdirs:
        shutil.rmtree(folder, ignore_errors=True)
    shell.restore_sys_module_state()
    Shell.clear_instance()


INLINE = "module://matplotlib_inline.backend_inline"


def show_figures(shell: InteractiveShell, after: ExitStack) -> None:
    """Make the inline backend the default of `shell`; `after` restores matplotlib's settings.

    A kernel names that backend in the environment before anything imports matplotlib. In a warm
    process matplotlib is there already, and may have drawn for an earlier notebook.

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
