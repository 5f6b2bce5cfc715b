"""Files as people leave them: CSV, workbooks, YAML, cells, and what is wrong with them.

Imports no other room of `ingest`; all of them import it.
"""
