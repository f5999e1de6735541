"""The words of a document as an index has them: terms, what a stream says, hashes for offsets.

What follows from a word is computed once per process and noted at the analyzer's entry for it. Equal words
are one object, so that thousands of occurrences are counted and grouped without comparing any terms.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter
from typing import Any
from weakref import WeakValueDictionary

from analyzers import LANGUAGES_OF_SCRIPT, get_analyzer, script_of
from analyzers.columns import Entry, Tokens
from engines.port.offsets import hashes_of
from engines.port.terms import FORMS, is_root_term, root_term, stem_term
from search.signature import signed_terms


class Word:
    """A word: its exact form, what a stream says, with the root that is only used for ranking, ``hashes`` for
    ``offsets.encode_words``, and ``signed``, its terms in a signature.

    There are hundreds of thousands of them, so what is rarely asked for is not kept.
    """

    __slots__ = ("__weakref__", "exact", "hashes", "joined", "signed")

    def __init__(self, language: str, terms: tuple[str, ...], joined: str) -> None:
        exact = self.exact = terms[0]
        roots = [
            root_term(code, root)
            for code in _languages_of(language, exact)
            if (root := get_analyzer(code).root(exact))
        ]
        self.joined = FORMS.join((joined, *roots)) if roots else joined
        self.hashes = hashes_of(terms)
        self.signed = signed_terms(language, terms)

    @property
    def terms(self) -> tuple[str, ...]:
        """The exact form and the stems."""
        exact, *others = self.joined.split(FORMS)
        return (exact, *(term for term in others if not is_root_term(term)))


_note: Callable[[Entry], Any] = attrgetter("note")
_words: defaultdict[str, WeakValueDictionary[str, Word]] = defaultdict(WeakValueDictionary)
_lock = threading.Lock()


def words_of(language: str, tokens: Tokens) -> list[Word]:
    """The word of each token.

    Args:
        language: code of the text's language, whose analyzer made the tokens.
    """
    words = list(map(_note, tokens.entries))
    if None in words:
        words = [word or _noted(language, entry) for word, entry in zip(words, tokens.entries, strict=True)]
    return words


def terms_of(language: str, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of a token: its exact form, and its stems marked by language (``EN:library``).

    A word in another script than the document's, or in a document of unknown language, has the stems of every
    language of its script, because a query in that script is analysed in all of them as well.

    Args:
        language: code of the document's language.
        exact: the token's exact form.
        stems: the token's stems in that language.
    """
    if stems:
        return (exact, *(stem_term(language, stem) for stem in stems))
    others = LANGUAGES_OF_SCRIPT.get(script_of(exact), ())
    if language in others:
        return (exact,)
    found = (stem_term(other, stem) for other in others for stem in get_analyzer(other).stems(exact))
    return (exact, *dict.fromkeys(found))


def _languages_of(language: str, exact: str) -> tuple[str, ...]:
    """The languages that provide stems for a word of a document."""
    others = LANGUAGES_OF_SCRIPT.get(script_of(exact), ())
    return (language,) if language in others else others


def _noted(language: str, entry: Entry) -> Word:
    terms = tuple(dict.fromkeys(terms_of(language, entry.exact, entry.stems)))
    joined = FORMS.join(terms)
    with _lock:
        known = _words[language]
        word = known.get(joined)
        if word is None:
            word = known[joined] = Word(language, terms, joined)
    entry.note = word
    return word
