"""What a reader typed, as a tree. Nothing here knows languages or engines."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words that stood side by side, as typed: analysed together, so that joins are seen."""

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
    """A word and how many letters may differ; None leaves that to the word's length."""

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
class Days:
    """Only documents of these days, both inclusive."""

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


Node = Words | Phrase | Pattern | Fuzzy | InField | Language | Days | And | Or | Not
