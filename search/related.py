"""More like this: the articles nearest to an article or a draft, and why.

The engine finds candidates by the article's weightiest terms. They are then ordered by ``search.likeness``,
which only reads signatures, so every engine returns the same order.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from engines.port.engine import EngineQuery, SearchEngine
from engines.port.model import Document
from engines.port.payload import StoredDocument
from engines.port.terms import Bool, InStory, Lookup, TermNode
from search.copies import copies_of
from search.documents import described
from search.likeness import Vector, columns_of, contained, cosine, vector, with_neighbours
from search.rarity import Rarity
from search.reasons import NO_LINKS, Reasons, affinity, reasons
from search.reranking import ACROSS_WEIGHT, blended, nearness_of
from search.scope import Scope, within
from search.translated import across_languages, translated
from search.weak_words import is_weak

ANY, SAME = "any", "same"
"""Values of ``language``; others are codes of languages."""
_MAX_LETTERS = 20_000
"""Number of letters of a draft that are read."""
_MAX_TERMS = 60
_CANDIDATES, _SPARE, _ACROSS = 30, 10, 60
"""Minimum number of candidates, how many more there are than wanted articles, and those in another language.
``benchmarks.related`` is as good with 30 as with 60, and most of the time goes into reading candidates.
"""
_TOO_COMMON = 0.2
_MAY_BE_COPY = 0.45
"""Minimum share of the weights of one article's terms that the other has, to compare them word by word."""
_COMPARED = 6
"""Maximum number of articles that are compared word by word with the source."""
_MEANING = 0.4
"""Part of the meaning in the order, where articles have vectors. ``score`` is that of the words."""
_LEAST, _ARTICLES, _GROWTH = 0.045, 240, 0.245
"""Minimum cosine of a related article, without weak words, in an archive of so many articles, and the
exponent by which it grows with the archive: the nearest of many unrelated articles is nearer by chance.
``benchmarks.related --large`` measures it.
"""


@dataclass(frozen=True, slots=True)
class TellingTerm:
    """A term of the article, a form in which it was written, and its weight."""

    term: str
    surface: str
    weight: float


@dataclass(frozen=True, slots=True)
class RelatedHit:
    """A related article, the words that it shares, most significant first, and everything that speaks for it.

    ``score`` is from 0 to a little over 1.
    """

    document: Document
    score: float
    shared: tuple[str, ...]
    why: Reasons


@dataclass(frozen=True, slots=True)
class _Source:
    """What related articles are wanted for: the document, its vector, and its weightiest terms, weightiest
    first.

    ``surface`` returns a term as the document writes it. ``is_draft`` is whether the index has no article
    with its id. ``embedding`` returns the vector of a draft.
    """

    stored: StoredDocument
    vector: Vector
    terms: tuple[str, ...]
    surface: Callable[[str], str]
    is_draft: bool
    embedding: Callable[[Document], bytes] | None = None

    def nearness(self, stored: Sequence[bytes]) -> list[float | None]:
        """The cosine in meaning with each of some articles; None for one that cannot be compared."""
        own = self.stored.document.embedding
        if not own and self.is_draft and self.embedding and any(stored):
            own = self.embedding(self.stored.document)
        return nearness_of(own, stored)


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate that is near enough: its id, its score, and the share of terms from ``contained``."""

    id: str
    score: float
    contained: float


def telling_terms(engine: SearchEngine, document: Document) -> tuple[TellingTerm, ...]:
    """The terms that distinguish an article: frequent in it (more so in the title), rare elsewhere."""
    source = _source(document, Rarity(engine))
    return tuple(TellingTerm(term, source.surface(term), source.vector[term]) for term in source.terms)


def related(
    engine: SearchEngine,
    document: Document,
    size: int = 10,
    scope: Scope = (),
    *,
    language: str = ANY,
    linked: frozenset[str] = NO_LINKS,
    rarity: Rarity | None = None,
    embedding: Callable[[Document], bytes] | None = None,
) -> tuple[RelatedHit, ...]:
    """Up to ``size`` other stories, most related first. The document need not be in the index.

    Args:
        scope: values of facets that the articles must have.
        language: ``any``, ``same`` (as the document), or the code of a language.
        linked: the addresses that the document links to, from ``reasons.address_key``.
        rarity: the weights of terms, if they are kept from one call to the next.
        embedding: returns the vector of a draft. It is called if there is something to compare it with.
    """
    rarity = (rarity or Rarity(engine)).for_request()
    source = replace(_source(document, rarity), embedding=embedding)
    if size < 1:
        return ()
    wanted = document.language if language == SAME else language
    if wanted not in (ANY, "und"):
        scope = (*scope, ("language", (wanted,)))
    ordered = _ordered(source, _candidates(engine, source, size, scope), rarity) if source.terms else []
    foreign: set[str] = set()
    if wanted not in (ANY, "und", document.language):
        across = _across(source, rarity, scope)
        foreign = {one.id for one in across}
        ordered = [*across, *(one for one in ordered if one.id not in foreign)]
    whole, copies = _read(source, ordered, size, rarity)
    if source.is_draft and language != SAME:
        for other in translated(source.stored, rarity, scope):
            id_ = other.stored.document.id
            ordered = [one for one in ordered if one.id != id_]
            insort(ordered, _Found(id_, other.score, other.score), key=lambda one: -one.score)
            whole[id_], copies = other.stored, copies | {id_}
    hits = (
        _hit(source, whole[one.id], one, linked, published=one.id in copies)
        for one in _with_copies(ordered, copies, size)
        if one.id in whole
    )
    # Translated words are no reasons that could be shown.
    return tuple(hit for hit in hits if hit.why.published or hit.why.is_given or hit.document.id in foreign)


def _read(
    source: _Source, ordered: list[_Found], size: int, rarity: Rarity
) -> tuple[dict[str, StoredDocument], frozenset[str]]:
    """The documents that may be shown, by id, and the ids of those that have the source's text."""
    suspects = sorted(ordered, key=lambda one: (-one.contained, one.id))[:_COMPARED]
    suspects = [one for one in suspects if one.contained >= _MAY_BE_COPY]
    read = dict.fromkeys(one.id for one in (*ordered[:size], *suspects))
    whole = {one.document.id: one for one in rarity.engine.get(list(read))} if read else {}
    bodies = [whole[one.id].document for one in suspects if one.id in whole]
    return whole, copies_of(source.stored.document, bodies, rarity.weights)


def _with_copies(ordered: list[_Found], copies: frozenset[str], size: int) -> list[_Found]:
    """The first ones in their order, with all copies among them."""
    first = [one for one in ordered if one.id in copies]
    others = [one for one in ordered if one.id not in copies][: max(0, size - len(first))]
    chosen = {one.id for one in (*first[:size], *others)}
    return [one for one in ordered if one.id in chosen]


def _source(document: Document, rarity: Rarity) -> _Source:
    read = replace(document, body=document.body[:_MAX_LETTERS])
    known = rarity.engine.get([document.id]) if document.id else []
    stored = next((one for one in known if one.signature and one.document == document), None)
    stored = stored or described(read)
    own = vector(stored.signature, rarity)
    weights = rarity.weights(own)
    least, highest = rarity.of_share(_TOO_COMMON, 10), rarity.highest
    telling = [term for term in own if least <= weights[term] < highest]
    telling.sort(key=lambda term: (-own[term], term))
    surface = cache(partial(_surface, stored, stored.document.full_text))
    return _Source(stored, own, tuple(telling[:_MAX_TERMS]), surface, not known)


def _surface(stored: StoredDocument, text: str, term: str) -> str:
    """A term as it is first written in the text of a document."""
    start, end = min(stored.vector.spans(term), default=(0, 0))
    return text[start:end]


def _candidates(engine: SearchEngine, source: _Source, size: int, scope: Scope) -> list[StoredDocument]:
    """The best match of each other story, without bodies."""
    document = source.stored.document
    lookups = tuple(Lookup("text", term, source.vector[term]) for term in source.terms)
    own: tuple[TermNode, ...] = (InStory((document.story,)),) if document.story is not None else ()
    node = within(Bool(should=lookups, at_least=1, must_not=own), scope)
    hits = engine.search(EngineQuery(node, limit=max(_CANDIDATES, size + _SPARE), summaries=True)).hits
    stories: dict[object, StoredDocument] = {}
    for hit in hits:
        found = hit.stored.document
        if found.id != document.id:
            stories.setdefault(found.id if found.story is None else found.story, hit.stored)
    return list(stories.values())


def _ordered(source: _Source, candidates: list[StoredDocument], rarity: Rarity) -> list[_Found]:
    """The candidates that are near enough, the best ones first."""
    signatures = _signatures(candidates, rarity.engine)
    vectors = columns_of(signatures, rarity)
    cosines = [cosine(source.vector, one) for one in vectors]
    scores = with_neighbours(vectors, cosines)
    weak = {term: weight for term, weight in source.vector.items() if is_weak(term)}
    least = _LEAST * max(1.0, rarity.articles / _ARTICLES) ** _GROWTH
    found = [
        _Found(
            candidate.document.id,
            score * affinity(source.stored.document, candidate.document),
            contained(source.vector, one),
        )
        for candidate, score, near, one in zip(candidates, scores, cosines, vectors, strict=True)
        if near >= least and near - cosine(weak, one) >= least
    ]
    vectors_of = {one.document.id: one.document.embedding for one in candidates}
    near = source.nearness([vectors_of[one.id] for one in found])
    both = blended([one.score for one in found], near, _MEANING)
    ordered = sorted(zip(both, found, strict=True), key=lambda pair: (-round(pair[0], 9), pair[1].id))
    return [one for _, one in ordered]


def _across(source: _Source, rarity: Rarity, scope: Scope) -> list[_Found]:
    """The nearest other stories in another language, by translated words, names, figures, and meaning."""
    own = source.stored.document
    stories: dict[object, tuple[float, float, StoredDocument]] = {}
    for one in across_languages(source.stored, rarity, scope, _ACROSS):
        other = one[2].document
        if other.id != own.id and (own.story is None or other.story != own.story):
            stories.setdefault(other.id if other.story is None else other.story, one)
    found = list(stories.values())
    near = source.nearness([stored.document.embedding for *_, stored in found])
    both = blended([score for score, *_ in found], near, ACROSS_WEIGHT)
    ordered = sorted(
        zip(both, found, strict=True), key=lambda pair: (-round(pair[0], 9), pair[1][2].document.id)
    )
    return [_Found(stored.document.id, likeness, 0.0) for _, (_, likeness, stored) in ordered]


def _signatures(candidates: Iterable[StoredDocument], engine: SearchEngine) -> list[str]:
    """The signatures of some documents. Those that an earlier version of Fehrest indexed are read again."""
    bare = [one.document.id for one in candidates if not one.signature]
    made = {one.document.id: described(one.document).signature for one in engine.get(bare)} if bare else {}
    return [one.signature or made.get(one.document.id, "") for one in candidates]


def _hit(
    source: _Source, stored: StoredDocument, found: _Found, linked: frozenset[str], *, published: bool
) -> RelatedHit:
    own = source.vector
    terms = ((term, source.surface(term), own[term]) for term in stored.vector.having(source.terms))
    why = reasons(source.stored, stored, terms, linked, published=published)
    return RelatedHit(stored.document, found.score, tuple(term.word for term in why.terms), why)
