"""What has been built, what it was made from, and what must be made anew.

Imports `running`, `report`, `page`, `catalogue`, `fingerprint`, `files`; `builder` and `site`
import it.
"""
