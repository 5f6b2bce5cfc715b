"""What figures must agree with: their own sums, their earlier releases, each other.

Imports `making`, `ons` and `reading`; `kinds` and `clean` import its checks.
"""
