"""Measurements of quality and speed. Each module can be run by itself."""
