"""What published findings say, and whether they can be reproduced.

Stands above the other rooms of `measures`; none imports it.
"""
