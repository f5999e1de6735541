"""Word lists: a word that only one language has decides most queries.

simplemma's, if it has the language, and what the language's folder adds: ``words()`` and ``counts()`` in its
``detection.py``, and the words of ``profile.txt``. They are compiled when Fehrest is built, like the lexicons
of the analyzers (``analyzers/lexicon.py``).
"""

from importlib.util import find_spec
from pathlib import Path

from analyzers import LANGUAGES
from analyzers.dictionary import dictionary_of
from analyzers.lexicon import LexiconError, Sources, compiled, data_file
from indexer.language import profiles
from indexer.language.profiles import profile_words, same_letters
from indexer.language.sorted_lines import SortedLines, sorted_lines

_OWN_FILES = ("language.toml", "detection.toml", "detection.py", "profile.txt")


def listed_words(code: str) -> SortedLines:
    """The folded words of a language's list, also as typed without its special letters (``plain``)."""
    words, _ = _lists(code)
    return SortedLines(words.encode())


def word_counts(code: str) -> SortedLines:
    """How often a large corpus of the language has each folded word; empty if its folder has no counts."""
    _, counts = _lists(code)
    return SortedLines(counts.encode())


def _lists(code: str) -> list[str]:
    return compiled(f"{code}-words", _sources(code), lambda: _compile(code)).sections


def _sources(code: str) -> Sources:
    """The language's own files and lexicon, and simplemma's list if it has one."""
    language = LANGUAGES[code]
    own = [path for name in _OWN_FILES if (path := language.file(name)).is_file()]
    hooks = language.module("detection")
    found = Sources((Path(__file__), Path(profiles.__file__), *own), _dictionary(code))
    return found + hooks.sources() if hooks is not None else found


def _dictionary(code: str) -> tuple[tuple[str, ...], ...]:
    """Empty if simplemma is installed and lacks the language."""
    try:
        data_file(*dictionary_of(code))
    except LexiconError:
        return () if find_spec("simplemma") else (dictionary_of(code),)
    return (dictionary_of(code),)


def _compile(code: str) -> list[str]:
    return [sorted_lines(_words(code)), sorted_lines(_count_lines(code))]


def _words(code: str) -> set[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import (
        SUPPORTED_LANGUAGES,
        DefaultDictionaryFactory,
    )

    words = {same_letters(word) for word in profile_words(code)}
    if code in SUPPORTED_LANGUAGES:
        words |= {same_letters(word) for word in DefaultDictionaryFactory().get_dictionary(code)}
    plain = str.maketrans({**LANGUAGES[code].data("detection").get("plain", {})})
    if plain:
        words |= {word.translate(plain) for word in words}
    hooks = LANGUAGES[code].module("detection")
    if hooks is not None:
        words.update(map(same_letters, hooks.words()))
    return words


def _count_lines(code: str) -> list[str]:
    """Each word and its count."""
    hooks = LANGUAGES[code].module("detection")
    counts: dict[str, int] = {}
    for word, count in hooks.counts() if hooks is not None else ():
        folded = same_letters(word)
        counts[folded] = max(counts.get(folded, 0), count)
    return [f"{word}\t{count}" for word, count in counts.items()]
