"""Fresh figures on schedule: take what is new, refuse what is wrong, say what changed.

The command line imports its rounds, its two rooms and `editions`; no wing below it may.
"""
