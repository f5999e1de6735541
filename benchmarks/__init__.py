"""Measurements of quality and speed; each module runs by itself."""
