"""The tree of a parsed query, independent of languages and engines."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """Consecutive plain words as typed. They are analysed together, so that words split by spaces are
    recognised.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes, or one word after a plus: exact forms, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with ``*`` (any letters) or ``?`` (one letter)."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word and how many letters may differ; None: depending on the word's length."""

    text: str
    distance: int | None


@dataclass(frozen=True, slots=True)
class InField:
    """A query within one field: ``title``, ``author``, ``category``, ``tag``, ``source``."""

    field: str
    child: "Node"


@dataclass(frozen=True, slots=True)
class Language:
    """Only documents in this language."""

    code: str


@dataclass(frozen=True, slots=True)
class Value:
    """Only documents with this value of a facet whose values are codes."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """Only documents from these days, both inclusive."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """Every child must match."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child must match."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child must not match."""

    child: "Node"


Node = Words | Phrase | Pattern | Fuzzy | InField | Language | Value | Days | And | Or | Not
