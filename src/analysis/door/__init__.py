"""The researcher's front door: one question a function, on the project's own figures.

Plain words in (an index by its name, a day as ``2022-12-07``), the clean tables read, the measure
called. The measures themselves take tables, for figures of one's own.
"""
