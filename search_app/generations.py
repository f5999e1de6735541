"""The open generation of the index, what is built from it, and the swap to another one."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from engines.port.engine import IndexStore, SearchEngine
from engines.port.errors import EngineUnavailableError
from meaning import open_embedder
from search.cached_view import LOOK_EVERY, CachedView
from search.categories import FILE, NO_CATEGORIES, read_categories
from search.dictionaries.folder import Build, DictionaryFolder
from search.dictionaries.reading import Dictionaries
from search.dictionaries.sections import SectionsError
from search.encoders import ModelEncoder, WordEncoder
from search.ranking import DEFAULT_WEIGHTS, Weights
from search.reranking import WORD_WEIGHT, Reranking
from search.rules import WatchedRules
from search.searcher import Searcher
from search.synonyms import Synonyms, WatchedSynonyms
from search.term_dictionary import TermDictionary
from search.translations import NO_ROWS, Translations, read_rows, shipped_rows
from search.watched_file import WatchedFile
from search.weight_files import read_weights
from search.word_vectors import WORD_VECTORS, WordVectors
from search_app.outage import Outage
from search_app.settings import NO_MEANING, Settings

LOG = logging.getLogger(__name__)

TRANSLATIONS = "translations.txt"
"""Name of the file in the data folder with the translations that were built from the archive."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation of the index, and what is built from it on demand."""

    searcher: Searcher
    dictionaries: CachedView[Dictionaries]


class Generations:
    """Opens the current generation of the index when it is asked for. Thread-safe.

    The previous generation stays open for running requests. Synonyms, rules and joined categories are read
    again when they change.

    Args:
        outage: knows whether the engine is unreachable right now.
        look_every: seconds between two checks of these files and of the index's revision.
        dictionary_maker: writes the file of dictionaries; by default this process does.
    """

    def __init__(
        self,
        settings: Settings,
        store: IndexStore,
        outage: Outage,
        *,
        look_every: float = LOOK_EVERY,
        dictionary_maker: Build | None = None,
    ) -> None:
        self._settings, self._store, self._outage = settings, store, outage
        self._look_every = look_every
        self._lock = threading.Lock()
        self._version = ""
        self._generation: Generation | None = None
        self.warm = False
        self.dictionaries = DictionaryFolder(
            Path(settings.data) / "dictionaries",
            store.version,
            collapse=bool(settings.collapse),
            maker=dictionary_maker,
        )
        self.synonyms = WatchedSynonyms(folder_of_synonyms(settings), look_every=look_every)
        self.rules = WatchedRules(settings.rules_file, look_every=look_every)
        self.weights = WatchedFile(
            settings.weights_file,
            partial(read_weights, base=base_weights(settings)),
            base_weights(settings),
            look_every=look_every,
        )
        path = Path(settings.data) / FILE
        self.categories = WatchedFile(path, read_categories, NO_CATEGORIES, look_every=look_every)

    @property
    def version(self) -> str:
        """The name of the generation that was opened last."""
        return self._version

    def remembered(self) -> Generation:
        """The current generation, or the last open one while the engine is unreachable.

        Raises:
            EngineUnavailableError: it is unreachable, and none was opened yet.
        """
        known = self._generation
        if known is not None and self._outage.lasts:
            return known
        try:
            return self.current()
        except EngineUnavailableError:
            if known is None:
                raise
            return known

    @property
    def steering(self) -> str:
        """A text that changes when synonyms, rules, weights or joined categories do."""
        watched = (self.synonyms, self.rules, self.weights, self.categories)
        return " ".join(one.version for one in watched)

    def current(self) -> Generation:
        """The current generation, with the current synonyms, rules, weights and joined categories.

        Raises:
            NoIndexError, EngineError
        """
        version = self._store.version()
        if self._generation is None or version != self._version:
            with self._lock:
                if self._generation is None or version != self._version:
                    self._generation = self._opened()
                    self._version = version
        steering = (self.synonyms.get(), self.rules.get(), self.weights.get(), self.categories.get())
        searcher = self._generation.searcher
        if (searcher.synonyms, searcher.rules, searcher.weights, searcher.categories) != steering:
            with self._lock:
                known = self._generation.searcher
                searcher = self._searcher(known.engine, known.terms)
                self._generation = replace(self._generation, searcher=searcher)
        return self._generation

    def _opened(self) -> Generation:
        engine = self._store.open()
        before = self._generation.dictionaries.known if self._generation else None
        dictionaries = CachedView(
            engine,
            self.dictionaries.read,
            look_every=self._look_every,
            earlier=before or self.dictionaries.latest(),
        )
        if self.warm:
            dictionaries.prepare()
        return Generation(self._searcher(engine, lambda: dictionaries.get().terms), dictionaries)

    def _searcher(self, engine: SearchEngine, terms: Callable[[], TermDictionary]) -> Searcher:
        return Searcher(
            engine,
            self.weights.get(),
            self.synonyms.get(),
            terms=terms,
            reranking=reranking_of(self._settings),
            translations=translations_of(self._settings),
            rules=self.rules.get(),
            categories=self.categories.get(),
        )


def synonyms_of(settings: Settings) -> Synonyms:
    """The synonyms that the settings choose.

    Raises:
        SynonymError: a synonym file has an error.
    """
    return Synonyms.load(folder_of_synonyms(settings))


def folder_of_synonyms(settings: Settings) -> Path | None:
    """The folder of synonym files that replace those shipped; None for none."""
    return Path(settings.synonyms) if settings.synonyms else None


def reranking_of(settings: Settings) -> Reranking | None:
    """The ranking by meaning that the settings choose; None for none.

    Without a model it needs the vectors of words that ``fehrest vectors build`` has made.
    """
    if settings.meaning and settings.meaning != NO_MEANING:
        return Reranking(ModelEncoder(partial(open_embedder, settings.meaning)))
    path = Path(settings.data) / WORD_VECTORS
    if settings.meaning or not path.exists():
        return None
    return _reranking_by_words(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _reranking_by_words(path: Path, _changed: int) -> Reranking | None:
    try:
        return Reranking(WordEncoder(WordVectors.open(path)), WORD_WEIGHT, WORD_WEIGHT)
    except (OSError, SectionsError) as error:
        LOG.warning("%s is not used: %s", path, error)
        return None


def translations_of(settings: Settings) -> Translations:
    """The translations that come with Fehrest, and those that were built from the archive."""
    path = Path(settings.data) / TRANSLATIONS
    return _translations(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _translations(path: Path, changed: int) -> Translations:
    own = read_rows(path.read_text("utf-8"), path.name) if changed else NO_ROWS
    return Translations(own, first=shipped_rows)


def base_weights(settings: Settings) -> Weights:
    """The ranking weights that the settings choose, without the file of weights."""
    return replace(DEFAULT_WEIGHTS, recency=settings.recency)


def weights_of(settings: Settings) -> Weights:
    """The ranking weights that the settings and the file of weights choose.

    Raises:
        WeightError: the file has an error.
    """
    return read_weights(settings.weights_file, base_weights(settings))
