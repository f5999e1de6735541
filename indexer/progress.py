"""How far a long work has come: a bar on a terminal, a line now and then elsewhere. Always on stderr."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

_SECONDS_BETWEEN_LINES = 5.0
_TOO_FEW = 20  # to tell from them how long the rest will take


class Progress(Protocol):
    """What a long work tells while it runs. ``total`` is None as long as nobody knows it."""

    total: int | None

    def advance(self, n: int = 1) -> None:
        """``n`` more are done."""

    def note(self, text: str) -> None:
        """Something that a person should read now."""


@contextmanager
def told_if_slow(progress: Progress, text: str, seconds: float = 3.0) -> Iterator[None]:
    """Notes what is being waited for, where it takes longer than so many seconds."""
    timer = threading.Timer(seconds, progress.note, (text,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class SilentProgress:
    """Tells nothing."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total

    def advance(self, n: int = 1) -> None:
        """Passes over it."""

    def note(self, text: str) -> None:
        """Passes over it."""


class LineProgress:
    """Plain lines for logs: at most one every few seconds, and one at the end."""

    def __init__(self, label: str, total: int | None, stream: TextIO, seconds: float) -> None:
        self.total = total
        self._label, self._stream, self._seconds = label, stream, seconds
        self._started = self._told = time.monotonic()
        self._done = 0

    def advance(self, n: int = 1) -> None:
        """Counts, and writes a line when it is time."""
        self._done += n
        if time.monotonic() - self._told >= self._seconds:
            self.finish()

    def note(self, text: str) -> None:
        """Writes the text as its own line."""
        print(f"{self._label}: {text}", file=self._stream, flush=True)

    def finish(self) -> None:
        """Writes how far it came, and how fast."""
        self._told = time.monotonic()
        rate = self._done / max(self._told - self._started, 1e-6)
        of = f" of {self.total:,}" if self.total is not None else ""
        left = max((self.total or 0) - self._done, 0) / rate if self._done > _TOO_FEW else 0
        self.note(f"{self._done:,}{of} ({rate:,.0f}/s{f', {_duration(left)} left' if left else ''})")


def _duration(seconds: float) -> str:
    """``1:02:03``, or ``2:03`` where it is under an hour."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


class RateColumn(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Empty as long as nothing is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


class BarProgress:
    """A bar on a terminal."""

    def __init__(self, bar: RichProgress, label: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=total)

    @property
    def total(self) -> int | None:
        """How many there are to do."""
        total = self._bar.tasks[0].total
        return None if total is None else int(total)

    @total.setter
    def total(self, total: int | None) -> None:
        self._bar.update(self._task, total=total)

    def advance(self, n: int = 1) -> None:
        """Moves the bar."""
        self._bar.advance(self._task, n)

    def note(self, text: str) -> None:
        """Writes above the bar, as it stands: no markup, no colours."""
        self._bar.console.print(text, markup=False, highlight=False)


@contextmanager
def show_progress(
    label: str,
    total: int | None = None,
    *,
    stream: TextIO | None = None,
    seconds: float = _SECONDS_BETWEEN_LINES,
) -> Iterator[Progress]:
    """A progress for the time of a ``with``; ``stream`` is stderr unless told, ``seconds`` between lines."""
    stream = stream or sys.stderr
    if not stream.isatty():
        lines = LineProgress(label, total, stream, seconds)
        yield lines
        lines.finish()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with RichProgress(*columns, console=Console(file=stream)) as bar:
        yield BarProgress(bar, label, total)
