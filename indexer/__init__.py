"""How does a story get from a saved page, an export or a feed of records into the archive, clean and once?

Sources (``indexer.sources``) find documents, extraction (``indexer.extraction``) understands pages,
``indexer.language`` names the language, the archive (``indexer.archive``) keeps every story once
with a revision for each change, and ``indexer.ingest`` runs the whole way. Knows nothing of HTTP.
"""
