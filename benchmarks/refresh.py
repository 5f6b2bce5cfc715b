"""How long fetching, a round with nothing new, and comparing two sites take.

``python -m benchmarks.refresh`` prints the table. Each line is the middle of several runs of the
command itself, in a process of its own, imports and all; the server is on this machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
REALPAY = str(Path(sys.executable).with_name("realpay"))
RUNS = 3
REPORTS, FINDINGS, VALUES, PAGE = 60, 12, 4, 400_000
LIMITS = {"fetch 36 series": 3.0, "a round with nothing new": 2.0, "compare two sites": 3.0}


class Handler(BaseHTTPRequestHandler):
    """Serves the ONS files of this checkout, with their tags."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, or that it is known already."""
        named = re.search(r"/timeseries/(\w+)/", self.path)
        path = ROOT / "data" / "raw" / "ons" / f"{named[1].upper() if named else ''}.csv"
        body = path.read_bytes() if path.is_file() else b""
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200 if body else 404)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", "0" if known else str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Serve on a free port of this machine; yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def run(*words: str) -> None:
    """Run one command; a failure stops the benchmark."""
    done = subprocess.run([REALPAY, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"realpay {' '.join(words)} failed:\n{done.stdout}{done.stderr}")


def timed(act: Callable[[], None], runs: int = RUNS) -> float:
    """Return the middle of several runs, in seconds."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def copy_of_figures(folder: Path) -> Path:
    """Lay out a copy of this project's raw figures, notebooks and catalogue."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "reports").mkdir()
    shutil.copyfile(ROOT / "reports" / "catalogue.yaml", folder / "reports" / "catalogue.yaml")
    return folder


def made_up_site(folder: Path, shift: float) -> Path:
    """Lay out a site of sixty reports whose every number is moved by `shift`."""
    for number in range(REPORTS):
        name = f"report-{number:02}"
        findings = {
            f"finding-{each:02}": {
                "sentence": f"Pay moved by {each + shift:.1f} per cent in report {number}.",
                "values": {
                    f"value-{which}": {
                        "amount": each - 5.5 + shift * which,
                        "text": f"{each - 5.5 + shift * which:.1f} %",
                        "unit": "%",
                        "decimals": 1,
                        "rows": [["prices", f"D7G7/20{year:02}-10"] for year in range(26)],
                    }
                    for which in range(VALUES)
                },
            }
            for each in range(FINDINGS)
        }
        (folder / name).mkdir(parents=True)
        (folder / name / "values.json").write_text(json.dumps({"findings": findings}))
        listed = "".join(f'<li id="{each}"><p>…</p></li>' for each in findings)
        page = f'<title>Report {number}</title><ol id="findings">{listed}</ol>'
        (folder / f"{name}.html").write_text(page + "x" * PAGE, encoding="utf-8")
    (folder / "index.html").write_text("<html></html>")
    return folder


def main() -> None:
    """Measure and print the table."""
    os.environ.pop("REALPAY_BASE_URL", None)
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place, serving() as url:
        folder = Path(place)
        root = str(copy_of_figures(folder / "copy"))
        notes = folder / "copy" / "data" / "raw" / "ons" / "fetched.json"

        def fetch_all() -> None:
            notes.unlink(missing_ok=True)
            run("--root", root, "fetch", "--base-url", url)

        results["fetch 36 series"] = timed(fetch_all)
        run("--root", root, "refresh", "--base-url", url)
        results["a round with nothing new"] = timed(
            lambda: run("--root", root, "refresh", "--base-url", url)
        )
        old, new = (str(made_up_site(folder / name, n)) for name, n in (("old", 0), ("new", 0.3)))
        page = str(folder / "changes.html")
        results["compare two sites"] = timed(lambda: run("diff", old, new, "--page", page))
    width = max(map(len, results))
    print(f"{'what':<{width}}  seconds  at most")
    for name, seconds in results.items():
        print(f"{name:<{width}}  {seconds:7.2f}  {LIMITS[name]:7.2f}")


if __name__ == "__main__":
    main()
