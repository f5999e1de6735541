"""Which query costs most?  python -m benchmarks.worst_query [SECONDS] [ARTICLES] [--data FOLDER]

A search for the worst anonymous request: queries are made by a grammar of everything that can be typed, the
dearest are changed further, and the processor time of the whole answer is measured, of pages and of JSON. The
index is made of the real articles of ../shared/data/articles; where more are asked for (85,000 by default),
each stands several times, with an id of its own, so the vocabulary is that of the real ones. Prints the
dearest requests, in milliseconds of processor time, the least of three runs. ``--data``: a folder with one.
"""

import argparse
import gzip
import json
import random
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.speed import ARTICLES
from engines.port.model import Document, IndexedDocument
from engines.port.payload import pack
from engines.registry import open_store
from search.documents import index_document
from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings

KEPT = 12
"""The dearest requests, which are changed further and printed."""
_PATHS = ("/", "/api/v1/search", "/results.atom", "/facets/author", "/api/v1/facets/category")
_PAYLOAD_HEAD = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, the pieces of its query, and its other parameters."""

    path: str
    pieces: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()


class Grammar:
    """Makes requests of the words of an index. ``common`` are the most common ones."""

    def __init__(self, words: list[str], seed: int = 3) -> None:
        self._words, self._common = words, words[:300]
        self._random = random.Random(seed)

    def request(self) -> Asked:
        """A new request."""
        size = self._random.choice((1, 3, 12, 40, 100))
        one = self._random.choice(self._makers())
        pieces = tuple(one() if self._random.random() < 0.7 else self.piece() for _ in range(size))
        return Asked(self._random.choice(_PATHS), pieces, self._options())

    def changed(self, asked: Asked) -> Asked:
        """A request like another one."""
        pieces = list(asked.pieces)
        for _ in range(self._random.randint(1, 4)):
            way, at = self._random.random(), self._random.randrange(len(pieces))
            if way < 0.5:
                pieces[at] = self.piece()
            elif way < 0.8:
                pieces.insert(at, self.piece())
            elif len(pieces) > 1:
                pieces.pop(at)
        options = self._options() if self._random.random() < 0.3 else asked.options
        path = self._random.choice(_PATHS) if self._random.random() < 0.1 else asked.path
        return Asked(path, tuple(pieces), options)

    def piece(self) -> str:
        """A word, a pattern, a fuzzy word, a phrase, a field, an operator."""
        return self._random.choice(self._makers())()

    def _makers(self) -> tuple[Callable[[], str], ...]:
        choose, common, words = self._random.choice, self._common, self._words
        letters = "aeiostnrادمینوراب"
        return (
            lambda: choose(common),
            lambda: choose(words),
            lambda: f"{choose(common)}x",
            lambda: f"*{choose(letters)}*",
            lambda: f"{choose(letters)}*",
            lambda: f"*{choose(letters)}*{choose(letters)}*{choose(letters)}*",
            lambda: f"?{choose(letters)}?{choose(letters)}?",
            lambda: f"{choose(words)}~2",
            lambda: f"{choose(words)[:4]}~1",
            lambda: f'"{choose(common)} {choose(common)}"',
            lambda: f'"{" ".join(choose(common) for _ in range(8))}"',
            lambda: f"title:{choose(common)}",
            lambda: f"title:*{choose(letters)}*",
            lambda: f"-{choose(common)}",
            lambda: f"-*{choose(letters)}*",
            lambda: f"({choose(common)} OR {choose(common)})",
            lambda: "OR",
            lambda: f"date:{self._random.randint(2005, 2024)}",
        )

    def _options(self) -> tuple[tuple[str, str], ...]:
        every = (
            ("size", "100"), ("explain", "1"), ("match", "any"), ("sort", "newest"), ("page", "10"),
            ("exact", "1"), ("collapse", "0"), ("calendar", "hijri"), ("language", "en"), ("year", "2010"),
            ("prefer", "fa"),
        )  # fmt: skip
        return tuple(option for option in every if self._random.random() < 0.3)


def cost(client: FlaskClient, asked: Asked, runs: int = 1) -> tuple[float, int]:
    """The processor time of an answer in milliseconds, the least of so many runs, and its status."""
    parameters = [("q", " ".join(asked.pieces)), *asked.options]
    times, status = [], 0
    for _ in range(runs):
        began = time.process_time()
        with client.get(asked.path, query_string=parameters) as response:
            response.get_data()
            status = response.status_code
        times.append((time.process_time() - began) * 1000)
    return min(times), status


def search_worst(client: FlaskClient, grammar: Grammar, seconds: float) -> list[tuple[float, int, Asked]]:
    """The dearest requests that were found in a time, the dearest first."""
    best: list[tuple[float, int, Asked]] = []
    ends, tried = time.process_time() + seconds, 0
    while time.process_time() < ends:
        fresh = len(best) < KEPT or tried % 3 == 0
        asked = grammar.request() if fresh else grammar.changed(random.choice(best)[2])
        tried += 1
        took, status = cost(client, asked)
        if len(best) < KEPT or took > best[-1][0]:
            took, status = cost(client, asked, 3)
            best = sorted([*best, (took, status, asked)], key=lambda found: -found[0])[:KEPT]
    print(f"{tried} requests tried")
    return best


def make_index(data: Path, articles: int) -> None:
    """An index of so many articles in a folder."""
    store = open_store("tantivy", data)
    engine = store.create()
    engine.add(_documents(articles))
    engine.commit(1)
    store.publish(engine)
    engine.close()


def _documents(articles: int) -> Iterator[IndexedDocument]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as file:
        lines = list(file)
    for number, line in enumerate(lines[:articles]):
        made = index_document(_document(number, json.loads(line)), UTC)
        for copy in range(-(-(articles - number) // len(lines))):
            yield _copied(made, copy)


def _document(number: int, fields: dict[str, str]) -> Document:
    day = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(hours=number * 37 % 170_000)
    category = ((fields["category"],),) if fields.get("category") else ()
    return Document(
        f"a{number}", fields["title"], fields["body"], fields.get("lang") or "und",
        categories=category, date=day, source=fields.get("source"),
    )  # fmt: skip


def _copied(made: IndexedDocument, copy: int) -> IndexedDocument:
    """The same article with another id, without analysing it again."""
    head, body = _PAYLOAD_HEAD.unpack_from(made.payload)
    text = made.payload[_PAYLOAD_HEAD.size + head :][:body].decode("utf-8", "surrogatepass")
    vector = made.payload[_PAYLOAD_HEAD.size + head + body :]
    fields = json.loads(made.payload[_PAYLOAD_HEAD.size :][:head])
    document = _document(
        0, {"title": fields.get("title", ""), "body": text, "lang": fields.get("language", "")}
    )
    again = replace(document, id=f"{made.id}-{copy}")
    return replace(made, id=again.id, payload=pack(again, vector))


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("seconds", nargs="?", type=float, default=120)
    arguments.add_argument("articles", nargs="?", type=int, default=85_000)
    arguments.add_argument("--data", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = given.data or Path(temporary)
        if not given.data:
            make_index(data, given.articles)
        service = SearchService(Settings(data=data))
        service.warm_apart()
        client = create_app(service=service).test_client()
        engine = service._open().searcher.engine
        words = [word for word, _ in sorted(engine.vocabulary(), key=lambda pair: -pair[1])]
        for view in (service._open().vocabulary, service._open().suggester):
            view.get()
        print(f"{engine.count()} articles, {len(words)} words")
        for took, status, asked in search_worst(client, Grammar(words), given.seconds):
            print(
                f"{took:8.1f} ms  {status}  {asked.path} {dict(asked.options)} {' '.join(asked.pieces)[:120]}"
            )


if __name__ == "__main__":
    main()
