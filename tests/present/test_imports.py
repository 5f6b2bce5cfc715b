"""What asking for a finding costs: no charts, no tables."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis import present
from analysis.present.values import Value


@pytest.mark.slow
def test_findings_load_neither_matplotlib_nor_pandas():
    code = (
        "import sys; from analysis.present import Finding, Value; "
        "print([name for name in ('matplotlib', 'pandas', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_tables_load_no_matplotlib():
    code = "import sys; from analysis.present import Table; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_present_does_not_offer_is_no_name_of_it():
    assert present.Value is Value
    with pytest.raises(AttributeError, match=r"'analysis\.present' has no attribute 'Valeu'"):
        present.Valeu  # noqa: B018 - asked for to be refused
