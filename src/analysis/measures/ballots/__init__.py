"""What a ballot decided: the law of its day, its votes, its mandate.

Imports `inputs` alone of `measures`; no other room imports it.
"""
