"""Measures on a large archive: time, and silence where nothing is related."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.related.sets import articles, document, read
from engines.port.engine import SearchEngine
from engines.port.model import Document
from search.rarity import Rarity
from search.related import related

_SOURCES = 300
_DRAFT_WORDS = 1_500


def measure_large(build: Callable[[Iterable[Document], Path], SearchEngine]) -> None:
    choose = random.Random(7)
    rows = articles()
    documents = [document(row) for row in rows if len(row["body"]) > 300]
    strangers = _strangers(documents, choose)
    held = [one for one in documents if one.id not in strangers]
    with tempfile.TemporaryDirectory() as folder:
        engine = build(held, Path(folder))
        rarity = Rarity(engine)
        print(f"{len(held)} articles")
        sample = choose.sample(held, _SOURCES)
        _timed("articles", engine, rarity, sample)
        _timed("drafts of 1,500 words", engine, rarity, [_long(choose, held) for _ in range(100)])
        _silence(engine, rarity, strangers, sample)
        engine.close()


def _timed(name: str, engine: SearchEngine, rarity: Rarity, sources: list[Document]) -> None:
    taken = []
    for source in sources:
        began = time.process_time()
        related(engine, source, 5, language="same", rarity=rarity)
        taken.append((time.process_time() - began) * 1000)
    taken.sort()
    print(f"{name:24}p50 {statistics.median(taken):6.1f} ms   p95 {taken[int(len(taken) * 0.95)]:6.1f} ms")


def _long(choose: random.Random, documents: list[Document]) -> Document:
    """A draft of 1,500 words from several articles in one language."""
    first = choose.choice(documents)
    same = [one for one in documents if one.language == first.language]
    words = first.body.split()
    while len(words) < _DRAFT_WORDS:
        words += choose.choice(same).body.split()
    return Document("", first.title, " ".join(words[:_DRAFT_WORDS]), first.language)


def _strangers(documents: list[Document], choose: random.Random) -> dict[str, Document]:
    """Articles that nothing in the archive is related to: each is made of words of many articles.

    They have the words of real articles, as often as these have them, but no subject.
    """
    made = {}
    for language in ("en", "fa", "ar", "sq"):
        same = [one for one in documents if one.language == language]
        for number in range(50):
            words: list[str] = []
            while len(words) < 250:
                words.append(choose.choice(choose.choice(same).body.split()))
            id_ = f"stranger-{language}-{number}"
            made[id_] = Document(id_, " ".join(words[:8]), " ".join(words[8:]), language)
    return made


def _silence(
    engine: SearchEngine, rarity: Rarity, strangers: dict[str, Document], real: list[Document]
) -> None:
    """Real articles have relatives in this archive more often than not, abstracts of science have none."""
    abstracts = [
        one for name in ("cranfield.en", "medline.en") for one in read(name).documents if len(one.body) > 100
    ]
    others = [replace(one, id="") for one in random.Random(1).sample(abstracts, _SOURCES)]
    kinds = {
        "words of many articles": list(strangers.values()),
        "other subjects": others[::2],
        "other subjects, 2nd half": others[1::2],
        "real articles": real,
    }
    for name, sources in kinds.items():
        found = [len(related(engine, one, 5, language="same", rarity=rarity)) for one in sources]
        shown = sum(number > 0 for number in found) / len(found)
        print(f"{name:24}{shown:6.1%} get related articles, {statistics.mean(found):.1f} on average")
