"""Charts: tidy frame in, drawing with words and data out.

Outside this folder charts are imported from `analysis.present`.
"""
