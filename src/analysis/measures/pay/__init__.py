"""What happened to pay: salaries and scales over time, the wage floor, restoration.

Imports `prices`, `bounds` and `inputs`; `choices` and `claims` import it.
"""
