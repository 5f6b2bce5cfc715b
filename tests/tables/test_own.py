"""Figures of a person's own: checked as they are read, each slip with its row and what to do."""

import pandas as pd
import pytest

from analysis.errors import DataError, UsageError
from analysis.project import Project
from analysis.tables.own import read_own
from analysis.tables.store import recording

SCALE = (
    'point,month,pay,since,note\n3,2024-04,"£23,656",2024-04-01,lowest\n\n4,2024-05,24027.50,,\n'
)


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.own.mkdir(parents=True)
    return made


def write(project, text, name="njc.csv"):
    path = project.own / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_columns_come_as_numbers_months_days_and_text(project):
    write(project, SCALE)
    found = read_own("njc.csv", project)
    assert found["point"].tolist() == [3, 4]
    assert found["pay"].tolist() == [23656.0, 24027.5]
    assert found["month"].dtype == "period[M]"
    assert found["since"].isna().tolist() == [False, True]
    assert found["note"].tolist()[0] == "lowest"
    assert found["note"].isna().tolist() == [False, True]


def test_codes_with_some_digits_stay_text(project):
    write(project, "grade\nG6\n7\nSEO\n")
    assert read_own("njc.csv", project)["grade"].tolist() == ["G6", "7", "SEO"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1\n", "row 2: 1 cells, and the first line names 2 columns"),
        ("a,a\n1,2\n", "column 1 is called 'a' as another is"),
        ("a,\n1,2\n", "column 2 has no name"),
        ("a\n", "has no rows"),
        ("", "has no rows"),
        ('a\n"open\n', "Close every quote"),
        (b"a\n\xa3100\n", "not UTF-8 text"),
        ("pay\n1\n2\nn/a\n", "column pay: numbers are expected.*row 4: 'n/a'.*Leave a cell blank"),
        ("pay\n1\n2\n1,23\n", "row 4: 2 cells"),
        ("month\n2024-03\n2024-04\n2024-13\n", "months such as 2024-03.*row 4: '2024-13'"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(project, text, said):
    write(project, text)
    with pytest.raises(DataError, match=f"data/own/njc.csv.*{said}"):
        read_own("njc.csv", project)


def test_a_file_that_is_not_there_is_answered_with_those_that_are(project):
    write(project, "a\n1\n", "njc-2024.csv")
    with pytest.raises(DataError, match=r"njc.csv is not there. Did you mean njc-2024.csv"):
        read_own("njc.csv", project)


@pytest.mark.parametrize(
    "name",
    [
        "../raw/employers.csv",
        "/etc/passwd.csv",
        "a/../../x.csv",
        "..\\x.csv",
        ".hidden.csv",
        "a.xlsx",
        "",
    ],
)
def test_only_csv_files_of_the_folder_are_read(project, name):
    with pytest.raises(UsageError, match=r"data/own|only CSV"):
        read_own(name, project)


def test_what_is_read_is_recorded_with_its_digest(project):
    write(project, "a\n1\n", "union/njc.csv")
    with recording() as read:
        assert isinstance(read_own("union/njc.csv", project), pd.DataFrame)
    assert list(read.own) == ["union/njc.csv"]
    assert len(read.own["union/njc.csv"]) == 64
