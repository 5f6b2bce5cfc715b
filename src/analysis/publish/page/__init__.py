"""One report as one HTML file: body, numbers, tables to take along.

Imports no other room of `publish`; `site` and `report` import it.
"""
