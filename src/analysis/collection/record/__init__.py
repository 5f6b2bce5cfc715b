"""Notebook 11: what is in the record, how old it is, what is missing.

Imports `headlines`, `layouts`, `selection` and `wording`; the notebook alone imports it.
"""
