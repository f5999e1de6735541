"""Importing this loads the tables of detection; for a process that others are forked from, and share them."""

from indexer.language.detector import load

load()
