"""Notebooks 00, 01 and 04: offers, remits and awards beside prices.

Imports `headlines`, `landmarks`, `layouts`, `prices`, `selection` and `wording`; notebooks and
`explore` import it.
"""
