"""How long does a complete answer take? All systems get each question in turn, so noise affects them
equally.
"""

import random
import time
from dataclasses import dataclass, field

from benchmarks.cluster.contestants import Contestant
from benchmarks.cluster.measuring import load, percentiles, processor

_WARM = 6
"""Rounds until a node has compiled its code. Before that, the system that was asked more often looks
better.
"""


@dataclass(slots=True)
class Measured:
    """Milliseconds of each answer, and processor seconds of all of them."""

    times: list[float] = field(default_factory=list)
    own: float = 0.0
    node: float = 0.0
    hits: int = 0


def ask_all(contestants: list[Contestant], questions: list[str], rounds: int) -> dict[str, Measured]:
    """Ask all questions to warm up, then, in several rounds, those for which each system finds something.

    A question with only function words, which OpenSearch drops, would make only the others build a page.
    """
    answers = {text: [one.ask(text) for one in contestants] for text in questions}
    for _ in range(_WARM):
        for text in questions:
            for one in contestants:
                one.ask(text)
    asked = [text for text, found in answers.items() if all(found)]
    print(
        f"{len(asked)} questions, {rounds} rounds; {len(questions) - len(asked)} without hits on some system"
    )
    measured = {one.name: Measured() for one in contestants}
    choose = random.Random(3)
    for _ in range(rounds):
        for text in choose.sample(asked, len(asked)):
            for one in choose.sample(contestants, len(contestants)):
                _ask(one, text, measured[one.name])
    return measured


def _ask(one: Contestant, text: str, measured: Measured) -> None:
    node = processor(one.node) if one.node else 0.0
    own, began = time.process_time(), time.perf_counter()
    total = one.ask(text)
    measured.times.append(1000 * (time.perf_counter() - began))
    measured.own += time.process_time() - own
    measured.node += processor(one.node) - node if one.node else 0.0
    measured.hits += total


def show(measured: dict[str, Measured], base: str) -> None:
    """A table, with each system compared with ``base``."""
    bare = percentiles(measured[base].times)
    print(
        f"{'milliseconds':34}{'p50':>8}{'p95':>8}{'p99':>8}   of {base}: p50, p95   cpu client, node   hits"
    )
    for name, one in measured.items():
        found, number = percentiles(one.times), len(one.times)
        print(
            f"{name:34}{found[0]:8.2f}{found[1]:8.2f}{found[2]:8.2f}   "
            f"{found[0] / bare[0]:13.2f}{found[1] / bare[1]:8.2f}"
            f"{1000 * one.own / number:14.2f}{1000 * one.node / number:8.2f}{one.hits / number:10.1f}"
        )
    print(load(), flush=True)
