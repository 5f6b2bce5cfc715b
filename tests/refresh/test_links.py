"""Addresses of sources asked on loopback: what comes is told, politely and within bounds."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.commands import app
from analysis.refresh.fetching.connection import Limits
from analysis.refresh.links import (
    Bounds,
    Link,
    as_csv,
    as_text,
    check_links,
    links_of,
    read_report,
)

TODAY = date(2026, 11, 26)
QUICK = Bounds(pause=0.0, limits=Limits(connect=0.3, read=0.3, whole=0.6, size=65_536))


class Pages(BaseHTTPRequestHandler):
    """A page for each thing that can come of asking for one."""

    server: Site

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append(self.path)
        try:
            getattr(self, "answer_" + self.path.strip("/").partition("/")[0])()
        except OSError:
            self.close_connection = True  # the client had heard enough

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def say(self, status: int, body: bytes = b"<p>A page", **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_ok(self) -> None:
        self.say(200)

    def answer_paired(self) -> None:
        """Answer when two are asking at once; the count is over before either hears of it."""
        with self.server.lock:
            self.server.under_way += 1
            self.server.most = max(self.server.most, self.server.under_way)
        self.server.pair.wait(60)
        with self.server.lock:
            self.server.under_way -= 1
        self.server.pair.wait(60)
        self.say(200)

    def answer_gone(self) -> None:
        self.say(404)

    def answer_old(self) -> None:
        self.say(301, Location="/ok/new")

    def answer_elsewhere(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/ok/there")

    def answer_lost(self) -> None:
        self.say(302, Location="/gone/for-ever")

    def answer_round(self) -> None:
        self.say(302, Location="/round")

    def answer_mail(self) -> None:
        self.say(302, Location="mailto:somebody@example.org")

    def answer_slow(self) -> None:
        self.server.over.wait(5)

    def answer_busy(self) -> None:
        self.say(503, Retry_After="120")

    def answer_pdf(self) -> None:
        self.say(200, b"%PDF-1.7", Content_Type="application/pdf")

    def answer_giant(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**9))
        self.end_headers()
        block = b"0" * 65536
        for _ in range(10**9 // len(block)):
            self.wfile.write(block)
            self.server.sent += len(block)


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.lock, self.over = threading.Lock(), threading.Event()
        self.asked: list[str] = []
        self.pair = threading.Barrier(2)
        self.under_way = self.most = self.sent = 0

    def link(self, page: str, rows: int = 1, host: str = "127.0.0.1", **known: str) -> Link:
        places = tuple(("pay/offers.csv", number) for number in range(2, 2 + rows))
        return Link(f"http://{host}:{self.server_port}/{page}", places, **known)


@pytest.fixture
def site(serving: Callable[[Site], AbstractContextManager[Site]]) -> Iterator[Site]:
    with serving(Site()) as server:
        yield server


@pytest.mark.parametrize(
    ("page", "outcome", "what", "leads_to"),
    [
        ("ok", "answers", "200 OK", ""),
        ("gone", "gone", "404 Not Found", ""),
        ("old", "moved", "200 OK", "/ok/new"),
        ("elsewhere", "moved", "200 OK", "/ok/there"),
        ("lost", "gone", "404 Not Found", "/gone/for-ever"),
        ("round", "no answer", "leads round and round", ""),
        ("mail", "no answer", "no web address", ""),
        ("slow", "no answer", "took too long", ""),
        ("busy", "no answer", "503 Service Unavailable", ""),
        ("pdf", "answers", "200 OK, application/pdf", ""),
        ("giant", "answers", "200, a large file", ""),
    ],
)
def test_what_comes_of_an_address_is_told(site, page, outcome, what, leads_to):
    (found,) = check_links([site.link(page)], today=TODAY, bounds=QUICK)
    assert (found.outcome, found.checked) == (outcome, "2026-11-26")
    assert what in found.what
    assert found.leads_to.endswith(leads_to)
    assert bool(found.leads_to) == bool(leads_to)


def test_a_refused_connection_and_a_name_that_is_none_are_no_answers():
    shut = [Link("http://127.0.0.1:9/x", ()), Link("http://[::bad/", ())]
    found = check_links(shut, today=TODAY, bounds=QUICK)
    assert {one.outcome for one in found} == {"no answer"}
    assert "http://[::bad/" in as_text(found)


def test_a_giant_is_not_read_to_its_end(site):
    check_links([site.link("giant")], today=TODAY, bounds=QUICK)
    assert site.sent < 10**8


def test_one_at_a_host_with_a_pause_and_two_at_a_time(site):
    waited: list[float] = []
    links = [
        site.link(f"paired/{at}", host=host)
        for at in range(4)
        for host in ("127.0.0.1", "localhost")
    ]
    patient = Limits(connect=60, read=60, whole=120, size=65_536)
    bounds = replace(QUICK, pause=1.5, limits=patient)
    found = check_links(links, today=TODAY, bounds=bounds, wait=waited.append)
    assert {one.outcome for one in found} == {"answers"}
    assert [one.address for one in found] == [one.address for one in links]
    assert waited == [1.5] * 6
    assert site.most == 2


def test_a_host_that_fails_three_times_or_is_busy_is_left_in_peace(site):
    slow = [site.link(f"slow/{at}", rows=9 - at) for at in range(5)]
    found = check_links(slow, today=TODAY, bounds=QUICK)
    assert [one.outcome for one in found] == ["no answer"] * 3 + ["not asked"] * 2
    busy = [site.link("busy", rows=5), site.link("ok")]
    assert [one.outcome for one in check_links(busy, today=TODAY, bounds=QUICK)] == [
        "no answer",
        "not asked",
    ]


def test_a_run_ends_at_its_number_and_at_its_time_and_the_next_goes_on(site, tmp_path):
    links = [site.link(f"ok/{at}", rows=4 - at) for at in range(4)]
    first = check_links(links, today=TODAY, bounds=replace(QUICK, most=2))
    assert [one.outcome for one in first] == ["answers"] * 2 + ["not asked"] * 2
    report = tmp_path / "links.csv"
    report.write_text(as_csv(first), encoding="utf-8")
    asked = len(site.asked)
    then = check_links(
        links, today=TODAY, bounds=replace(QUICK, most=2), before=read_report(report)
    )
    assert site.asked[asked:] == ["/ok/2", "/ok/3"]
    assert {one.outcome for one in then} == {"answers"}

    ticks = iter(range(100))
    late = check_links(
        links, today=TODAY, bounds=replace(QUICK, seconds=3), clock=lambda: float(next(ticks))
    )
    assert [one.outcome for one in late] == ["answers"] * 2 + ["not asked"] * 2


def test_the_report_says_which_rows_what_came_and_whether_a_copy_is_known(site):
    copy = "https://web.archive.org/web/2024/page"
    links = [site.link("gone", rows=2), site.link("old", archived=copy), site.link("ok")]
    found = check_links(links, today=TODAY, bounds=QUICK)
    rows = list(csv.DictReader(as_csv(found).splitlines()))
    assert rows[0]["rows"] == "pay/offers.csv 2, 3"
    assert [row["outcome"] for row in rows] == ["gone", "moved", "answers"]
    assert rows[1]["archived"] == copy
    text = as_text(found)
    assert text.startswith("3 addresses: 1 answers, 1 gone, 0 no answer, 1 moved, 0 not asked.")
    assert f"look at https://web.archive.org/web/*/{links[0].address}" in text
    assert f"archived copy: {copy}" in text


def test_a_report_that_is_none_of_ours_is_passed_over(tmp_path):
    path = tmp_path / "links.csv"
    assert read_report(path) == {}
    path.write_bytes(b"\xff\xfe\x00")
    assert read_report(path) == {}
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert read_report(path) == {}


def table(root: Path, name: str, *lines: str) -> None:
    path = root / "data" / "raw" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "reports").mkdir()
    return tmp_path


def test_addresses_are_gathered_once_with_every_row_and_any_copy(small):
    table(small, "pay/offers.csv", "id,source_url", '1,https://a.example/"x"', "2,", "3,see there")
    table(
        small,
        "ballots/ballots.csv",
        "id,source_url,archived_url",
        "1,https://b.example/,",
        "",
        "2,https://b.example/,https://web.archive.org/b",
    )
    found = {one.address: one for one in links_of(small / "data" / "raw")}
    assert list(found) == ["https://b.example/", 'https://a.example/"x"']
    assert found["https://b.example/"].places == "ballots/ballots.csv 2, 4"
    assert found["https://b.example/"].archived == "https://web.archive.org/b"


def run(root: Path, *words: str) -> tuple[int, str]:
    said = CliRunner().invoke(app, ["--root", str(root), "check-links", "--pause", "0", *words])
    return said.exit_code, said.output


def test_the_command_writes_the_table_and_what_to_do(site: Site, small: Path) -> None:
    table(small, "pay/offers.csv", "id,source_url", f"1,{site.link('gone').address}")
    status, said = run(small)
    assert status == 0, said
    assert "0 answers, 1 gone" in said
    assert "pay/offers.csv 2" in (small / "reports" / "links.csv").read_text(encoding="utf-8")
    assert "Gone: find where" in (small / "reports" / "links.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("out", ["links.txt", "nowhere/links.csv"])
def test_a_report_that_cannot_be_written_is_said_before_anybody_is_asked(
    site: Site, small: Path, out: str
) -> None:
    table(small, "pay/offers.csv", "id,source_url", f"1,{site.link('ok').address}")
    status, _ = run(small, "--out", str(small / out))
    assert status != 0
    assert site.asked == []
