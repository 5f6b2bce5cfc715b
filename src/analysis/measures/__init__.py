"""What the figures mean: pure functions on clean tables, every choice explicit in the call.

A room a question, `prices` first; any module may be imported. Nothing here reads a file or a clock.
"""
