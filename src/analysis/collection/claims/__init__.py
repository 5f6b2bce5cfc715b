"""Notebook 09: published claims, tried on the figures here.

Imported by the notebook and by the front door.
"""
