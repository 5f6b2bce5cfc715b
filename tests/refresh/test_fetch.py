"""What a fetch does with a server that behaves."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.ingest.clean import clean
from analysis.project import Project
from analysis.refresh.fetching.fetch import Choices, fetch
from analysis.tables.store import as_frame

from .conftest import (
    RETRIEVED,
    Ons,
    asked_with,
    figures,
    is_whole,
    later,
    packed,
    serve,
    snapshot,
)  # fmt: skip

Only = Callable[..., Choices]
SEPTEMBER = '"2026 SEP","144.1"\n'


def notes(project: Project) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(
        (project.raw / "ons" / "fetched.json").read_text(encoding="utf-8")
    )
    return found


def table(project: Project, name: str) -> pd.DataFrame:
    return as_frame(clean(project).tables[name]).set_index("key")


def test_a_later_month_takes_its_place_and_the_old_file_is_kept_under_its_release_date(
    project: Project, ons: Ons, only: Only
) -> None:
    old = figures(project, "D7BT")
    new = later(old, SEPTEMBER)
    ons.behaviours["D7BT"] = serve(new, Last_Modified="Wed, 21 Oct 2026 06:00:00 GMT")
    done = fetch(project, only("D7BT"))
    assert done.taken == {"D7BT": "2026-10-21"}
    assert done.sound
    assert figures(project, "D7BT") == new
    assert (project.raw / "ons/releases/D7BT_2026-09-16.csv").read_bytes() == old
    note = notes(project)["D7BT"]
    assert note["release"] == "2026-10-21"
    assert note["retrieved"] == RETRIEVED
    assert len(note["sha256"]) == 64
    assert note["etag"].startswith('"')
    assert note["last_modified"] == "Wed, 21 Oct 2026 06:00:00 GMT"
    assert note["address"] == (
        f"{ons.url}/generator?format=csv&uri=/economy/inflationandpriceindices/timeseries/d7bt/mm23"
    )


def test_a_second_fetch_asks_for_newer_copies_only_and_writes_nothing(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    fetch(project, only("D7BT"))
    before = snapshot(project.raw)
    done = fetch(project, only("D7BT"))
    assert done.same == ["D7BT"]
    assert asked_with(ons, "If-None-Match")[1] == notes(project)["D7BT"]["etag"]
    assert snapshot(project.raw) == before


def test_a_file_changed_by_hand_is_asked_for_whole(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.behaviours["D7BT"] = serve(new)
    fetch(project, only("D7BT"))
    (project.raw / "ons/D7BT.csv").write_bytes(new + b"\n")
    fetch(project, only("D7BT"))
    assert asked_with(ons, "If-None-Match") == [None, None]


def test_the_same_bytes_again_are_nothing_new(project: Project, ons: Ons, only: Only) -> None:
    ons.behaviours["D7BT"] = serve(figures(project, "D7BT"))
    before = snapshot(project.raw)
    done = fetch(project, only("D7BT"))
    assert (done.same, done.taken, done.sound) == (["D7BT"], {}, True)
    after = snapshot(project.raw)
    assert after.pop("ons/fetched.json")
    assert after == before


def test_a_packed_answer_is_unpacked(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "D7BT"), SEPTEMBER)
    ons.behaviours["D7BT"] = packed(new)
    assert fetch(project, only("D7BT")).taken == {"D7BT": "2026-10-21"}
    assert figures(project, "D7BT") == new


def test_a_pound_sign_in_an_old_character_set_is_taken_as_served(
    project: Project, ons: Ons, only: Only
) -> None:
    new = later(figures(project, "K5BE"), '"2026 JUN","780"\n', "18-08-2026")
    old_set = new.decode().encode("cp1252")
    assert old_set != new
    ons.behaviours["K5BE"] = serve(old_set, Content_Type="text/csv; charset=utf-16")
    assert fetch(project, only("K5BE")).taken == {"K5BE": "2026-08-18"}
    assert figures(project, "K5BE") == old_set


def test_a_revised_earnings_series_brings_its_own_history(
    project: Project, ons: Ons, only: Only
) -> None:
    new = later(figures(project, "KAC7"), '"2026 JUN","747"\n', "18-08-2026", p2026_MAY="746")
    ons.behaviours["KAC7"] = serve(new)
    assert fetch(project, only("KAC7")).taken == {"KAC7": "2026-08-18"}
    earnings = table(project, "earnings")
    assert earnings.loc["KAC7/2026-05/2026-07-21", "known_until"].date().isoformat() == "2026-08-17"
    assert earnings.loc["KAC7/2026-05/2026-08-18", "value"] == 746
    assert earnings.loc["KAC7/2026-06/2026-08-18", "known_from"].date().isoformat() == "2026-08-18"


def test_a_revised_cpih_keeps_the_value_it_had(project: Project, ons: Ons, only: Only) -> None:
    new = later(figures(project, "L522"), '"2026 JUL","142.8"\n', "19-08-2026", p2026_JUN="142.2")
    ons.behaviours["L522"] = serve(new)
    assert fetch(project, only("L522")).taken == {"L522": "2026-08-19"}
    prices = table(project, "prices")
    assert prices.loc["L522/2026-06", "value"] == 142.3
    assert prices.loc["L522/2026-06/2026-08-19", "value"] == 142.2


def test_every_configured_series_is_asked_for_at_most_two_at_a_time_and_by_name(
    project: Project, ons: Ons, choices: Choices
) -> None:
    for path in (project.raw / "ons").glob("*.csv"):
        ons.behaviours[path.stem] = serve(path.read_bytes())
    done = fetch(project, choices)
    assert len(done.same) == 36
    assert done.sound
    assert ons.most <= 2
    assert {agent.split("/")[0] for agent in asked_with(ons, "User-Agent") if agent} == {"realpay"}
    assert len(notes(project)) == 36


def test_a_dry_run_judges_and_writes_nothing(project: Project, ons: Ons, only: Only) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    ons.behaviours["D7G7"] = serve(b"<html>Sorry</html>")
    before = snapshot(project.root)
    done = fetch(project, only("D7BT", "D7G7", dry_run=True))
    assert list(done.taken) == ["D7BT"]
    assert list(done.refused) == ["D7G7"]
    assert snapshot(project.root) == before


def test_a_series_nobody_configured_is_a_usage_error_with_the_nearest_name(
    project: Project, choices: Choices, only: Only
) -> None:
    with pytest.raises(UsageError, match="Did you mean D7BT"):
        fetch(project, only("D7BX"))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("ftp://x", "expected a web address"),
        ("www.ons.gov.uk", "expected a web address"),
        ("http://x/{cid}.csv", "no field {cid}"),
        ("http://x/{path}", "needs {cdid}"),
        ("http://x/{cdid", "a brace"),
    ],
)
def test_an_address_that_is_none_is_a_usage_error(
    project: Project, only: Only, given: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        fetch(project, only("D7BT", base_url=given))


def test_a_mirror_may_have_a_layout_of_its_own(project: Project, ons: Ons, only: Only) -> None:
    ons.behaviours["D7BT"] = serve(figures(project, "D7BT"))
    template = f"{ons.url}/copy/timeseries/{{cdid}}/now.csv"
    assert fetch(project, only("D7BT", base_url=template)).same == ["D7BT"]


def test_a_password_in_the_address_is_used_and_kept_nowhere(
    project: Project, ons: Ons, only: Only
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    secret = ons.url.replace("http://", "http://me:hunter2@")
    done = fetch(project, only("D7BT", "D7G7", base_url=secret))
    assert asked_with(ons, "Authorization")[0]
    assert "hunter2" not in json.dumps(notes(project)) + repr(done)


def test_what_was_refused_is_forgotten_when_the_series_is_sound_again(
    project: Project, ons: Ons, only: Only
) -> None:
    before = snapshot(project.raw)
    ons.behaviours["D7BT"] = serve(b"<html>Sorry</html>")
    fetch(project, only("D7BT"))
    assert (project.raw / "ons/refused/D7BT.csv").read_bytes() == b"<html>Sorry</html>"
    assert is_whole(before, project)
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    fetch(project, only("D7BT"))
    assert not (project.raw / "ons/refused").exists()
