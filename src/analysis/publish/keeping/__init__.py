"""What has been built, what it was made from, and what must be made anew.

Imports `running`, `report`, `catalogue`, `fingerprint` and `files`; `builder` and `site` import it.
"""
