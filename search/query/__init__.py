"""The query language: what readers type, and what it means.

``parse`` makes a tree of what was typed (``nodes``); ``plan`` in ``search.planning`` turns that tree, by way
of the analyzers, into the terms that engines look up.
"""

from search.query.nodes import And, Days, Fuzzy, InField, Language, Node, Not, Or, Pattern, Phrase, Words
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
    "Words",
    "parse",
]
