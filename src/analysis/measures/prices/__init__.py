"""What prices did: indices, published rates, spans, and what was known on a day.

Imports nothing of `measures` but its checks and bounds; every other room may import it.
"""
