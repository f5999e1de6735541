"""Whoosh alone, as its documentation shows it: its StemmingAnalyzer, groupedby, highlights."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import MultifieldParser

from benchmarks.search.peers import FACETS, HITS, Peer, facet_columns, folder_size
from engines.port.model import Document

_MEMORY_MB = 256


class PlainWhoosh(Peer):
    """An index in a folder."""

    name = "Whoosh alone"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        words = StemmingAnalyzer()
        schema = Schema(
            id=ID(stored=True),
            title=TEXT(analyzer=words, stored=True, field_boost=2.0),
            body=TEXT(analyzer=words, stored=True),
            year=NUMERIC(sortable=True),
            **{name: KEYWORD(commas=True, sortable=True) for name in FACETS},
        )
        self._index = create_in(str(folder), schema)
        self._parser = MultifieldParser(["title", "body"], schema)
        self._searcher: Any = None

    def fill(self, documents: Sequence[Document]) -> None:
        writer = self._index.writer(limitmb=_MEMORY_MB)
        for document in documents:
            facets = {name: ",".join(values) for name, values in facet_columns(document).items()}
            year = document.date.year if document.date else 0
            writer.add_document(id=document.id, title=document.title, body=document.body, year=year, **facets)
        writer.commit()

    def settle(self) -> None:
        self._searcher = self._index.searcher()

    def ask(self, text: str) -> int:
        groups = [sorting.FieldFacet(name, allow_overlap=name in ("category", "author")) for name in FACETS]
        facets = sorting.Facets()
        for name, group in zip(FACETS, groups, strict=True):
            facets.add_facet(name, group)
        facets.add_field("year")
        found = self._searcher.search(self._parser.parse(_cleaned(text)), limit=HITS, groupedby=facets)
        for hit in found:
            hit.highlights("body", top=2)
        for name in (*FACETS, "year"):
            {value: len(numbers) for value, numbers in found.groups(name).items()}
        return len(found)

    def size(self) -> int:
        return folder_size(self._folder)

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()


def _cleaned(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text).lower()
