"""What do readers look for, and which hits do they open? A log of finished queries and clicks.

Off by default (``FEHREST_EVENTS``). It has no address, cookie or identifier, and times are rounded to the
hour. ``model`` says what an event is, ``log`` takes events from requests and writes them in a thread,
``store`` is the SQLite file, ``reports`` reads it, and ``navigation`` recognises queries of pages without
scripts.
"""
