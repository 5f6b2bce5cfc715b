"""Raw figures into clean tables: one module a kind of source, every problem collected.

Others import `clean`, `writing` and `provenance`, and the readers of `ons`; the rest is its own.
"""
