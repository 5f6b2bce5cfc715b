"""Where a row of the record stands: a claim on its page, a ballot in the dossier of its body."""

import pandas as pd
import pytest

from analysis.publish.page import homes
from analysis.publish.page.names import anchor_of
from analysis.publish.related import Links

TABLES = {
    "ballots": pd.DataFrame({"key": ["B1", "B2", "B3"], "employer": ["own", "part", "lost"]}),
    "employers": pd.DataFrame(
        {
            "key": ["own", "part", "whole", "lost"],
            "parent": [None, "part-of-none", "part", None],
            "successor": [None, "whole", "own", None],
        }
    ),
}
LEADS = Links(names={"C1": "claim.html"}, dossiers={"own": "own.html"})


@pytest.fixture(autouse=True)
def _tables(monkeypatch):
    def read(name, *, columns, where=None):
        rows = TABLES[name]
        wanted = rows["key"].isin(where["key"]) if where else slice(None)
        return rows.loc[wanted, columns]

    monkeypatch.setattr(homes, "read", read)


def test_a_claim_stands_on_its_page_and_one_without_a_page_nowhere():
    found = homes.homes_of(["claims/C1", "claims/C2", "prices/C1"], LEADS)
    assert found == {"claims/C1": "claim.html"}


def test_a_ballot_stands_with_its_body_or_with_what_that_became():
    found = homes.homes_of(["ballots/B1", "ballots/B2", "ballots/B3"], LEADS)
    assert found == {
        f"ballots/{key}": f"own.html#{anchor_of(f'ballots/{key}')}" for key in ("B1", "B2")
    }


def test_without_dossiers_no_ballot_is_looked_up():
    assert homes.homes_of(["ballots/B1"], Links()) == {}
