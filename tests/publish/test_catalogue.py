import json

import nbformat
import pytest

from analysis.errors import ReportError, UsageError
from analysis.project import Project
from analysis.publish.catalogue import load_catalogue
from analysis.publish.keeping.plan import parts_of
from analysis.tables.manifest import sealed

REPORT = """
  - name: offers
    title: Offers
    question: What was each offer worth?
    group: offers
    notebook: 01_offers
    parameters: {employer: acas}
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "reports").mkdir()
    hold(Project(tmp_path))
    cell = nbformat.v4.new_code_cell('employer: str = "all"', metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "notebooks/01_offers.ipynb")
    return Project(tmp_path)


def load(project, reports=REPORT):
    project.catalogue.write_text(
        f"groups:\n  offers: What was each offer worth?\nreports:{reports}"
    )
    return load_catalogue(project)


def test_a_report_has_its_parameters_complete(project):
    (report,) = load(project).reports
    assert (report.name, report.notebook, report.parameters) == (
        "offers",
        "01_offers",
        {"employer": "acas"},
    )


def test_an_unknown_report_is_refused_with_the_nearest_name(project):
    with pytest.raises(UsageError, match=r"No report called 'ofers'. Did you mean offers"):
        load(project).pick(["ofers"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("notebook: 01_offers", "notebook: 01_ofers", "Did you mean 01_offers"),
        ("group: offers", "group: pay", "no group 'pay'"),
        ("employer: acas", "employer: akas", "Did you mean acas"),
        ("employer: acas", "employr: acas", "Did you mean employer"),
        ("title: Offers", "titel: Offers", "Did you mean title"),
        ("name: offers", "name: ../offers", "small letters, digits and hyphens"),
        ("    question: What was each offer worth?\n", "", "question is missing"),
    ],
)
def test_a_wrong_entry_is_refused_before_anything_runs(project, old, new, message):
    with pytest.raises(UsageError, match=message):
        load(project, REPORT.replace(old, new))


def test_a_name_given_twice_is_refused(project):
    with pytest.raises(UsageError, match="given twice"):
        load(project, REPORT + REPORT)


def test_a_catalogue_that_is_not_yaml_says_so(project):
    project.catalogue.write_text("groups: [")
    with pytest.raises(ReportError, match=r"catalogue.yaml cannot be read"):
        load_catalogue(project)


def test_a_missing_catalogue_says_what_it_is(project):
    with pytest.raises(ReportError, match="it lists the reports"):
        load_catalogue(project)


EACH = """
  - for_each: dossiers
    name: "dispute-{employer}"
    title: "{name}"
    question: What happened?
    group: offers
    notebook: 01_offers
    parameters: {employer: "{employer}"}
"""


def hold(project, *items):
    (project.clean).mkdir(parents=True, exist_ok=True)
    names = {"employer": {"acas": ["Acas"]}}
    manifest = {"tables": {}, "lists": {"dossiers": list(items)}, "names": names}
    (project.clean / "manifest.json").write_text(json.dumps(sealed(manifest)))


def test_a_new_employer_in_the_record_gets_its_report_without_an_edit(project):
    hold(project, {"employer": "acas", "name": "Acas"})
    (report,) = load(project, EACH).reports
    assert (report.name, report.title) == ("dispute-acas", "Acas")
    assert report.parameters == {"employer": "acas"}


def test_text_from_the_record_stays_text_and_names_stay_in_their_folder(project):
    hold(project, {"employer": "acas", "name": "<script>alert(1)</script> {employer.__class__}"})
    odd = EACH.replace("dispute-{employer}", "../../{name}")
    (report,) = load(project, odd).reports
    assert report.title == "<script>alert(1)</script> {employer.__class__}"
    assert set(report.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_list_that_the_record_does_not_draw_up_is_refused(project):
    hold(project)
    with pytest.raises(UsageError, match=r"no list 'dosiers'. Did you mean dossiers"):
        load(project, EACH.replace("dossiers", "dosiers"))


ADDRESSES = "\nsite:\n  address: https://pay.example\n  repository: https://code.example/pay/"


def test_the_site_may_say_where_it_is_published_and_kept(project):
    catalogue = load(project, REPORT + ADDRESSES)
    assert catalogue.address == "https://pay.example/"
    assert catalogue.reports[0].site["repository"] == "https://code.example/pay/"
    assert load(project).address == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://pay.example", "https://pay.example/"),
        ("https://pay.example//", "https://pay.example/"),
        ("http://localhost:8000/a/b", "http://localhost:8000/a/b/"),
    ],
)
def test_an_address_ends_with_one_slash(project, given, kept):
    assert load(project, f"{REPORT}\nsite: {{address: '{given}'}}").address == kept


def test_an_address_makes_the_reports_anew(project):
    (before,), (after,) = load(project).reports, load(project, REPORT + ADDRESSES).reports
    assert parts_of(before, "a")["catalogue entry"] != parts_of(after, "a")["catalogue entry"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("https://pay.example", "javascript:alert(1)", "no web address"),
        ("https://pay.example", "ftp://pay.example/", "address 'ftp://pay.example/' is no web"),
        ("https://pay.example", "pay.example", "no web address"),
        ("https://pay.example", "https://", "no web address"),
        ("https://pay.example", "https://pay.example/?page=1", "no web address"),
        ("https://pay.example", "https://pay example/", "no web address"),
        ("https://code.example/pay/", "", "the repository None is no web address"),
        ("address:", "adress:", "Did you mean address"),
        (ADDRESSES, "\nsite: https://pay.example", "expected address and repository"),
    ],
)
def test_a_wrong_address_is_refused(project, old, new, message):
    with pytest.raises(UsageError, match=message):
        load(project, (REPORT + ADDRESSES).replace(old, new))
