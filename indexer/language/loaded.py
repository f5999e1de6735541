"""Importing this module loads the tables of detection, for a process whose forks share them."""

from indexer.language.detector import load

load()
