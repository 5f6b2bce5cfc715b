"""Cells that are awkward for an engine, each with the name of what it shows.

They run in order, in one notebook, through both engines. A pair is (name, source); a triple
adds the tags of the cell. Cells that write past Python wait a moment, because a kernel reads
descriptors in a thread and may be late with what it reads.
"""

CASES = (
    ("the value of the last line", "6 * 7"),
    ("no value", "pay = 100"),
    ("a value that a semicolon hides", "pay;"),
    (
        "several values with the interactivity of all",
        "%config InteractiveShell.ast_node_interactivity = 'all'\n1\n2",
    ),
    (
        "values of the last line again",
        "%config InteractiveShell.ast_node_interactivity = 'last_expr'\n3",
    ),
    ("printed text", "print('pay'); print('prices', end='')"),
    ("printed text around a display", "print('before'); display(1); print('after')"),
    ("standard error", "import sys\nprint('oops', file=sys.stderr)"),
    (
        "both streams between two displays",
        "print('a'); print('b', file=sys.stderr); print('c'); display('d'); print('e', file=sys.stderr); print('f')",
    ),
    (
        "streams flushed one by one",
        "print('a', flush=True); print('b', file=sys.stderr, flush=True); print('c', flush=True)",
    ),
    ("one stream flushed many times", "for i in range(5): print(i, flush=True)"),
    ("a warning", "import warnings\nwarnings.warn('careful')"),
    ("a log record", "import logging\nlogging.warning('careful')"),
    (
        "rich text of several kinds",
        "from IPython.display import *\ndisplay(HTML('<b>1</b>'), Markdown('*2*'), Latex('$3$'), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))",
    ),
    ("JSON with metadata", "display(JSON({'b': [1, (2, 3)], 'a': None}, expanded=True))"),
    (
        "a mime bundle with metadata",
        "display({'text/plain': 'x', 'application/x-pay+json': {'b': 1}}, metadata={'m': {'n': 1}}, raw=True)",
    ),
    (
        "an object with _repr_mimebundle_",
        "class B:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n        return {'text/html': '<i>b</i>', 'text/plain': 'b'}, {'text/html': {'isolated': True}}\nB()",
    ),
    (
        "an object whose html fails",
        "class F:\n    def _repr_html_(self):\n        raise ValueError('no html')\n    def __repr__(self):\n        return 'F'\nF()",
        ["raises-exception"],
    ),
    (
        "an object whose repr fails",
        "class G:\n    def __repr__(self):\n        raise ValueError('no repr')\nG()",
        ["raises-exception"],
    ),
    (
        "bytes of an image",
        "import base64\nImage(data=base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='))",
    ),
    (
        "a display to be updated",
        "handle = display('first', display_id='one')\nprint('x', flush=True)\nprint('y', flush=True)\nother = display('third', display_id=True)",
    ),
    (
        "the update from a later cell",
        "handle.update('second'); other.update(HTML('<b>fourth</b>'))",
    ),
    (
        "an update in the same cell",
        "h = display(1, display_id='two'); print('between'); h.update(2)",
    ),
    (
        "a display id used twice",
        "display('a', display_id='three'); display('b', display_id='three')",
    ),
    ("output cleared at once", "print('gone'); clear_output(); print('kept')"),
    (
        "output cleared before the next",
        "print('gone'); display(1); clear_output(wait=True); print('kept')",
    ),
    ("a clearing that nothing follows", "print('kept'); clear_output(wait=True)"),
    (
        "a cleared display that is updated",
        "h = display(1, display_id='four'); clear_output(); print('x'); h.update(2)",
    ),
    ("an execute result is the last display", "display(1)\n2"),
    ("the last values", "_, __, Out[1], _i1, In[1]"),
    (
        "a table",
        "import pandas as pd\npd.DataFrame({'pay': [1.5, None], 'year': ['2022-23', '2023-24']})",
    ),
    ("a figure of pyplot", "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);"),
    (
        "two figures and text",
        "print('a'); plt.figure(); plt.plot([1, 2]); print('b'); plt.figure(figsize=(2, 1)); plt.bar([1, 2], [3, 4]); print('c')",
    ),
    ("a figure shown in the middle", "plt.plot([1, 2]); plt.show(); print('after')"),
    ("a figure as a value", "fig, ax = plt.subplots(figsize=(1, 1)); fig"),
    ("a closed figure", "fig, ax = plt.subplots(); plt.close(fig)"),
    ("a figure asked for by magic", "%matplotlib inline\nplt.plot([2, 1])"),
    (
        "figures as SVG",
        "%config InlineBackend.figure_formats = ['png']\nimport matplotlib_inline.config\nmatplotlib_inline.config.InlineBackend.instance().figure_formats",
    ),
    (
        "the backend",
        "import matplotlib\nmatplotlib.get_backend().rsplit('.')[-1], plt.isinteractive()",
    ),
    ("top-level await", "import asyncio\nprint('a')\nawait asyncio.sleep(0)\nprint('b')\n'c'"),
    (
        "top-level async for and with",
        "async def count():\n    for i in range(3):\n        yield i\nasync for i in count():\n    display(i)\n[i async for i in count()]",
    ),
    (
        "a task left for a later cell",
        "async def later():\n    return 'done'\ntask = asyncio.create_task(later())",
    ),
    ("the task of an earlier cell", "await task"),
    ("a loop that is running", "asyncio.get_running_loop().is_running()"),
    (
        "asyncio.run inside a loop",
        "import warnings\nwarnings.simplefilter('ignore')\nasyncio.run(later())",
        ["raises-exception"],
    ),
    (
        "an error while awaiting",
        "await asyncio.sleep(0)\nraise ValueError('after await')",
        ["raises-exception"],
    ),
    ("a shell command", "!echo pay; echo oops >&2"),
    ("a shell command that is kept", "lines = !printf 'a\\nb\\n'\nlines"),
    ("a shell command with a variable", "!echo {pay} $pay"),
    ("a cell of bash", "%%bash\necho pay\necho oops >&2"),
    ("a cell of bash that fails", "%%bash\nexit 3", ["raises-exception"]),
    (
        "output of os.system",
        "import os, time\nstatus = os.system('echo from a child'); time.sleep(0.2)",
    ),
    (
        "output of a subprocess",
        "import subprocess\ndone = subprocess.run(['sh', '-c', 'echo out; echo err >&2']); time.sleep(0.2)",
    ),
    ("output by descriptor", "written = os.write(1, 'prices “fell”\\n'.encode()); time.sleep(0.2)"),
    ("captured output of a subprocess", "subprocess.check_output(['echo', 'pay'], text=True)"),
    ("nothing to read", "sys.stdin.read(), subprocess.run(['cat'], capture_output=True).stdout"),
    ("a question", "input('pay? ')", ["raises-exception"]),
    ("a hidden question", "import getpass\ngetpass.getpass()", ["raises-exception"]),
    ("a line magic", "%who_ls str"),
    ("a timing magic without its clock", "%%capture caught\nprint('x'); display(1)"),
    ("what was captured", "caught.stdout, len(caught.outputs)\ncaught.show()"),
    ("an unknown magic", "%nosuchmagic", ["raises-exception"]),
    (
        "an error",
        "def worth(pay, prices):\n    return pay / prices\nworth(1, 0)",
        ["raises-exception"],
    ),
    ("text after an error that was allowed", "print('goes on')"),
    (
        "printed text before an error",
        "print('a'); print('b', file=sys.stderr)\n1 / 0",
        ["raises-exception"],
    ),
    (
        "an error with a cause",
        "try:\n    {}['pay']\nexcept KeyError as error:\n    raise RuntimeError('no pay') from error",
        ["raises-exception"],
    ),
    ("a syntax error", "pay = = 1", ["raises-exception"]),
    ("an indentation error", "if True:\npay = 1", ["raises-exception"]),
    ("an unknown name", "worht(1)", ["raises-exception"]),
    (
        "an error of one's own",
        "class PayError(Exception): ...\nraise PayError",
        ["raises-exception"],
    ),
    ("an exit of the system", "sys.exit('enough')", ["raises-exception"]),
    ("a keyboard interrupt", "raise KeyboardInterrupt", ["raises-exception"]),
    ("the last error as a magic", "%tb", ["raises-exception"]),
    (
        "a group of errors",
        "raise ExceptionGroup('two', [ValueError(1), TypeError(2)])",
        ["raises-exception"],
    ),
    ("help", "len?"),
    ("the name of the program", "__name__, '__file__' in globals(), sys.modules['__main__'].pay"),
    ("the kind of shell", "type(get_ipython()).__name__"),
    (
        "a class defined here can be pickled",
        "import pickle\nclass C: ...\ntype(pickle.loads(pickle.dumps(C()))).__module__",
    ),
    (
        "a thread that prints",
        "import threading\nt = threading.Thread(target=print, args=('from a thread',)); t.start(); t.join()",
    ),
    ("text with carriage returns", "print('10 %\\r20 %\\r30 %')"),
    ("colours", "print('\\x1b[31mred\\x1b[0m')"),
    ("nothing but a comment", "# nothing"),
    ("nothing", ""),
    ("a long text", "print('x' * 100_000)"),
    (
        "a hook after each cell",
        "get_ipython().events.register('post_run_cell', lambda result: print('after', result.success))\n1",
    ),
    ("the cell after the hook", "2"),
    ("the folder", "os.path.basename(os.getcwd())"),
    ("an input kept by IPython", "In[3], _i3"),
    ("a cell skipped by its tag", "raise ValueError", ["skip-execution"]),
    ("exec of the transformed source", "get_ipython().run_cell('print(5)\\n6').result"),
    ("extensions", "%load_ext autoreload\n%autoreload 0"),
    ("settings left by another", "%precision 3\n1 / 3"),
    (
        "an error hook of one's own",
        "get_ipython().set_custom_exc((PayError,), lambda self, *a, **k: print('handled'))\nraise PayError",
        ["raises-exception"],
    ),
)
