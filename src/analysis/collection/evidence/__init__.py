"""The evidence report (notebook 14): the pages on pay, prices and votes drawn into one.

Imports the other rooms of the collection; nothing imports it.
"""
