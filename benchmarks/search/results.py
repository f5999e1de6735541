"""The figures of a run, and how they are printed and kept."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.cluster.measuring import percentiles


@dataclass(frozen=True, slots=True)
class Filled:
    """Indexing: articles per second, processor milliseconds of an article, bytes on disk."""

    rate: float
    cost: float
    size: int


@dataclass(slots=True)
class Answered:
    """Milliseconds of each answer, processor seconds of all of them, and the number of hits of all."""

    times: list[float] = field(default_factory=list)
    processor: float = 0.0
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that a run measured. ``load`` is the machine's load while it ran."""

    articles: int
    questions: int
    load: str
    filled: dict[str, Filled]
    answered: dict[str, Answered]
    served: dict[str, Answered]
    rates: dict[str, float]


def show_filling(filled: dict[str, Filled]) -> None:
    """A line for each peer."""
    print(f"{'indexing':34}{'articles/s':>11}{'cpu ms':>9}{'MB':>8}")
    for name, one in filled.items():
        print(f"{name:34}{one.rate:11.0f}{one.cost:9.2f}{one.size / 1e6:8.0f}")


def show_answers(title: str, answered: dict[str, Answered]) -> None:
    """A line for each peer."""
    print(f"{title:34}{'p50':>8}{'p95':>8}{'p99':>8}{'cpu':>8}{'hits':>9}")
    for name, one in answered.items():
        number = len(one.times)
        values = "".join(f"{value:8.2f}" for value in percentiles(one.times))
        print(f"{name:34}{values}{1000 * one.processor / number:8.2f}{one.hits / number:9.1f}", flush=True)


def keep(run: Run, file: Path) -> None:
    """Write a run as JSON, so that it can be plotted again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(run), indent=1), encoding="utf-8")


def read(file: Path) -> Run:
    """Read what ``keep`` wrote."""
    found = json.loads(file.read_text(encoding="utf-8"))
    found["filled"] = {name: Filled(**values) for name, values in found["filled"].items()}
    for part in ("answered", "served"):
        found[part] = {name: Answered(**values) for name, values in found[part].items()}
    return Run(**found)


def share_below(times: Sequence[float]) -> tuple[list[float], list[float]]:
    """Times in rising order, and the share of answers that took at most so long."""
    ordered = sorted(times)
    return ordered, [(number + 1) / len(ordered) for number in range(len(ordered))]
