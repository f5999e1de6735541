"""Links back: older articles that should link to a draft, each with the sentence that could carry it."""

from dataclasses import dataclass
from itertools import chain

from engines.port.engine import EngineQuery
from engines.port.model import Document
from engines.port.payload import StoredDocument
from engines.port.terms import Bool, Lookup, any_of
from search.likeness import columns_of, cosine
from search.linking.drafts import Draft, matches_in
from search.linking.outgoing import LIKENESS, STRENGTH
from search.linking.phrases import Anchor, Passage, Sentences, Word, best_anchor, title_words, weighed
from search.scope import Scope, within

_CANDIDATES = 30
_TEXT_TERMS = 30
_LEAST_LIKENESS = 0.05
_RARE = 0.01
_FULL = 2.0


@dataclass(frozen=True, slots=True)
class LinkBack:
    """An older article, and the phrase in a sentence of it that could lead to the draft."""

    document: Document
    passage: Passage
    score: float


def links_back(
    draft: Draft, scope: Scope = (), size: int = 10, excluded: frozenset[str] = frozenset()
) -> tuple[LinkBack, ...]:
    """Up to ``size`` articles that mention what the draft's title is about, best first.

    Args:
        excluded: ids of articles that are not offered.
    """
    terms = title_words(draft.document.title, draft.document.language)
    if not terms:
        return ()
    words = weighed(terms, draft.rarity.weights(chain.from_iterable(terms)))
    candidates = [
        stored
        for stored in _candidates(draft, words, scope)
        if stored.document.id not in (*excluded, draft.document.id)
    ]
    vectors = columns_of([stored.signature for stored in candidates], draft.rarity)
    rare, full = draft.rarity.of_share(_RARE, 2), 2 * _FULL * draft.rarity.highest or 1.0
    found = []
    for stored, each in zip(candidates, vectors, strict=True):
        likeness = cosine(draft.vector, each)
        anchor, sentences = _anchor(stored, words) if likeness >= _LEAST_LIKENESS else (None, None)
        if anchor and sentences and (anchor.words > 1 or anchor.weight >= rare):
            strength = min(1.0, (anchor.weight + anchor.near) / full)
            passage = sentences.passage(anchor.start, anchor.end)
            found.append(LinkBack(stored.document, passage, LIKENESS * likeness + STRENGTH * strength))
    return tuple(sorted(found, key=lambda one: (-round(one.score, 9), one.document.id))[:size])


def _candidates(draft: Draft, words: list[Word], scope: Scope) -> list[StoredDocument]:
    """Articles with a word of the title, those nearest to the draft first. They have bodies."""
    titles = tuple(
        Lookup("text", term, word.weight / draft.rarity.highest) for word in words for term in word.terms
    )
    texts = tuple(Lookup("text", term, draft.vector[term]) for term in draft.telling(_TEXT_TERMS))
    node = within(Bool(must=(any_of(*titles),), should=texts), scope)
    hits = draft.rarity.engine.search(EngineQuery(node, limit=_CANDIDATES)).hits
    return [hit.stored for hit in hits]


def _anchor(stored: StoredDocument, words: list[Word]) -> tuple[Anchor | None, Sentences]:
    sentences = Sentences(stored.document.body)
    return best_anchor(matches_in(stored, [word.terms for word in words]), words, sentences), sentences
