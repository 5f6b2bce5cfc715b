"""A clean table in the making: drafts, known days, typed frames, writing.

Imports `reading` and `words`; the kinds of source import it.
"""
