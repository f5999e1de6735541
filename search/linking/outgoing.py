"""Links to set in a draft: a phrase of the draft, and the article that it should lead to.

Candidates are the articles whose titles share rare words with the draft, and those that are nearest to it. An
article is offered if words of its title are a phrase of the draft.
"""

from dataclasses import dataclass
from itertools import chain, pairwise

from engines.port.engine import EngineQuery
from engines.port.model import Document
from engines.port.payload import StoredDocument
from engines.port.terms import Bool, Lookup, TermNode
from search.likeness import columns_of, cosine
from search.linking.drafts import Draft
from search.linking.phrases import Anchor, Passage, Word, best_anchor, title_words, weighed
from search.reasons import address_key
from search.scope import Scope, within

_TITLE_TERMS = 150
_TEXT_TERMS = 40
_CANDIDATES = 50
_OF_ONE_PHRASE = 2
"""Maximum number of articles that are offered for one phrase."""
_RARE = 0.003
"""A single word carries a link only if at most this share of the articles has it."""
_MOST_OF_TITLE = 0.6
"""Share of the weight of a title whose words fit wherever in it they are."""
_LEAST, _LEAST_OF_WORD = 0.5, 0.65
"""Minimum score of a link; that of a single word, if it has no capital."""
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
    candidates = [
        stored
        for stored in _candidates(draft, scope)
        if stored.document.id not in (*excluded, draft.document.id) and not _is_linked(draft, stored.document)
    ]
    found = [one for one in _judged(draft, candidates) if one[0] >= _least(draft, one[1])]
    found.sort(key=lambda one: (-round(one[0], 9), one[2].id))
    return tuple(
        LinkToSet(document, draft.sentences.passage(anchor.start, anchor.end), score)
        for score, anchor, document in _chosen(found, size)
    )


def _is_linked(draft: Draft, document: Document) -> bool:
    return bool(document.url) and address_key(document.url or "") in draft.linked


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


def _judged(draft: Draft, candidates: list[StoredDocument]) -> list[tuple[float, Anchor, Document]]:
    """The score of each article with the phrase for it, without those that no phrase can lead to.

    The weights of all terms are looked up at once, because an engine in a cluster answers slowly.
    """
    titles = [title_words(one.document.title, one.document.language) for one in candidates]
    weights = draft.rarity.weights({term for title in titles for terms in title for term in terms})
    rare, full = draft.rarity.of_share(_RARE, 2), _FULL * draft.rarity.highest or 1.0
    fitting = []
    for stored, title in zip(candidates, titles, strict=True):
        words = weighed(title, weights)
        anchor = best_anchor(draft.matches(title), words, draft.sentences, draft.spans)
        if anchor and _fits(anchor, words, rare):
            coverage = anchor.near / (sum(word.weight for word in words) or 1.0)
            fitting.append((stored, anchor, COVERAGE * coverage + STRENGTH * min(1.0, anchor.weight / full)))
    vectors = columns_of([stored.signature for stored, _, _ in fitting], draft.rarity)
    return [
        (score + LIKENESS * cosine(draft.vector, each), anchor, stored.document)
        for (stored, anchor, score), each in zip(fitting, vectors, strict=True)
    ]


def _least(draft: Draft, anchor: Anchor) -> float:
    """The minimum score of a link with this phrase."""
    is_name = draft.document.body[anchor.start].isupper()
    return _LEAST if anchor.words > 1 or is_name else _LEAST_OF_WORD


def _fits(anchor: Anchor, words: list[Word], rare: float) -> bool:
    """Whether a phrase is what an article is about: a rare word, words that follow each other in its title,
    or most of its title. Words from all over a title are another subject.
    """
    inside = sorted(anchor.inside)
    if max(words[word].weight for word in inside) >= rare:
        return True
    follow = any(second - first == 1 for first, second in pairwise(inside))
    total = sum(word.weight for word in words) or 1.0
    return len(inside) > 1 and (follow or anchor.weight >= _MOST_OF_TITLE * total)


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
