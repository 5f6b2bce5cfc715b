"""What published findings say, and whether they can be reproduced.

Imports `prices`, `pay`, `bounds` and `inputs`, and may import every room; none of them imports it.
"""
