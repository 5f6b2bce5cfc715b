"""What the figures mean: pure functions on clean tables, every choice explicit in the call.

Prices (`price_index`, `rates`, `real_terms`), what was known when (`knowledge`), and the law of
ballots (`rules`, `ballots`, `mandates`). Nothing here reads a file or a clock.
"""
