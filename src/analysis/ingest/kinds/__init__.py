"""One module a kind of source: from raw rows to the draft of a table.

Imports `checks`, `making`, `ons`, `reading` and `words`; `clean` and `provenance` import it.
"""
