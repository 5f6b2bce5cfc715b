"""One module a kind of source: from raw rows to the draft of a table.

Imports the other rooms of `ingest`; only `clean` and `provenance` import it.
"""
