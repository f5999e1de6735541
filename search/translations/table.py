"""Looks up translations of what was typed when a query is planned. The index does not depend on them.

A translation only matches by the stem of its own language (``FA:...``), so a word that is spelled like one of
another language does not match there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from rapidfuzz.distance import LCSseq

from analyzers import LANGUAGES
from engines.port.terms import Lookup, TermNode, any_of, stem_term
from engines.port.terms import Sequence as TermSequence
from search.alternatives import Alternatives, finest, token_graph
from search.model import Translation
from search.ranking import Weights
from search.synonyms.groups import key_of
from search.synonyms.keys import graph_of, group_keys
from search.synonyms.table import typed_keys
from search.translations.files import NO_ROWS, Row

LEAST_ALIKE = 0.8
"""Minimum share of the letters of a word that a form of it must have."""
_BEGINNING = 2


_Word = tuple[str, str, Row, int]
"""A language, a word of it, its row, and the number of the row."""
_REMEMBERED = 64
"""Queries whose translations are kept: one query asks for them several times."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of a row: its language, the terms that find each of its parts, their exact forms, and the number
    of the row.
    """

    language: str
    keys: tuple[frozenset[str], ...]
    forms: tuple[str, ...]
    row: Row
    number: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the token graph, [start, end) in alternatives, and the translations of it."""

    start: int
    end: int
    words: tuple[tuple[str, str], ...]


class Translations:
    """A table of translations. Thread-safe: what two threads compute at the same time is equal.

    Args:
        rows: the rows of the table.
        first: returns rows before those; called when a query first asks for translations, because most never
            do.
    """

    def __init__(
        self, rows: Iterable[Row] = NO_ROWS, *, first: Callable[[], tuple[Row, ...]] = tuple
    ) -> None:
        self._own, self._first = tuple(rows), first
        self._words: dict[str, list[_Word]] = {}
        self._entries: dict[tuple[str, str, int], _Entry] = {}
        self._indexes: dict[str, dict[str, list[_Entry]]] = {}
        self._known: dict[tuple[int, ...], tuple[tuple[Alternatives, ...], tuple[_Place, ...]]] = {}

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return (*self._first(), *self._own)

    def found(self, text: str, graph: Sequence[Alternatives]) -> tuple[Translation, ...]:
        """The translations of a query.

        Args:
            text: the query as typed.
            graph: its token graph.
        """
        return tuple(
            Translation(text[graph[place.start].start : graph[place.end - 1].end], language, word)
            for place in self._places(graph)
            for language, word in place.words
        )

    def expand(
        self, graph: Sequence[Alternatives], field: str, weights: Weights, skipped: Collection[str] = ()
    ) -> dict[int, tuple[TermNode, ...]]:
        """The trees of the translations, by the index of the alternatives in the token graph.

        The longest expression that has translations wins. Each of its words gets them at a part of the
        weight, so that a document with the translation has all of them.

        Args:
            skipped: translations that are left out.
        """
        left_out = {key_of(word) for word in skipped}
        found: dict[int, tuple[TermNode, ...]] = {}
        for place in self._places(graph):
            width = place.end - place.start
            nodes = tuple(
                replace(node, boost=weights.translation / width)
                if isinstance(node, Lookup | TermSequence)
                else any_of(node, boost=weights.translation / width)
                for language, word in place.words
                if key_of(word) not in left_out
                for node in _nodes(word, language, field)
            )
            if nodes:
                found |= dict.fromkeys(range(place.start, place.end), nodes)
        return found

    def _places(self, graph: Sequence[Alternatives]) -> tuple[_Place, ...]:
        # The graph is kept as well, so that no other object gets the identity of one of its parts.
        key = tuple(map(id, graph))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = tuple(graph), tuple(self._found_places(graph))
        return known[1]

    def _found_places(self, graph: Sequence[Alternatives]) -> Iterator[_Place]:
        if not self._rows:
            return
        keys = [typed_keys(alternatives) for alternatives in graph]
        at = 0
        while at < len(keys):
            entries = self._longest(graph, keys, at)
            width = len(entries[0].keys) if entries else 1
            if entries:
                yield _Place(at, at + width, tuple(dict.fromkeys(_words(entries))))
            at += width

    def _longest(self, graph: Sequence[Alternatives], keys: list[frozenset[str]], at: int) -> list[_Entry]:
        indexes = [self._index(begin) for begin in _beginnings(graph[at])]
        found = {id(one): one for key in keys[at] for index in indexes for one in index.get(key, ())}
        fitting = [
            entry
            for entry in found.values()
            if len(following := keys[at : at + len(entry.keys)]) == len(entry.keys)
            and all(wanted & there for wanted, there in zip(entry.keys, following, strict=True))
        ]
        longest = max((len(entry.keys) for entry in fitting), default=0)
        # In the order of the table, which the translations of a word have, too.
        fitting = sorted((e for e in fitting if len(e.keys) == longest), key=lambda e: e.number)
        return _most_alike(fitting, graph, at)

    def _index(self, letters: str) -> dict[str, list[_Entry]]:
        """The words that begin with two letters, by the terms that find their first part."""
        if letters not in self._indexes:
            index: dict[str, list[_Entry]] = {}
            for word in self._beginning(letters):
                entry = self._entry(*word)
                for key in entry.keys[0] if entry.keys else ():
                    index.setdefault(key, []).append(entry)
            self._indexes[letters] = index
        return self._indexes[letters]

    def _beginning(self, letters: str) -> list[_Word]:
        """The words that begin with two letters. Only these are analysed: all of them would take a second."""
        if not self._words:
            words: dict[str, list[_Word]] = {}
            for number, row in enumerate(self._rows):
                for language, known in row.words:
                    for word in known:
                        for begin in _begin(key_of(word), language):
                            words.setdefault(begin, []).append((language, word, row, number))
            self._words = words
        return self._words.get(letters, [])

    def _entry(self, language: str, word: str, row: Row, number: int) -> _Entry:
        key = (language, word, id(row))
        if key not in self._entries:
            forms = tuple(map(_form_of, graph_of(word, language)))
            self._entries[key] = _Entry(language, _keys_of(word, language), forms, row, number)
        return self._entries[key]


def _begin(folded: str, language: str) -> set[str]:
    """The first two letters of a word, with and without the article that is written with it."""
    article = LANGUAGES[language].article
    folded = folded.partition(" ")[0]
    bare = folded.removeprefix(article) if article else folded
    return {folded[:_BEGINNING], bare[:_BEGINNING]}


def _beginnings(alternatives: Alternatives) -> list[str]:
    """The first two letters of what was typed and of its stems."""
    tokens = [token for reading in alternatives.readings for token in reading.tokens]
    return sorted({form[:_BEGINNING] for token in tokens for form in (token.exact, *token.stems)})


def _most_alike(entries: list[_Entry], graph: Sequence[Alternatives], at: int) -> list[_Entry]:
    """The words that are most alike what was typed, if they are alike enough.

    Several words have the same stem, and most of them are not meant. A function word alone means nothing.
    """
    if not entries or (len(entries[0].keys) == 1 and graph[at].is_function_word()):
        return []
    alike = [
        min(map(partial(_likeness, entry.language), graph[at:], entry.forms), default=LEAST_ALIKE)
        for entry in entries
    ]
    best = max(alike)
    return [entry for entry, one in zip(entries, alike, strict=True) if one == best >= LEAST_ALIKE]


def _likeness(language: str, typed: Alternatives, form: str) -> float:
    """The share of a word's letters that what was typed has in the same order.

    With all of them it is more than 1, the more the fewer other letters were typed; 1.5 for its stem, 2 for
    the word itself.
    """
    tokens = [(reading.language, token) for reading in typed.readings for token in reading.tokens]
    if any(form == token.exact for _, token in tokens):
        return 2.0
    if any(code == language and form in token.stems for code, token in tokens):
        return max(1.5, *(_share(token.exact, form) for _, token in tokens))
    return max((_share(token.exact, form) for _, token in tokens), default=0.0)


def _share(typed: str, form: str) -> float:
    share = LCSseq.similarity(typed, form) / len(form)
    return share if share < 1 else 1 + len(form) / len(typed)


def _form_of(alternatives: Alternatives) -> str:
    return max((t.exact for reading in alternatives.readings for t in reading.tokens), key=len)


def _keys_of(word: str, language: str) -> tuple[frozenset[str], ...]:
    """The terms that find each part of a word; those of another language if that reads two parts as one."""
    keys = tuple(group_keys(one, language) for one in graph_of(word, language))
    return keys if all(keys) else tuple(map(typed_keys, token_graph(word)))


def _words(entries: Iterable[_Entry]) -> Iterator[tuple[str, str]]:
    """The languages and words of some rows, without the language that was typed. Words that are typed alike
    are left out: they are found anyway.
    """
    for entry in entries:
        typed = " ".join(entry.forms)
        for language, words in entry.row.words:
            if language != entry.language:
                yield from ((language, word) for word in words if key_of(word) != typed)


@lru_cache(maxsize=8_192)
def _nodes(word: str, language: str, field: str) -> tuple[TermNode, ...]:
    """The tree for a word of a language: its stem or, for several words, the sequence of their stems."""
    graph = graph_of(word, language)
    tokens = finest(token for one in graph for reading in one.readings for token in reading.tokens)
    if not tokens or not all(token.stems for token in tokens):
        return ()
    terms = tuple(
        (token.position - tokens[0].position, stem_term(language, token.stems[0])) for token in tokens
    )
    if len(terms) == 1:
        return (Lookup(field, terms[0][1]),)
    return (TermSequence(field, terms),)


NO_TRANSLATIONS = Translations()
