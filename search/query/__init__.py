"""The query language: parses what readers type.

``parse`` builds a tree of what was typed (``nodes``). ``plan`` in ``search.planning`` uses the analyzers to
turn this tree into the terms that engines look up.
"""

from search.query.nodes import (
    And,
    Days,
    Fuzzy,
    InField,
    Language,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Value,
    Words,
)
from search.query.parser import parse

__all__ = [
    "And",
    "Days",
    "Fuzzy",
    "InField",
    "Language",
    "Node",
    "Not",
    "Or",
    "Pattern",
    "Phrase",
    "Value",
    "Words",
    "parse",
]
