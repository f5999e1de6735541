"""Answers a request: parse, plan, run, and highlight the hits. The same on every engine."""

import time
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from engines.port.engine import EngineQuery, EngineResult, SearchEngine
from engines.port.model import Document, Sort
from engines.port.terms import TermNode
from search.alternatives import token_graph
from search.categories import FACET, NO_CATEGORIES, Categories
from search.engine_query import check_request, days_of, engine_query, indexed
from search.expansion import MAX_ENRICHED, Expansion
from search.explain import Clause, clauses_of
from search.filter_spelling import FilterSpelling
from search.hits import hits_of
from search.model import Bucket, Match, SearchRequest, SearchResult, Snippet, Translation
from search.planning import Plan, plan
from search.query import And, Words, parse
from search.ranking import DEFAULT_WEIGHTS, Weights
from search.rarity import Rarity
from search.recency import recency_nodes
from search.reranking import ACROSS_DEPTH, DEPTH, Reranking, plain_words
from search.rules.model import NO_RULES, NOTHING, PINNED, Applied, Rules
from search.scope import within
from search.snippets import Marker, whole
from search.synonyms import NO_SYNONYMS, Synonyms
from search.term_dictionary import TermDictionary, read_terms
from search.translations import NO_TRANSLATIONS, AcrossLanguages, Translations, left_in, target_languages


def _today() -> date:
    return datetime.now(UTC).date()


class Searcher:
    """Answers requests from one engine. Thread-safe if the engine is.

    Args:
        today: returns the day from which ``Weights.recency`` counts.
        terms: returns the words for patterns and fuzzy words. By default they are read from the engine for
            each query that needs them.
        reranking: ranks by meaning; None: by words only.
        translations: translations of words, for requests with ``across``.
        rules: what editors decided for single queries.
        categories: the categories that count as one.
    """

    def __init__(
        self,
        engine: SearchEngine,
        weights: Weights = DEFAULT_WEIGHTS,
        synonyms: Synonyms = NO_SYNONYMS,
        today: Callable[[], date] = _today,
        terms: Callable[[], TermDictionary] | None = None,
        reranking: Reranking | None = None,
        translations: Translations = NO_TRANSLATIONS,
        rules: Rules = NO_RULES,
        categories: Categories = NO_CATEGORIES,
    ) -> None:
        self.engine = engine
        self.weights = weights
        self.synonyms = synonyms
        self._today = today
        self.rarity = Rarity(engine)
        self.terms = terms or partial(read_terms, engine)
        self.reranking = reranking
        self.translations = translations
        self.rules = rules
        self.categories = categories
        self._spelling = FilterSpelling(self._each_name, lambda: engine.revision)

    def steered(
        self, *, synonyms: Synonyms | None = None, rules: Rules | None = None, weights: Weights | None = None
    ) -> "Searcher":
        """The same searcher with other synonyms, rules or weights, to preview them."""
        made = copy(self)
        made.weights = self.weights if weights is None else weights
        made.synonyms = self.synonyms if synonyms is None else synonyms
        made.rules = self.rules if rules is None else rules
        made._spelling = FilterSpelling(made._each_name, lambda: made.engine.revision)
        return made

    def search(self, request: SearchRequest) -> SearchResult:
        """The complete answer. If no article has every word, it consists of the best partial matches and says
        so.

        Raises:
            BadRequestError: a page or size is out of range.
            UnknownFieldError: documents have no such facet.
        """
        request = self.categories.canonical(request)
        result = self._search(request)
        if result.total or not request.filters:
            return result
        spelled = self.categories.canonical(self._spelling.respelled(request))
        if spelled.filters == request.filters:
            return result
        found = self._search(spelled)
        return found if found.total else result

    def _search(self, request: SearchRequest) -> SearchResult:
        began = time.perf_counter()
        check_request(request)
        expansion = Expansion(self.terms, self.engine.document_frequencies)
        planned = self._plan(request, expansion)
        wanted = len(planned.wanted)
        applied = self.rules.of(request, self._today())
        needed = 1 if request.match is Match.ANY else min(request.at_least or wanted, wanted)
        result = self._ranked(request, applied.visible(planned.node(needed)))
        some = needed > 1 and not request.complete
        if some and not result.total and (most := self._most_words(request, planned, applied)):
            needed = most
            result = self._ranked(request, applied.visible(planned.node(needed)))
        if applied.pins:
            node = applied.pinned(applied.visible(planned.node(needed)))
            result = self._ranked(request, node, applied)
        clauses = self._clauses(request, expansion.again()) if result.hits else ()
        return SearchResult(
            request=request,
            total=result.total,
            hits=tuple(hits_of(result.hits, Marker.of(planned.marked(needed)), clauses, request, applied)),
            facets={
                name: self._buckets(name, result.facets[indexed(name, request)], request.selected(name))
                for name in request.facets
            },
            timeline=tuple(Bucket(value, count) for value, count in result.timeline),
            partial=0 < needed < wanted and request.match is Match.ALL and result.total > 0,
            matched_words=needed,
            wanted_words=wanted,
            seconds=time.perf_counter() - began,
            articles=result.articles,
            cuts=tuple(expansion.cuts),
            translations=left_in(self.translated(request), request) if request.across else (),
            redirect=applied.redirect,
            editors_notes=applied.notes,
        )

    def rank(self, request: SearchRequest) -> list[tuple[str, float]]:
        """Only the ids and scores of a request's hits, best first. For measurements."""
        check_request(request)
        planned = self._plan(request, Expansion(self.terms, self.engine.document_frequencies))
        node = within(planned.node(1 if request.match is Match.ANY else None), request.scope)
        text = self._meant(request)
        depth = _depth(request)
        limit = max(depth, request.size) if text else request.size
        query = EngineQuery(node, request.filters, days_of(request), limit=limit)
        hits = self.engine.search(self.categories.applied(query)).hits
        if self.reranking and text:
            ordered = self.reranking.ordered(text, hits[:depth], self._languages(request))
            hits = (*ordered, *hits[depth:])[: request.size]
        return [(hit.stored.document.id, hit.score or 0.0) for hit in hits]

    def read(self, id_: str, text: str = "") -> tuple[Document, Snippet, Snippet] | None:
        """A stored document, its title and its body, both with the words of a query highlighted.

        Args:
            text: the query; empty for no highlights.

        Returns:
            None if there is no document with this id.
        """
        found = self.engine.get([id_])
        if not found:
            return None
        if not text:
            return found[0].document, *whole(found[0], Marker((), ()))
        planned = self._plan(SearchRequest(text), Expansion(self.terms, self.engine.document_frequencies))
        return found[0].document, *whole(found[0], Marker.of(planned.marked(1)))

    def _plan(self, request: SearchRequest, expansion: Expansion) -> Plan:
        planned = plan(
            parse(request.text, request.calendar),
            self.weights,
            expansion,
            exact=request.exact,
            synonyms=self._alternatives(request),
        )
        if planned.is_empty and request.text.strip("* \t\n\"'"):
            return replace(planned, nothing=True)
        if not planned.wanted or request.sort is not Sort.RELEVANCE:
            return planned
        return replace(planned, bonus=(*planned.bonus, *recency_nodes(self._today(), self.weights.recency)))

    def _alternatives(self, request: SearchRequest) -> Synonyms:
        """The synonyms for a request, with translations if it asks for them."""
        if not request.across:
            return self.synonyms
        return AcrossLanguages(self.synonyms, self.translations, request.skipped)

    def translated(self, request: SearchRequest) -> tuple[Translation, ...]:
        """The translations of a request's words, whether it asks for them or not. None for exact words."""
        node = parse(request.text, request.calendar)
        children = node.children if isinstance(node, And) else (node,)
        texts = [child.text for child in children if isinstance(child, Words) and not request.exact]
        found: dict[Translation, None] = {}
        left = MAX_ENRICHED  # further words have none in the plan, either
        for text in texts:
            graph = token_graph(text)[:left]
            left -= len(graph)
            found |= dict.fromkeys(self.translations.found(text, graph))
        return tuple(found)

    def _clauses(self, request: SearchRequest, expansion: Expansion) -> tuple[Clause, ...]:
        """The parts of a query that are explained: all of them, or those with translations, or none."""
        if not (request.explain or request.across):
            return ()
        found = clauses_of(
            parse(request.text, request.calendar),
            self.weights,
            expansion,
            exact=request.exact,
            synonyms=self._alternatives(request),
        )
        return found if request.explain else tuple(clause for clause in found if clause.translations)

    def _meant(self, request: SearchRequest) -> str:
        """The words whose meaning decides about the order; "" if only the words themselves do."""
        if not self.reranking or not request.meaning or request.exact:
            return ""
        if request.sort is not Sort.RELEVANCE:
            return ""
        return plain_words(parse(request.text, request.calendar))

    def _ranked(self, request: SearchRequest, node: TermNode, applied: Applied = NOTHING) -> EngineResult:
        """A page of hits. If it begins among the first ones, these are ranked by meaning, but pinned ones
        come first.
        """
        start, end = (request.page - 1) * request.size, request.page * request.size
        depth = _depth(request)
        text = self._meant(request) if start < depth and request.size else ""
        if not self.reranking or not text:
            return self._run(request, node)
        result = self._run(request, node, first=max(depth, end))
        # A pinned article or, of its story, another one.
        pinned = sum((hit.score or 0.0) >= PINNED for hit in result.hits) if applied.pins else 0
        ordered = self.reranking.ordered(text, result.hits[pinned:depth], self._languages(request))
        hits = (*result.hits[:pinned], *ordered, *result.hits[depth:])
        return replace(result, hits=hits[start:end])

    def _languages(self, request: SearchRequest) -> frozenset[str]:
        """The languages into which a request's words are translated, if it asks for translations."""
        return target_languages(left_in(self.translated(request), request)) if request.across else frozenset()

    def _run(self, request: SearchRequest, node: TermNode, first: int = 0) -> EngineResult:
        """A page of hits or, if given, the ``first`` ones."""
        return self.engine.search(self.categories.applied(engine_query(request, node, first)))

    def _each_name(self, request: SearchRequest) -> SearchResult:
        """The answer in which no categories are joined."""
        made = copy(self)
        made.categories = NO_CATEGORIES
        return made._search(request)

    def _buckets(
        self, facet: str, found: tuple[tuple[str, int], ...], selected: tuple[str, ...]
    ) -> tuple[Bucket, ...]:
        made = (Bucket(value, count, value in selected) for value, count in found)
        if facet != FACET or not self.categories.all:
            return tuple(made)
        known = ((bucket, self.categories.of(bucket.value)) for bucket in made)
        return tuple(replace(bucket, names=one.names) if one else bucket for bucket, one in known)

    def _most_words(self, request: SearchRequest, planned: Plan, applied: Applied) -> int:
        """The highest number of the words that any document has."""
        best = replace(request, page=1, size=1, facets=(), timeline=None, collapse=False, sort=Sort.RELEVANCE)
        hits = self._run(best, applied.visible(planned.words_matched())).hits
        return round(hits[0].score or 0) if hits else 0


def _depth(request: SearchRequest) -> int:
    """How many hits are ranked by meaning."""
    return ACROSS_DEPTH if request.across else DEPTH
