"""Notebooks 05 and 06: ballots and disputes.

Imports `headlines`, `landmarks`, `layouts`, `offers`, `pay_record`, `prices`, `selection` and
`wording`; notebooks and `explore` import it.
"""
