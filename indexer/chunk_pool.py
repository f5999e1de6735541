"""Work on many items: in this process at first, in several once there are enough."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

CHUNK = 64
"""Items that are sent to a process at once."""
INLINE = 400
"""Fewer items than this are handled in this process, because starting others takes longer."""
_PER_WORKER = 3
_GARBAGE = 100_000
"""Number of new objects after which a worker searches for cycles."""


class ChunkPool[Item, Made]:
    """Applies a function to items and keeps their order. A context manager.

    The number of items in flight is bounded, so memory stays flat. If no processes can be started, or one
    ends early, the rest is done in this process.

    Args:
        work: handles several items at once; must be picklable. Its results are one for each item.
        modules: modules that the workers load beforehand.
        workers: number of processes; by default one per core.
        kind: the kind of an item, and how much work it is. Then each process gets the same kinds again and
            again, as far as that shares the work equally, and what it remembers is not in the others as well.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], list[Made]],
        *modules: str,
        workers: int | None = None,
        inline: int | None = None,
        chunk: int = CHUNK,
        kind: Callable[[Item], tuple[str, int]] | None = None,
    ) -> None:
        self._work, self._modules = work, modules
        self._workers = workers or os.cpu_count() or 1
        self._chunk, self._kind = chunk, kind
        self._inline = INLINE if inline is None else inline
        self._pools: list[ProcessPoolExecutor] = []

    def __enter__(self) -> "ChunkPool[Item, Made]":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, items: Iterable[Item]) -> Iterator[list[Made]]:
        """The results for the items, some at a time."""
        waiting: deque[_Sent[Item, Made]] = deque()
        flying = 0
        for chunk in self._chunks(items):
            waiting.append(self._send(chunk))
            flying += len(waiting[-1].parts)
            if flying > _PER_WORKER * self._workers or waiting[0].parts[0].future is None:
                flying -= len(waiting[0].parts)
                yield self._finish(waiting.popleft())
        while waiting:
            yield self._finish(waiting.popleft())

    def _chunks(self, items: Iterable[Item]) -> Iterator[Sequence[Item]]:
        rest = self._counted(items)
        while chunk := tuple(islice(rest, self._chunk * (self._processes if self._away else 1))):
            yield chunk

    @property
    def _away(self) -> bool:
        """Whether the next items are sent to other processes."""
        return self._inline <= 0 and self._workers > 1

    @property
    def _processes(self) -> int:
        """Number of processes among which a chunk is divided by kind."""
        return self._workers if self._kind else 1

    def _counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items. The first are read ahead, to find out whether there are enough for other processes: then
        this one needs none of the tables that the work loads.
        """
        rest = iter(items)
        first = list(islice(rest, max(self._inline, 0))) if self._workers > 1 else []
        self._inline -= len(first)
        return chain(first, rest)

    def _send(self, chunk: Sequence[Item]) -> "_Sent[Item, Made]":
        """Send items to processes, if they need not be handled here."""
        if not self._away:
            return _Sent(chunk, [_Part(range(len(chunk)))])
        if not self._pools:
            self._pools = self._start()
        shares = divided(list(map(self._kind, chunk)), self._workers) if self._kind else [range(len(chunk))]
        parts = [_Part[Made](share) for share in shares]
        try:
            for part, pool in zip(parts, self._pools, strict=True):
                if part.places:
                    part.future = pool.submit(self._work, [chunk[at] for at in part.places])
        except BrokenExecutor:
            self._give_up()
        return _Sent(chunk, [part for part in parts if part.places])

    def _start(self) -> "list[ProcessPoolExecutor]":
        # A service imports this module and rarely needs processes.
        from concurrent.futures import ProcessPoolExecutor

        from indexer.processes import worker_context

        context = worker_context(*self._modules)
        sizes = [1] * self._workers if self._kind else [self._workers]
        return [ProcessPoolExecutor(size, mp_context=context, initializer=_start_worker) for size in sizes]

    def _finish(self, sent: "_Sent[Item, Made]") -> list[Made]:
        if len(sent.parts) == 1 and not self._kind:
            return self._result(sent.chunk, sent.parts[0].future)
        made: dict[int, Made] = {}
        for part in sent.parts:
            found = self._result([sent.chunk[at] for at in part.places], part.future)
            made.update(zip(part.places, found, strict=True))
        return [made[at] for at in range(len(sent.chunk))]

    def _result(self, items: Sequence[Item], future: Future[list[Made]] | None) -> list[Made]:
        if future is not None:
            try:
                return future.result()
            except (BrokenExecutor, CancelledError):
                self._give_up()
        return self._work(items)

    def _give_up(self) -> None:
        self._stop()
        self._workers = 1

    def _stop(self) -> None:
        pools, self._pools = self._pools, []
        for pool in pools:
            pool.shutdown(cancel_futures=True)


@dataclass(slots=True)
class _Part[Made]:
    """Places of items in a chunk, and their results to come; no future if they are handled here."""

    places: Sequence[int]
    future: Future[list[Made]] | None = None


@dataclass(frozen=True, slots=True)
class _Sent[Item, Made]:
    chunk: Sequence[Item]
    parts: list[_Part[Made]]


def divided(kinds: Sequence[tuple[str, int]], shares: int) -> list[list[int]]:
    """Divide items into shares of about the same work: the places of the items of each share, in order.

    Items of a kind are neighbours, so most kinds are in one share only. If the kinds are as frequent in the
    next chunk, each share has the same kinds there.

    Args:
        kinds: the kind of each item, and how much work it is.
    """
    order = sorted(range(len(kinds)), key=lambda at: kinds[at][0])
    total = sum(work for _, work in kinds) or 1
    found: list[list[int]] = [[] for _ in range(shares)]
    done = 0
    for at in order:
        work = kinds[at][1]
        found[min(shares - 1, (2 * done + work) * shares // (2 * total))].append(at)
        done += work
    return [sorted(share) for share in found]


def _start_worker() -> None:
    """Collect garbage rarely: what a worker makes and what it remembers has hardly any cycles, and searching
    that for some takes a fifth of the time.
    """
    from indexer.processes import start_worker

    start_worker()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
