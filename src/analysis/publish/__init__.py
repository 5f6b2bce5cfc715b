"""Notebooks run, pages made of them, a site put in place.

Others import `builder`, `single`, `catalogue`, `parameters` and what pages are made with.
"""
