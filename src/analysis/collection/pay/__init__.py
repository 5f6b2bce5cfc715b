"""Notebooks 02, 03, 07, 08 and 10: pay by grade and sector, its floor, its restoration.

Imported by notebooks; other rooms may import what they show too.
"""
