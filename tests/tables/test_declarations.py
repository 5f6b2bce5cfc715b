"""The declarations of the tables, and what is generated from them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from analysis.ingest.making.frames import as_declared, dtype_of, guard, schema
from analysis.ingest.words.sources import Source
from analysis.tables import TABLES
from analysis.tables.columns import KINDS, Column, Table
from analysis.tables.datapackage import (
    LICENCES,
    PROFILE,
    field_of,
    package,
    resource,
    stored_fields,
)
from analysis.tables.declared import JOINS, MOMENTS
from analysis.tables.dictionary import COMMON, PAGE, dictionary, write_dictionary
from analysis.tables.flags import FLAGS
from analysis.tables.limits import Limits

ROOT = Path(__file__).parents[2]

MOMENT = {
    "key": "M1",
    "as_of": pd.Timestamp("2022-12-07"),
    "as_of_inferred": None,
    "title": "A report",
    "employers": "acas",
    "employers_as_found": "Acas",
    "source_title": "A paper",
    "joins": "last vote",
    "source": "moments/moments.csv",
    "flags": "",
    "known_first": pd.Timestamp("2022-12-07"),
    "known_from": pd.Timestamp("2022-12-07"),
    "known_until": pd.NaT,
    "known_how": "true",
}


def moments(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows) or [MOMENT])
    for name, column in TABLES["moments"].columns.items():
        frame[name] = frame[name].astype(dtype_of(column.kind))
    return frame[list(TABLES["moments"].columns)]


def refused(rows: pd.DataFrame) -> tuple[bool, bool, bool]:
    """Say whether the plain rules, the quick schema and the full model refuse a frame."""
    outcomes = [not as_declared(TABLES["moments"], rows)]
    for model in (guard("moments"), schema("moments")):
        try:
            model.validate(rows)
        except (pandera.errors.SchemaError, pandera.errors.SchemaErrors):
            outcomes.append(True)
        else:
            outcomes.append(False)
    return outcomes[0], outcomes[1], outcomes[2]


def test_a_frame_as_declared_passes_the_quick_form_and_the_full_model() -> None:
    assert refused(moments()) == (False, False, False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows.drop(columns="title"),
        lambda rows: rows[[*reversed(rows.columns)]],
        lambda rows: rows.assign(more=1),
        lambda rows: rows.assign(as_of=rows["as_of"].astype("str")),
        lambda rows: rows.assign(title=pd.array([None], dtype="str")),
        lambda rows: rows.assign(known_how=pd.array(["guessed"], dtype="str")),
        lambda rows: pd.concat([rows, rows], ignore_index=True),
    ],
    ids=["lacking", "order", "surplus", "dtype", "blank", "word", "key"],
)
def test_the_quick_form_and_the_full_model_refuse_the_same_frames(spoil) -> None:
    assert refused(spoil(moments())) == (True, True, True)


def test_the_data_dictionary_is_current(tmp_path: Path) -> None:
    written = tmp_path / "dictionary.md"
    write_dictionary(written)
    page = (ROOT / PAGE).read_bytes()
    assert written.read_bytes() == page, "make it again: python -m analysis.tables.dictionary"


def test_the_data_dictionary_names_every_table_column_word_and_flag() -> None:
    page = dictionary()
    for name, table in TABLES.items():
        assert f"\n### {name}\n" in page
        section = page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        for column in table.columns.values():
            assert f"| `{column.name}` |" in (page if column.name in COMMON else section)
            assert all(word in section or column.name in COMMON for word in column.allowed)
    assert all(f"| {flag} | {meaning} |" in page for flag, meaning in FLAGS.items())


def test_every_column_says_what_it_means_and_money_and_shares_say_their_unit() -> None:
    for table in TABLES.values():
        for name, column in table.columns.items():
            assert column.meaning, (table.name, name)
            if name.endswith("_pct") or name.startswith("pct"):
                assert column.kind == "pct", (table.name, name)
            if name.endswith("_gbp"):
                assert column.kind == "gbp", (table.name, name)
                assert column.unit.startswith("GBP"), (table.name, name)
            if column.kind == "pct":
                assert column.unit == "%", (table.name, name)


def test_a_column_of_an_unknown_kind_or_of_words_without_a_list_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match=r"no kind 'float'"):
        Column("x", "float", "a number")
    with pytest.raises(ValueError, match=r"`allowed` belongs to the kind 'word'"):
        Column("x", "word", "a word")


def test_a_field_of_the_data_package_says_type_meaning_and_constraints() -> None:
    column = TABLES["prices"].columns["measure"]
    assert field_of(column) == {
        "name": "measure",
        "type": "string",
        "description": "index level, or published change over twelve months in per cent",
        "constraints": {"required": True, "enum": ["index", "rate_12m"]},
    }
    assert field_of(TABLES["prices"].columns["key"])["constraints"]["unique"] is True
    bounded = field_of(Column("n", "count", "n", limits=Limits(1, 5)))
    assert bounded["constraints"] == {"minimum": 1, "maximum": 5}


def test_a_resource_names_its_sources_and_their_licences() -> None:
    table: Table = TABLES["moments"]
    source = Source(
        "A paper", "Reports", "https://example.org/a", "facts cited, no licence claimed"
    )
    cited = {"moments/moments.csv": source}
    made = resource(table, ["moments/moments.csv"], cited, stored_fields(table), form="parquet")
    assert made["sources"] == [{"title": "A paper: Reports", "path": "https://example.org/a"}]
    assert [licence["name"] for licence in made["licenses"]] == ["other-closed"]
    assert (made["name"], made["path"]) == ("moments-parquet", "moments.parquet")
    whole = package("0.1.0", [made])
    assert json.loads(json.dumps(whole))["$schema"] == PROFILE


def test_every_licence_in_use_is_described() -> None:
    text = (ROOT / "data" / "raw" / "sources.yaml").read_text(encoding="utf-8")
    used = {line.split('"')[1] for line in text.splitlines() if "licence: " in line}
    assert used <= LICENCES.keys()


def test_every_kind_has_a_type_that_the_data_package_standard_knows() -> None:
    known = {"string", "number", "integer", "boolean", "date", "yearmonth"}
    assert {kind[1] for kind in KINDS.values()} <= known


def test_the_joins_that_code_answers_are_those_that_the_dictionary_names() -> None:
    assert MOMENTS.columns["joins"].meaning.endswith(f": {', '.join(JOINS)}")
