"""Is a draft a translation of an article in another language?

A translation keeps names and figures, and words that the tables of translations have. These are compared,
weighted by how rare they are in the archive. A candidate must be near enough, and clearly the nearest in its
language: articles about one event share most of their names. ``benchmarks.published`` measures it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyzers import LANGUAGES, fold, get_analyzer
from engines.port.engine import EngineQuery
from engines.port.model import Document
from engines.port.payload import StoredDocument
from engines.port.terms import Bool, Lookup, TermNode
from search.did_you_mean.transliterations import with_article, written_across
from search.documents import analyze
from search.invariants import figures, latin_names, name_keys, other_names
from search.rarity import Rarity
from search.scope import Scope, within
from search.signature import Signature
from search.translations.files import shipped_rows

_TERMS = 100
_CANDIDATES = 8
_MOST_LETTERS = 5_000
"""Number of letters of a text in which names and figures are looked for."""
_LETTERS = 2
"""Number of first letters by which words of the tables are found."""
_COMMON = 0.1
"""A name or word in a larger share of the articles does not count."""
_LEAST = 0.3
"""Minimum cosine of a translation."""
_SHARED = 6
"""Minimum number of shared names, figures and words."""
_ABOVE_SECOND = 1.3
"""How much nearer it is than the second one in its language."""
_LENGTH = 0.4
"""Minimum length of the shorter text, compared with the longer one."""


@dataclass(frozen=True, slots=True)
class Translated:
    """An article of which a draft is a translation, or the reverse, and how near they are, from 0 to 1."""

    stored: StoredDocument
    score: float


def translated(draft: StoredDocument, rarity: Rarity, scope: Scope = ()) -> tuple[Translated, ...]:
    """The articles in other languages that have the text of a draft, at most one in each language."""
    document = draft.document
    languages = tuple(code for code in LANGUAGES if code != document.language)
    names = _names(document)
    candidates = _candidates(draft, names, rarity, (*scope, ("language", languages)))
    if not candidates:
        return ()
    own = _features(draft, names, rarity)
    by_language: dict[str, list[tuple[float, int, StoredDocument]]] = {}
    for candidate in candidates:
        theirs = _features(candidate, _names(candidate.document), rarity)
        near = (_cosine(own, theirs), len(own.keys() & theirs.keys()), candidate)
        by_language.setdefault(candidate.document.language, []).append(near)
    found = (_best(document, near) for near in by_language.values())
    return tuple(one for one in found if one)


def _best(draft: Document, near: list[tuple[float, int, StoredDocument]]) -> Translated | None:
    """The nearest article of a language, if it is a translation."""
    near.sort(key=lambda one: (-one[0], one[2].document.id))
    score, shared, stored = near[0]
    story = stored.document.story
    others = [s for s, _, other in near[1:] if story is None or other.document.story != story]
    lengths = sorted((len(draft.body), len(stored.document.body)))
    is_clear = score >= max(_LEAST, _ABOVE_SECOND * max(others, default=0.0)) and shared >= _SHARED
    return Translated(stored, score) if is_clear and lengths[0] >= _LENGTH * lengths[1] else None


@dataclass(frozen=True, slots=True)
class _Names:
    """The figures of a text, and the words that may be names with their language; "" for Latin letters."""

    figures: frozenset[str]
    words: tuple[tuple[str, str], ...]


def _names(document: Document) -> _Names:
    text = f"{document.title}\n{document.body}"[:_MOST_LETTERS]
    analyzer = get_analyzer(document.language)
    folded = {word: fold(word) for word in other_names(text, document.language)}
    others = (
        (word, document.language)
        for word, exact in sorted(folded.items())
        if exact and not analyzer.is_common(exact) and not analyzer.is_function_word(exact)
    )
    return _Names(frozenset(figures(text)), (*((word, "") for word in sorted(latin_names(text))), *others))


def _candidates(draft: StoredDocument, names: _Names, rarity: Rarity, scope: Scope) -> list[StoredDocument]:
    """The articles with most of the draft's figures, names and translated words. They have bodies."""
    node = _alike(draft, names, rarity, scope)
    return (
        [hit.stored for hit in rarity.engine.search(EngineQuery(node, limit=_CANDIDATES)).hits]
        if node
        else []
    )


def across_languages(
    source: StoredDocument, rarity: Rarity, scope: Scope, limit: int
) -> list[tuple[float, float, StoredDocument]]:
    """The articles in other languages with most of a document's figures, names and translated words.

    Args:
        scope: values of facets that they must have, such as a language.

    Returns:
        The engine's score, the cosine of what the tables of translations have, and the article without its
        body.
    """
    node = _alike(source, _names(source.document), rarity, scope)
    hits = rarity.engine.search(EngineQuery(node, limit=limit, summaries=True)).hits if node else ()
    bare = _Names(frozenset(), ())
    own = _features(source, bare, rarity)
    return [(hit.score or 0.0, _cosine(own, _features(hit.stored, bare, rarity)), hit.stored) for hit in hits]


def _alike(draft: StoredDocument, names: _Names, rarity: Rarity, scope: Scope) -> TermNode | None:
    """What finds articles with a draft's figures, names and translated words; None if it has none."""
    wanted = set(names.figures)
    for word, _ in names.words:
        exact = fold(word)
        wanted.add(exact)
        wanted.update(*(with_article(others) for others, _ in written_across(exact)))
    for row in set(_rows_of(draft).values()):
        wanted.update(term for language, term in _terms_of(row) if language != draft.document.language)
    weights, least, highest = rarity.weights(wanted), rarity.of_share(_COMMON, 5), rarity.highest
    kept = sorted((-weights[term], term) for term in wanted if least <= weights[term] < highest)[:_TERMS]
    if not kept:
        return None
    lookups = tuple(Lookup("text", term, -weight) for weight, term in kept)
    return within(Bool(should=lookups, at_least=min(2, len(lookups))), scope)


def _features(stored: StoredDocument, names: _Names, rarity: Rarity) -> dict[str, float]:
    """The weights of what survives a translation: figures, consonants of names, rows of the tables."""
    rows = _rows_of(stored)
    weights = rarity.weights((*names.figures, *rows, *(fold(word) for word, _ in names.words)))
    found: dict[str, float] = {f"#{figure}": weights[figure] for figure in names.figures}
    for term, row in rows.items():
        found[f"={row}"] = max(found.get(f"={row}", 0.0), weights[term])
    for word, language in names.words:
        for key in name_keys(word, language):
            found[key] = max(found.get(key, 0.0), weights[fold(word)])
    least = rarity.of_share(_COMMON, 3)
    return {key: weight for key, weight in found.items() if weight >= least}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(one[key] * other[key] for key in one.keys() & other.keys()) / lengths if lengths else 0.0


def _rows_of(stored: StoredDocument) -> dict[str, int]:
    """The rows of the tables of translations that have a document's terms, by these terms."""
    language = stored.document.language
    found: dict[str, int] = {}
    for term in Signature.decoded(stored.signature).counts:
        stem = term.rpartition(":")[2]
        row = _beginning(language, stem[:_LETTERS]).get(term)
        if row is not None:
            found[term] = row
    return found


@cache
def _words() -> dict[tuple[str, str], list[tuple[str, int]]]:
    """The words of the tables that are one word with their rows, by language and first letters."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for number, row in enumerate(shipped_rows()):
        for language, words in row.words:
            article = LANGUAGES[language].article or ""
            for word in words:
                exact = fold(word)
                for start in {exact[:_LETTERS], exact.removeprefix(article)[:_LETTERS]}:
                    found.setdefault((language, start), []).append((word, number))
    return found


@cache
def _beginning(language: str, letters: str) -> dict[str, int]:
    """The rows of terms that begin with some letters. Analysing all words of the tables takes a second."""
    found: dict[str, int] = {}
    for word, row in _words().get((language, letters), ()):
        if term := _term(word, language):
            found.setdefault(term, row)
    return found


@cache
def _terms_of(row: int) -> tuple[tuple[str, str], ...]:
    """The languages and terms of a row."""
    words = ((language, word) for language, words in shipped_rows()[row].words for word in words)
    return tuple((language, term) for language, word in words if (term := _term(word, language)))


def _term(word: str, language: str) -> str:
    """The term that finds a word; "" for several words."""
    found = [] if " " in word else list(analyze(word, language).words)
    return found[0].terms[-1] if len(found) == 1 else ""
