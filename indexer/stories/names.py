"""The names and figures of an article as hashes (``search.invariants``)."""

import hashlib
from functools import lru_cache

from indexer.article import Article
from search.invariants import figures, latin_names, name_keys, other_names


def features(article: Article) -> tuple[int, ...]:
    """The hashes of an article's names and figures, sorted, without duplicates."""
    text = f"{article.title}\n{article.body}"
    found = {_hash("#" + figure) for figure in figures(text)}
    for word in latin_names(text):
        found.update(_keys(word, ""))
    for word in other_names(text, article.language):
        found.update(_keys(word, article.language))
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 17)
def _keys(word: str, language: str) -> tuple[int, ...]:
    return tuple(map(_hash, name_keys(word, language)))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)
