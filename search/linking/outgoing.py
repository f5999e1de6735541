"""Links to set in a draft: a phrase of the draft, and the article that it should lead to.

Candidates are the articles whose titles share rare words with the draft, and those that are nearest to it. An
article is offered if words of its title are a phrase of the draft.
"""

from dataclasses import dataclass
from itertools import chain

from engines.port.engine import EngineQuery
from engines.port.model import Document
from engines.port.payload import StoredDocument
from engines.port.terms import Bool, Lookup, TermNode
from search.likeness import cosine, vector
from search.linking.drafts import Draft
from search.linking.phrases import Anchor, Passage, best_anchor, title_words, weighed
from search.reasons import address_key
from search.scope import Scope, within
from search.signature import Signature

_TITLE_TERMS = 150
_TEXT_TERMS = 40
_CANDIDATES = 80
_OF_ONE_PHRASE = 2
"""Maximum number of articles that are offered for one phrase."""
_RARE = 0.003
"""A single word carries a link only if at most this share of the articles has it."""
_FULL = 2.0
"""The weight of a phrase, compared with that of the rarest word, from which on more words add nothing."""
LIKENESS, COVERAGE, STRENGTH = 1.0, 0.6, 0.5
"""What counts: how near the article is, how much of its title is in the sentence, and how rare the phrase is.
``benchmarks.links`` measures them.
"""


@dataclass(frozen=True, slots=True)
class LinkToSet:
    """An article that the draft could link to, and the phrase that could carry the link."""

    document: Document
    passage: Passage
    score: float


def links_to_set(
    draft: Draft, scope: Scope = (), size: int = 10, excluded: frozenset[str] = frozenset()
) -> tuple[LinkToSet, ...]:
    """Up to ``size`` links, best first.

    Args:
        excluded: ids of articles that are not offered.
    """
    found: list[tuple[float, Anchor, Document]] = []
    for stored in _candidates(draft, scope):
        document = stored.document
        known = document.url and address_key(document.url) in draft.linked
        if document.id in excluded or document.id == draft.document.id or known:
            continue
        words = title_words(document.title, document.language)
        judged = _judged(draft, stored, words) if words else None
        if judged:
            found.append((*judged, document))
    found.sort(key=lambda one: (-round(one[0], 9), one[2].id))
    return tuple(
        LinkToSet(document, draft.sentences.passage(anchor.start, anchor.end), score)
        for score, anchor, document in _chosen(found, size)
    )


def _candidates(draft: Draft, scope: Scope) -> list[StoredDocument]:
    """The articles that may be linked, without bodies, one of each story."""
    telling = draft.telling(_TITLE_TERMS)
    titles = tuple(Lookup("title", term, draft.vector[term]) for term in telling)
    texts = tuple(Lookup("text", term, draft.vector[term]) for term in telling[:_TEXT_TERMS])
    both = chain(_found(draft, titles, 1, scope), _found(draft, texts, min(2, len(texts)), scope))
    stories: dict[object, StoredDocument] = {}
    for stored in both:
        document = stored.document
        stories.setdefault(document.id if document.story is None else document.story, stored)
    return list(stories.values())


def _found(draft: Draft, nodes: tuple[TermNode, ...], least: int, scope: Scope) -> list[StoredDocument]:
    if not nodes:
        return []
    node = within(Bool(should=nodes, at_least=least), scope)
    hits = draft.rarity.engine.search(EngineQuery(node, limit=_CANDIDATES, summaries=True)).hits
    return [hit.stored for hit in hits]


def _judged(
    draft: Draft, stored: StoredDocument, terms: list[tuple[str, ...]]
) -> tuple[float, Anchor] | None:
    """The score of an article and the phrase for it; None if no phrase of the draft can carry a link."""
    matches = draft.matches(terms)
    if not matches:
        return None
    words = weighed(terms, draft.rarity.weights(chain.from_iterable(terms)))
    anchor = best_anchor(matches, words, draft.sentences, draft.spans)
    if anchor is None or (anchor.words == 1 and anchor.weight < draft.rarity.of_share(_RARE, 2)):
        return None
    signature = Signature.decoded(stored.signature)
    likeness = cosine(draft.vector, vector(signature, draft.rarity.weights(signature.counts)))
    coverage = anchor.near / (sum(word.weight for word in words) or 1.0)
    strength = min(1.0, anchor.weight / (_FULL * draft.rarity.highest or 1.0))
    return LIKENESS * likeness + COVERAGE * coverage + STRENGTH * strength, anchor


def _chosen(found: list[tuple[float, Anchor, Document]], size: int) -> list[tuple[float, Anchor, Document]]:
    """The best ones, not too many for one phrase."""
    chosen: list[tuple[float, Anchor, Document]] = []
    for one in found:
        same = sum(one[1].start < other.end and other.start < one[1].end for _, other, _ in chosen)
        if same < _OF_ONE_PHRASE:
            chosen.append(one)
        if len(chosen) == size:
            break
    return chosen
