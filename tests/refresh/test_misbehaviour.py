"""What a fetch does with a server that misbehaves: raw stays whole, the message says what to do."""

from __future__ import annotations

import errno
import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.project import Project
from analysis.refresh.fetching import placing
from analysis.refresh.fetching.connection import Limits
from analysis.refresh.fetching.fetch import Choices, fetch
from analysis.refresh.fetching.staging import Incoming

from .conftest import (
    Behaviour,
    Ons,
    Waits,
    answer,
    asked_with,
    cut_off,
    drip,
    drip_headers,
    figures,
    is_whole,
    later,
    noise,
    reset,
    serve,
    silent,
    snapshot,
    too_short_a_length,
)  # fmt: skip

Only = Callable[..., Choices]
SEPTEMBER = '"2026 SEP","144.1"\n'
APOLOGY = b"<!DOCTYPE html><html><body><h1>Sorry, there is a problem</h1></body></html>"


def refused(project: Project, ons: Ons, choices: Choices, cdid: str, body: bytes) -> str:
    """Serve a body that ought to be refused; the reason, once raw was seen to be whole."""
    ons.behaviours[cdid] = serve(body)
    before = snapshot(project.raw)
    done = fetch(project, choices)
    assert list(done.refused) == [cdid]
    assert not done.sound
    assert is_whole(before, project)
    assert (project.raw / f"ons/refused/{cdid}.csv").read_bytes() == body
    reason = (project.raw / f"ons/refused/{cdid}.txt").read_text(encoding="utf-8").strip()
    assert reason == done.refused[cdid]
    assert_fit_to_print(reason, project)
    return reason


def failed(project: Project, choices: Choices, cdid: str) -> str:
    """Fetch what cannot be had; the message, once raw was seen to be whole."""
    before = snapshot(project.raw)
    done = fetch(project, choices)
    assert list(done.failed) == [cdid]
    assert not done.sound
    assert snapshot(project.raw) == before
    assert_fit_to_print(done.failed[cdid], project)
    return done.failed[cdid]


def assert_fit_to_print(message: str, project: Project) -> None:
    assert str(project.root) not in message
    assert not re.search(r"(?<!data)/(tmp|root|home|work)/", message)
    assert message.isprintable()


def test_an_apology_in_html_is_refused(project: Project, ons: Ons, only: Only) -> None:
    assert "a web page" in refused(project, ons, only("D7BT"), "D7BT", APOLOGY)


def test_an_apology_that_says_it_is_html_is_refused(project: Project, ons: Ons, only: Only) -> None:
    ons.behaviours["D7BT"] = serve(APOLOGY, Content_Type="text/html; charset=utf-8")
    assert "says that it is 'a web page'" in fetch(project, only("D7BT")).refused["D7BT"]


def test_a_page_that_is_not_there_is_not_asked_for_again(
    project: Project, ons: Ons, waits: Waits, only: Only
) -> None:
    said = failed(project, only("D7BT"), "D7BT")
    assert "no such series (404 Not Found)" in said
    assert "dataset and path in data/raw/series.csv" in said
    assert len(ons.asked) == 1
    assert waits.waited == []


def test_too_many_requests_are_waited_out_for_as_long_as_the_server_says(
    project: Project, ons: Ons, waits: Waits, only: Only
) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.queues["D7BT"] = [
        answer(429, Retry_After="7"),
        answer(503, Retry_After="Fri, 20 Nov 2026 08:00:30 GMT"),
        answer(429, Retry_After="soon"),
        serve(new),
    ]
    dated = "Fri, 20 Nov 2026 08:00:00 GMT"
    ons.RequestHandlerClass.date_time_string = lambda *_: dated  # type: ignore[method-assign]
    try:
        assert fetch(project, only("D7BT")).taken
    finally:
        del ons.RequestHandlerClass.date_time_string
    assert waits.waited == [7.0, 30.0, 4.0]


def test_a_server_that_asks_for_too_long_a_wait_is_left_in_peace(
    project: Project, ons: Ons, waits: Waits, only: Only
) -> None:
    ons.behaviours["D7BT"] = answer(429, Retry_After="86400")
    said = failed(project, only("D7BT"), "D7BT")
    assert "asks to wait 86,400 seconds" in said
    assert waits.waited == []


def test_a_server_in_trouble_for_ever_is_asked_four_times_with_growing_waits(
    project: Project, ons: Ons, waits: Waits, only: Only
) -> None:
    ons.behaviours["D7BT"] = answer(503)
    said = failed(project, only("D7BT"), "D7BT")
    assert "answered 503 Service Unavailable, 4 times of 4" in said
    assert "Try again in an hour: realpay fetch" in said
    assert waits.waited == [1.0, 2.0, 4.0]
    assert len(ons.asked) == 4


def test_a_server_that_is_down_is_not_asked_for_every_series(
    project: Project, ons: Ons, choices: Choices
) -> None:
    for path in (project.raw / "ons").glob("*.csv"):
        ons.behaviours[path.stem] = answer(503)
    done = fetch(project, choices)
    assert len(done.failed) == 36
    assert len(ons.asked) <= 4 * 5
    assert "not asked for: 127.0.0.1 failed 3 series in a row" in done.failed["A2FA"]


@pytest.mark.parametrize(
    ("behave", "says"),
    [
        (cut_off, "broke the connection before the answer was whole"),
        (lambda _: reset, "broke the connection before the answer was whole"),
        (lambda _: silent, "fell silent for 0.1 seconds"),
        (lambda _: drip, "took more than 0.3 seconds for one series"),
        (lambda _: drip_headers, "took more than 0.3 seconds for one series"),
        (lambda b: serve(b, Content_Encoding="gzip"), "packed answer that does not unpack"),
    ],
    ids=["cut off", "reset", "silent", "drip", "drip of headers", "packed badly"],
)
def test_an_answer_that_does_not_arrive_whole_is_tried_again_and_then_given_up(
    project: Project,
    ons: Ons,
    choices: Choices,
    behave: Callable[[bytes], Behaviour],
    says: str,
) -> None:
    ons.behaviours["D7BT"] = behave(later(figures(project, "D7BT"), SEPTEMBER))
    short = replace(choices, series=("D7BT",), patience=replace(choices.patience, attempts=2),
                    limits=Limits(connect=0.2, read=0.1, whole=0.3))  # fmt: skip
    said = failed(project, short, "D7BT")
    assert f"{says}, 2 times of 2" in said
    assert len(ons.asked) == 2


def test_after_a_broken_answer_a_good_one_is_taken(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.queues["D7BT"] = [reset, cut_off(new), serve(new)]
    assert fetch(project, only("D7BT")).taken == {"D7BT": "2026-10-21"}


def test_a_server_that_is_not_there_is_named(project: Project, only: Only) -> None:
    nowhere = only("D7BT", base_url="http://127.0.0.1:9")
    assert "127.0.0.1 cannot be reached, 4 times of 4" in failed(project, nowhere, "D7BT")


def test_a_length_too_short_leaves_half_a_file_which_is_refused(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = too_short_a_length(later(figures(project, "D7BT"), SEPTEMBER))
    before = snapshot(project.raw)
    done = fetch(project, only("D7BT"))
    assert list(done.refused) == ["D7BT"]
    assert is_whole(before, project)


def test_a_redirect_is_followed_and_a_loop_is_not(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.queues["D7BT"] = [answer(301, Location="/moved/timeseries/d7bt/mm23"), serve(new)]
    assert fetch(project, only("D7BT")).taken
    ons.behaviours["D7G7"] = answer(302, Location="/timeseries/d7g7/mm23")
    assert "more than 5 redirects" in failed(project, only("D7G7"), "D7G7")


def test_a_redirect_to_another_server_is_refused(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    there = f"http://localhost:{ons.server_address[1]}/moved/timeseries/d7bt/mm23"
    ons.queues["D7BT"] = [answer(301, Location=there), serve(new)]
    told = failed(project, only("D7BT"), "D7BT")
    assert "127.0.0.1 sends us on to localhost, where nobody said to go" in told


def test_a_tag_that_is_not_ascii_stops_no_later_fetch(
    project: Project, ons: Ons, only: Only
) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.behaviours["D7BT"] = serve(new, ETag='"caf\xe9"')
    assert fetch(project, only("D7BT")).taken
    assert not fetch(project, only("D7BT")).refused
    assert "If-None-Match" not in ons.asked[-1][1]


def test_notes_nested_without_end_note_nothing(project: Project, ons: Ons, only: Only) -> None:
    (project.raw / "ons" / "fetched.json").write_text("[" * 100_000)
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    assert fetch(project, only("D7BT")).taken


def test_noise_without_end_is_cut_off_at_the_size_of_a_series(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = noise
    assert "sent more than 1 MB" in failed(project, only("D7BT"), "D7BT")
    assert len(ons.asked) == 1


def test_a_packed_bomb_is_cut_off_as_well(project: Project, ons: Ons, only: Only) -> None:
    bomb = gzip.compress(bytes(40_000_000), mtime=0)
    assert len(bomb) < 50_000
    ons.behaviours["D7BT"] = serve(bomb, Content_Encoding="gzip")
    assert "sent more than 1 MB" in failed(project, only("D7BT"), "D7BT")


def test_a_moved_tag_without_a_question_is_no_answer(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = answer(304)
    assert "answered 304 Not Modified, which is no series" in failed(project, only("D7BT"), "D7BT")


def test_another_series_under_the_name_is_refused(project: Project, ons: Ons, only: Only) -> None:
    said = refused(project, ons, only("D7BT"), "D7BT", figures(project, "CHAW"))
    assert "asked for D7BT and was sent CHAW" in said


def test_another_series_with_the_name_changed_is_refused(
    project: Project, ons: Ons, only: Only
) -> None:
    body = later(figures(project, "KAC4"), '"2026 JUN","755"\n', "18-08-2026")
    said = refused(project, ons, only("KAC7"), "KAC7", body.replace(b"KAC4", b"KAC7"))
    assert "with it data/raw does not clean" in said
    assert "KAC4" in said


def test_last_months_file_is_refused(project: Project, ons: Ons, only: Only) -> None:
    old = later(figures(project, "D7BT"), release="19-08-2026")
    lines = old.decode().splitlines(keepends=True)
    said = refused(project, ons, only("D7BT"), "D7BT", "".join(lines[:-1]).encode())
    assert "the release of 2026-08-19, older than that of 2026-09-16 which stands" in said


def test_a_shorter_history_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), SEPTEMBER)
    said = refused(project, ons, only("D7BT"), "D7BT", body.replace(b'"1988 JAN","48.4"\n', b""))
    assert "it begins at 1988 FEB, and the file that stands at 1988 JAN" in said


def test_a_revised_history_of_a_series_never_revised_is_refused(
    project: Project, ons: Ons, only: Only
) -> None:
    body = later(figures(project, "CHAW"), '"2026 AUG","420.0"\n', "16-09-2026", p2026_JUL="419.2")
    said = refused(project, ons, only("CHAW"), "CHAW", body)
    assert "2026 JUL was 419.1 and is 419.2, and CHAW is never revised" in said
    assert "write 'yes' in column revisable" in said


def test_values_changed_under_the_same_release_date_are_refused(
    project: Project, ons: Ons, only: Only
) -> None:
    body = later(figures(project, "L522"), release="22-07-2026", p2026_JUN="142.4")
    said = refused(project, ons, only("L522"), "L522", body)
    assert "under the same release date 2026-07-22" in said


def test_a_duplicated_month_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), '"2026 AUG","143.6"\n' + SEPTEMBER)
    assert "each period once" in refused(project, ons, only("D7BT"), "D7BT", body)


def test_a_missing_month_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), '"2026 OCT","144.4"\n', "18-11-2026")
    assert "some are missing between" in refused(project, ons, only("D7BT"), "D7BT", body)


@pytest.mark.parametrize(
    ("cdid", "rows", "release", "says"),
    [
        ("D7BT", '"2026 SEP","151.0"\n', "21-10-2026", "a step of 5.2% where the largest so far"),
        ("D7G7", '"2026 SEP","-3.1"\n', "21-10-2026", "a step of 6.2 points where the largest"),
        ("KAI7", '"2026 JUN","6990"\n', "18-08-2026", "is 6990 after 699"),
    ],
)
def test_a_step_beyond_any_that_the_series_has_made_is_refused(
    project: Project, ons: Ons, only: Only, cdid: str, rows: str, release: str, says: str
) -> None:
    body = later(figures(project, cdid), rows, release)
    said = refused(project, ons, only(cdid), cdid, body)
    assert says in said
    assert "put the refused file in place by hand" in said


def test_a_file_without_a_release_date_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), SEPTEMBER, release="")
    assert "gives no release date" in refused(project, ons, only("D7BT"), "D7BT", body)


def test_a_release_of_the_future_is_refused(project: Project, ons: Ons, only: Only) -> None:
    body = later(figures(project, "D7BT"), SEPTEMBER, release="22-11-2026")
    assert "lies ahead of today, 2026-11-20" in refused(project, ons, only("D7BT"), "D7BT", body)


def test_text_that_would_drive_a_terminal_is_printed_harmless(
    project: Project, ons: Ons, only: Only
) -> None:
    body = later(figures(project, "D7BT"), '"2026 SEP","\x1b[31m1"\n')
    assert "\\x1b" in refused(project, ons, only("D7BT"), "D7BT", body)


def test_one_bad_file_does_not_keep_the_good_ones_out(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    wrong = later(figures(project, "D7G7"), '"2026 SEP","4.9"\n')
    ons.behaviours["D7G7"] = serve(wrong)
    ons.behaviours["CHAW"] = serve(APOLOGY)
    done = fetch(project, only("D7BT", "D7G7", "CHAW"))
    assert list(done.taken) == ["D7BT"]
    assert "by the index D7BT" in done.refused["D7G7"]
    assert figures(project, "D7G7") != wrong


def test_mistakes_that_raw_has_already_are_not_laid_at_the_door_of_a_new_file(
    project: Project, ons: Ons, only: Only
) -> None:
    calendar = project.raw / "prices" / "release_calendar.csv"
    calendar.write_text(calendar.read_text() + "2026-12,someday,published\n", encoding="utf-8")
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    assert fetch(project, only("D7BT")).taken == {"D7BT": "2026-10-21"}


def test_two_fetches_at_once_do_not_mix(project: Project, ons: Ons, only: Only) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold(handler: object) -> None:
        inside.set()
        go_on.wait(5)
        serve(new)(handler)  # type: ignore[arg-type]

    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.behaviours["D7BT"] = hold
    first = threading.Thread(
        target=fetch, args=(project, only("D7BT", limits=Limits(read=5, whole=5)))
    )
    first.start()
    assert inside.wait(5)
    command = [
        str(Path(sys.executable).with_name("realpay")),
        "--root",
        str(project.root),
        "fetch",
        "D7BT",
    ]
    second = subprocess.run([*command, "--base-url", ons.url], capture_output=True, text=True,
                            check=False)  # fmt: skip
    go_on.set()
    first.join()
    assert second.returncode == 1
    assert second.stderr.strip() == (
        "Another realpay is fetching figures here. Wait for it, then try again."
    )
    assert figures(project, "D7BT") == new


KILLED = """
import os, signal, sys
from pathlib import Path
from analysis.project import Project
from analysis.refresh.fetching import placing
from analysis.refresh.fetching.staging import Incoming
root, stop, *files = sys.argv[1:]
project = Project(Path(root))
count = 0

def counting(name):
    real = getattr(Path, name)
    def step(self, *rest, **more):
        global count
        if "ons" in self.parts:
            count += 1
            if count == int(stop):
                if name == "open":
                    with real(self, "wb") as half:
                        half.write(b"half")
                os.kill(os.getpid(), signal.SIGKILL)
        return real(self, *rest, **more)
    setattr(Path, name, step)

incoming = [
    Incoming(cdid, Path(root, cdid).read_bytes(), f"ons/{cdid}.csv", f"ons/releases/{cdid}_old.csv")
    for cdid in files
]
counting("open"), counting("replace")
placing.place(project, incoming, {})
print("done", count)
"""


def test_what_is_replaced_is_kept_once_also_where_a_file_cannot_have_two_names(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(old: Path, kept: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("analysis.refresh.fetching.placing.os.link", no_links)
    old = figures(project, "D7BT")
    first, second = b"first", b"second"
    for body in (first, second):
        placing.place(
            project, [Incoming("D7BT", body, "ons/D7BT.csv", "ons/releases/D7BT_old.csv")], {}
        )
        assert figures(project, "D7BT") == body
        assert (project.raw / "ons/releases/D7BT_old.csv").read_bytes() == old
    assert not list((project.raw / "ons").rglob("*.tmp"))


def test_a_refused_file_that_cannot_be_kept_leaves_nothing_half_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_: int) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("analysis.refresh.fetching.placing.os.fsync", denied)
    with pytest.raises(DataError) as caught:
        placing.refuse(project, "D7BT", b"<html>", "no figures in it")
    assert str(caught.value) == (
        "The new files could not be written: permission denied. Nothing was replaced: every old "
        "file still stands. Look at data/raw/ons, then fetch again."
    )
    assert list((project.raw / "ons/refused").iterdir()) == []


def test_files_that_had_been_moved_and_those_that_had_not_are_named_apart() -> None:
    error = placing.unplaced(OSError(errno.EIO, ""), ["D7BT"], ["D7BT", "D7G7", "CHAW"])
    assert "oserror. D7BT had been moved in whole; D7G7, CHAW still stand" in str(error)


@pytest.mark.slow
def test_a_kill_at_any_instant_leaves_every_file_old_or_new_and_the_next_run_goes_on(
    project: Project, tmp_path: Path
) -> None:
    series = ("D7BT", "D7G7")
    for path in (project.raw / "ons").iterdir():
        if path.stem not in series:
            path.unlink()
    old = {cdid: figures(project, cdid) for cdid in series}
    new = {cdid: later(old[cdid], '"2026 SEP","3.2"\n') for cdid in series}
    for cdid in series:
        (project.root / cdid).write_bytes(new[cdid])
    stop, finished = 0, False
    while not finished:
        stop += 1
        for cdid in series:
            (project.raw / f"ons/{cdid}.csv").write_bytes(old[cdid])
            (project.raw / f"ons/releases/{cdid}_old.csv").unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(project.root), str(stop), *series],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        finished = done.returncode == 0
        assert finished or done.returncode == -signal.SIGKILL, done.stderr
        for cdid in series:
            assert figures(project, cdid) in (old[cdid], new[cdid])
            kept = project.raw / f"ons/releases/{cdid}_old.csv"
            assert figures(project, cdid) == old[cdid] or kept.read_bytes() == old[cdid]
            assert not kept.exists() or kept.read_bytes() == old[cdid]
        placing.clear_leftovers(project)
        assert not [path for path in (project.raw / "ons").rglob("*") if path.suffix == ".tmp"]
    assert stop > 6
    assert {cdid: figures(project, cdid) for cdid in series} == new


def test_a_full_disk_replaces_nothing_and_says_so(
    project: Project, ons: Ons, only: Only, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cdid, row in (("D7BT", SEPTEMBER), ("D7G7", '"2026 SEP","3.4"\n')):
        ons.behaviours[cdid] = serve(later(figures(project, cdid), row))
    before = snapshot(project.raw)
    written: list[int] = []

    def full(_: int) -> None:
        written.append(_)
        if len(written) == 2:
            raise OSError(28, os.strerror(28), str(project.root))

    monkeypatch.setattr("analysis.refresh.fetching.placing.os.fsync", full)
    with pytest.raises(DataError) as caught:
        fetch(project, only("D7BT", "D7G7"))
    assert str(caught.value) == (
        "The new files could not be written: there is no room left on the disk. Nothing was "
        "replaced: every old file still stands. Make room, then fetch again."
    )
    assert snapshot(project.raw) == before


@pytest.fixture
def full_disk(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Project]:
    """The figures on a disk without room: a real one where it may be mounted, else a fault."""
    small = tmp_path / "small"
    small.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(small)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    tight = Project(small / "copy")
    shutil.copytree(project.root, tight.root)
    if not mounted:
        real = Path.write_bytes

        def full(self: Path, data: bytes) -> int:
            if small in self.parents:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
            return real(self, data)

        monkeypatch.setattr(Path, "write_bytes", full)
    (tight.raw.parent / ".fetch.lock").touch()
    fill = os.open(small / "ballast", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while mounted:
            os.write(fill, bytes(4096))
    os.close(fill)
    yield tight
    if mounted:
        subprocess.run(["umount", "--lazy", str(small)], check=True)


def test_a_disk_that_is_full_from_the_start_leaves_raw_whole(
    full_disk: Project, ons: Ons, only: Only
) -> None:
    before = snapshot(full_disk.raw)
    ons.behaviours["D7BT"] = serve(later(figures(full_disk, "D7BT"), SEPTEMBER))
    with pytest.raises(DataError, match="no room left on the disk"):
        fetch(full_disk, only("D7BT"))
    assert snapshot(full_disk.raw) == before


def test_a_client_says_who_asks(
    project: Project, ons: Ons, only: Only, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REALPAY_CONTACT", "https://example.org/pay")
    fetch(project, only("D7BT"))
    (agent,) = asked_with(ons, "User-Agent")
    assert agent is not None
    assert re.fullmatch(r"realpay/[0-9.]+ \(\+https://example\.org/pay\)", agent)
