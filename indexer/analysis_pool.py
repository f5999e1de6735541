"""Documents to tokens: in this process at first, in several once there is enough to do."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import tzinfo
from itertools import batched

from engines.documents import index_document
from engines.model import Document, IndexedDocument
from indexer.processes import start_worker, worker_context

CHUNK = 64
"""Documents that go to a process at once."""
INLINE = 400
"""Documents that one process analyses before it is worth the start of others."""
_PER_WORKER = 3

Chunk = tuple[Document, ...]


def analyse_chunk(documents: Chunk, timezone: tzinfo) -> list[IndexedDocument]:
    """The tokens of some documents; runs in a worker process."""
    return [index_document(document, timezone) for document in documents]


class AnalysisPool:
    """Analyses documents and keeps their order; used as a context manager.

    ``workers`` is the number of processes, one for each core unless told. The number of documents in flight
    is bounded, so memory stays flat. Where no processes can be had, or one ends before its time, the rest is
    analysed in this one.
    """

    def __init__(self, workers: int | None = None, *, inline: int | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._inline = INLINE if inline is None else inline
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "AnalysisPool":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, documents: Iterable[Document], timezone: tzinfo) -> Iterator[list[IndexedDocument]]:
        """The documents with their tokens, some at a time."""
        waiting: deque[tuple[Chunk, Future[list[IndexedDocument]] | None]] = deque()
        for chunk in batched(documents, CHUNK):
            waiting.append((chunk, self._send(chunk, timezone)))
            if len(waiting) > _PER_WORKER * self._workers or waiting[0][1] is None:
                yield self._finish(*waiting.popleft(), timezone)
        while waiting:
            yield self._finish(*waiting.popleft(), timezone)

    def _send(self, chunk: Chunk, timezone: tzinfo) -> Future[list[IndexedDocument]] | None:
        """None where the chunk is to be analysed here."""
        if self._inline > 0 or self._workers < 2:
            self._inline -= len(chunk)
            return None
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=worker_context(__name__), initializer=start_worker
            )
        try:
            return self._pool.submit(analyse_chunk, chunk, timezone)
        except BrokenProcessPool:
            self._give_up()
            return None

    def _finish(
        self, chunk: Chunk, future: Future[list[IndexedDocument]] | None, timezone: tzinfo
    ) -> list[IndexedDocument]:
        if future is not None:
            try:
                return future.result()
            except BrokenProcessPool:
                self._give_up()
        return analyse_chunk(chunk, timezone)

    def _give_up(self) -> None:
        self._stop()
        self._workers = 1

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)
