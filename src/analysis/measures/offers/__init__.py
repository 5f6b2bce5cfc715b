"""What an offer is worth: statements, their dates, and the prices each is set against.

Imports `prices`; nothing else in `measures` imports it but `claims`.
"""
