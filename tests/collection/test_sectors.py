"""Notebook 03: sectors compared, on the release that the day allows."""

import json
import shutil

import pandas as pd
import pytest

from analysis.collection.pay import sectors
from analysis.errors import UsageError
from analysis.tables.manifest import sealed

DAY_BEFORE_VINTAGES = "2024-02-04"


def sentence(made, name):
    return next(one.sentence for one in made.findings if one.id == name)


def test_the_release_of_earnings_is_named(make):
    assert "release of 21 July 2026" in sentence(make("03_sectors"), "sectors")


def test_the_release_named_is_that_of_the_series_shown(clean_copy, tmp_path, monkeypatch):
    """A later release of some files, which changed no value, and of others that are not shown."""
    shutil.copytree(clean_copy.root, tmp_path, dirs_exist_ok=True)
    listed = json.loads((tmp_path / "data" / "clean" / "manifest.json").read_text())
    later = {"K54M": "2026-08-18", "KAB9": "2026-09-15", "K54V": "2026-09-15"}
    for one in listed["series"]:
        one["released"] = later.get(one["series"], one["released"])
    (tmp_path / "data" / "clean" / "manifest.json").write_text(json.dumps(sealed(listed)))
    monkeypatch.setenv("REALPAY_ROOT", str(tmp_path))
    view = sectors.gather(base=2020, index="CPI", pay_measure="regular", as_of="latest")
    assert view.release.endswith("releases of 21 July 2026 and 18 August 2026")


def test_a_day_names_the_release_that_was_newest_then(make):
    found = sentence(make("03_sectors", as_of="2024-06-01"), "sectors")
    assert "release of 14 May 2024" in found


def test_before_the_first_vintage_earnings_are_left_out_and_it_says_so(make):
    made = make("03_sectors", base=2011, as_of=DAY_BEFORE_VINTAGES)
    assert "what they read on 4 February 2024 is not on record" in sentence(made, "no-vintage")
    assert made.charts[0].data.empty
    assert "earnings" not in made.charts[1].source


def test_public_administration_is_never_called_the_civil_service(make):
    found = sentence(make("03_sectors"), "administration")
    assert "nearest to the civil service and is not it" in found


def test_all_staff_is_said_to_mix_grades_wherever_it_is_measured(make):
    assert "mixes grades and is no pay rise of any of them" in sentence(
        make("03_sectors"), "civil-service"
    )


def test_grades_agree_with_the_published_medians(make):
    table = next(one for one in make("03_sectors").tables if one.id == "changes").frame
    nominal = table.set_index("series")["nominal"].round(1)
    assert nominal["Civil service, AA/AO"] == 36.7
    assert nominal["Civil service, EO"] == 19.5
    assert nominal["Civil service, all staff"] == 34.2


def test_the_charts_keep_to_march_and_break_where_a_year_has_no_figure(make):
    data = make("03_sectors").charts[1].data
    assert set(data["period"].dt.month) == {3}
    staff = data[data["series"] == sectors.ALL_STAFF].set_index("period")["value"]
    assert pd.isna(staff[pd.Period("2025-03", "M")])
    assert staff[pd.Period("2020-03", "M")] == 100


def test_regular_pay_is_the_default_and_total_pay_differs(make):
    regular, total = make("03_sectors"), make("03_sectors", index="CPI", pay_measure="total")
    assert "regular pay" in sentence(regular, "sectors")
    assert sentence(regular, "sectors") != sentence(total, "sectors")


def test_only_what_moved_since_the_base_is_listed(make):
    since = {base: make("03_sectors", base=base).tables[0].frame["what"].tolist()
             for base in (2005, 2020)}  # fmt: skip
    assert len(since[2005]) == 3
    assert since[2020] == ["Royal Mail private"]


def test_a_day_on_which_nothing_was_published_gives_a_report_that_says_so(make):
    made = make("03_sectors", as_of="1999-12-31")
    assert [one.id for one in made.findings] == ["nothing-known"]
    assert all(chart.data.empty for chart in made.charts)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"base": 1990}, "base=1990: no March of pay and prices"),
        ({"pay_measure": "reglar"}, "Did you mean regular"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(make, given, words):
    with pytest.raises(UsageError, match=words):
        make("03_sectors", **given)
