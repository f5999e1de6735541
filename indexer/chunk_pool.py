"""Work on many items: in this process at first, in several once there are enough."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from itertools import batched, chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

CHUNK = 64
"""Items that are sent to a process at once."""
INLINE = 400
"""Fewer items than this are handled in this process, because starting others takes longer."""
_PER_WORKER = 3


class ChunkPool[Item, Made]:
    """Applies a function to items and keeps their order. A context manager.

    The number of items in flight is bounded, so memory stays flat. If no processes can be started, or one
    ends early, the rest is done in this process.

    Args:
        work: handles several items at once; must be picklable.
        modules: modules that the workers load beforehand.
        workers: number of processes; by default one per core.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], list[Made]],
        *modules: str,
        workers: int | None = None,
        inline: int | None = None,
        chunk: int = CHUNK,
    ) -> None:
        self._chunk = chunk
        self._work, self._modules = work, modules
        self._workers = workers or os.cpu_count() or 1
        self._inline = INLINE if inline is None else inline
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "ChunkPool[Item, Made]":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, items: Iterable[Item]) -> Iterator[list[Made]]:
        """The results for the items, some at a time."""
        waiting: deque[tuple[Sequence[Item], Future[list[Made]] | None]] = deque()
        for chunk in batched(self._counted(items), self._chunk):
            waiting.append((chunk, self._send(chunk)))
            if len(waiting) > _PER_WORKER * self._workers or waiting[0][1] is None:
                yield self._finish(*waiting.popleft())
        while waiting:
            yield self._finish(*waiting.popleft())

    def _counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items. The first are read ahead, to find out whether there are enough for other processes: then
        this one needs none of the tables that the work loads.
        """
        rest = iter(items)
        first = list(islice(rest, max(self._inline, 0))) if self._workers > 1 else []
        self._inline -= len(first)
        return chain(first, rest)

    def _send(self, chunk: Sequence[Item]) -> Future[list[Made]] | None:
        """Send items to a process; None if they must be handled here."""
        if self._inline > 0 or self._workers < 2:
            return None
        if self._pool is None:
            self._pool = self._start()
        try:
            return self._pool.submit(self._work, chunk)
        except BrokenExecutor:
            self._give_up()
            return None

    def _start(self) -> "ProcessPoolExecutor":
        # A service imports this module and rarely needs processes.
        from concurrent.futures import ProcessPoolExecutor

        from indexer.processes import start_worker, worker_context

        return ProcessPoolExecutor(
            self._workers, mp_context=worker_context(*self._modules), initializer=start_worker
        )

    def _finish(self, chunk: Sequence[Item], future: Future[list[Made]] | None) -> list[Made]:
        if future is not None:
            try:
                return future.result()
            except BrokenExecutor:
                self._give_up()
        return self._work(chunk)

    def _give_up(self) -> None:
        self._stop()
        self._workers = 1

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)
