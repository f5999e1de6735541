"""Finds searches with more hits than one that found nothing or hardly anything."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from analyzers import script_of
from search.did_you_mean.budget import MAX_SEARCHES, SearchBudget, TooManySearchesError
from search.did_you_mean.edits import ONE_SLIP
from search.did_you_mean.keyboards import meant
from search.did_you_mean.model import DidYouMean, complete, missing
from search.did_you_mean.spelling import FAR_MORE, FEW, Change, Corrector
from search.did_you_mean.vocabulary import OF_DATA, SHORTEST, Vocabulary, known_names
from search.did_you_mean.words import MAX_WORDS, TypedWords, typed_words, without_limits
from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

_KEYS_IN_WORDS = re.compile(r"[^\W\d_][\[\];,]+[^\W\d_]|(?:^|\s)[\[;,]+[^\W\d_]")
"""Keys that produce punctuation on the US layout and letters on others, where a word would have a letter."""
_GAP = re.compile(r"[\s-]+")
_LANGUAGES = 4
_NO_COST = 9.0
_FAR_MORE_NAMES = 5
"""If a query has hits, its words in another script must have this many times as many."""
_SURE_SOUND = 0.2
"""Up to this cost a word in another script is suggested in addition to a corrected typo."""


def finds_little(result: SearchResult) -> bool:
    """Whether an answer is so poor that other searches are worth their time."""
    request = result.request
    if request.page != 1 or not (request.text.strip() or request.filters):
        return False
    return complete(result) <= FEW or bool(_KEYS_IN_WORDS.search(request.text))


def did_you_mean(
    searcher: Searcher, vocabulary: Vocabulary, result: SearchResult, searches: int = MAX_SEARCHES
) -> tuple[DidYouMean, ...]:
    """Searches that find more, most likely first; () if the answer is good enough.

    They are only suggestions: what was typed is never replaced. Each has been run and has hits.

    Args:
        searches: maximum number of searches to run.
    """
    if not finds_little(result):
        return ()
    found: dict[tuple[str, str], DidYouMean] = {}
    with suppress(TooManySearchesError):
        for offer in _all(SearchBudget(searcher, searches), vocabulary, result):
            key = ("", offer.text) if offer.kind not in ("language", "filters") else (offer.kind, offer.text)
            found.setdefault(key, offer)
    return tuple(found.values())


def _all(searcher: SearchBudget, vocabulary: Vocabulary, result: SearchResult) -> Iterator[DidYouMean]:
    if result.request.text.strip():
        corrector = Corrector(searcher, vocabulary, result.request)
        parts = typed_words(result.request.text)
        if len(parts) == MAX_WORDS:
            parts = []
        other_layout = list(_keyboard(corrector, vocabulary, result))
        yield from other_layout
        if complete(result) <= FEW and not other_layout:
            yield from _words(corrector, parts, result)
    if not complete(result):
        yield from _languages(searcher, result)
        yield from _filters(searcher, result)


def _words(corrector: Corrector, parts: list[TypedWords], result: SearchResult) -> Iterator[DidYouMean]:
    """Names of another script instead of corrected typos; other words of it after them."""
    sounding = list(_transliteration(corrector, parts, result, _NO_COST))
    if sounding and (sounding[0][1] == OF_DATA or _is_name(sounding[0][0])):
        yield sounding[0][0]
        return
    sure = bool(sounding) and sounding[0][1] <= _SURE_SOUND
    cheapest = _NO_COST
    for offer, cost in _spelling(corrector, parts, result):
        cheapest = min(cheapest, cost)
        if cost <= ONE_SLIP or not sure:
            yield offer
    if not sure and cheapest < _NO_COST:
        sounding = list(_transliteration(corrector, parts, result, cheapest))
    yield from (offer for offer, _ in sounding)


def _spelling(
    corrector: Corrector, parts: list[TypedWords], result: SearchResult
) -> Iterator[tuple[DidYouMean, float]]:
    """The corrected query, and the cost of its most expensive change."""
    unknown = corrector.unknown(parts)
    changes = corrector.changed(parts, [*unknown, *corrector.rare(parts)], corrector.spelling)
    tries = [changes]
    if not unknown and not complete(result):
        joins = (change for part in parts for word in part.words for change in corrector.joins(word))
        tries += [[change] for change in sorted(joins, key=lambda c: -c.score)[:2]]
    for changes in filter(None, tries):
        offer = _offer("spelling", corrector, changes, result, 1 if unknown else FAR_MORE)
        if offer:
            yield offer, max(change.cost for change in changes)
            return


def _transliteration(
    corrector: Corrector, parts: list[TypedWords], result: SearchResult, spelling: float
) -> Iterator[tuple[DidYouMean, float]]:
    """The query in the other script: all its words, or only the unknown ones if nothing else is suggested."""
    unknown = corrector.unknown(parts)
    if not unknown and not corrector.rare(parts):
        return
    every = [word for part in parts if not part.function_word for word in part.words]
    for words in (every, unknown if spelling == _NO_COST else []):
        changes = corrector.changed(parts, words, corrector.sound, every=True)
        changed = {text for change in changes for text in _GAP.split(change.old)}
        if not changes or not changed.issuperset(word.text for word in words):
            continue
        if spelling <= ONE_SLIP and max(change.cost for change in changes) > _SURE_SOUND:
            return
        times = 1 if unknown else _FAR_MORE_NAMES
        offer = _offer("transliteration", corrector, changes, result, times)
        if offer:
            yield offer, max(change.cost for change in changes)
            return


def _is_name(offer: DidYouMean) -> bool:
    """Whether all words of a suggestion are names that the analyzers know."""
    words = [word.exact for part in typed_words(offer.text) for word in part.words]
    return bool(words) and all(word in known_names(script_of(word)) for word in words)


def _offer(
    kind: str, corrector: Corrector, changes: list[Change], result: SearchResult, times: int
) -> DidYouMean | None:
    """The changed query, if its hits contain more of its words, or if it has ``times`` as many hits."""
    text, changed = corrector.apply(changes)
    if text == result.request.text or not changed.total or missing(changed) > missing(result):
        return None
    if missing(changed) == missing(result) and changed.total <= times * result.total:
        return None
    return DidYouMean(kind, text, changed.total, _asking(result.request, text))


def _keyboard(corrector: Corrector, vocabulary: Vocabulary, result: SearchResult) -> Iterator[DidYouMean]:
    """What the same keys produce on another layout, if all of it are words."""
    typed = [word.exact for part in typed_words(result.request.text) for word in part.words]
    least = complete(result) if max(map(len, typed), default=0) >= SHORTEST else 0
    best: DidYouMean | None = None
    for text in meant(result.request.text).values():
        words = [word.exact for part in typed_words(text) for word in part.words]
        if not words or max(map(len, words)) < SHORTEST or not all(map(vocabulary.frequency, words)):
            continue
        found = corrector.look(text, 10, complete=True)
        if found.total > max(least, best.total if best else 0):
            best = DidYouMean("keyboard", text, found.total, _asking(result.request, text))
    if best:
        yield best


def _languages(searcher: SearchBudget, result: SearchResult) -> Iterator[DidYouMean]:
    """Languages that are not chosen and have articles with all the words."""
    request = result.request
    if not request.selected("language"):
        return
    wider = request.with_filter("language", ())
    found = searcher.search(replace(wider, size=0, facets=("language",), timeline=None, complete=True))
    for bucket in found.facets["language"][:_LANGUAGES]:
        if bucket.value not in request.selected("language") and bucket.count:
            chosen = request.with_filter("language", (bucket.value,))
            yield DidYouMean("language", bucket.value, bucket.count, chosen)


def _filters(searcher: SearchBudget, result: SearchResult) -> Iterator[DidYouMean]:
    """All the words without filters (also typed ones), unless the language is the only filter."""
    request = result.request
    text = without_limits(request.text)
    wider = replace(request, text=text, filters=(), first_day=None, last_day=None, page=1)
    if wider in (request, replace(request.with_filter("language", ()), page=1)):
        return
    found = searcher.search(replace(wider, size=0, facets=(), timeline=None, complete=True))
    if found.total:
        yield DidYouMean("filters", text, found.total, wider)


def _asking(request: SearchRequest, text: str) -> SearchRequest:
    return replace(request, text=text, page=1)
