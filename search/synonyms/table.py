"""Looks up synonyms of what was typed when a query is planned. The index does not depend on them.

A word of a group is found by its exact form or its first stem, so that inflected forms have synonyms as well.
A name only has long stems that begin as it does: an analyzer that does not know a name may take it for
another word (Albanian ``Paris`` for a form of ``par``), and names are read in every language of their script.

The groups of a script are analysed when a query first has words in it, so a query in Latin letters does not
wait for Persian.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analyzers import LANGUAGES, fold, script_of
from analyzers.lexicon import digest
from engines.port.terms import Bool, Lookup, TermNode, any_of, stem_term
from engines.port.terms import Sequence as TermSequence
from search.alternatives import Alternatives, Reading, alternatives_node, finest
from search.ranking import Weights
from search.synonyms.files import NAMES, read_files
from search.synonyms.groups import Group, SynonymError
from search.synonyms.keys import Keys, graph_of, keys_of_words, stems_of_name

_SCRIPT_OF_LANGUAGE = {code: language.script for code, language in LANGUAGES.items()}
_INFLECTED_NAMES = tuple(stem_term(code, "") for code, known in LANGUAGES.items() if known.inflects_names)
"""Prefixes of the stems of languages in which names have endings."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of a group: the terms that find each of its parts, the group, and its file."""

    keys: Keys
    word: str
    group: Group
    file: str


class Synonyms:
    """The synonyms in a set of files. Thread-safe: what two threads compute at the same time is equal."""

    def __init__(self, groups: Mapping[str, Iterable[Group]] | None = None, kept_as: str = "") -> None:
        """Nothing is analysed yet.

        Args:
            groups: the groups of each file, by its name without ``.txt``.
            kept_as: the name under which their keys are kept in the cache folder; "" to keep nothing.
        """
        self._groups = {name: tuple(found) for name, found in (groups or {}).items()}
        self._kept_as = kept_as
        self._tables: dict[str, dict[str, tuple[_Entry, ...]]] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> "Synonyms":
        """The shipped synonyms, with those in a folder replacing them.

        Raises:
            SynonymError: a file has an error; the message names the first one with its line.
        """
        files = read_files(folder)
        if files.faults:
            first, more = files.faults[0], len(files.faults) - 1
            rest = f" ({more} more errors: fehrest synonyms check)" if more else ""
            raise SynonymError(f"{first.origin}: {first.message}{rest}")
        return cls(files.groups, f"synonyms-{digest(str(folder.resolve()) if folder else '')}")

    @property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each file, by its name without ``.txt``."""
        return dict(self._groups)

    def expand(
        self, graph: Sequence[Alternatives], field: str, weights: Weights
    ) -> dict[int, tuple[TermNode, ...]]:
        """The trees of the synonyms, by the index of the alternatives in the token graph for which they are.

        The longest member of a group wins. If an expression has several words, each of them gets the synonyms
        at a part of the weight, so that a document with the synonym has all of them.

        Args:
            graph: the token graph of the query.
            field: the field to search.
            weights: factors of the ranking.
        """
        found: dict[int, tuple[TermNode, ...]] = {}
        if not self._groups:
            return found
        keys = [typed_keys(alternatives) for alternatives in graph]
        at = 0
        while at < len(keys):
            entries = self._longest(graph[at], keys, at)
            width = len(entries[0].keys) if entries else 1
            if entries:
                nodes = _nodes(entries, field, weights, width)
                found |= dict.fromkeys(range(at, at + width), nodes)
            at += width
        return found

    def translated(
        self,
        graph: Sequence[Alternatives],  # noqa: ARG002
        field: str,  # noqa: ARG002
        weights: Weights,  # noqa: ARG002
    ) -> dict[int, tuple[TermNode, ...]]:
        """The trees of translations, which are part of ``expand``. Synonyms alone have none."""
        return {}

    def _longest(self, alternatives: Alternatives, keys: list[frozenset[str]], at: int) -> list[_Entry]:
        table = self._table(alternatives)
        entries = {id(entry): entry for key in keys[at] for entry in table.get(key, ())}
        fitting = [entry for entry in entries.values() if _fits(entry, keys, at)]
        longest = max((len(entry.keys) for entry in fitting), default=0)
        return [entry for entry in fitting if len(entry.keys) == longest]

    def _table(self, alternatives: Alternatives) -> dict[str, tuple[_Entry, ...]]:
        script = (
            _SCRIPT_OF_LANGUAGE.get(alternatives.readings[0].language, "") if alternatives.readings else ""
        )
        if script not in self._tables:
            self._tables[script] = self._compile(script)
        return self._tables[script]

    def _compile(self, script: str) -> dict[str, tuple[_Entry, ...]]:
        words = [
            (word, group, file)
            for file, groups in self._groups.items()
            for group in groups
            for word in group.typed
            if script_of(fold(word)) == script
        ]
        name = f"{self._kept_as}-{script}" if self._kept_as else ""
        found = keys_of_words([(word, file) for word, _, file in words], name)
        table: dict[str, tuple[_Entry, ...]] = {}
        for keys, word in zip(found, words, strict=True):
            entry = _Entry(keys, *word)
            for key in keys[0] if keys else ():
                table[key] = (*table.get(key, ()), entry)
        return table


def typed_keys(alternatives: Alternatives) -> frozenset[str]:
    """All terms that find one stretch of the query."""
    return frozenset(
        term
        for reading in alternatives.readings
        for token in reading.tokens
        if (token.start, token.end) == (alternatives.start, alternatives.end)
        for term in (token.exact, *(stem_term(reading.language, stem) for stem in token.stems))
    )


def _fits(entry: _Entry, keys: list[frozenset[str]], at: int) -> bool:
    following = keys[at : at + len(entry.keys)]
    return len(following) == len(entry.keys) and all(
        wanted & there for wanted, there in zip(entry.keys, following, strict=True)
    )


@lru_cache(maxsize=8_192)
def _others(word: str, group: Group, file: str) -> tuple[str, ...]:
    """The words of a group that its word does not match already. Few groups are ever asked for."""
    typed = graph_of(word, file)
    return tuple(other for other in group.found if not _is_met(other, typed, file))


def _is_met(other: str, typed: list[Alternatives], file: str) -> bool:
    """Whether the typed words already match the other one, as a form of them. It would count twice.

    Among names, only those of languages that inflect names have several forms.
    """
    marks = _INFLECTED_NAMES if file == NAMES else (stem_term(file, ""),)
    found = graph_of(other, file)
    return len(found) == len(typed) and all(
        any(term.startswith(marks) for term in typed_keys(one) & typed_keys(two))
        for one, two in zip(found, typed, strict=True)
    )


def _nodes(entries: Iterable[_Entry], field: str, weights: Weights, width: int) -> tuple[TermNode, ...]:
    words = dict.fromkeys(
        (other, entry.file) for entry in entries for other in _others(entry.word, entry.group, entry.file)
    )
    return tuple(_node(word, file, field, weights, width) for word, file in words)


@lru_cache(maxsize=8_192)
def _node(word: str, file: str, field: str, weights: Weights, width: int) -> TermNode:
    """The tree for a group's word: its forms or, for several words, their sequence."""
    found = graph_of(word, file)
    boost = weights.synonym / width
    if len(found) == 1:
        [alternatives] = found
        node = (
            _name_node(alternatives, field, weights)
            if file == NAMES
            else alternatives_node(alternatives, field, weights, exact=False)
        )
        return replace(node, boost=boost) if isinstance(node, Bool) else any_of(node, boost=boost)
    return any_of(*_sequences(found, field), boost=boost)


def _name_node(alternatives: Alternatives, field: str, weights: Weights) -> TermNode:
    """The name as it is and, at a low weight, its other forms."""
    tokens = [(reading.language, token) for reading in alternatives.readings for token in reading.tokens]
    whole = [
        (code, t) for code, t in tokens if (t.start, t.end) == (alternatives.start, alternatives.end)
    ] or tokens
    exact = dict.fromkeys(Lookup(field, token.exact) for _, token in whole)
    stems = dict.fromkeys(
        Lookup(field, stem_term(code, stem), weights.exact)
        for code, token in whole
        for stem in stems_of_name(token)
    )
    return any_of(*exact, *stems)


def _sequences(found: Iterable[Alternatives], field: str) -> tuple[TermNode, ...]:
    """Several words as each language reads them: as written, and by their stems."""
    readings: dict[str, list[Reading]] = {}
    for alternatives in found:
        for reading in alternatives.readings:
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
