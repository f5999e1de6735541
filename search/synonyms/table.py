"""Synonyms of what was typed, looked up when a query is planned; nothing in the index knows of them.

A word of a group is met by its exact form or its first stem, so inflected words have theirs as well.
A name only has the stems that begin as it does and are long: analyzers that do not know a name may take it
for another word (Albanian ``Paris`` for a form of ``par``), and it is read in every language of its script.

The words of a script are analysed when a query first has words of it: Latin letters wait for no Persian.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analyzers import LANGUAGES_OF_SCRIPT, Token, fold, script_of
from engines.port.terms import Bool, Lookup, TermNode, any_of, stem_term
from engines.port.terms import Sequence as TermSequence
from search.alternatives import Reading, Slot, finest, slot_node, slots
from search.ranking import Weights
from search.synonyms.files import NAMES, read_files
from search.synonyms.groups import Group, SynonymError

_SCRIPT_OF_LANGUAGE = {code: script for script, codes in LANGUAGES_OF_SCRIPT.items() for code in codes}
_SHORTEST_NAME_STEM = 4
_INFLECTED_NAMES = "sq"
_ARTICLE = "ال"
MAX_SLOTS = 16
"""Slots of a query that have alternatives: more of them are a text that was pasted."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of a group: what each of its slots is met by, and the other words, of which file's languages."""

    keys: tuple[frozenset[str], ...]
    found: tuple[str, ...]
    file: str


class Synonyms:
    """The synonyms of a number of files. Safe in threads: what two of them make at once is the same."""

    def __init__(self, groups: Mapping[str, Iterable[Group]] | None = None) -> None:
        self._groups = {name: tuple(found) for name, found in (groups or {}).items()}
        self._tables: dict[str, dict[str, tuple[_Entry, ...]]] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> "Synonyms":
        """The shipped synonyms, with those of a folder in their places.

        Raises:
            SynonymError: a file has a fault; the message names the first with its line.
        """
        files = read_files(folder)
        if files.faults:
            first, more = files.faults[0], len(files.faults) - 1
            rest = f" ({more} more faults: fehrest synonyms check)" if more else ""
            raise SynonymError(f"{first.origin}: {first.message}{rest}")
        return cls(files.groups)

    @property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each file."""
        return dict(self._groups)

    def alternatives(
        self, typed: Sequence[Slot], field: str, weights: Weights
    ) -> dict[int, tuple[TermNode, ...]]:
        """What may stand for a slot instead, by its number. The longest word of a group is taken.

        A word of several slots gives each of them the same alternatives at a part of the weight, so that a
        document with the synonym has them all.
        """
        found: dict[int, tuple[TermNode, ...]] = {}
        if not self._groups:
            return found
        keys = [_typed_keys(slot) for slot in typed[:MAX_SLOTS]]
        at = 0
        while at < len(keys):
            entries = self._longest(typed[at], keys, at)
            width = len(entries[0].keys) if entries else 1
            if entries:
                nodes = _nodes(entries, field, weights, width)
                found |= dict.fromkeys(range(at, at + width), nodes)
            at += width
        return found

    def _longest(self, slot: Slot, keys: list[frozenset[str]], at: int) -> list[_Entry]:
        table = self._table(slot)
        entries = {id(entry): entry for key in keys[at] for entry in table.get(key, ())}
        fitting = [entry for entry in entries.values() if _fits(entry, keys, at)]
        longest = max((len(entry.keys) for entry in fitting), default=0)
        return [entry for entry in fitting if len(entry.keys) == longest]

    def _table(self, slot: Slot) -> dict[str, tuple[_Entry, ...]]:
        script = _SCRIPT_OF_LANGUAGE.get(slot.readings[0].language, "") if slot.readings else ""
        if script not in self._tables:
            self._tables[script] = self._compile(script)
        return self._tables[script]

    def _compile(self, script: str) -> dict[str, tuple[_Entry, ...]]:
        table: dict[str, tuple[_Entry, ...]] = {}
        for file, groups in self._groups.items():
            for group in groups:
                for word in group.typed:
                    if script_of(fold(word)) != script:
                        continue
                    entry = _entry(word, group, file)
                    for key in entry.keys[0] if entry.keys else ():
                        table[key] = (*table.get(key, ()), entry)
        return table


def _typed_keys(slot: Slot) -> frozenset[str]:
    """Everything that a slot can be met by."""
    return frozenset(
        term
        for reading in slot.readings
        for token in reading.tokens
        if (token.start, token.end) == (slot.start, slot.end)
        for term in (token.exact, *(stem_term(reading.language, stem) for stem in token.stems))
    )


def _fits(entry: _Entry, keys: list[frozenset[str]], at: int) -> bool:
    following = keys[at : at + len(entry.keys)]
    return len(following) == len(entry.keys) and all(
        wanted & there for wanted, there in zip(entry.keys, following, strict=True)
    )


def _entry(word: str, group: Group, file: str) -> _Entry:
    found = _slots(word, file)
    keys = tuple(_group_keys(slot, file) for slot in found)
    return _Entry(keys, tuple(other for other in group.found if not _is_met(other, found, file)), file)


def _is_met(other: str, typed: list[Slot], file: str) -> bool:
    """Whether what was typed finds a word anyway, as another form of it: it would count twice.

    Among the names only Albanian ones stand in several forms.
    """
    mark = stem_term(_INFLECTED_NAMES if file == NAMES else file, "")
    found = _slots(other, file)
    return len(found) == len(typed) and all(
        any(term.startswith(mark) for term in _typed_keys(one) & _typed_keys(two))
        for one, two in zip(found, typed, strict=True)
    )


def _group_keys(slot: Slot, file: str) -> frozenset[str]:
    """The exact form of a group's word and its first stem: others are of words that only look the same."""
    keys: set[str] = set()
    for reading in slot.readings:
        for token in reading.tokens:
            if (token.start, token.end) == (slot.start, slot.end):
                keys.add(token.exact)
                stems = _stems_of_name(token) if file == NAMES else token.stems[:1]
                keys |= {stem_term(reading.language, stem) for stem in stems}
    return frozenset(keys)


def _stems_of_name(token: Token) -> tuple[str, ...]:
    bare = token.exact.removeprefix(_ARTICLE)
    return tuple(s for s in token.stems if len(s) >= _SHORTEST_NAME_STEM and bare.startswith(s))


def _slots(word: str, file: str) -> list[Slot]:
    """The slots of a group's word, read by the file's language; names by each of their script."""
    if file == NAMES:
        return slots(word)
    found = (
        Slot(slot.start, slot.end, tuple(r for r in slot.readings if r.language in (file, "und")))
        for slot in slots(word)
    )
    return [slot for slot in found if slot.readings]


def _nodes(entries: Iterable[_Entry], field: str, weights: Weights, width: int) -> tuple[TermNode, ...]:
    words = dict.fromkeys((word, entry.file) for entry in entries for word in entry.found)
    return tuple(_node(word, file, field, weights, width) for word, file in words)


@lru_cache(maxsize=8_192)
def _node(word: str, file: str, field: str, weights: Weights, width: int) -> TermNode:
    """What a document has where it has a group's word: its forms, or for several words their sequence."""
    found = _slots(word, file)
    boost = weights.synonym / width
    if len(found) == 1:
        [slot] = found
        node = (
            _name_node(slot, field, weights)
            if file == NAMES
            else slot_node(slot, field, weights, exact=False)
        )
        return replace(node, boost=boost) if isinstance(node, Bool) else any_of(node, boost=boost)
    return any_of(*_sequences(found, field), boost=boost)


def _name_node(slot: Slot, field: str, weights: Weights) -> TermNode:
    """The name as it is, and at a low weight its other forms."""
    tokens = [(reading.language, token) for reading in slot.readings for token in reading.tokens]
    whole = [(code, t) for code, t in tokens if (t.start, t.end) == (slot.start, slot.end)] or tokens
    exact = dict.fromkeys(Lookup(field, token.exact) for _, token in whole)
    stems = dict.fromkeys(
        Lookup(field, stem_term(code, stem), weights.exact)
        for code, token in whole
        for stem in _stems_of_name(token)
    )
    return any_of(*exact, *stems)


def _sequences(found: Iterable[Slot], field: str) -> tuple[TermNode, ...]:
    """Several words as each language reads them: as they are, and by their stems."""
    readings: dict[str, list[Reading]] = {}
    for slot in found:
        for reading in slot.readings:
            readings.setdefault(reading.language, []).append(reading)
    sequences: dict[TermNode, None] = {}
    for language, parts in readings.items():
        tokens = finest(token for part in parts for token in part.tokens)
        for stemmed in (False, True):
            terms = (stem_term(language, t.stems[0]) if stemmed and t.stems else t.exact for t in tokens)
            places = (t.position - tokens[0].position for t in tokens)
            sequences[TermSequence(field, tuple(zip(places, terms, strict=True)))] = None
    return tuple(sequences)


NO_SYNONYMS = Synonyms()
