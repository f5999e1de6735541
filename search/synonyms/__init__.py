"""Which other words mean what was typed? Reads editable files and adds synonyms when a query is planned.

``groups`` parses a file, ``files`` finds the files, ``keys`` analyses their words, ``table`` looks up the
synonyms of a query, ``watch`` detects changes. The file of a language is in its folder. ``names.txt`` here
has words that are the same in every language and script.
"""

from search.synonyms.files import NAMES, SynonymFiles, read_files
from search.synonyms.groups import Fault, Group, SynonymError, read_groups
from search.synonyms.table import NO_SYNONYMS, Synonyms
from search.synonyms.watch import WatchedSynonyms

__all__ = [
    "NAMES",
    "NO_SYNONYMS",
    "Fault",
    "Group",
    "SynonymError",
    "SynonymFiles",
    "Synonyms",
    "WatchedSynonyms",
    "read_files",
    "read_groups",
]
