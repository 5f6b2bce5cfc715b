"""What people declare about the record: sources, words, corrections, who said it.

Imports `reading`; `making`, `kinds` and what stands above them import it.
"""
