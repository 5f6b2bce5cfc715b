"""Notebook 13: what a reader of a news report could have checked on its day.

Imports `ballots`, `layouts`, `offers`, `pay`, `pay_record`, `prices`, `selection` and
`wording`; its notebook alone imports it.
"""
