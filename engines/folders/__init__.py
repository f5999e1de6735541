"""Generations of an index that is a folder on disk. Used by the engines that write files."""
