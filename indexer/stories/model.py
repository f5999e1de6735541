"""The data of grouping."""

from dataclasses import dataclass
from enum import IntEnum


class Relation(IntEnum):
    """Why two articles are one story, most certain first."""

    RULED = 0
    """An editor decided it."""
    LINKED = 1
    """One names the other as its translation."""
    DUPLICATE = 2
    TRANSLATION = 3
    """Their names and figures match better than those of any other article."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as words, for comparing it with others. ``day`` counts from the year 1; None without
    a date.
    """

    title: tuple[str, ...]
    words: tuple[str, ...]
    day: int | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is stored of an article to find similar ones.

    ``bands`` are hashes, some of which near-duplicates share. ``names`` are the hashes of its names and
    figures, which are the same in every script. Both are signed 64-bit integers.
    """

    language: str
    day: int | None
    length: int
    bands: tuple[int, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two articles, by number, that are one story. A higher score is more certain.

    For a link, ``one`` names ``other``; otherwise ``one`` is the smaller number.
    """

    one: int
    other: int
    relation: Relation
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, for editors."""

    id: str
    language: str
    date: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story for editors: its number, and its articles in the order in which they came."""

    number: int
    members: tuple[Member, ...]
