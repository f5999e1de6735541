"""How do ingest, search and memory change with the size of the archive?"""
