"""The terms by which the words of synonym groups are found when somebody types them.

To find them every word is analysed, which takes a start of the service longer than anything else. So the keys
of a file are kept in the user's cache folder. They are used only for the same words and the same analysis.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from analyzers import LANGUAGES, Token, fingerprint
from analyzers.lexicon import digest, file_digest, keep, kept
from engines.port.terms import stem_term
from search import alternatives as _alternatives
from search.alternatives import Alternatives, token_graph
from search.synonyms.files import NAMES

Keys = tuple[frozenset[str], ...]
"""The terms that find each part of a word."""
_SHORTEST_NAME_STEM = 4
_ARTICLES = tuple(known.article for known in LANGUAGES.values() if known.article)


def keys_of_words(words: Sequence[tuple[str, str]], name: str = "") -> list[Keys]:
    """The keys of words, in their order.

    Args:
        words: each word and the file that it is in.
        name: the name under which they are kept in the cache folder; "" to keep nothing.
    """
    if not name:
        return [keys_of_word(*word) for word in words]
    mark = digest(_analysis(), *(f"{file}\t{word}" for word, file in words))
    known = _read(kept(name), mark)
    if known is None:
        known = [keys_of_word(*word) for word in words]
        parts = [[sorted(part) for part in keys] for keys in known]
        keep(name, json.dumps({"mark": mark, "keys": parts}, ensure_ascii=False))
    return known


def _read(content: str | None, mark: str) -> list[Keys] | None:
    """The keys that were kept, if they have the mark."""
    found = json.loads(content) if content else {}
    if found.get("mark") != mark:
        return None
    return [tuple(map(frozenset, parts)) for parts in found["keys"]]


@cache
def _analysis() -> str:
    """A text that changes when a word may get other keys."""
    return digest(fingerprint(), *(file_digest(Path(path)) for path in (__file__, _alternatives.__file__)))


@lru_cache(maxsize=16_384)
def keys_of_word(word: str, file: str) -> Keys:
    """The keys of a word. Remembered, because files are read again when they change.

    Args:
        file: the name of the word's file without ``.txt``.
    """
    return tuple(group_keys(part, file) for part in graph_of(word, file))


def group_keys(alternatives: Alternatives, file: str) -> frozenset[str]:
    """The exact form of a group's word and its first stem. Further stems belong to words that only look the
    same.
    """
    return frozenset(_group_keys(alternatives, file))


def _group_keys(alternatives: Alternatives, file: str) -> Iterator[str]:
    for reading in alternatives.readings:
        for token in reading.tokens:
            if (token.start, token.end) == (alternatives.start, alternatives.end):
                yield token.exact
                stems = stems_of_name(token) if file == NAMES else token.stems[:1]
                yield from (stem_term(reading.language, stem) for stem in stems)


def stems_of_name(token: Token) -> tuple[str, ...]:
    """The stems of a name that are long and begin as it does; others are of a word that looks the same."""
    article = next(filter(token.exact.startswith, _ARTICLES), "")
    bare = token.exact.removeprefix(article)
    return tuple(s for s in token.stems if len(s) >= _SHORTEST_NAME_STEM and bare.startswith(s))


def graph_of(word: str, file: str) -> list[Alternatives]:
    """The token graph of a group's word in the file's language; names in each language of their script."""
    if file == NAMES:
        return token_graph(word)
    found = (
        Alternatives(
            alternatives.start,
            alternatives.end,
            tuple(r for r in alternatives.readings if r.language in (file, "und")),
        )
        for alternatives in token_graph(word)
    )
    return [alternatives for alternatives in found if alternatives.readings]
