"""Files written by hand, or stored and then damaged, are refused in one sentence, in no time."""

import json
import os
import re

import pytest
from tests.publish.small import HEAD, make_project

from analysis.errors import RealpayError, UsageError
from analysis.publish.catalogue import load_catalogue
from analysis.publish.files import read_sealed, write_sealed
from analysis.publish.keeping.built import Store
from analysis.publish.parameters import read_parameters
from analysis.tables.manifest import read_manifest

ENTRY = "  - {name: one, title: One, question: What?, group: pay, notebook: 01_pay"
ANCHORS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "pay", "one")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}{ENTRY}, for_each: [dossiers]}}\n", "no list"),
        (f"{HEAD}{ENTRY}, for_each: {{a: b}}}}\n", "no list"),
        (f"{HEAD}{ENTRY}, parameters: [a, b]}}\n", "parameters gives names and values"),
        (f"{HEAD}{ENTRY}, parameters: 7}}\n", "parameters gives names and values"),
        (f"{HEAD}{ENTRY}, parameters: {{1: 2}}}}\n", "parameters gives names and values"),
        (f"{HEAD}  - [a, b]\n", "expected the fields"),
        (f"{HEAD}  - {{1: 2}}\n", "no field 1"),
        (f"{HEAD}{ENTRY}, title: Two}}\n", "line 4.*'title' again"),
        ("groups: [pay]\nreports: []\n", "groups gives each group a heading"),
        ("groups: {pay: 1}\nreports: []\n", "groups gives each group a heading"),
        ("groups: {pay: Pay}\nreports: {a: b}\n", "reports is a list"),
        ("groups: {pay: Pay}\n", "reports is a list"),
        ("7\n", "expected groups"),
        ("", "expected groups"),
        (ANCHORS, r"line 2.*the alias \*a"),
        ("[" * 100_000, "levels"),
        ("groups: {pay: 2026-02-30}\nreports: []\n", "line 1.*2026-02-30"),
        ("a: b: c\n", "line 1"),
        ("a: \x00\n", "does not allow"),
        (f"{HEAD}{ENTRY}}}\nsite: [a]\n", "expected address and repository"),
    ],
)
def test_a_catalogue_of_any_shape_is_refused_in_a_sentence(project, text, said):
    project.catalogue.write_text(text)
    with pytest.raises(RealpayError, match=f"(?s)reports/catalogue.yaml.*{said}") as told:
        load_catalogue(project)
    assert re.search("line [0-9]+[:,]", str(told.value))


SEVERAL = f"""{HEAD}{ENTRY}}}
  - name: two
    title: Two
    question: What?
    group: pay
    notebook: 01_pay
    parameters:
      label: x
"""


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("    title: Two", "    titel: Two"), 6),
        (("    title: Two", "    title: [Two]"), 6),
        (("    question: What?\n", ""), 5),
        (("    group: pay", "    group: pya"), 8),
        (("  - name: two", "  - name: one"), 5),
        (("  - name: two", "  - name: Two"), 5),
        (("  - name: two", "  - for_each: pensions\n    name: two"), 5),
        (("      label: x", "      lable: x"), 10),
    ],
)
def test_what_is_wrong_in_the_catalogue_is_told_with_its_line(project, change, line):
    assert change[0] in SEVERAL
    project.catalogue.write_text(SEVERAL.replace(*change))
    with pytest.raises(UsageError, match=f"^reports/catalogue.yaml, line {line}[,:]"):
        load_catalogue(project)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_the_place_of_the_catalogue_holds_nobody_up(project):
    project.catalogue.unlink()
    os.mkfifo(project.catalogue)
    with pytest.raises(RealpayError, match="found a pipe; allowed: a regular file"):
        load_catalogue(project)


def cell(**changed):
    given = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "a: int = 1"}
    return given | changed


@pytest.mark.parametrize(
    ("notebook", "said"),
    [
        ({"cells": None}, "at cells"),
        ({"cells": 7}, "at cells"),
        ({"cells": ["text"]}, "at cells, 0"),
        ({"cells": [cell(metadata=None)]}, "at cells, 0, metadata"),
        ({"cells": [cell(metadata={"tags": "parameters"})]}, "at cells, 0, metadata, tags"),
        ({"cells": [cell(metadata={"tags": None})]}, "at cells, 0, metadata, tags"),
        ({"cells": [cell(source=None)]}, "at cells, 0, source"),
        ({"cells": [cell(source=7)]}, "at cells, 0, source"),
        ({"cells": [cell(source=[1])]}, "at cells, 0, source"),
        ({"cells": [cell(cell_type="film")]}, "at cells, 0, cell_type"),
        ({"cells": [], "metadata": None}, "at metadata"),
        ({"cells": [], "nbformat": 3}, "at nbformat"),
        ({"cells": []}, "0 cells tagged"),
        ({"cells": [cell(source="a: int = (")]}, "not Python"),
        ({"cells": [cell(source="a: int = b")]}, "the value of a is reckoned"),
        ({"cells": [cell(source="a: int = " + "(" * 5_000)]}, "not Python"),
        ([], "is not a notebook"),
        (None, "is not a notebook"),
    ],
)
def test_a_notebook_of_any_shape_is_refused_in_a_sentence(project, notebook, said):
    path = project.notebooks / "01_pay.ipynb"
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    path.write_text(json.dumps(whole | notebook if isinstance(notebook, dict) else notebook))
    with pytest.raises(RealpayError, match=f"01_pay.ipynb.*{said}"):
        read_parameters(path)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"cells": ' * 1_000, "", "\xff", '{"a":1,"a":2}'])
def test_a_notebook_that_is_no_json_is_refused_in_a_sentence(project, text):
    path = project.notebooks / "01_pay.ipynb"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RealpayError, match=r"01_pay.ipynb is not a notebook that can be read"):
        read_parameters(path)


@pytest.mark.parametrize("text", ["[" * 100_000, "", "7", "{}", '{"sha256": "", "content": 7}'])
def test_what_is_stored_and_cannot_be_believed_is_as_good_as_none(project, text):
    place = project.cache / "built" / "one"
    place.mkdir(parents=True)
    (place / "record.json").write_text(text)
    assert Store(project.cache / "built").record("one") is None
    (project.clean / "manifest.json").write_text(text)
    with pytest.raises(RealpayError, match=r"data/clean/manifest.json .* realpay clean"):
        read_manifest(project.clean)


def test_a_sealed_file_is_believed_to_the_last_bit(tmp_path):
    path = tmp_path / "kept"
    write_sealed(path, {"z": 1, "a": ["é", None]})
    assert list(read_sealed(path)) == ["z", "a"]
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(ValueError, match=r"."):
            read_sealed(path)
