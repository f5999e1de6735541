"""Searches of one index: whole answers or none, scored alike on all shards, and walks through all of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from engines.opensearch.client import Client, Json
from engines.port.deadline import check_deadline
from engines.port.encoding import encode_json

WINDOW = 10_000
"""Hits that an index gives with one request, at most; beyond, one goes on after the last of them."""
_KEPT = "1m"

Hit = dict[str, Any]


class Index:
    """One index as searches see it. ``shards`` is the number of its primary shards.

    Part of an answer, where a shard is away, is none: its counts would be wrong. On several shards a term is
    as rare as it is in the whole index, for which OpenSearch asks the shards once before.
    """

    def __init__(self, client: Client, name: str, shards: int) -> None:
        self.client, self.name, self.shards = client, name, shards
        self._params: Json = {"allow_partial_search_results": "false"}
        if shards > 1:
            self._params["search_type"] = "dfs_query_then_fetch"

    def search(self, body: Json, subject: Json | None = None) -> Json:
        """The answer to a search.

        Searches for the same ``subject``, a query, go to the same copies of the shards while these live, so
        that one page follows the other and what was read once is at hand.
        """
        check_deadline()
        copies = {"preference": f"s{crc32(encode_json(subject))}"} if subject else {}
        path = f"/{self.name}/_search"
        found: Json = self.client.ask("POST", path, body, **self._params, **copies)
        return found

    @contextmanager
    def point_in_time(self) -> Iterator[str]:
        """An unchanging view of the index, let go of in any case."""
        path = f"/{self.name}/_search/point_in_time"
        whole = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}
        point = self.client.ask("POST", path, None, None, **whole)["pit_id"]
        try:
            yield point
        finally:
            self.client.ask("DELETE", "/_search/point_in_time", {"pit_id": [point]}, missing={})

    def walk(self, point: str, body: Json) -> Iterator[Hit]:
        """All hits of a search at a point in time; ``body`` has the size of the steps and the sort."""
        asked = body | {"pit": {"id": point, "keep_alive": _KEPT}, "track_total_hits": False}
        while True:
            check_deadline()
            hits = self.client.ask("POST", "/_search", asked, **self._params)["hits"]["hits"]
            yield from hits
            if len(hits) < body["size"]:
                return
            asked = asked | {"search_after": hits[-1]["sort"]}
