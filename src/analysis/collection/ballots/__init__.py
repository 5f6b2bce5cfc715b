"""Notebooks 05, 06 and 13: ballots, disputes, and what was known on a day.

Imported by notebooks; other rooms may import what they show too.
"""
