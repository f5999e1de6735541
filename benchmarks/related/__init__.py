"""Measures related articles."""
