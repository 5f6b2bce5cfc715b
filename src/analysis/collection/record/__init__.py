"""Notebook 11: what is in the record, how old it is, what is missing.

Imported by the notebook alone.
"""
