"""The use cases of the application, independent of HTTP. Pages, the API and the command line call them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from analyzers import FehrestError, fingerprint
from engines.port.calendars import Calendar
from engines.port.engine import IndexSize, IndexStore, SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.cached_view import LOOK_EVERY
from search.dictionaries.folder import Build
from search.dictionaries.reading import Dictionaries
from search.dictionaries.stories import Alternates
from search.did_you_mean import DidYouMean, did_you_mean, finds_little
from search.expansion import Expansion
from search.facet_values import FacetValues, facet_values
from search.linking.desk import LinksOfDraft, links_of_draft
from search.linking.drafts import read_draft
from search.model import Other, SearchRequest, SearchResult, Snippet, Translation
from search.planning import plan
from search.query import parse
from search.reasons import NO_LINKS, address_key
from search.related import ANY, RelatedHit, related
from search.scope import Scope, inside
from search.scoped_suggestions import suggestions_inside
from search.searcher import MAX_SIZE, Searcher
from search.stories import members
from search.suggest import MAX_SIZE as MOST
from search.suggest import Suggestion
from search.synonyms import Synonyms
from search.term_dictionary import TermDictionary
from search.timeline import finer_request, interval_for
from search.wider import WiderSearch, wider_searches
from search_app.answers import Answers
from search_app.desk.database import DeskDatabase, DeskFileError
from search_app.desk.decisions import NOTHING, Decided, Decisions
from search_app.generations import Generations, weights_of
from search_app.outage import Outage
from search_app.settings import Settings

LOG = logging.getLogger(__name__)
_SPARE = 12
"""Further related articles that are looked up if editors keep some apart."""
_EVERY_SCRIPT = "fehrest فهرست"


class NotFoundError(FehrestError):
    """There is no such article."""

    status = 404
    code = "not-found"


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


def load_words(settings: Settings, synonyms: Synonyms) -> None:
    """Load the words of every language, and analyse all synonyms."""
    nothing = Expansion(lambda: TermDictionary(()))
    plan(parse(_EVERY_SCRIPT), weights_of(settings), nothing, synonyms=synonyms)


class SearchService:
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

    def __init__(
        self,
        settings: Settings,
        store: IndexStore | None = None,
        *,
        look_every: float = LOOK_EVERY,
        batch: int = MAX_SIZE,
        analysis: Callable[[], str] = fingerprint,
        dictionary_maker: Build | None = None,
    ) -> None:
        self._batch, self._analysis = batch, analysis
        self._scope: Scope = ()
        self._decisions = Decisions(DeskDatabase(Path(settings.data)))
        self.settings = settings
        self.outage = Outage()
        self._store = store or open_store(settings.engine, Path(settings.data))
        self._generations = Generations(
            settings, self._store, self.outage, look_every=look_every, dictionary_maker=dictionary_maker
        )
        characters = settings.answers * 1_000_000
        self._results: Answers[SearchResult] = Answers(_characters, characters)
        self._offers: Answers[tuple[DidYouMean, ...]] = Answers(len, characters // 4)

    def within(self, scope: Scope) -> "SearchService":
        """The same service for articles inside a scope only: it acts as if the index held no others."""
        if not scope:
            return self
        narrow = copy(self)
        narrow._scope = scope
        return narrow

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

    def _scoped(self, request: SearchRequest) -> SearchRequest:
        return replace(request, scope=self._scope) if self._scope else request

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

    def article(self, id_: str) -> Document:
        """The article with an id.

        Raises:
            NotFoundError: there is none.
        """
        with self._asking() as searcher:
            found = searcher.engine.get([id_])
        if not found or not inside(found[0].document, self._scope):
            raise NotFoundError(f"There is no article with the id {id_!r}")
        return found[0].document

    def read(self, id_: str, text: str = "") -> tuple[Document, Snippet, Snippet]:
        """An article, its title and its body, both with the words of a query highlighted.

        Args:
            text: the query; empty for no highlights.

        Raises:
            NotFoundError: there is no article with this id.
        """
        with self._asking() as searcher:
            found = searcher.read(id_, text)
        if found is None or not inside(found[0], self._scope):
            raise NotFoundError(f"There is no article with the id {id_!r}")
        return found

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

    def others(self, document: Document) -> tuple[Other, ...]:
        """The other articles of an article's story: translations first, then near-duplicates."""
        with self._asking() as searcher:
            return members(searcher.engine, document, self._scope)

    def matches(self, request: SearchRequest, most: int) -> Iterator[Document]:
        """All articles that a request finds, collapsed or not, in order. They are read as the iterator
        advances.

        Raises before the first article: BadRequestError, EngineError and its subclasses.
        """
        bare = replace(self._scoped(request), facets=(), timeline=None, explain=False, collapse=False)
        asked = replace(bare, page=1, size=self._batch)
        with self._asking() as searcher:
            first = searcher.search(asked)
        return islice(_matches(searcher, first), most)

    def stored(self, start: int, most: int) -> Iterator[Document]:
        """The stored articles without their bodies, in an order that does not change while the index does
        not.

        Raises before the first article: EngineError and its subclasses.
        """
        with self._asking() as searcher:
            documents = (one for one in searcher.engine.documents(start, most) if inside(one, self._scope))
            first = list(islice(documents, 1))
        return chain(first, documents)

    def alternates(self) -> Alternates:
        """The articles of each story in other languages, for crawlers."""
        return self.dictionaries().alternates

    def dictionaries(self) -> Dictionaries:
        """What suggestions and did-you-mean read. Waits until they are built, if nobody has built them."""
        with self._asking():
            return self._generations.current().dictionaries.get()

    def changed(self) -> datetime:
        """When the index last changed, to the second."""
        with self._asking() as searcher:
            return searcher.engine.changed

    def state(self) -> str:
        """A text that changes whenever an answer may change."""
        with self._asking() as searcher:
            engine = searcher.engine
            index = f"{self._generations.version} {engine.revision} {engine.changed.timestamp()}"
        steering = f"{self._generations.synonyms.version} {self._generations.rules.version}"
        edited = f"{steering} {self._decisions.database.version} {datetime.now(UTC).date()}"
        return f"{index} {edited} {self.settings}"

    def answer_state(self) -> str:
        """Like ``state``, and it also changes when corrections and suggestions become available."""
        state = self.state()
        return f"{state} {self._generations.current().dictionaries.state}"

    def _moment(self) -> str:
        """Everything that an answer depends on but its request: recent articles rank higher each day."""
        return f"{self.answer_state()} {datetime.now(UTC).date()}"

    def related(
        self, document: Document, size: int = 10, *, language: str = ANY, linked: frozenset[str] = NO_LINKS
    ) -> tuple[RelatedHit, ...]:
        """The most related articles, without those that editors keep apart from it. The document may be a
        draft that is not in the index.

        Args:
            language: ``any``, ``same`` (as the document), or the code of a language.
            linked: the addresses that the document links to, from ``links_in``.
        """
        decided = self._decided(document)
        with self._asking() as searcher:
            found = related(
                searcher.engine,
                document,
                size + (_SPARE if decided.keeps_apart else 0),
                self._scope,
                language=language,
                linked=linked,
                rarity=searcher.rarity,
            )
        return tuple(hit for hit in found if not decided.is_apart(hit.document))[:size]

    def _decided(self, document: Document) -> Decided:
        """What editors decided about an article. A file that cannot be read does not stop readers."""
        try:
            return self._decisions.of(document)
        except DeskFileError as error:
            LOG.warning("Decisions of editors are not used for now: %s", error.message)
            return NOTHING

    def links(
        self,
        document: Document,
        *,
        linked: frozenset[str] = NO_LINKS,
        spans: tuple[tuple[int, int], ...] = (),
        size: int = 10,
        no_links: frozenset[str] = frozenset(),
        no_back: frozenset[str] = frozenset(),
        calendar: Calendar = Calendar.GREGORIAN,
    ) -> LinksOfDraft:
        """Links to set in a draft, articles that should link to it, and the background of its names, without
        the draft's own address and what editors keep apart from it.

        Args:
            linked: the addresses that the draft links to.
            spans: the phrases of its body that have a link.
            no_links: ids of articles that are not offered as links to set; ``no_back`` as links back.
            calendar: the calendar of the years in which names were mentioned.
        """
        request = self._scoped(SearchRequest(collapse=bool(self.settings.collapse), calendar=calendar))
        decided, own = self._decided(document), address_key(document.url or "")
        with self._asking() as searcher:
            draft = read_draft(document, searcher.rarity, linked, spans)
            found = links_of_draft(searcher, draft, request, size, no_links=no_links, no_back=no_back)

        def fits(other: Document) -> bool:
            is_own = bool(own) and address_key(other.url or "") == own
            return not (is_own or decided.is_apart(other))

        return replace(
            found,
            links=tuple(one for one in found.links if fits(one.document)),
            back=tuple(one for one in found.back if fits(one.document)),
        )

    def searcher(self) -> Searcher:
        """The searcher of the current generation of the index."""
        with self._asking() as searcher:
            return searcher

    def synonyms(self) -> Synonyms:
        """The synonyms in use."""
        return self._generations.synonyms.get()

    def engine(self) -> SearchEngine:
        """The engine of the current generation of the index. It stays open."""
        with self._asking() as searcher:
            return searcher.engine

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

    def index_size(self) -> IndexSize | None:
        """The size of the current generation, if the engine reveals it."""
        with self.outage.watched():
            return self._store.size()

    def warm(self) -> None:
        """Load the analyzers and open the index, so that the first reader does not wait.

        The dictionaries are built in the background if no command has built them, for this and each later
        generation: it takes some seconds for tens of thousands of articles.
        """
        self.warm_apart()
        self.search(SearchRequest(_EVERY_SCRIPT, size=1))

    def warm_apart(self) -> None:
        """The part of ``warm`` that needs no engine. The rest is done when the index is opened."""
        self._generations.warm = True
        load_words(self.settings, self._generations.synonyms.get())

    @contextmanager
    def _asking(self) -> Iterator[Searcher]:
        """The current searcher, for code that uses the engine."""
        with self.outage.watched():
            yield self._generations.current().searcher


def _characters(result: SearchResult) -> int:
    """The length of the texts in an answer."""
    return sum(len(hit.document.body) + sum(len(part.text) for part in hit.snippets) for hit in result.hits)


def _matches(searcher: Searcher, result: SearchResult) -> Iterator[Document]:
    """The articles of an answer and of the pages after it. An article that moved to a later page is not
    repeated.
    """
    seen: set[str] = set()
    for page in range(2, result.pages + 2):
        fresh = [hit.document for hit in result.hits if hit.document.id not in seen]
        seen.update(document.id for document in fresh)
        yield from fresh
        if page <= result.pages:
            result = searcher.search(replace(result.request, page=page))
