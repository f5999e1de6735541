"""Compares complete answers and indexing of Fehrest, of the libraries below it, and of its peers."""
