"""What each notebook of the collection shows: a module gathers figures and tells findings of them.

Notebooks import the rooms' modules, and hold the calls and the prose between them.
"""
