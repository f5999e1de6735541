"""Asks all peers each question in turn, so that noise of the machine affects them equally."""

import random
import time
from collections.abc import Sequence

from benchmarks.cluster.measuring import Stopwatch, processor
from benchmarks.search.peers import Peer
from benchmarks.search.results import Answered, Filled
from engines.port.model import Document

_WARM = {True: 6, False: 1}
"""Rounds before measuring. A Java node needs some until its code is compiled."""


def fill(peer: Peer, documents: Sequence[Document]) -> Filled:
    """Index everything."""
    with Stopwatch(peer.node) as watch:
        peer.fill(documents)
        spent = watch.spent()
    peer.settle()
    count = len(documents)
    used = spent.own + spent.workers + spent.node
    return Filled(count / spent.clock, 1000 * used / count, peer.size())


def ask_all(peers: Sequence[Peer], questions: Sequence[str], rounds: int) -> dict[str, Answered]:
    """Ask for complete answers. Only questions for which every peer finds something are measured: for the
    others some would do less work.
    """
    found = {text: [peer.ask(text) for peer in peers] for text in questions}
    asked = [text for text, totals in found.items() if all(totals)]
    for peer in peers:
        for _ in range(_WARM[peer.node is not None]):
            for text in asked:
                peer.ask(text)
    answered = {peer.name: Answered() for peer in peers}
    choose = random.Random(3)
    for _ in range(rounds):
        for text in choose.sample(asked, len(asked)):
            for peer in choose.sample(list(peers), len(peers)):
                _ask(peer, text, answered[peer.name])
    print(f"{len(asked)} of {len(questions)} questions find something everywhere; {rounds} rounds")
    return answered


def _ask(peer: Peer, text: str, answered: Answered) -> None:
    node = processor(peer.node) if peer.node else 0.0
    own, began = time.process_time(), time.perf_counter()
    answered.hits += peer.ask(text)
    answered.times.append(1000 * (time.perf_counter() - began))
    answered.processor += time.process_time() - own + (processor(peer.node) - node if peer.node else 0.0)
