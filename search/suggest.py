"""Suggestions while typing: titles, authors, categories and phrases from titles.

All are found by their first letters, folded and without spaces and punctuation, so accents, half-spaces and
hyphens do not matter. They come from the stored documents and facets, so every engine suggests the same.
"""

import heapq
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyzers import LANGUAGES, fold, get_analyzer
from engines.port.engine import EngineQuery, SearchEngine
from engines.port.model import PATH_SEPARATOR, Document
from engines.port.terms import Everything

MAX_SIZE = 50
"""Maximum number of suggestions in one answer."""
_MAX_VALUES = 1_000_000
_MAX_PHRASES = 60_000
_LONGEST_PHRASE = 3
_LONGEST_TITLE = 160
_LONGEST_ACRONYM = 5
_KEY = 20
"""Number of letters by which a text is looked up. The rest of a longer query is compared with the text."""
_LATER_WORD = re.compile(r"(?<=\s)[^\w\s]*[^\W\d_]{4,}")
_TITLES = 3
"""At least one of this many suggestions is a title, if titles match."""
_KINDS = ("category", "author", "phrase", "title")
_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested query. ``count`` is the number of articles of a category or an author.

    ``kind`` is ``category``, ``author``, ``phrase`` or ``title``. ``mark`` is the typed part of the text as
    [start, end) in code points.
    """

    text: str
    kind: str
    count: int | None = None
    mark: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    kind: str
    count: int
    languages: frozenset[str]

    @property
    def order(self) -> tuple[bool, int, int, str]:
        return (self.kind == "title", -self.count, len(self.text), self.text)


class Suggester:
    """The suggestions for one state of an index. Thread-safe, because it never changes."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        best: dict[str, _Entry] = {}
        for entry in entries:
            key = compact(entry.text)
            if key and (key not in best or _rank(entry) < _rank(best[key])):
                best[key] = entry
        self._entries = sorted(best.values(), key=lambda e: e.order)
        self._first_title = sum(entry.kind != "title" for entry in self._entries)
        pairs = sorted((key, rank) for rank, e in enumerate(self._entries) for key in _keys(e))
        self._keys = [key for key, _ in pairs]
        self._ranks = array("L", (rank for _, rank in pairs))
        self._found = lru_cache(maxsize=4_096)(self._find)

    def __len__(self) -> int:
        return len(self._entries)

    def suggest(self, text: str, size: int = 8, language: str | None = None) -> tuple[Suggestion, ...]:
        """Up to ``size`` suggestions that begin with the text, most frequent first, titles last.

        A title may contain the text at the beginning of any of its words.

        Args:
            language: only suggest what articles in this language contain.
        """
        prefix = compact(text)
        if not prefix or size < 1:
            return ()
        found = self._found(prefix, min(size, MAX_SIZE), language)
        return tuple(_suggestion(entry, prefix) for entry in found)

    def _find(self, prefix: str, size: int, language: str | None) -> tuple[_Entry, ...]:
        ranks: Iterable[int] = self._fitting(prefix)
        if language is not None:
            ranks = [rank for rank in ranks if language in self._entries[rank].languages]
        best = heapq.nsmallest(size, ranks)
        most = size - size // _TITLES
        if len(best) > most and best[most] < self._first_title:
            titles = heapq.nsmallest(size - most, (r for r in ranks if r >= self._first_title))
            best = best[: size - len(titles)] + titles
        return tuple(self._entries[rank] for rank in best)

    def _fitting(self, prefix: str) -> set[int]:
        """The numbers of the entries with a key that has this prefix."""
        short = prefix[:_KEY]
        found = set(self._ranks[bisect_left(self._keys, short) : bisect_left(self._keys, short + _END)])
        if len(prefix) > _KEY:
            return {rank for rank in found if prefix in compact(self._entries[rank].text)}
        return found


def compact(text: str) -> str:
    """Only the folded letters and digits of a text."""
    return "".join(filter(str.isalnum, fold(text)))


def _rank(entry: _Entry) -> tuple[int, tuple[bool, int, int, str]]:
    return _KINDS.index(entry.kind), entry.order


def _keys(entry: _Entry) -> Iterator[str]:
    """The keys of an entry: the beginning of its text, and of each longer word of a title."""
    yield compact(entry.text)[:_KEY]
    if entry.kind == "title":
        for match in _LATER_WORD.finditer(entry.text):
            if key := compact(entry.text[match.start() : match.start() + 3 * _KEY])[:_KEY]:
                yield key


def _suggestion(entry: _Entry, prefix: str) -> Suggestion:
    count = entry.count if entry.kind in ("category", "author") else None
    return Suggestion(entry.text, entry.kind, count, _mark(entry.text, prefix))


def _mark(text: str, prefix: str) -> tuple[int, int]:
    """The position of the typed text as [start, end), preferably at the beginning of a word."""
    owners = [at for at, char in enumerate(text) for _ in compact(char)]
    whole = compact(text)
    starts = {0, *(match.start() for match in _LATER_WORD.finditer(text))}
    at = whole.find(prefix)
    while at >= 0:
        if owners[at] in starts or at == 0:
            return owners[at], owners[at + len(prefix) - 1] + 1
        at = whole.find(prefix, at + 1)
    return 0, 0


def read_suggester(engine: SearchEngine, collapse: bool = True) -> Suggester:
    """The suggestions for the current index.

    Args:
        collapse: count stories instead of articles, as searches do.
    """
    named: dict[tuple[str, str], set[str]] = {}
    titles: list[tuple[str, str]] = []
    for document in engine.documents():
        titles.append((document.language, document.title.strip()))
        for kind, names in (("author", document.authors), ("category", _categories(document))):
            for name in names:
                named.setdefault((kind, name), set()).add(document.language)
    entries = (_Entry(t, "title", 1, _one_of((lang,))) for lang, t in titles if len(t) <= _LONGEST_TITLE)
    return Suggester((*entries, *_named(engine, named, collapse), *_frequent(titles)))


def _frequent(titles: Sequence[tuple[str, str]]) -> Iterator[_Entry]:
    """Phrases of more than one title. Most phrases occur once, so only their hashes are kept."""
    times = Counter(hash((lang, exact)) for lang, title in titles for exact in dict(_phrases(title, lang)))
    phrases: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], str] = {}
    for language, title in titles:
        for exact, text in dict(_phrases(title, language)).items():
            phrase = (language, exact)
            if times[hash(phrase)] > 1:
                phrases[phrase] += 1
                written[phrase] = max(text, written.get(phrase, ""))
    frequent = sorted(phrases.items(), key=lambda p: (-p[1], p[0]))[:_MAX_PHRASES]
    return _joined(frequent, written)


def _joined(
    frequent: Iterable[tuple[tuple[str, str], int]], written: dict[tuple[str, str], str]
) -> Iterator[_Entry]:
    """Each phrase once, with all its languages."""
    found: dict[str, list[tuple[str, str]]] = {}
    counts: Counter[str] = Counter()
    for phrase, count in frequent:
        found.setdefault(phrase[1], []).append(phrase)
        counts[phrase[1]] += count
    for exact, phrases in found.items():
        text = max(written[phrase] for phrase in phrases)
        if text.isupper() and len(text) > _LONGEST_ACRONYM:
            text = text.title()
        yield _Entry(text, "phrase", counts[exact], _one_of(sorted({language for language, _ in phrases})))


def _named(engine: SearchEngine, named: dict[tuple[str, str], set[str]], collapse: bool) -> Iterator[_Entry]:
    query = EngineQuery(
        Everything(), limit=0, facets=("author", "category"), facet_size=_MAX_VALUES, collapse=collapse
    )
    for kind, buckets in engine.search(query).facets.items():
        for value, count in buckets:
            name = value.rpartition(PATH_SEPARATOR)[2]
            if (kind, name) in named:
                yield _Entry(name, kind, count, _one_of(sorted(named[kind, name])))


def _one_of(languages: Iterable[str]) -> frozenset[str]:
    """A set of languages. Equal sets are one object, because thousands of entries share a handful of sets."""
    return _shared_set(tuple(languages))


@lru_cache(maxsize=1_024)
def _shared_set(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(languages)


def _categories(document: Document) -> Iterator[str]:
    return (name for path in document.categories for name in path)


def _phrases(title: str, language: str) -> Iterator[tuple[str, str]]:
    """(exact forms, as written) of the single words, pairs and triples of a title.

    None begins or ends with a function word or crosses punctuation.
    """
    analyzer = get_analyzer(language if language in LANGUAGES else "und")
    words = get_analyzer("und").analyze(title)
    weak = [analyzer.is_function_word(word.exact) or not word.exact.isalpha() for word in words]
    for first, word in enumerate(words):
        exact, end = "", word.start
        for last in range(first, min(first + _LONGEST_PHRASE, len(words))):
            then = words[last]
            if weak[first] or title[end : then.start].strip() or then.start < end:
                break
            exact, end = f"{exact} {then.exact}".strip(), then.end
            if not weak[last] and len(exact) > 2:
                yield exact, title[word.start : end]
