"""OpenSearch alone, as its documentation shows it: a text field per language, with its analyzer.

Its analyzers are english, persian and arabic, and standard for Albanian, for which it has none. A question is
asked in every language: all its words in title or body. Tuned, it stores positions for its highlighter and is
merged into one segment; by default it does neither.
"""

from collections.abc import Iterator
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.helpers import parallel_bulk

from engines.port.fields import FIELDS
from engines.port.model import Document

ANALYZERS = {"en": "english", "fa": "persian", "ar": "arabic", "sq": "standard"}
_OTHER = "sq"
_THREADS, _CHUNK = 2, 500
_BUCKETS = 20
_SNIPPET = 220
Json = dict[str, Any]


class BareIndex:
    """An index with one shard on a node, used with opensearch-py."""

    def __init__(self, url: str, name: str = "bare", *, tuned: bool = False) -> None:
        self._name, self._tuned = name, tuned
        self._client = OpenSearch(hosts=[url], timeout=60)
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
        body = {"settings": settings, "mappings": {"properties": _properties(tuned)}}
        self._client.indices.create(index=name, body=body)

    def add(self, documents: list[Document]) -> None:
        """Index documents in bulk and refresh."""
        for done, told in parallel_bulk(
            self._client, self._actions(documents), thread_count=_THREADS, chunk_size=_CHUNK
        ):
            if not done:
                raise SystemExit(f"OpenSearch refused an article: {told}")
        self._client.indices.refresh(index=self._name)

    def settle(self) -> None:
        """The tuning before an index is searched."""
        if self._tuned:
            self._client.indices.forcemerge(index=self._name, max_num_segments=1, request_timeout=600)
            self._client.indices.refresh(index=self._name)

    def search(self, text: str) -> Json:
        """The complete answer to a question: ten hits with highlights, all counts, the timeline."""
        params = {"request_cache": "false"}
        found: Json = self._client.search(index=self._name, body=question(text), params=params)
        return found

    def hits(self, text: str) -> int:
        """The number of hits of a question, after building the complete answer."""
        return int(self.search(text)["hits"]["total"]["value"])

    def size(self) -> int:
        """Size on disk in bytes."""
        self._client.indices.flush(index=self._name)
        stats = self._client.indices.stats(index=self._name, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def _actions(self, documents: list[Document]) -> Iterator[Json]:
        for document in documents:
            yield {"_index": self._name, "_id": document.id, "_source": source(document)}


def _properties(tuned: bool) -> Json:
    keyword = {"type": "keyword"}
    places = {"index_options": "offsets"} if tuned else {}
    texts = {
        f"{part}_{language}": {"type": "text", "analyzer": analyzer, **places}
        for part in ("title", "body")
        for language, analyzer in ANALYZERS.items()
    }
    return {
        **texts,
        **dict.fromkeys(FIELDS.facets, keyword),
        "url": keyword | {"index": False, "doc_values": False},
        "date": {"type": "date"},
    }


def source(document: Document) -> Json:
    """An article as JSON."""
    language = document.language if document.language in ANALYZERS else _OTHER
    date = document.date
    return {
        f"title_{language}": document.title,
        f"body_{language}": document.body,
        "language": document.language,
        "url": document.url,
        "author": document.authors,
        "category": document.category_values,
        "tag": document.tags,
        "source": document.source,
        "date": date.isoformat() if date else None,
        "year": str(date.year) if date else None,
    }


def question(text: str) -> Json:
    """A search request for all words of a text."""
    each = [
        {
            "multi_match": {
                "query": text,
                "type": "cross_fields",
                "operator": "and",
                "fields": [f"title_{language}^2", f"body_{language}"],
            }
        }
        for language in ANALYZERS
    ]
    counts: Json = {name: {"terms": {"field": name, "size": _BUCKETS}} for name in FIELDS.facets}
    counts["timeline"] = {
        "date_histogram": {"field": "date", "calendar_interval": "year", "min_doc_count": 1}
    }
    return {
        "query": {"dis_max": {"queries": each}},
        "size": 10,
        "track_total_hits": True,
        "_source": {"excludes": ["body_*"]},
        "highlight": {
            "type": "unified",
            "fields": {
                "title_*": {"number_of_fragments": 0},
                "body_*": {"number_of_fragments": 2, "fragment_size": _SNIPPET, "no_match_size": _SNIPPET},
            },
        },
        "aggs": counts,
    }
