"""How far a headline depends on index, base, convention and pay measure.

Imports `prices`, `pay`, `bounds` and `inputs`; only `claims` may import it.
"""
