"""Generations of an index that is a folder on disk, shared by the engines that write files."""
