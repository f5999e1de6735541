"""The figures of each size, and how they are printed and kept."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "growth.json"
"""Name of the file with figures: in a data folder those of its ingest, next to plots those of a run."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest took: articles per second in each stage and over all, milliseconds of processor time for
    an article, the highest resident memory of the command and of a worker in MB, and the machine's load.
    """

    rates: dict[str, float]
    whole: float
    cost: float
    command: float
    worker: float
    load: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of a service and its processes in MB: ``anonymous`` is not of mapped files, ``private`` is
    mapped by no other process, ``proportional`` has the share of what others map too (PSS).
    """

    anonymous: float
    private: float
    proportional: float


@dataclass(frozen=True, slots=True)
class Size:
    """One archive.

    ``stored`` are megabytes on disk by what they hold. ``times`` are the milliseconds of each answer over
    HTTP, ``processor`` the milliseconds of processor time of one. ``ingested`` is None if the ingest was not
    measured, or went on after an interruption.
    """

    articles: int
    ingested: Ingested | None
    stored: dict[str, float]
    started: Memory
    loaded: Memory
    times: list[float] = field(repr=False)
    processor: float
    hits: float
    load: str

    def percentile(self, share: float) -> float:
        """The time within which this share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(sizes: Iterable[Size]) -> None:
    """A line for each size."""
    print(
        f"{'articles':>10}{'ingest/s':>10}{'cpu ms':>8}{'command':>9}{'worker':>8}{'archive':>9}{'index':>8}"
        f"{'start':>7}{'loaded':>8}{'private':>9}{'PSS':>7}{'p50':>7}{'p95':>7}{'cpu':>7}  load"
    )
    for size in sizes:
        one = size.ingested
        filled = (
            f"{one.whole:10.0f}{one.cost:8.2f}{one.command:9.0f}{one.worker:8.0f}" if one else f"{'-':>35}"
        )
        print(
            f"{size.articles:10,}{filled}{size.stored['archive']:9.0f}{size.stored['index']:8.0f}"
            f"{size.started.anonymous:7.0f}{size.loaded.anonymous:8.0f}"
            f"{size.loaded.private:9.0f}{size.loaded.proportional:7.0f}"
            f"{size.percentile(0.5):7.1f}{size.percentile(0.95):7.1f}{size.processor:7.2f}  {size.load}",
            flush=True,
        )


def keep_ingested(data: Path, ingested: Ingested) -> None:
    """Write the figures of an ingest into its data folder."""
    (data / NAME).write_text(json.dumps(asdict(ingested)), encoding="utf-8")


def read_ingested(data: Path) -> Ingested | None:
    """The figures of the ingest that made a data folder; None if they are not known."""
    file = data / NAME
    return Ingested(**json.loads(file.read_text("utf-8"))) if file.is_file() else None


def keep(sizes: Sequence[Size], file: Path) -> None:
    """Write a run as JSON, so that it can be plotted again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(size) for size in sizes]), encoding="utf-8")


def read(file: Path) -> list[Size]:
    """A run from ``keep``."""
    return [
        Size(
            **row
            | {
                "ingested": Ingested(**row["ingested"]) if row["ingested"] else None,
                "started": Memory(**row["started"]),
                "loaded": Memory(**row["loaded"]),
            }
        )
        for row in json.loads(file.read_text("utf-8"))
    ]
