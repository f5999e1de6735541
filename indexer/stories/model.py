"""The shapes that the grouping works on."""

from dataclasses import dataclass
from enum import IntEnum


class Relation(IntEnum):
    """Why two articles are one story, the surest first."""

    RULED = 0
    """An editor said so."""
    LINKED = 1
    """One names the other as its translation."""
    DUPLICATE = 2
    TRANSLATION = 3
    """Their names and figures agree as nobody else's."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as words, for comparing it with others. ``day`` counts from the year 1; None for undated."""

    title: tuple[str, ...]
    words: tuple[str, ...]
    day: int | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article to find those like it.

    ``bands`` are hashes that near-duplicates share some of; ``names`` the hashes of its names and figures,
    the same in every script; both are signed 64-bit integers.
    """

    language: str
    day: int | None
    length: int
    bands: tuple[int, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two articles, by number, that are one story; a higher score is surer.

    Of a link, ``one`` names ``other``; otherwise ``one`` is the smaller number.
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
    """A story for editors: its number, and its members in the order in which they came."""

    number: int
    members: tuple[Member, ...]
