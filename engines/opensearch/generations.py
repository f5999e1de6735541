"""The indices of a service: one behind the alias that is searched, the previous one behind another alias."""

import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from analyzers import fingerprint
from engines.opensearch.client import Client, Json
from engines.opensearch.engine import Meta, OpenSearchEngine
from engines.opensearch.lease import Lease, Writer
from engines.opensearch.limits import LIMITS, Limits
from engines.opensearch.mapping import index_body, layout
from engines.opensearch.merging import merge
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import EngineQuery, IndexSize, SearchEngine
from engines.port.errors import (
    EngineAccessError,
    EngineBusyError,
    EngineError,
    NoIndexError,
    OutdatedIndexError,
)
from engines.port.terms import Everything

_SEEN_FOR = 0.5
"""Seconds for which the alias is cached: a swap is seen within a second."""


class ClusterStore:
    """The generations of an index on a cluster.

    The alias ``<index>`` names the current one, ``<index>-previous`` the previous one. The indices themselves
    are called ``<index>-g<time>-<random>``. A single request swaps a new one in by changing both aliases.

    Args:
        writer: the process that takes leases for writing; None for this one.
    """

    def __init__(
        self, settings: ClusterSettings, limits: Limits = LIMITS, writer: Writer | None = None
    ) -> None:
        self._settings, self._limits, self._writer = settings, limits, writer
        self._client = Client(settings)
        self._alias = settings.index
        self._previous = f"{settings.index}-previous"
        self._locks = f"{settings.index}-locks"
        self._current: str | None = None
        self._looked = 0.0

    def exists(self) -> bool:
        """Whether there is a current generation."""
        return bool(self._look())

    def version(self) -> str:
        """Name of the current index; "" if there is none. The cluster is asked at most twice a second."""
        if self._current is None or time.monotonic() - self._looked > _SEEN_FOR:
            return self._look()
        return self._current

    def open(self) -> SearchEngine:
        """Open the current generation.

        Raises:
            NoIndexError: there is none yet.
        """
        name = self._look()
        if not name:
            raise NoIndexError(
                f"There is no index {self._alias} on the search cluster yet. Create one: fehrest reindex"
            )
        return self._open(name)

    def size(self) -> IndexSize | None:
        """The size of the current index with its copies; None if the role of a reader may not ask."""
        name = self.version()
        if not name:
            return None
        try:
            total = self._client.ask("GET", f"/{name}/_stats/store,segments")["_all"]["total"]
        except EngineAccessError:
            return None
        made = datetime.strptime(name.rpartition("-g")[2][:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return IndexSize(total["store"]["size_in_bytes"], total["segments"]["count"], made)

    def unused(self) -> list[str]:
        """The indices that ``clean`` would remove."""
        kept = {*self._behind(self._alias), *self._behind(self._previous)}
        return [name for name in self._generations() if name not in kept and self._is_left(name)]

    def create(self) -> SearchEngine:
        """Create a new index, which is not searched yet."""
        name = f"{self._alias}-g{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:8]}"
        meta = {"layout": layout(), "fingerprint": fingerprint(), "revision": 0, "changed": int(time.time())}
        body = index_body(self._settings, self._client.major, meta | {"shards": self._settings.shards})
        self._make_locks()
        # Taken before the index exists, so that no other process takes it for the leftover of a killed one.
        lease = self._lease(name)
        lease.take()
        self._client.patiently("PUT", f"/{name}", body, taken={})
        return self._open(name, lease)

    def publish(self, engine: SearchEngine) -> None:
        """Make an index from ``create`` the current one, after it was merged and has answered a search."""
        new = _index_of(engine)
        merge(self._client, new, self._settings.shards, self._limits)
        engine.search(EngineQuery(Everything(), limit=1))
        old = self._behind(self._alias)
        actions = [_remove(name, self._previous) for name in self._behind(self._previous)]
        actions += [
            action for name in old for action in (_remove(name, self._alias), _add(name, self._previous))
        ]
        self._change([*actions, _add(new, self._alias)])

    def discard(self, engine: SearchEngine) -> None:
        """Remove an index from ``create``."""
        self._delete(_index_of(engine))

    def rollback(self) -> None:
        """Swap the current and the previous index.

        Raises:
            NoIndexError: there is no previous index.
        """
        now, before = self._behind(self._alias), self._behind(self._previous)
        if not (now and before):
            raise NoIndexError("There is no earlier generation to go back to")
        actions = [_remove(now[0], self._alias), _remove(before[0], self._previous)]
        self._change([*actions, _add(before[0], self._alias), _add(now[0], self._previous)])

    def clean(self) -> list[str]:
        """Remove all indices except the current one, the previous one and those being filled. Returns their
        names.
        """
        gone = self.unused()
        for name in gone:
            self._delete(name)
        return gone

    def _open(self, name: str, lease: Lease | None = None) -> OpenSearchEngine:
        found = self._client.ask("GET", f"/{name}/_mapping", filter_path="*.mappings._meta")
        meta = Meta.of(found.get(name, {}))
        if meta is None or meta.layout != layout():
            raise OutdatedIndexError(
                f"The index {name} was made by another version of Fehrest or for other fields. "
                "Rebuild it: fehrest reindex"
            )
        return OpenSearchEngine(self._client, name, lease or self._lease(name), meta, self._limits)

    def _lease(self, name: str) -> Lease:
        return Lease(self._client, name, self._locks, self._limits, self._writer)

    def _look(self) -> str:
        names = self._behind(self._alias)
        if self._alias in names:
            raise EngineError(
                f"{self._alias} is an index of the cluster, not an alias. Choose another name: "
                "FEHREST_OPENSEARCH_INDEX"
            )
        self._current, self._looked = names[0] if names else "", time.monotonic()
        return self._current

    def _behind(self, alias: str) -> list[str]:
        found: Json = self._client.ask("GET", f"/{alias}/_alias", missing={})
        return sorted(name for name in found if name not in ("error", "status"))

    def _generations(self) -> Iterator[str]:
        found: Json = self._client.ask("GET", f"/{self._alias}-g2*/_alias", missing={})
        return iter(sorted(found))

    def _is_left(self, name: str) -> bool:
        lease = self._lease(name)
        try:
            lease.take()
        except EngineBusyError:
            return False
        lease.drop()
        return True

    def _make_locks(self) -> None:
        properties = {"owner": {"type": "keyword"}, "told": {"type": "keyword"}, "until": {"type": "long"}}
        body = {
            "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "hidden": True},
            "mappings": {"dynamic": "strict", "properties": properties},
        }
        if not self._client.ask("GET", f"/{self._locks}/_alias", missing={}):
            self._client.patiently("PUT", f"/{self._locks}", body, taken={})

    def _change(self, actions: list[Json]) -> None:
        self._client.patiently("POST", "/_aliases", {"actions": actions})
        self._look()

    def _delete(self, name: str) -> None:
        self._client.ask("DELETE", f"/{name}", missing={})


def _index_of(engine: SearchEngine) -> str:
    if not isinstance(engine, OpenSearchEngine):
        raise EngineError("This index is not on the cluster")
    return engine.index


def _add(index: str, alias: str) -> Json:
    return {"add": {"index": index, "alias": alias}}


def _remove(index: str, alias: str) -> Json:
    return {"remove": {"index": index, "alias": alias}}
