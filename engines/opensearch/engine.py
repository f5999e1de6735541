"""Implements the port on one index of a cluster."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from engines.opensearch.bulk import Bulk
from engines.opensearch.client import Client, Json
from engines.opensearch.counts import Answer, Counting, Request, post_filters
from engines.opensearch.hits import Pages
from engines.opensearch.lease import Lease
from engines.opensearch.limits import LIMITS, Limits
from engines.opensearch.query import every, limited
from engines.opensearch.reading import by_id, heads
from engines.opensearch.refusals import TooManyBucketsError, TooManyClausesError
from engines.opensearch.searching import Index
from engines.opensearch.words import frequencies, vocabulary
from engines.port.engine import EngineQuery, EngineResult
from engines.port.errors import EngineError, EngineUnavailableError
from engines.port.model import Document, IndexedDocument
from engines.port.origin import Origin
from engines.port.payload import StoredDocument
from engines.port.terms import AnyValue, TermNode, matching

_SEEN_FOR = 0.5
"""Seconds for which the index's metadata is cached."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What an index stores about itself, in its mapping."""

    layout: str
    fingerprint: str
    revision: int
    changed: int
    shards: int
    lineage: str = ""
    settings: str = ""

    @classmethod
    def of(cls, mapping: Json) -> "Meta | None":
        """The metadata in an index's mapping; None if Fehrest did not make it."""
        found = mapping.get("mappings", {}).get("_meta", {})
        try:
            unmarked = {"lineage": "", "settings": ""}  # as version 0.1 made it
            return cls(**{name: (unmarked | found)[name] for name in cls.__slots__})
        except (KeyError, TypeError):
            return None


class OpenSearchEngine:
    """One index. Searching is thread-safe; one process at a time may write."""

    def __init__(self, client: Client, index: str, lease: Lease, meta: Meta, limits: Limits = LIMITS) -> None:
        self.index = index
        self._client, self._limits = client, limits
        self._index = Index(client, index, meta.shards)
        self._meta, self._looked = meta, time.monotonic()
        self._lease = lease
        self._bulk: Bulk | None = None

    @property
    def revision(self) -> int:
        """The last committed revision of the archive."""
        return self._now().revision

    @property
    def changed(self) -> datetime:
        """Time of the last commit."""
        return datetime.fromtimestamp(self._now().changed, UTC)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the analyzers that made the tokens."""
        return self._meta.fingerprint

    @property
    def origin(self) -> Origin:
        """What the last commit was made from."""
        meta = self._now()
        return Origin(meta.lineage, meta.settings)

    # Writing

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents."""
        self._writer().index(documents)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        self._writer().delete(ids)

    def commit(self, revision: int, origin: Origin | None = None) -> None:
        """Send the rest, make everything visible, then store the revision. A kill in between repeats harmless
        work.
        """
        if self._bulk is not None:
            self._writer().flush()
            self._lease.take()
            self._refresh()
        kept = origin or Origin()
        meta: Json = {
            "layout": self._meta.layout,
            "fingerprint": self._meta.fingerprint,
            "revision": revision,
            "changed": int(time.time()),
            "shards": self._meta.shards,
            "lineage": kept.lineage,
            "settings": kept.settings,
        }
        self._client.patiently("PUT", f"/{self.index}/_mapping", {"_meta": meta})
        self._meta, self._looked = Meta(**meta), time.monotonic()

    def close(self) -> None:
        """Release the right to write. What was not committed does not count and is added again later."""
        if self._bulk is not None:
            self._bulk.close()
            self._bulk = None
        self._lease.drop()

    def _writer(self) -> Bulk:
        if self._bulk is None or not self._lease.held:
            self._lease.take()
        if self._bulk is None:
            # A cluster would create a missing index by itself, with a guessed mapping.
            self._look()
            self._bulk = Bulk(self._client, self.index, self._limits)
        return self._bulk

    def _refresh(self) -> None:
        found = self._client.patiently("POST", f"/{self.index}/_refresh")
        if found["_shards"].get("failures"):
            raise EngineUnavailableError("Part of the index could not be updated. Run the command again")

    # Searching

    def count(self) -> int:
        """The number of documents."""
        return int(self._search({"size": 0})["hits"]["total"]["value"])

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search: hits and all counts in one request.

        If stories are on the page, their other articles take a second request, and preferred ones a third. A
        query with too many words is repeated without the parts that only add to the score.
        """
        try:
            return self._answer(query)
        except TooManyClausesError:
            bare = matching(query.node)
            if bare == query.node:
                raise
            return self._answer(replace(query, node=bare))

    def _answer(self, query: EngineQuery) -> EngineResult:
        pages = Pages(self._index, query)
        base, after = _base(query)
        counting = Counting(query, self._meta.shards, stories=self._limits.stories)
        body: Json = {"query": base, **pages.request()}
        body |= {"post_filter": every(*after)} if after else {}
        try:
            answer = self._search(body | {"aggs": counting.request()}, base)
        except TooManyBucketsError:
            counting = Counting(query, self._meta.shards, apart=True, stories=self._limits.stories)
            answer = self._search(body | {"aggs": counting.request()}, base)

        def aggregate(request: Request) -> Answer:
            body = {"query": base, "size": 0, "aggs": request}
            found: Answer = self._search(body, base)["aggregations"]
            return found

        counts = counting.read(answer.get("aggregations", {}), aggregate)
        total = int(answer["hits"]["total"]["value"])
        hits = pages.read(answer["hits"]["hits"])
        return EngineResult(total - counts.surplus, hits, counts.facets, counts.timeline, total)

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids, as of the last commit."""
        return by_id(self._index, ids)

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The documents without bodies, by id."""
        return islice(heads(self._index, start), most) if most != 0 else iter(())

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """The document frequency of each term."""
        return frequencies(self._index, field, terms)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The exact forms of ``text``."""
        return vocabulary(self._index, self._limits.words)

    def _search(self, body: Json, subject: Json | None = None) -> Json:
        return self._index.search({"track_total_hits": True, **body}, subject)

    def _now(self) -> Meta:
        if time.monotonic() - self._looked > _SEEN_FOR:
            self._look()
        return self._meta

    def _look(self) -> None:
        found = self._client.ask("GET", f"/{self.index}/_mapping", filter_path="*.mappings._meta")
        meta = Meta.of(found.get(self.index, {}))
        if meta is None:
            raise EngineError(
                f"The index {self.index} has no metadata of Fehrest. Rebuild it: fehrest reindex"
            )
        self._meta, self._looked = meta, time.monotonic()


def _base(query: EngineQuery) -> tuple[Json, tuple[AnyValue, ...]]:
    """What all counts of a query have in common, and the filters that are applied after them."""
    after = post_filters(query)
    facets = {one.facet for one in after}
    first: list[TermNode] = [
        AnyValue(facet, values) for facet, values in query.filters if facet not in facets
    ]
    first += [query.days] if query.days else []
    return limited(query.node, *first), after
