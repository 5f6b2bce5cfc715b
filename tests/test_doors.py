"""The door that every hand-written, stored or fetched file passes: checked before believed."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from analysis.doors.csv_text import MOST_CELLS, split_cells
from analysis.doors.files import DEEPEST, Refused, check_regular, read_bytes, read_text
from analysis.doors.json_text import parse_json
from analysis.doors.yaml_text import parse_yaml


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for look in (read_bytes, read_text, check_regular):
        with pytest.raises(Refused, match="found a pipe; allowed: a regular file"):
            look(tmp_path / "pipe.csv")


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises((Refused, OSError)):
        read_bytes(tmp_path)
    with pytest.raises(Refused, match="a folder"):
        check_regular(tmp_path)


def test_a_link_to_a_regular_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"figures")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert read_bytes(tmp_path / "link") == b"figures"


def test_a_file_larger_than_its_bound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 11)
    assert len(read_bytes(tmp_path / "big", largest=11)) == 11
    with pytest.raises(Refused, match="at most 10 bytes"):
        read_bytes(tmp_path / "big", largest=10)


def test_a_byte_that_is_no_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(Refused) as refused:
        read_text(tmp_path / "old.yaml")
    assert (refused.value.line, refused.value.found) == (2, "the byte 0xe9")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("\ufeffa: 1".encode())
    assert read_text(tmp_path / "x") == "a: 1"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' again, first in line 1"),
        ("{a: 1, a: 2}", 1, "the key 'a' again, first in line 1"),
        ("x:\n- a: 1\n  b: 2\n  a: 3\n", 4, "the key 'a' again, first in line 2"),
        ("1: a\n01: b\n", 2, "the key '01' again, first in line 1"),
        ("yes: a\ntrue: b\n", 2, "the key 'true' again, first in line 1"),
        ("a: &x [1]\nb: *x\n", 2, "the alias *x"),
        ("a: 2026-02-30\n", 1, "2026-02-30 (day is out of range for month)"),
        ("a: !!timestamp soon\n", 1, "soon ('NoneType' object has no attribute 'groupdict')"),
        ("a: 1\nb: [1\n", 3, "did not find expected ',' or ']'"),
        ("a: 1\nb: \x07\n", 2, "a character that YAML does not allow, number 0x0007"),
        ("a: !!python/object:os.x b\n", 1, None),
        ("? [a]\n: b\n", 1, "unhashable key"),
    ],
)
def test_yaml_that_cannot_be_meant_is_refused_with_its_line(
    text: str, line: int, found: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        parse_yaml(text)
    assert refused.value.line == line
    assert found is None or refused.value.found == found


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(2_000)),
        "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a]\n" for n in range(100)),
        "a: " + "9" * 5_000,
    ],
    ids=["lists", "mappings", "dashes", "indents", "anchors", "digits"],
)
def test_yaml_that_would_have_no_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(Refused):
        parse_yaml(text)


def test_yaml_may_be_as_deep_as_its_bound() -> None:
    assert parse_yaml("[" * DEEPEST + "]" * DEEPEST)[0] != []
    with pytest.raises(Refused, match=f"at most {DEEPEST} levels"):
        parse_yaml("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


def test_the_nodes_of_yaml_know_their_lines() -> None:
    content, node = parse_yaml("# of ours\n- a: 1\n- a: 2\n")
    assert content == [{"a": 1}, {"a": 2}]
    assert [child.start_mark.line + 1 for child in node.value] == [2, 3]


def test_an_empty_document_is_nothing() -> None:
    assert parse_yaml("# only a remark\n") == (None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1, "a": 2}', "the key 'a' twice"),
        ("[" * 100_000, "one more level"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "one more level"),
        ("9" * 5_000, "a number of 5,000 digits"),
        ("[NaN]", "NaN"),
        ("[-Infinity]", "-Infinity"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
)
def test_json_that_is_not_strict_is_refused(text: str | bytes, found: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_json(text)
    assert refused.value.found == found


def test_json_that_is_cut_short_names_its_line() -> None:
    with pytest.raises(Refused) as refused:
        parse_json('{"a": 1,\n"b": ')
    assert refused.value.line == 2


def test_json_may_be_as_deep_as_its_bound() -> None:
    assert parse_json("[" * DEEPEST + "]" * DEEPEST) != []


def test_what_was_refused_travels_between_processes() -> None:
    import pickle

    told = Refused("a pipe", "a regular file", "put one there", 3, 4)
    back = pickle.loads(pickle.dumps(told))  # noqa: S301 - of our own making
    assert (str(back), back.line, back.column) == (str(told), 3, 4)


def test_csv_with_an_open_quote_or_without_end_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        split_cells('a,b\n1,2\n3,"4\n')
    assert refused.value.line == 3
    with pytest.raises(Refused, match=f"more than {MOST_CELLS:,} cells"):
        split_cells("," * (MOST_CELLS + 1))


READERS = {
    "json": {"load", "loads"},
    "yaml": {"load", "safe_load", "load_all", "safe_load_all", "full_load"},
    "csv": {"reader", "DictReader"},
    "pd": {"read_csv", "read_json", "read_excel"},
}
# Modules that read such text by themselves, how often, and why.
BESIDE_THE_DOOR = {
    "cli/shown.py": 1,  # what pandas wrote a line before
    "collection/layouts.py": 1,  # the layouts that are part of the package
    "publish/catalogue.py": 1,  # what json wrote in the same line
    "ingest/ons/dataset.py": 2,  # a stream of bounded lines, thousands of columns wide; one line
    "ingest/ons/detect.py": 1,  # the first line
    "ingest/ons/generator.py": 1,  # a text of bounded size that goes on behind a stray quote
    "publish/page/outputs.py": 1,  # rows that a report of ours put into its notebook as text
    "tables/registry.py": 1,  # the declarations that are part of the package
}


def test_no_other_module_reads_json_yaml_or_csv_by_itself() -> None:
    import analysis

    root = Path(str(analysis.__file__)).parent
    found: dict[str, int] = {}
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.attr in READERS.get(node.value.id, ())
                and not name.startswith("doors/")
            ):
                found[name] = found.get(name, 0) + 1
    assert found == BESIDE_THE_DOOR
