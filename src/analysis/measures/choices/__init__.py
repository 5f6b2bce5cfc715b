"""How far a headline depends on index, base, convention and pay measure.

Imports `prices` and `pay`; only `claims` may import it.
"""
