"""Notebooks 05, 06 and 13: ballots, disputes, and what was known on a day.

Imports `offers`, `pay_record`, `prices`, `selection`, `wording`; notebooks and `explore` import it.
"""
