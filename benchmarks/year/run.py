"""A simulated year: the site, the service, its readers and what happens to them, put together."""

import random
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.year.events import CLOCK, FULL_DISK, WEIGHTS, Events
from benchmarks.year.machine import Clock, is_small
from benchmarks.year.readers import Readers
from benchmarks.year.service import Service
from benchmarks.year.verdict import disagreements, growth
from benchmarks.year.world import World
from tests.syncing.wordpress_site import Site


class Year:
    """A context manager: the service runs and readers read until its end. Then ask for the ``verdict``.

    Args:
        folder: where the data folder is made.
        seed: the same seed lets the same things happen, at other times.
        workers: processes of the service.
        posts: number of posts that the site has at the beginning.
        readers: number of readers.
        pause: longest pause of a reader in seconds.
        here: run commands in this process where possible.
        clock: the file of libfaketime. Without it the clock is not set.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seed: int,
        workers: int,
        posts: int,
        readers: int = 20,
        pause: float = 2.0,
        here: bool = False,
        clock: Path | None = None,
    ) -> None:
        self._site = Site()
        self.world = World(self._site, random.Random(seed))
        self.world.publish(posts)
        self.service = Service(folder / "data", workers, here=here)
        known = Clock(clock, folder) if clock else None
        self.service.settings |= known.environment() if known else {}
        self.events = Events(self.service, self.world, folder, known)
        self.weights = WEIGHTS | (CLOCK if known else {}) | (FULL_DISK if is_small(folder) else {})
        self.readers = Readers(self.service, readers, pause, seed)
        self.samples: list[dict[str, float]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._site)
            self.events.sync()
            self.events.make_key()
            self.service.start()
            stack.callback(self.service.stop)
            stack.enter_context(self.readers)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.events.settle()
            self._differences = list(disagreements(self.service, self.world))
        self._stack.__exit__(kind, error, trace)

    def measure(self) -> None:
        """Take a sample of memory, threads and files."""
        self.samples.append(self.service.measures())

    def latest(self) -> dict[str, float]:
        """The last sample; {} before the first."""
        return self.samples[-1] if self.samples else {}

    def verdict(self) -> list[str]:
        """Everything that was wrong; [] if nothing was."""
        return [*self.events.wrong, *self.readers.wrong, *self._differences, *growth(self.samples)]

    def counted(self) -> Counter[str]:
        """How often each event happened and each kind of answer was seen."""
        return self.events.done + self.readers.counts
