"""Which other words mean what was typed? Files that an editor changes, and their use when a query is planned.

``groups`` reads the lines of a file, ``files`` finds the files, ``table`` answers for a query, ``watch`` sees
changes. The file of a language is in its folder, ``names.txt`` here holds words that are equal in every
language and script.
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
