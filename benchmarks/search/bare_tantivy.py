"""Tantivy alone, as its documentation shows it: its default tokenizer, a query parsed by the library.

All words of the question are wanted. ``snippets`` adds the library's own snippet generator.
"""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.search.peers import FACETS, HITS, SNIPPET, Peer, facet_columns, folder_size
from engines.port.model import Document

_HEAP = 128_000_000
_YEAR_MS = 31_557_600_000
_COUNTS: dict[str, Any] = {name: {"terms": {"field": name, "size": 20}} for name in FACETS} | {
    "years": {"date_histogram": {"field": "date", "fixed_interval": f"{_YEAR_MS}ms"}}
}
_TEXTS = ["title", "body"]


class BareTantivy(Peer):
    """An index in a folder."""

    def __init__(self, folder: Path, *, snippets: bool) -> None:
        self.name = "tantivy alone, with snippets" if snippets else "tantivy alone, no snippets"
        self._snippets, self._folder = snippets, folder
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in _TEXTS:
            builder.add_text_field(name, stored=True)
        for name in FACETS:
            builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
        builder.add_date_field("date", stored=True, indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))

    def fill(self, documents: Sequence[Document]) -> None:
        writer = self._index.writer(_HEAP)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ask(self, text: str) -> int:
        searcher = self._index.searcher()
        query = self._index.parse_query(_cleaned(text), _TEXTS, conjunction_by_default=True)
        found = searcher.search(query, HITS)
        searcher.aggregate(query, _COUNTS)
        documents = [searcher.doc(address) for _, address in found.hits]
        if self._snippets:
            generator = tantivy.SnippetGenerator.create(searcher, query, self._schema, "body")
            generator.set_max_num_chars(SNIPPET)
            for document in documents:
                generator.snippet_from_doc(document).to_html()
        return int(found.count or 0)  # type: ignore[attr-defined]

    def size(self) -> int:
        return folder_size(self._folder)


def _row(document: Document) -> tantivy.Document:
    row = tantivy.Document(id=document.id, title=document.title, body=document.body)
    for name, values in facet_columns(document).items():
        for value in values:
            row.add_text(name, value)
    if document.date:
        row.add_date("date", document.date.astimezone(UTC))
    return row


def _cleaned(text: str) -> str:
    """The question without the operators of the query language: signs, and words in capitals."""
    return "".join(letter if letter.isalnum() else " " for letter in text).lower()
