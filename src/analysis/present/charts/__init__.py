"""Charts: tidy frame in, drawing with words and data out.

Imports `findings`, `numbers`, `style`, `tables` and `values`; others import its charts from
`analysis.present`.
"""
