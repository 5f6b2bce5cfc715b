"""Notebooks run: the engine, the processes it runs in, a cluster of them.

Imports `page` to warm it up, and `fingerprint`; `report`, `keeping` and `builder` import it.
"""
