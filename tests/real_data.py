"""Real articles next to the checkout, for tests that measure. None of them is part of the project."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from engines.port.model import Document

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def require(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"shared/data is not here: {name}")
    return path


def articles(count: int) -> list[Document]:
    """The same random choice each time, from all four languages."""
    return list(_articles(count))


@lru_cache(maxsize=1)
def _articles(count: int) -> tuple[Document, ...]:
    with gzip.open(require("articles/articles-20k.jsonl.gz"), "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(7).shuffle(rows)
    return tuple(_document(row) for row in rows[:count])


def _document(row: dict[str, Any]) -> Document:
    date = row.get("date")
    return Document(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        language=row["lang"],
        authors=tuple(filter(None, [row.get("author")])),
        categories=tuple((name,) for name in row.get("category") or ()),
        tags=tuple(row.get("tags") or ()),
        date=datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None,
        source=row["source"],
    )


def queries(documents: Sequence[Document], count: int) -> Iterator[str]:
    """Queries of many shapes from the words of titles: words, phrases, OR, minus, patterns, typos, fields."""
    choose = random.Random(11)
    titles = [words for document in documents if len(words := document.title.split()) > 3]
    for number in range(count):
        words = choose.choice(titles)
        at = choose.randrange(len(words) - 2)
        one, two, three = words[at : at + 3]
        other = choose.choice(choose.choice(titles))
        shapes = (
            one,
            f"{one} {three}",
            f"{one} {two} {three}",
            f'"{one} {two}"',
            f"{one} OR {other}",
            f"{one} -{other}",
            f"{one[:4]}*",
            f"{two[:2]}{two[3:]}~",
            f"title:{one} {two}",
            f"{one} {two} {other}",
        )
        yield shapes[number % len(shapes)]
