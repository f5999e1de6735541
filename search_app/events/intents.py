"""Which queries ask for the same thing? Spellings, forms, keyboard layouts and synonyms of one intent.

Two queries have one intent if they are equal without spaces and marks, if their words have the same stems in
a language, if synonyms make them equal, or if one is the other typed on another keyboard layout. Similar
words alone are not enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from analyzers import LANGUAGES_OF_SCRIPT, fold, get_analyzer, script_of
from search.did_you_mean.keyboards import meant
from search.synonyms.groups import Group, key_of

Groups = Mapping[str, Sequence[Group]]
"""The groups of synonyms of each file."""


class Intents:
    """Finds the queries of one intent.

    Args:
        synonyms: the groups of synonyms that the service uses.
    """

    def __init__(self, synonyms: Groups | None = None) -> None:
        self._names = _names_of(synonyms or {})

    def grouped(self, texts: Iterable[str]) -> list[list[str]]:
        """The texts in groups of one intent. Groups and texts are in the order of the input."""
        known = list(dict.fromkeys(texts))
        parents = {text: text for text in known}
        owners: dict[str, str] = {}
        for text in known:
            for key in self._keys(text):
                _join(parents, text, owners.setdefault(key, text))
        for text in known:
            for other in meant(text).values():
                owner = owners.get(_bare(other))
                if owner is not None:
                    _join(parents, text, owner)
        groups: dict[str, list[str]] = {}
        for text in known:
            groups.setdefault(_root(parents, text), []).append(text)
        return list(groups.values())

    def _keys(self, text: str) -> set[str]:
        keys = {_bare(text)}
        whole = self._names.get(_bare(text))
        if whole:
            keys.add(f"group {whole}")
        for language, words in _stems(text):
            named = sorted(self._names.get(word, stem) for word, stem in words)
            keys.add(f"words {language} {' '.join(named)}")
        return keys


def _names_of(synonyms: Groups) -> dict[str, str]:
    """The group of each word that is equivalent to others, by its place in the files."""
    return {
        _bare(word): group.origin
        for groups in synonyms.values()
        for group in groups
        if set(map(key_of, group.typed)) == set(map(key_of, group.found))
        for word in group.typed
    }


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A text without spaces and marks, folded."""
    return "".join(char for char in fold(text) if char.isalnum())


def _stems(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The words of a query with their first stems, in each language of its script, without function words."""
    found = []
    for language in LANGUAGES_OF_SCRIPT.get(script_of(fold(text)), ()):
        analyzer = get_analyzer(language)
        words = tuple(
            (_bare(token.exact), token.stems[0] if token.stems else token.exact)
            for token in analyzer.analyze(text)
            if not analyzer.is_function_word(token.exact)
        )
        if words:
            found.append((language, words))
    return found


def _root(parents: dict[str, str], text: str) -> str:
    while parents[text] != text:
        parents[text] = text = parents[parents[text]]
    return text


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = _root(parents, one), _root(parents, other)
    if first != second:
        parents[second] = first
