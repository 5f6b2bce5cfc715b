"""The evidence report (notebook 14): the pages on pay, prices and votes drawn into one.

Imports `ballots`, `headlines`, `landmarks`, `layouts`, `offers`, `pay`, `pay_record`, `prices`,
`selection` and `wording`; its notebook alone imports it.
"""
