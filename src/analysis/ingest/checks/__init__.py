"""What figures must agree with: their own sums, their earlier releases, each other.

Imports `reading` and `making`; the kinds of source import it.
"""
