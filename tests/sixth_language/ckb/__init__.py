"""Sorani Kurdish, a complete language that is not in the registry."""
