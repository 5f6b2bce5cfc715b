"""Builds among random edits, cleans, kills and damage; after each the site must equal a fresh one.

``make soak MINUTES=30 SEED=7`` runs it, outside the suite: it works on a copy of the project with a
few of its reports, and on a copy of the package whose templates and code are edited too. The seed
is printed; the same seed takes the same steps, though processes meet at other instants.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = (  # entries of the catalogue by how they begin; the last draws a report a moment
    "name: wage-floor",
    "name: wage-floor-42-hours",
    "name: departments-and-senior-pay-cpi",
    "name: ballots",
    "name: data-health",
    "for_each: moments",
)
ENTRY = "\n  - "
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGSTOP)
START = "import sys; from analysis.cli import main; main(sys.argv[1:])"
LONGEST = 900  # seconds that any one command may take, on a machine with much else to do
SITE, CACHE, CLEAN = "reports/html", "reports/.cache", "data/clean"


class Mismatch(Exception):  # noqa: N818 - what the run is for
    """The site that stands differs from one built anew of the same inputs."""


class Soak:
    """One copy of the project, and what is done to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.root, self.package, self.folder = folder / "pay {x}[y]*", folder / "code", folder
        self.counts: Counter[str] = Counter()
        ignored = shutil.ignore_patterns("*.parquet", "*.json", "html", ".cache", ".clean*", ".*")
        for name in ("data", "notebooks", "reports"):
            shutil.copytree(REPOSITORY / name, self.root / name, ignore=ignored)
        shutil.copytree(
            REPOSITORY / "src" / "analysis",
            self.package / "analysis",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        self.catalogue = self.root / "reports" / "catalogue.yaml"
        self.left_out: list[str] = []
        self.catalogue.write_text(_few(self.catalogue.read_text(encoding="utf-8")))

    def command(self, root: Path, *words: str) -> subprocess.Popen[str]:
        """Start a command of realpay with the copied package."""
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(self.package),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-c", START, "--root", str(root), *words],
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def done(self, root: Path, *words: str) -> tuple[int, str]:
        """Run a command to its end; return its status and what it said."""
        with self.command(root, *words) as running:
            said, _ = running.communicate(timeout=LONGEST)
        return running.returncode, said

    def edit(self) -> str:
        """Change one input; return what was changed."""
        inputs = [self.row, self.row, self.release, self.correction, self.source, self.cell]
        others = [self.title, self.report, self.template, self.note, self.clock]
        how = self.chance.choice([*inputs, *others])
        how()
        return how.__name__

    def row(self) -> None:
        """Change the median pay of one department, or leave a row out, or add a year."""
        path = self.root / "data/raw/earnings/department_salaries.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        place = self.chance.randrange(1, len(lines))
        cells = lines[place].split(",")
        for number, cell in enumerate(cells):
            if cell.isdigit() and len(cell) > 4:
                cells[number] = str(int(cell) + self.chance.choice([-10, 10]))
        lines[place] = ",".join(cells)
        if self.chance.random() < 0.2:
            del lines[place]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def release(self) -> None:
        """Move the day on which a series is next due."""
        path = self.chance.choice(sorted((self.root / "data/raw/ons").glob("*.csv")))
        text = path.read_text(encoding="utf-8")
        day = self.chance.randrange(10, 28)
        lines = [
            f'"Next release","{day} November 2026"' if one.startswith('"Next release"') else one
            for one in text.splitlines()
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def correction(self) -> None:
        """Change the reason of the declared corrections."""
        path = self.root / "data/raw/corrections.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('reason: "', f'reason: "({self.chance.randrange(99)}) '))

    def source(self) -> None:
        """Change the title of a source."""
        path = self.root / "data/raw/sources.yaml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        titled = [n for n, one in enumerate(lines) if one.strip().startswith("title:")]
        place = self.chance.choice(titled)
        head = lines[place].split("title:")[0]
        lines[place] = f'{head}title: "Renamed {self.chance.randrange(999)}"\n'
        path.write_text("".join(lines), encoding="utf-8")

    def cell(self) -> None:
        """Change the prose of a notebook."""
        path = self.chance.choice(sorted((self.root / "notebooks").glob("0[1579]*.ipynb")))
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('\\n",', f' \\n",', self.chance.randrange(1, 3)))  # noqa: F541

    def title(self) -> None:
        """Put the reports in another order, and word the heading of a group anew."""
        head, *entries = self._catalogue()
        self.chance.shuffle(entries)
        number = self.chance.randrange(99)
        self._list(re.sub("pay: .*", f"pay: What came of pay, {number}?", head, count=1), entries)

    def report(self) -> None:
        """Take a report out of the catalogue, or put the one taken out back."""
        head, *entries = self._catalogue()
        if self.left_out:
            entries.append(self.left_out.pop())
        else:
            self.left_out.append(entries.pop(self.chance.randrange(len(entries))))
        self._list(head, entries)

    def _catalogue(self) -> list[str]:
        return self.catalogue.read_text(encoding="utf-8").split(ENTRY)

    def _list(self, head: str, entries: list[str]) -> None:
        self.catalogue.write_text(ENTRY.join([head, *entries]), encoding="utf-8")

    def template(self) -> None:
        """Change a style sheet of the pages."""
        path = self.chance.choice(sorted((self.package / "analysis").rglob("page.css")))
        path.write_text(f"{path.read_text()}\n/* {self.chance.randrange(9999)} */\n")

    def note(self) -> None:
        """Change a comment in code that reports, cleaning or nobody depends on."""
        inside = self.chance.choice(["present", "collection", "tables", "ingest", "cli"])
        path = self.chance.choice(sorted((self.package / "analysis" / inside).rglob("*.py")))
        path.write_text(f"{path.read_text(encoding='utf-8')}\n# {self.chance.randrange(9999)}\n")

    def clock(self) -> None:
        """Let files say that they were changed in the past or in the future."""
        for path in self.chance.sample(self._files("data/raw", CACHE, CLEAN, SITE), 5):
            moved = time.time() + self.chance.uniform(-1e8, 1e8)
            os.utime(path, (moved, moved))

    def damage(self) -> str:
        """Damage one generated file, with its time of change kept or not."""
        files = self._files(CACHE, CLEAN, SITE)
        if not files:
            return "nothing to damage"
        path = self.chance.choice(files)
        state, data = path.stat(), bytearray(path.read_bytes())
        how = self.chance.choice(["flip", "flip", "cut", "lose", "stray"])
        if how == "lose":
            path.unlink()
            return how
        if how == "stray":
            path.with_name("stray.html").write_text("stray")
            return how
        if how == "cut":
            del data[self.chance.randrange(len(data) + 1) :]
        elif data:
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        path.write_bytes(bytes(data))
        if self.chance.random() < 0.5:
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        return how

    def _files(self, *folders: str) -> list[Path]:
        found = (path for name in folders for path in sorted((self.root / name).rglob("*")))
        return [path for path in found if path.is_file() and not path.name.endswith(".lock")]

    def disturb(self, running: list[subprocess.Popen[str]]) -> str:
        """Wait a moment, then edit, damage, or send a signal to a process at work."""
        time.sleep(self.chance.uniform(0, 6))
        if self.chance.random() < 0.5:
            return self.edit()
        if self.chance.random() < 0.3:
            return self.damage()
        main = psutil.Process(self.chance.choice(running).pid)
        how = self.chance.choice(SIGNALS)
        try:
            family = [main, *main.children(recursive=True)]
            struck = self.chance.choice([main, self.chance.choice(family)])
            struck.send_signal(how)
            if how == signal.SIGSTOP and struck.pid == main.pid:
                time.sleep(self.chance.uniform(0, 3))
                struck.send_signal(signal.SIGCONT)
        except psutil.Error:
            return "signal too late"
        return how.name

    def round(self) -> str:
        """Begin some commands, disturb them, let them end; return what was done."""
        told = [self.edit() for _ in range(self.chance.randrange(3))]
        told += [self.damage() for _ in range(self.chance.randrange(2))]
        words = [["build"], ["build"], ["clean"], ["build", "--force"], ["build", "--wait", "60"]]
        begun = [self.command(self.root, *w) for w in self.chance.sample(words, 2)]
        told += [self.disturb(begun) for _ in range(self.chance.randrange(4))]
        for one in begun:
            one.communicate(timeout=LONGEST)
        self.counts.update(told)
        return ", ".join(told) or "nothing"

    def settle(self) -> None:
        """Build until it is said to be done; compare with a site built anew; raise `Mismatch`."""
        status, said = self.done(self.root, "build", "--wait", "60")
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        ignored = shutil.ignore_patterns("html", ".cache", "clean", ".clean*")
        for name in ("data", "notebooks", "reports"):
            shutil.copytree(self.root / name, fresh / name, ignore=ignored)
        anew, told = self.done(fresh, "build")
        if status != anew:
            raise Mismatch(f"ended with {status}, and a fresh build with {anew}:\n{said}\n{told}")
        if status:
            raise Mismatch(f"neither can be built, which no edit here should bring about:\n{told}")
        self._compare(self.root / SITE, fresh / SITE)
        again = self.done(self.root, "build")[1]
        if "Nothing changed" not in again:
            raise Mismatch(f"a second build found something to do: {again}")
        left = [one.name for one in (self.root / CACHE).glob(".run-*")]
        if left:
            raise Mismatch(f"left behind: {', '.join(left)}")
        self._look_for_survivors()

    def _compare(self, mine: Path, fresh: Path) -> None:
        here, there = (
            {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
            for site in (mine, fresh)
        )
        differing = sorted(n for n in {*here, *there} if here.get(n) != there.get(n))
        if differing:
            raise Mismatch(f"these files differ: {', '.join(differing)}")

    def _look_for_survivors(self) -> None:
        time.sleep(0.5)
        for process in psutil.process_iter():
            try:
                if str(self.root) in process.environ().get("REALPAY_ROOT", ""):
                    raise Mismatch(f"still running: {process.cmdline()}")
            except psutil.Error:
                continue


def _few(catalogue: str) -> str:
    """Keep a few entries of the catalogue; each that is named must be there."""
    head, *entries = catalogue.split(ENTRY)
    found = {one.split("\n", 1)[0]: one.rstrip("\n") for one in entries}
    return ENTRY.join([head, *(found[name] for name in KEPT)]) + "\n"


def main(tell: Callable[[str], None] = print) -> int:
    """Run for some minutes, or until the first mismatch, which is left to be looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    tell(f"seed {seed}, {asked.minutes:g} minutes, in {folder}")
    soak, end, rounds = Soak(folder, seed), time.monotonic() + asked.minutes * 60, 0
    try:
        soak.settle()
        while time.monotonic() < end:
            done = soak.round()
            tell(f"{rounds + 1}: {done}")
            soak.settle()
            rounds += 1
    except (Mismatch, subprocess.TimeoutExpired) as error:
        tell(f"MISMATCH in round {rounds + 1} of seed {seed}: {error}\nLook at {folder}")
        return 1
    tell(f"{rounds} rounds, no mismatch. {dict(soak.counts.most_common())}")
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
