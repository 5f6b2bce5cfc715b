"""Every command's output fits a terminal of any encoding: what it lacks is shown plainly."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import signs
from analysis.project import Project

ENCODINGS = ["ascii", "cp1252", "latin-1", "cp437"]
SAID = "−7.3 % to 8.1 %, £1,240 – “won’t” … ≥ 50 → Ŵrecsam é █ ╭ 日"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whatever_is_said_can_be_written(encoding: str) -> None:
    shown = signs.plain_signs(SAID, encoding)
    assert shown.encode(encoding)
    assert shown.startswith("-7.3 % to 8.1 %, ")
    assert "Wrecsam" in shown


def test_signs_that_an_encoding_has_stay_as_they_are() -> None:
    assert signs.plain_signs(SAID, "utf-8") == SAID
    assert signs.plain_signs("£5 é", "latin-1") == "£5 é"


def run(encoding: str, *words: str, root: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    start = "import sys; from analysis.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", start, "--root", str(root), *words]
    return subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS[:3])
@pytest.mark.parametrize(
    "words",
    [
        ("worth", "3%", "--on", "2022-12-07"),
        ("show", "offers", "--rows", "0"),
        ("show", "employers", "--csv"),
        ("show", "claims", "--json"),
        ("show", "nonesuch−"),
        ("worth", "--help"),
    ],
)
def test_a_command_ends_as_it_does_in_utf_8(
    encoding: str, words: tuple[str, ...], clean_copy: Project
) -> None:
    root = clean_copy.root
    plain, full = run(encoding, *words, root=root), run("utf-8", *words, root=root)
    assert plain.returncode == full.returncode
    assert b"Traceback" not in plain.stderr
    for shown, whole in ((plain.stdout, full.stdout), (plain.stderr, full.stderr)):
        assert shown.decode(encoding) == signs.plain_signs(whole.decode("utf-8"), encoding)


def test_a_stream_that_says_ascii_is_written_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(inside, encoding="ascii"))
    signs.show_on_any_terminal()
    import typer

    typer.echo("−3 %")
    sys.stdout.flush()
    assert inside.getvalue() == b"-3 %\n"
