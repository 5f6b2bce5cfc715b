"""What the process that reports are forked from gives back, and that it goes on working."""

import subprocess
import sys

import pytest

from analysis.publish.running.memory import SMAPS

USED = """
from pathlib import Path
import pandas
from analysis.publish.running.memory import give_back

def held(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))

rates = pandas.DataFrame({"index": ["CPI", "RPI", "CPI"], "rate": [10.1, 12.6, 11.1]})
rates.groupby("index")["rate"].mean()
before = held("RssFile")
give_back()
after = held("RssFile")
print(after < before / 2, rates.groupby("index")["rate"].max().to_dict())
"""


@pytest.mark.skipif(not SMAPS.exists(), reason="only Linux tells which pages were written to")
def test_pages_of_libraries_are_given_back_and_the_libraries_go_on_working():
    done = subprocess.run([sys.executable, "-c", USED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True {'CPI': 11.1, 'RPI': 12.6}"


def test_where_nothing_can_be_given_back_nothing_happens(monkeypatch, tmp_path):
    from analysis.publish.running import memory

    monkeypatch.setattr(memory, "SMAPS", tmp_path / "none")
    memory.give_back()
