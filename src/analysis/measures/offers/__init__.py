"""What an offer is worth: statements, their dates, and the prices each is set against.

Imports `prices`, `bounds` and `inputs`; only `pay`, `choices` and `claims` may import it.
"""
