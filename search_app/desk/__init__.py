"""The editors' desk: what the archive knows about a draft, and what editors decided.

``access`` says who may use it, ``sessions`` keeps logins, ``database`` is the SQLite file, ``decisions``
remembers what editors accepted and dismissed, ``drafts`` reads what was pasted or uploaded, ``study`` looks
everything up, and ``views`` and ``routes`` make the pages.
"""
