"""Whoosh, the pure-Python engine, for hosts without binary packages."""
