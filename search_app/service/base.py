"""The index that a service reads, its state, and what is remembered of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from analyzers import fingerprint
from engines.port.engine import IndexSize, IndexStore, SearchEngine
from engines.registry import open_store
from search.cached_view import LOOK_EVERY
from search.categories import Categories
from search.dictionaries.folder import Build
from search.dictionaries.reading import Dictionaries
from search.did_you_mean import DidYouMean
from search.engine_query import MAX_SIZE
from search.expansion import Expansion
from search.model import SearchRequest, SearchResult
from search.planning import plan
from search.query import parse
from search.scope import Scope
from search.searcher import Searcher
from search.synonyms import Synonyms
from search.term_dictionary import TermDictionary
from search_app.answers import Answers
from search_app.desk.database import DeskDatabase
from search_app.desk.decisions import Decisions
from search_app.generations import Generations, base_weights
from search_app.outage import Outage
from search_app.settings import Settings

_EVERY_SCRIPT = "fehrest فهرست"


def load_words(settings: Settings, synonyms: Synonyms) -> None:
    """Load the words of every language, and analyse all synonyms."""
    nothing = Expansion(lambda: TermDictionary(()))
    plan(parse(_EVERY_SCRIPT), base_weights(settings), nothing, synonyms=synonyms)


class IndexReader:
    """The open index of a data folder, and what is known of it.

    The arguments are those of ``SearchService``.
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

    def within(self, scope: Scope) -> Self:
        """The same service for articles inside a scope only: it acts as if the index held no others."""
        if not scope:
            return self
        narrow = copy(self)
        narrow._scope = scope
        return narrow

    def _scoped(self, request: SearchRequest) -> SearchRequest:
        return replace(request, scope=self._scope) if self._scope else request

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
        steering = self._generations.steering
        edited = f"{steering} {self._decisions.database.version} {datetime.now(UTC).date()}"
        return f"{index} {edited} {self.settings}"

    def answer_state(self) -> str:
        """Like ``state``, and it also changes when corrections and suggestions become available."""
        state = self.state()
        return f"{state} {self._generations.current().dictionaries.state}"

    def _moment(self) -> str:
        """Everything that an answer depends on but its request: recent articles rank higher each day."""
        return f"{self.answer_state()} {datetime.now(UTC).date()}"

    def searcher(self) -> Searcher:
        """The searcher of the current generation of the index."""
        with self._asking() as searcher:
            return searcher

    def synonyms(self) -> Synonyms:
        """The synonyms in use."""
        return self._generations.synonyms.get()

    def categories(self) -> Categories:
        """The categories that count as one."""
        return self._generations.categories.get()

    def engine(self) -> SearchEngine:
        """The engine of the current generation of the index. It stays open."""
        with self._asking() as searcher:
            return searcher.engine

    def index_size(self) -> IndexSize | None:
        """The size of the current generation, if the engine reveals it."""
        with self.outage.watched():
            return self._store.size()

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
