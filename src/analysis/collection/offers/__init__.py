"""Notebooks 00, 01 and 04: offers, remits and awards beside prices.

Imported by notebooks; other rooms may import what they show too.
"""
