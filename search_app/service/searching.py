"""The use cases of searches, and the service that has all use cases."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engines.port.engine import SearchEngine
from search.did_you_mean import DidYouMean, did_you_mean, finds_little
from search.facet_values import FacetValues, facet_values
from search.model import SearchRequest, SearchResult, Translation
from search.scoped_suggestions import suggestions_inside
from search.suggest import MAX_SIZE as MOST
from search.suggest import Suggestion
from search.timeline import finer_request, interval_for
from search.wider import WiderSearch, wider_searches
from search_app.service.articles import ArticleReader

_EVERY_SCRIPT = "fehrest فهرست"


@dataclass(frozen=True, slots=True)
class Status:
    """What is served: the engine, the number of articles, the archive revision that the index has, and
    whether it was made by the installed analyzers.
    """

    engine: str
    documents: int
    revision: int
    fingerprint: str
    current_analysis: bool


@dataclass(frozen=True, slots=True)
class Across:
    """The translations of a query's words, and how many hits they add in each language."""

    translations: tuple[Translation, ...]
    added: dict[str, int]


class SearchService(ArticleReader):
    """Answers from the current generation of the index. The first request after a swap uses the new one.

    Thread-safe. The previous generation stays open for running requests. Synonym files are read again when
    they change. While the engine is unreachable, every method that uses it raises EngineUnavailableError; as
    soon as it is back, they answer.

    Args:
        look_every: seconds between two checks of the synonym files and of the index's revision.
        batch: number of articles that ``matches`` reads at a time.
        analysis: returns the fingerprint of the installed analyzers.
        dictionary_maker: writes the file of dictionaries; by default this process does.
    """

    def search(self, request: SearchRequest) -> SearchResult:
        """The complete answer to a request. An equal request is answered from memory until an answer may
        change; its ``seconds`` are those of the first.

        Raises:
            NoIndexError, UnknownFieldError, BadRequestError, EngineError
        """
        asked, moment = self._scoped(request), self._moment()
        # In this order: an old answer must not be kept for a new state of the index.
        with self._asking() as searcher:
            return self._results.get((moment, asked), lambda: searcher.search(asked))

    def search_with_timeline(self, request: SearchRequest) -> SearchResult:
        """Like ``search``, with the bars of a timeline: years, or months or days for a short span.

        An answer with only one or two years gets its months from a second search.
        """
        result = self.search(replace(request, timeline=interval_for(request)))
        finer = finer_request(result)
        if finer is None:
            return result
        known = result.matched_words if result.partial else 0
        months = self.search(
            replace(finer, facets=(), page=1, size=0, explain=False, at_least=known)
        ).timeline
        return replace(result, request=finer, timeline=months)

    def wider(self, result: SearchResult) -> tuple[WiderSearch, ...]:
        """Searches with fewer filters that have hits, for an answer that has none."""
        return () if result.total else tuple(wider_searches(result.request, self._count))

    def across(self, result: SearchResult) -> Across | None:
        """What translations add to an answer, or did; None if its words have none."""
        request = result.request
        with self._asking() as searcher:
            words = searcher.translated(request)
        if not words:
            return None
        other = replace(
            request, page=1, size=0, facets=("language",), timeline=None, across=not request.across
        )
        counted = self.search(other)
        more, fewer = (result, counted) if request.across else (counted, result)
        before = {bucket.value: bucket.count for bucket in fewer.facets.get("language", ())}
        added = {
            bucket.value: bucket.count - before.get(bucket.value, 0)
            for bucket in more.facets.get("language", ())
            if bucket.count > before.get(bucket.value, 0)
        }
        return Across(words, added)

    def _count(self, request: SearchRequest) -> int:
        return self.search(replace(request, page=1, size=1, facets=(), timeline=None)).total

    def did_you_mean(self, result: SearchResult) -> tuple[DidYouMean, ...]:
        """Corrected searches, if hardly anything was found. For other answers this returns () at no cost.

        Also returns () in the first seconds after ``warm``, while the vocabulary is being read.
        """
        if not finds_little(result):
            return ()
        moment = self._moment()
        with self._asking() as searcher:
            known = self._generations.current().dictionaries.get_unless_making()
            if known is None:
                return ()
            return self._offers.get(
                (moment, result.request), lambda: did_you_mean(searcher, known.vocabulary, result)
            )

    def suggest(self, text: str, size: int = 8, language: str | None = None) -> tuple[Suggestion, ...]:
        """Completions of a query that is being typed.

        Answered from memory, also while the engine is unreachable. With a scope that is more than one
        language, each is looked up in the index, and has its count inside the scope. With a scope of one
        language there are no counts.

        Args:
            language: only suggest what articles in this language contain.
        """
        known = self._generations.remembered().dictionaries.get_unless_making()
        languages = dict(self._scope).get("language", ())
        if known is None or (languages and language and language not in languages):
            return ()
        only = language or (languages[0] if len(languages) == 1 else None)
        if not self._scope:
            return known.suggester.suggest(text, size, only)
        if len(self._scope) == 1 and only in languages:
            # The counts are those of the whole index.
            return tuple(replace(one, count=None) for one in known.suggester.suggest(text, size, only))
        asked = SearchRequest(collapse=bool(self.settings.collapse))
        asked = asked.with_filter("language", (only,) if only else ())
        return suggestions_inside(known.suggester.suggest(text, MOST, only), self.search, asked, size)

    def facet_values(
        self,
        request: SearchRequest,
        facet: str,
        text: str,
        *,
        offset: int,
        size: int,
        label: Callable[[str], str] = str,
    ) -> FacetValues:
        """Values of a facet under a request that contain ``text``; see ``engines``."""
        asked = self._scoped(request)
        with self._asking() as searcher:
            return facet_values(searcher, asked, facet, text, offset=offset, size=size, label=label)

    def status(self) -> Status:
        """What is served at the moment."""
        with self._asking() as searcher:
            engine = searcher.engine
            return Status(
                engine=self.settings.engine,
                documents=self._count_articles(engine),
                revision=engine.revision,
                fingerprint=engine.fingerprint,
                current_analysis=engine.fingerprint == self._analysis(),
            )

    def _count_articles(self, engine: SearchEngine) -> int:
        return self._count(SearchRequest(collapse=False)) if self._scope else engine.count()

    def warm(self) -> None:
        """Load the analyzers and open the index, so that the first reader does not wait.

        The dictionaries are built in the background if no command has built them, for this and each later
        generation: it takes some seconds for tens of thousands of articles.
        """
        self.warm_apart()
        self.search(SearchRequest(_EVERY_SCRIPT, size=1))
