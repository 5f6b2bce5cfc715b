"""What each clean table holds: its columns with their types, units, bounds and names.

Others import a wing's words and classes of names from here, and ask for tables by name elsewhere.
"""
