"""How does a search leave the page? Files, feeds, citations, and what crawlers and browsers ask a site for.

``formats`` lists the files; each format is a module that makes text of documents, one piece at a time, so
that a large answer is never held whole. ``routes`` gives them addresses.
"""
