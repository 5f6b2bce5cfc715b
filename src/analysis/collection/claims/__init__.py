"""Notebook 09: published claims, tried on the figures here.

Imports `headlines`, `layouts`, `pay_record`, `prices`, `selection` and `wording`; the notebook and
`door` import it.
"""
