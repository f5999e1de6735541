"""Searches of one index: complete answers or errors, scored the same on all shards, and scans of the whole
index.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from engines.opensearch.client import Client, Json
from engines.port.deadline import check_deadline
from engines.port.encoding import encode_json

WINDOW = 10_000
"""Maximum number of hits in one response; further pages continue after the last of them."""
_KEPT = "1m"

Hit = dict[str, Any]


class Index:
    """One index, for searching. ``shards`` is the number of its primary shards.

    A partial answer, if a shard is unavailable, is an error, because its counts would be wrong. With several
    shards, term frequencies are those of the whole index; OpenSearch asks the shards for them first.
    """

    def __init__(self, client: Client, name: str, shards: int) -> None:
        self.client, self.name, self.shards = client, name, shards
        self._params: Json = {"allow_partial_search_results": "false"}
        if shards > 1:
            self._params["search_type"] = "dfs_query_then_fetch"

    def search(self, body: Json, subject: Json | None = None) -> Json:
        """The response to a search.

        Searches for the same ``subject``, a query, are sent to the same copies of the shards as long as these
        are available, so that pages follow one another and caches are used.
        """
        check_deadline()
        copies = {"preference": f"s{crc32(encode_json(subject))}"} if subject else {}
        path = f"/{self.name}/_search"
        found: Json = self.client.ask("POST", path, body, **self._params, **copies)
        return found

    @contextmanager
    def point_in_time(self) -> Iterator[str]:
        """A context manager: an unchanging view of the index, always released."""
        path = f"/{self.name}/_search/point_in_time"
        whole = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}
        point = self.client.ask("POST", path, None, None, **whole)["pit_id"]
        try:
            yield point
        finally:
            self.client.ask("DELETE", "/_search/point_in_time", {"pit_id": [point]}, missing={})

    def walk(self, point: str, body: Json) -> Iterator[Hit]:
        """All hits of a search at a point in time. ``body`` has the size of the steps and the sort."""
        asked = body | {"pit": {"id": point, "keep_alive": _KEPT}, "track_total_hits": False}
        while True:
            check_deadline()
            hits = self.client.ask("POST", "/_search", asked, **self._params)["hits"]["hits"]
            yield from hits
            if len(hits) < body["size"]:
                return
            asked = asked | {"search_after": hits[-1]["sort"]}
