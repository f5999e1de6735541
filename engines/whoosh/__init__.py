"""Whoosh, the pure-Python engine, for hosts where no binary wheel can be installed."""
