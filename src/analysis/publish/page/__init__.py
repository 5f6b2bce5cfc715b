"""One report as one HTML file: body, numbers, where they stand, tables to take along.

Imports `addresses`, `slugs`, `archives`, `related`; `report`, `site` and what is warmed up in
`running` import it.
"""
