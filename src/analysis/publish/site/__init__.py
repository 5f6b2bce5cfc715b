"""All reports as one site: front page, lists, feed, and putting it in place.

Imports `keeping`, `addresses`, `archives`, `catalogue`, `fingerprint`, `page`, `files`, `related`,
`slugs`; `builder` imports it.
"""
