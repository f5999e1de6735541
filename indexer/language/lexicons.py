"""Word lists, read as sets: a word that only one language has settles most queries.

simplemma's, where it has the language, and what the language's folder adds: ``words()`` and ``counts()`` in
its ``detection.py``, and the words of ``profile.txt``.
"""

from simplemma.strategies.dictionaries.dictionary_factory import (
    SUPPORTED_LANGUAGES,
    DefaultDictionaryFactory,
)

from analyzers import LANGUAGES
from indexer.language.profiles import profile_words, same_letters


def listed_words(code: str) -> frozenset[str]:
    """The folded words of a language's list, also as they are typed without its own letters (``plain``)."""
    words = {same_letters(word) for word in profile_words(code)}
    if code in SUPPORTED_LANGUAGES:
        words |= {same_letters(word) for word in DefaultDictionaryFactory().get_dictionary(code)}
    plain = str.maketrans({**LANGUAGES[code].data("detection").get("plain", {})})
    if plain:
        words |= {word.translate(plain) for word in words}
    hooks = LANGUAGES[code].module("detection")
    if hooks is not None:
        words.update(map(same_letters, hooks.words()))
    return frozenset(words)


def word_counts(code: str) -> dict[str, int]:
    """How often a large corpus of the language has each folded word; empty where its folder has no counts."""
    hooks = LANGUAGES[code].module("detection")
    counts: dict[str, int] = {}
    for word, count in hooks.counts() if hooks is not None else ():
        folded = same_letters(word)
        counts[folded] = max(counts.get(folded, 0), count)
    return counts
