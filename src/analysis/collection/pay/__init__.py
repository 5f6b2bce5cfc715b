"""Notebooks 02, 03, 07, 08 and 10: pay by grade and sector, its floor, its restoration.

Imports `headlines`, `landmarks`, `layouts`, `offers`, `pay_record`, `prices`, `selection` and
`wording`; notebooks and `explore` import it.
"""
