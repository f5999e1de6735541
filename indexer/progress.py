"""Progress of long work: a bar on a terminal, otherwise a line now and then. Always on stderr."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

_SECONDS_BETWEEN_LINES = 5.0
_TOO_FEW = 20  # too few for an estimate of the remaining time


class Progress(Protocol):
    """What long work reports while it runs. ``total`` is None while it is unknown."""

    total: int | None

    def advance(self, n: int = 1) -> None:
        """``n`` more are done."""

    def note(self, text: str) -> None:
        """A message for a person."""


@contextmanager
def told_if_slow(progress: Progress, text: str, seconds: float = 3.0) -> Iterator[None]:
    """Show what is being waited for, if it takes longer than ``seconds``."""
    timer = threading.Timer(seconds, progress.note, (text,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class SilentProgress:
    """Shows nothing."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total

    def advance(self, n: int = 1) -> None:
        """Ignored."""

    def note(self, text: str) -> None:
        """Ignored."""


class LineProgress:
    """Plain lines for logs: at most one every few seconds, and one at the end."""

    def __init__(
        self,
        label: str,
        total: int | None,
        stream: TextIO,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total = total
        self._clock = clock
        self._label, self._stream, self._seconds = label, stream, seconds
        self._started = self._told = clock()
        self._done = 0

    def advance(self, n: int = 1) -> None:
        """Count, and write a line when it is time."""
        self._done += n
        if self._clock() - self._told >= self._seconds:
            self.finish()

    def note(self, text: str) -> None:
        """Write the text as a line."""
        print(f"{self._label}: {text}", file=self._stream, flush=True)

    def finish(self) -> None:
        """Write the final number, and the speed."""
        self._told = self._clock()
        rate = self._done / max(self._told - self._started, 1e-6)
        # A total was counted before, and may have been a few too small.
        of = f" of {max(self.total, self._done):,}" if self.total is not None else ""
        left = max((self.total or 0) - self._done, 0) / rate if self._done > _TOO_FEW else 0
        self.note(f"{self._done:,}{of} ({rate:,.0f}/s{f', {_duration(left)} left' if left else ''})")


def _duration(seconds: float) -> str:
    """``1:02:03``, or ``2:03`` if it is less than an hour."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@contextmanager
def show_progress(
    label: str,
    total: int | None = None,
    *,
    stream: TextIO | None = None,
    seconds: float = _SECONDS_BETWEEN_LINES,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Progress]:
    """A context manager for showing progress. ``stream`` is stderr if None, ``seconds`` is the time between
    lines.
    """
    stream = stream or sys.stderr
    bar = _bar() if stream.isatty() else None
    if bar is not None:
        with bar(label, total, stream) as progress:
            yield progress
        return
    lines = LineProgress(label, total, stream, seconds, clock)
    yield lines
    lines.finish()


def _bar() -> Callable[[str, int | None, TextIO], AbstractContextManager[Progress]] | None:
    """None if rich is not installed, which comes with an extra."""
    try:
        from indexer.progress_bar import show_bar
    except ModuleNotFoundError:
        return None
    return show_bar
