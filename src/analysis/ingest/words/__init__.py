"""What people declare about the record: sources, words, corrections, who said it.

Imports `reading`; the kinds of source import it.
"""
