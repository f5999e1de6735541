"""Parses synonym files: one group of equivalent words per line.

``library, reading room``: whoever types one finds both. ``gazette => newspaper``: whoever types "gazette"
also finds newspapers, but not the other way. Words are separated by ``,`` or ``،``, ``#`` begins a comment,
empty lines are ignored. A member of a group may have several words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analyzers import FehrestError, fold

MAX_MEMBERS = 40
"""Maximum number of words in a group, because each makes a query longer."""
_ARROW = re.compile(r"=>")
_COMMA = re.compile(r"[,،]")
_LETTER = re.compile(r"[^\W_]")
_SYNTAX = re.compile(r'[=<>"*~()|«»“”]')


class SynonymError(FehrestError):
    """A synonym file has an error. The message names its line."""

    status = 500
    code = "synonyms"


@dataclass(frozen=True, slots=True)
class Group:
    """Whoever types one of ``typed`` also finds each of ``found``. ``origin`` is file:line."""

    origin: str
    typed: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """An error at ``origin`` (file:line), and how to fix it."""

    origin: str
    message: str


def read_groups(text: str, name: str) -> tuple[tuple[Group, ...], tuple[Fault, ...]]:
    """The groups in a file's text, and its errors. Lines with an error give no group.

    Args:
        name: name of the file, for origins and messages.
    """
    groups: list[Group] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        group = _group(content, f"{name}:{number}")
        if isinstance(group, Fault):
            faults.append(group)
        else:
            groups.append(group)
    faults += _repeated(groups)
    return tuple(groups), tuple(faults)


def _group(content: str, origin: str) -> Group | Fault:
    sides = [_members(side) for side in _ARROW.split(content)]
    everything = [word for side in sides for word in side]
    if len(sides) > 2:
        return Fault(origin, "more than one => in a line; use a line for each")
    if not all(everything):
        return Fault(origin, "nothing on one side of a comma or =>; remove it")
    for word in everything:
        if not _LETTER.search(word) or _SYNTAX.search(word):
            return Fault(origin, f"{word!r} is not a word; use letters, digits, hyphens and apostrophes")
    if len(everything) < 2:
        return Fault(origin, f"{everything[0]!r} has no synonyms; add them after a comma")
    if len(everything) > MAX_MEMBERS:
        return Fault(origin, f"more than {MAX_MEMBERS} words in a line; split them into several groups")
    twice = _first_twice(sides[0]) or _first_twice(sides[-1])
    if twice:
        return Fault(origin, f"{twice!r} is in the line twice, perhaps spelled differently; delete one")
    return Group(origin, tuple(sides[0]), tuple(sides[-1]))


def _members(side: str) -> list[str]:
    return [" ".join(word.split()) for word in _COMMA.split(side)]


def key_of(word: str) -> str:
    """The folded form of a word, which is the same for all its spellings."""
    return fold(word).replace("'", "")


def _first_twice(words: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for word in words:
        if key_of(word) in seen:
            return word
        seen.add(key_of(word))
    return None


def _repeated(groups: Iterable[Group]) -> Iterator[Fault]:
    """Lines that repeat another line, and words that have a group in two lines."""
    lines: dict[str, Group] = {}
    for group in groups:
        for word in group.typed:
            first = lines.setdefault(key_of(word), group)
            if first is group:
                continue
            if set(map(key_of, first.typed + first.found)) == set(map(key_of, group.typed + group.found)):
                yield Fault(group.origin, f"the same group is in {first.origin}; delete one of them")
                break
            yield Fault(group.origin, f"{word!r} has a group in {first.origin}; join the two lines")
