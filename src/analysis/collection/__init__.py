"""What each notebook of the collection shows: one module a notebook, on measures and present.

A module gathers the figures of one report (`gather`), and turns them into findings, charts and
tables. Notebooks hold the calls and the prose between them.
"""
