"""A large index without analysing each article: the real articles of ../shared/data/articles, several times.

Copies have other ids, so the vocabulary remains that of the real articles. One article in ten is in a story
with the next one. ``python -m benchmarks.copying FOLDER [ARTICLES]`` makes one to be used by other commands.
"""

import argparse
import gzip
import json
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.speed import ARTICLES
from engines.port.model import Document, IndexedDocument
from engines.port.payload import pack, unpack
from engines.registry import open_store
from search.documents import index_document

MANY = 85_000
_HEAD = struct.Struct("<II")


@contextmanager
def index_of_arguments(description: str | None, seconds: float) -> Iterator[tuple[float, Path]]:
    """Parse ``[SECONDS] [ARTICLES] [--data FOLDER]``, and make the index unless a folder is given.

    Args:
        description: text of ``--help``.
        seconds: default of ``SECONDS``.

    Yields:
        The seconds, and the data folder with the index.
    """
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("seconds", nargs="?", type=float, default=seconds)
    arguments.add_argument("articles", nargs="?", type=int, default=MANY)
    arguments.add_argument("--data", type=Path)
    given = arguments.parse_args()
    if given.data:
        yield given.seconds, given.data
        return
    with tempfile.TemporaryDirectory() as temporary:
        make_index(Path(temporary), given.articles)
        yield given.seconds, Path(temporary)


def make_index(data: Path, articles: int) -> None:
    """An index of ``articles`` articles in a folder."""
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
            story = copy * len(lines) + number // 2 if number // 2 % 10 == 0 else None
            yield _copied(made, copy, story)


def _document(number: int, fields: dict[str, Any]) -> Document:
    day = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(hours=number * 37 % 170_000)
    named = fields.get("category") or []
    categories = tuple((name,) for name in ([named] if isinstance(named, str) else named))
    return Document(
        f"a{number}", fields["title"], fields["body"], fields.get("lang") or "und",
        categories=categories, date=day, source=fields.get("source"),
    )  # fmt: skip


def _copied(made: IndexedDocument, copy: int, story: int | None) -> IndexedDocument:
    """The same article with another id and story, without analysing it again."""
    vector = made.payload[_HEAD.size + sum(_HEAD.unpack_from(made.payload)) :]
    document = replace(unpack(made.payload).document, id=f"{made.id}-{copy}", story=story)
    return replace(made, id=document.id, story=story, payload=pack(document, vector))


def main() -> None:
    """Make an index."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    make_index(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else MANY)


if __name__ == "__main__":
    main()
