"""Tantivy, the default engine: fast, embedded, one folder on disk."""
