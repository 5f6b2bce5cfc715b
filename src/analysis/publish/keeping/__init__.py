"""What has been built, what it was made from, and what must be made anew.

Imports `running` for its tasks; `builder` and `report` import it.
"""
