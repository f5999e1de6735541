"""Sorani Kurdish, a complete language that the registry does not have."""
