"""The sets: documents, and for some of them the numbers of those that are related to them."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines.port.model import Document

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SETS = (
    "cranfield.en",
    "medline.en",
    "xquad.en",
    "xquad.ar",
    "pquad-val.fa",
    "categories.en",
    "categories.fa",
)
_OF_A_CATEGORY = 1_500


@dataclass(frozen=True, slots=True)
class Judged:
    """A set. ``related`` has the related documents of each judged one, all by their place."""

    documents: list[Document]
    related: dict[int, set[int]]


def read(name: str) -> Judged:
    """A set by its name.

    - Sets with several relevant documents to a query: two of them are related.
    - xquad, pquad: paragraphs of one article are related. They are read without their title.
    - categories: articles of one category are related (BBC, ISNA). A weak label.
    """
    if name.startswith("categories"):
        return _categories(name.rpartition(".")[2])
    rows = list(_rows(DATA / "retrieval" / f"{name}.docs.jsonl"))
    language = name.rpartition(".")[2]
    if "quad" in name:
        documents = [Document(str(row["id"]), "", row["text"], language) for row in rows]
        return Judged(documents, _grouped(row["title"] for row in rows))
    documents = [Document(str(row["id"]), row.get("title") or "", row["text"], language) for row in rows]
    places = {document.id: place for place, document in enumerate(documents)}
    related: dict[int, set[int]] = defaultdict(set)
    for query in _rows(DATA / "retrieval" / f"{name}.queries.jsonl"):
        together = {places[str(id_)] for id_ in query["relevant"] if str(id_) in places}
        for place in together:
            related[place] |= together - {place}
    return Judged(documents, {place: others for place, others in related.items() if others})


def articles() -> list[dict[str, Any]]:
    """The rows of the large file of articles."""
    with gzip.open(DATA / "articles" / "articles-20k.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def document(row: dict[str, Any]) -> Document:
    """A row of the large file, without category, tags and date."""
    return Document(row["id"], row["title"], row["body"], row["lang"], row.get("url"))


def _categories(language: str) -> Judged:
    source = {"en": "BBC", "fa": "ISNA"}[language]
    rows = [row for row in articles() if row["source"] == source]
    rows = random.Random(5).sample(rows, min(len(rows), _OF_A_CATEGORY))
    return Judged([document(row) for row in rows], _grouped(str(row["category"]) for row in rows))


def _grouped(names: Iterator[str]) -> dict[int, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for place, name in enumerate(names):
        groups[name].add(place)
    return {place: group - {place} for group in groups.values() if len(group) > 1 for place in group}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)
