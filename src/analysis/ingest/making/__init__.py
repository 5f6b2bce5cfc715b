"""A clean table in the making: drafts read from rows, the days they are known from, typed frames.

Imports `ons`, `reading` and `words`; `kinds`, `checks` and what stands above them import it.
"""
