"""Merges a new index before it is searched: into one segment per shard, or a few if it is large.

Searches then read one segment instead of ten. Also, OpenSearch keeps each document as it was sent, for copies
that are behind, until a merge drops it: 19,117 articles take 393 MB before and 152 MB after. It releases them
every half minute; what is merged before that does not shrink.
"""

import time
from contextlib import suppress

from engines.opensearch.client import Client, Json
from engines.opensearch.limits import LIMITS, Limits
from engines.port.errors import EngineError

_LARGEST = 5_000_000_000
"""Size of a segment in bytes. OpenSearch's own merges make no larger ones."""
_PATIENCE = 3600
_PAUSE = 0.5
_LEASES = "indices.*.shards.*.seq_no,indices.*.shards.*.retention_leases"


def merge(client: Client, index: str, shards: int, limits: Limits = LIMITS) -> None:
    """Merge the segments of an index, and wait for it. If that fails, searches are only slower."""
    with suppress(EngineError):
        client.ask("POST", f"/{index}/_flush")
        stats = client.ask("GET", f"/{index}/_stats/store")
        size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
        if size > limits.worth_a_wait:
            _wait_for_copies(client, index, limits.wait_for_copies)
        segments = 1 + int(size / shards / _LARGEST)
        path = f"/{index}/_forcemerge"
        client.ask("POST", path, max_num_segments=segments, request_timeout=_PATIENCE)
        client.ask("POST", f"/{index}/_refresh")


def _wait_for_copies(client: Client, index: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        stats = client.ask("GET", f"/{index}/_stats", level="shards", filter_path=_LEASES)
        shards = stats.get("indices", {}).get(index, {}).get("shards", {})
        copies = (copy for shard in shards.values() for copy in shard)
        if all(map(_has_let_go, copies)):
            return
        time.sleep(_PAUSE)


def _has_let_go(copy: Json) -> bool:
    """Whether a copy of a shard keeps no operations for another copy."""
    last = copy.get("seq_no", {}).get("max_seq_no", -1)
    leases = copy.get("retention_leases", {}).get("leases", ())
    return all(lease["retaining_seq_no"] > last for lease in leases)
