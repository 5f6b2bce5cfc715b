"""What files hold is shown by a terminal, never obeyed, and no cell begins a formula."""

import pandas as pd

from analysis.cli.progress import complain
from analysis.cli.shown import as_csv
from analysis.cli.signs import visible


def test_escape_sequences_and_turned_writing_are_written_by_their_numbers():
    assert visible("a\x1b]0;title\x07b\x9b2J\u202egnp") == (
        "a\\u001b]0;title\\u0007b\\u009b2J\\u202egnp"
    )
    assert visible("one\ttwo\n£1 −2 é") == "one\ttwo\n£1 −2 é"


def test_an_error_that_quotes_a_file_is_shown_too(capsys):
    complain("file \x1b[31mred")
    assert capsys.readouterr().err == "file \\u001b[31mred\n"


def test_cells_that_would_begin_a_formula_are_text_and_numbers_stay():
    frame = pd.DataFrame({"name": ["=cmd()", "+1-1", "@x", None], "change": [-1.5, 2, 3, 4]})
    assert as_csv(frame) == "name,change\n'=cmd(),-1.5\n'+1-1,2.0\n'@x,3.0\n,4.0\n"
