"""Notebooks 05, 06 and 13: ballots, disputes, and what was known on a day.

Imports `pay_record`, `prices`, `selection` and `wording`; notebooks and `explore` import it.
"""
