"""The use cases of single articles: reading, relating, linking, going through all of them."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from analyzers import FehrestError
from engines.port.calendars import Calendar
from engines.port.model import Document
from search.dictionaries.stories import Alternates
from search.linking.desk import LinksOfDraft, links_of_draft
from search.linking.drafts import read_draft
from search.model import Other, SearchRequest, SearchResult, Snippet
from search.reasons import NO_LINKS, address_key
from search.related import ANY, RelatedHit, related
from search.scope import inside
from search.searcher import Searcher
from search.stories import members
from search_app.desk.database import DeskFileError
from search_app.desk.decisions import NOTHING, Decided
from search_app.service.base import IndexReader

LOG = logging.getLogger(__name__)

_SPARE = 12
"""Further related articles that are looked up if editors keep some apart."""


class NotFoundError(FehrestError):
    """There is no such article."""

    status = 404
    code = "not-found"


class ArticleReader(IndexReader):
    """Reads articles of the current index. The arguments are those of ``SearchService``."""

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
                embedding=searcher.reranking.encoder.embedding if searcher.reranking else None,
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
