"""Files as people leave them: CSV, workbooks, YAML, their cells, drafts of rows, and problems told.

Imports no other room of `ingest`; all of them import it.
"""
