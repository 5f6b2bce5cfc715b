"""Notebooks run, pages made of them, a site put in place."""
