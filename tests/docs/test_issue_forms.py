"""The forms for telling us of a wrong number or a ballot are forms that GitHub can show."""

import subprocess
import sys

import pytest
import yaml

FORMS = ("wrong-number.yml", "ballot.yml")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "names"),
    [("vendor.github-issue-forms", FORMS), ("vendor.github-issue-config", ("config.yml",))],
)
def test_the_forms_fit_their_schema(root, schema, names):
    checking = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    checking += [f".github/ISSUE_TEMPLATE/{name}" for name in names]
    checked = subprocess.run(checking, cwd=root, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", FORMS)
def test_each_form_asks_for_the_source(root, name):
    form = yaml.safe_load((root / ".github/ISSUE_TEMPLATE" / name).read_text(encoding="utf-8"))
    (source,) = [field for field in form["body"] if field.get("id") == "source"]
    assert source["validations"]["required"]


def test_the_ballot_form_offers_the_kinds_that_the_tables_know(root):
    from analysis.tables import table_named

    form = yaml.safe_load((root / ".github/ISSUE_TEMPLATE/ballot.yml").read_text(encoding="utf-8"))
    (kind,) = [field for field in form["body"] if field.get("id") == "type"]
    allowed = table_named("ballots").columns["ballot_type"].allowed
    assert set(kind["attributes"]["options"]) - {"the source does not say"} == set(allowed)
