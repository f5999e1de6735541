"""How does a story get from a page, an export or a record into the archive, clean and only once?

Sources (``indexer.sources``) find documents, extraction (``indexer.extraction``) extracts articles from
pages, ``indexer.language`` detects languages, the archive (``indexer.archive``) stores every story once with
a revision for each change, and ``indexer.ingest`` runs all of this. Independent of HTTP.
"""
