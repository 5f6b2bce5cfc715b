"""What changed between two states of the figures and the site.

Imports no other room of `refresh`; `rounds` and `summary` import it.
"""
