"""The port on one index of a cluster."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import batched, islice

from engines.base import EngineQuery, EngineResult
from engines.errors import EngineError, EngineUnavailableError
from engines.fields import check_field
from engines.model import Document, IndexedDocument
from engines.opensearch.bulk import Bulk
from engines.opensearch.client import Client, Json, TooManyBucketsError, TooManyClausesError, named
from engines.opensearch.counts import Answer, Counting, Request, post_filters
from engines.opensearch.documents import document_key, stored_payload
from engines.opensearch.hits import Pages
from engines.opensearch.lease import Lease
from engines.opensearch.mapping import STORED, WORDS
from engines.opensearch.query import every, limited
from engines.opensearch.searching import WINDOW, Index
from engines.payload import StoredDocument, unpack, unpack_head
from engines.terms import AnyValue, TermNode, matching

_STEP = 2_000
_WORDS_AT_ONCE = 60_000
_TERMS_AT_ONCE = 500
_SEEN_FOR = 0.5
"""Seconds for which what an index says of itself is believed."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What an index says of itself, in its mapping."""

    layout: str
    fingerprint: str
    revision: int
    changed: int
    shards: int

    @classmethod
    def of(cls, mapping: Json) -> "Meta | None":
        """Of an index's mapping; None where it was not made by us."""
        found = mapping.get("mappings", {}).get("_meta", {})
        try:
            return cls(**{name: found[name] for name in cls.__slots__})
        except (KeyError, TypeError):
            return None


class OpenSearchEngine:
    """One index. Searches from several threads are safe; one process may write at a time."""

    def __init__(self, client: Client, index: str, lease: Lease, meta: Meta) -> None:
        self.index = index
        self._client = client
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
        """When the last commit was."""
        return datetime.fromtimestamp(self._now().changed, UTC)

    @property
    def fingerprint(self) -> str:
        """Of the analyzers that made the tokens."""
        return self._meta.fingerprint

    # Writing

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents."""
        self._writer().index(documents)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        self._writer().delete(ids)

    def commit(self, revision: int) -> None:
        """Send the rest, show it all, then note the revision: a kill in between repeats harmless work."""
        if self._bulk is not None:
            self._writer().flush()
            self._lease.take()
            self._refresh()
        meta: Json = {
            "layout": self._meta.layout,
            "fingerprint": self._meta.fingerprint,
            "revision": revision,
            "changed": int(time.time()),
            "shards": self._meta.shards,
        }
        self._client.patiently("PUT", f"/{self.index}/_mapping", {"_meta": meta})
        self._meta, self._looked = Meta(**meta), time.monotonic()

    def close(self) -> None:
        """Let go of the right to write. What was not committed is not counted as there, and comes again."""
        if self._bulk is not None:
            self._bulk.close()
            self._bulk = None
        self._lease.drop()

    def _writer(self) -> Bulk:
        if self._bulk is None or not self._lease.held:
            self._lease.take()
        if self._bulk is None:
            # A cluster makes an index, of a layout that it guesses, for documents of one that is not there.
            self._look()
            self._bulk = Bulk(self._client, self.index)
        return self._bulk

    def _refresh(self) -> None:
        found = self._client.patiently("POST", f"/{self.index}/_refresh")
        if found["_shards"].get("failures"):
            raise EngineUnavailableError(
                "Part of the index could not be brought up to date. Run the command again"
            )

    # Searching

    def count(self) -> int:
        """The number of documents."""
        return int(self._search({"size": 0})["hits"]["total"]["value"])

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search: hits and all counts with one request.

        Where a story is on the page, its other documents take one more, and a preferred one a third. A query
        of very many words is asked without what only adds to the score.
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
        counting = Counting(query, self._meta.shards)
        body: Json = {"query": base, **pages.request()}
        body |= {"post_filter": every(*after)} if after else {}
        try:
            answer = self._search(body | {"aggs": counting.request()}, base)
        except TooManyBucketsError:
            counting = Counting(query, self._meta.shards, apart=True)
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
        if not ids:
            return []
        body = {"docs": [{"_id": document_key(id_), "stored_fields": list(STORED)} for id_ in ids]}
        answer = self._client.ask("POST", f"/{self.index}/_mget", body, realtime="false", _source="false")
        found = answer["docs"]
        if failed := [document["error"] for document in found if "error" in document]:
            kind, reason = str(failed[0].get("type", "")), str(failed[0].get("reason", ""))
            status = 403 if kind == "security_exception" else 503
            raise named(status, kind, reason, self._client.settings.shown)
        return [unpack(stored_payload(document["fields"])) for document in found if document.get("found")]

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The documents without bodies, by their ids."""
        if most == 0:
            return iter(())
        return islice(self._documents(start), most)

    def _documents(self, start: int) -> Iterator[Document]:
        body: Json = {"query": {"match_all": {}}, "sort": [{"id": "asc"}]}
        with self._index.point_in_time() as point:
            after = self._place(point, body, start)
            if start and not after:
                return
            stored = {"_source": False, "stored_fields": [STORED[0]], "size": _STEP}
            for hit in self._index.walk(point, body | stored | after):
                yield unpack_head(stored_payload(hit["fields"]))

    def _place(self, point: str, body: Json, start: int) -> Json:
        """Where to go on after ``start`` documents; empty where there are not so many, or for none."""
        last: Json = {}
        while start:
            step = min(start, WINDOW)
            nothing = {"_source": False, "stored_fields": "_none_", "size": step}
            hits = list(islice(self._index.walk(point, body | nothing | last), step))
            if len(hits) < step:
                return {}
            last, start = {"search_after": hits[-1]["sort"]}, start - step
        return last

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands."""
        found: dict[str, int] = {}
        for some in batched(dict.fromkeys(terms), _TERMS_AT_ONCE):
            filters = [{"term": {check_field(field): term}} for term in some]
            request = {"terms": {"filters": {"filters": filters}}}
            buckets = self._search({"size": 0, "aggs": request})["aggregations"]["terms"]["buckets"]
            found |= {term: int(bucket["doc_count"]) for term, bucket in zip(some, buckets, strict=True)}
        return found

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The exact forms of ``text``, asked for in as many parts as it takes."""
        counted = {"words": {"cardinality": {"field": WORDS}}}
        about = self._search({"size": 0, "aggs": counted})["aggregations"]["words"]["value"]
        number = 1 + int(about / (_WORDS_AT_ONCE / 2))
        for place in range(number):
            yield from self._words(place, number)

    def _words(self, place: int, number: int) -> Iterator[tuple[str, int]]:
        """The forms of one part of so many; of a part that came out too large, in two parts."""
        terms = {"field": WORDS, "size": _WORDS_AT_ONCE, "shard_size": _WORDS_AT_ONCE}
        request = {"terms": terms | {"include": {"partition": place, "num_partitions": number}}}
        buckets = self._search({"size": 0, "aggs": {"words": request}})["aggregations"]["words"]["buckets"]
        if len(buckets) < _WORDS_AT_ONCE:
            yield from ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
        else:
            # What is in one part of n is in one of two parts of 2n.
            yield from self._words(place, 2 * number)
            yield from self._words(place + number, 2 * number)

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
            raise EngineError(f"The index {self.index} tells not what it is. Rebuild it: fehrest reindex")
        self._meta, self._looked = meta, time.monotonic()


def _base(query: EngineQuery) -> tuple[Json, tuple[AnyValue, ...]]:
    """What all counts of a query share, and the filters that come after them."""
    after = post_filters(query)
    facets = {one.facet for one in after}
    first: list[TermNode] = [
        AnyValue(facet, values) for facet, values in query.filters if facet not in facets
    ]
    first += [query.days] if query.days else []
    return limited(query.node, *first), after
