"""All reports as one site: front page, lists, feed, and putting it in place.

Imports `page` and `keeping`; `builder` imports it.
"""
