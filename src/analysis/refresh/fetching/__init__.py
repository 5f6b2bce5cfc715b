"""New figures from their publishers: asked for, checked, put in place.

Imports no other room of `refresh`; `rounds` imports it.
"""
