"""What prices did: indices, published rates, spans, and what was known on a day.

Imports `bounds` and `inputs`; every other room of `measures` may import it.
"""
