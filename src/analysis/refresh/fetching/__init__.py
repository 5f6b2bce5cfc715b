"""New figures from their publishers: asked for, checked, put in place.

Imports `lock`; `rounds` and `summary` import it.
"""
