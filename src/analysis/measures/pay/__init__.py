"""What happened to pay: salaries and scales over time, the wage floor, restoration.

Imports `prices`, `offers` (chains of awards are pay over time), `bounds` and `inputs`; `choices`
and `claims` import it.
"""
