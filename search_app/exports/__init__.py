"""How does a search leave the page? As files, feeds and citations, and as what crawlers and browsers request.

``formats`` lists the files. Each format is a module that writes documents as text, one piece at a time, so
that a large response is never in memory as a whole. ``routes`` has the addresses.
"""
