"""A progress bar on a terminal, drawn by rich."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class RateColumn(ProgressColumn):
    """Items per second."""

    def render(self, task: Task) -> Text:
        """Empty while nothing is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


class BarProgress:
    """A bar on a terminal."""

    def __init__(self, bar: Progress, label: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=total)

    @property
    def total(self) -> int | None:
        """The number of items."""
        total = self._bar.tasks[0].total
        return None if total is None else int(total)

    @total.setter
    def total(self, total: int | None) -> None:
        self._bar.update(self._task, total=total)

    def advance(self, n: int = 1) -> None:
        """Advance the bar."""
        self._bar.advance(self._task, n)
        task = self._bar.tasks[0]
        if task.total is not None and task.completed > task.total:
            self._bar.update(self._task, total=task.completed)

    def note(self, text: str) -> None:
        """Write text above the bar, without markup and colours."""
        self._bar.console.print(text, markup=False, highlight=False)


@contextmanager
def show_bar(label: str, total: int | None, stream: TextIO) -> Iterator[BarProgress]:
    """A context manager that shows a bar on ``stream``."""
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
    with Progress(*columns, console=Console(file=stream)) as bar:
        yield BarProgress(bar, label, total)
