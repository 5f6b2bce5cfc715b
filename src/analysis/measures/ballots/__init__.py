"""What a ballot decided: the law of its day, its votes, its mandate.

Imports nothing of the other rooms of `measures`, and none imports it.
"""
