"""Bulk writing: a limited number of requests in flight, each repeated until it succeeds.

A busy cluster answers 429, one that has just lost a node has no primary shard for a moment (503), and one
whose nodes are all starting does not answer. What was refused for such a reason is sent again after growing
pauses, within ``Limits.patience``. Every operation can safely be repeated.
"""

import random
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from engines.opensearch.client import Client, Json
from engines.opensearch.documents import Packer, document_key
from engines.opensearch.limits import LIMITS, Limits
from engines.opensearch.refusals import first_line, named
from engines.port.encoding import encode_json
from engines.port.errors import EngineError, EngineUnavailableError
from engines.port.model import IndexedDocument

_OPERATIONS = 500
_UNDER_WAY = 2
_LONGEST_PAUSE = 5.0
_NAMED = 5

Operation = tuple[str, bytes]
"""A document's name in the index, and the lines that index or delete it."""


@dataclass(slots=True)
class _Batch:
    operations: list[Operation] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    size: int = 0

    def put(self, operation: Operation) -> None:
        self.operations.append(operation)
        self.names.add(operation[0])
        self.size += len(operation[1])


class Bulk:
    """A stream of operations on one index. Operations on the same document keep their order."""

    def __init__(self, client: Client, index: str, limits: Limits = LIMITS) -> None:
        self._client, self._limits = client, limits
        self._path = f"/{index}/_bulk"
        self._packer = Packer()
        self._batch = _Batch()
        self._pool = ThreadPoolExecutor(_UNDER_WAY, thread_name_prefix="fehrest-bulk")
        self._under_way: dict[Future[None], set[str]] = {}

    def index(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents. Waits if too many requests are in flight.

        Raises:
            EngineError: an earlier request failed permanently; the message names the documents.
        """
        for document in documents:
            key = document_key(document.id)
            self._put(key, b"\n".join((_action("index", key), self._packer.source(document), b"")))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents. Unknown ids are ignored."""
        for key in map(document_key, ids):
            self._put(key, _action("delete", key) + b"\n")

    def flush(self) -> None:
        """Wait until everything has been written."""
        self._send()
        self._wait(0)

    def close(self) -> None:
        """Discard what has not been sent yet."""
        self._batch = _Batch()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _put(self, key: str, lines: bytes) -> None:
        self._batch.put((key, lines))
        if self._batch.size >= self._limits.bulk_size or len(self._batch.operations) >= _OPERATIONS:
            self._send()

    def _send(self) -> None:
        batch, self._batch = self._batch, _Batch()
        if not batch.operations:
            return
        # Requests in flight may overtake each other. Those for the same document must not.
        overlap = any(batch.names & names for names in self._under_way.values())
        self._wait(0 if overlap else _UNDER_WAY - 1)
        self._under_way[self._pool.submit(self._write, batch.operations)] = batch.names

    def _wait(self, most: int) -> None:
        while len(self._under_way) > most:
            done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            for one in done:
                del self._under_way[one]
                one.result()

    def _write(self, operations: list[Operation]) -> None:
        until, pause = time.monotonic() + self._limits.patience, self._limits.first_pause
        while operations:
            operations, reason = self._try(operations)
            if not operations:
                return
            if time.monotonic() > until:
                raise reason
            # A random factor, so that writers that were refused together do not return together.
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _try(self, operations: list[Operation]) -> tuple[list[Operation], EngineError]:
        """Send operations. Returns those that must be sent again, and why."""
        try:
            answer = self._client.ask("POST", self._path, b"".join(lines for _, lines in operations))
        except EngineUnavailableError as error:
            return operations, error
        if not answer["errors"]:
            return [], EngineError("")
        results = [next(iter(item.values())) for item in answer["items"]]
        refused = [(o, self._error(r)) for o, r in zip(operations, results, strict=True) if "error" in r]
        lost = [(key, error) for (key, _), error in refused if not isinstance(error, EngineUnavailableError)]
        if lost:
            raise _refusal(lost)
        return [operation for operation, _ in refused], refused[0][1]

    def _error(self, result: Json) -> EngineError:
        found = result["error"]
        causes = (found.get("reason"), (found.get("caused_by") or {}).get("reason"))
        reason = ", ".join(first_line(cause) for cause in causes if cause)
        return named(result["status"], str(found.get("type", "")), reason, self._client.settings.shown)


def _action(kind: str, key: str) -> bytes:
    return encode_json({kind: {"_id": key}})


def _refusal(lost: list[tuple[str, EngineError]]) -> EngineError:
    """One error that names the documents that were refused permanently, or the error that applies to all."""
    first = lost[0][1]
    if type(first) is not EngineError:
        return first
    told = "; ".join(f"{key}: {error.message}" for key, error in lost[:_NAMED])
    more = f"; and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    return EngineError(f"The search cluster refused {len(lost)} articles: {told}{more}")
