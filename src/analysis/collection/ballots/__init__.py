"""Notebooks 05 and 06: ballots and disputes.

Imports `offers`, `pay_record`, `prices`, `selection`, `wording`; notebooks and `explore` import it.
"""
