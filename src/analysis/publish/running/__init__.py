"""Notebooks run: the engine, the processes it runs in, a cluster of them.

Imports the pages that it warms up; `builder` and `report` import it.
"""
