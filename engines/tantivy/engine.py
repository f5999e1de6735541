"""Tantivy, the default engine: a Rust library that indexes thousands of articles a second and answers in
under a millisecond. Only this module, ``query`` and ``hits`` import the driver.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from itertools import count as count_from
from pathlib import Path
from typing import Any

import tantivy

from analyzers import fingerprint
from engines.folders.marks import Marks
from engines.folders.state import State, read_state, write_state
from engines.port.calendars import Calendar, month_field
from engines.port.deadline import check_deadline
from engines.port.engine import EngineQuery, EngineResult
from engines.port.fields import FIELDS, facet_field
from engines.port.model import Document, IndexedDocument
from engines.port.origin import Origin
from engines.port.payload import StoredDocument, unpack_head
from engines.port.terms import FORMS, GAP, GAP_POSITIONS, TermNode, is_stem_term
from engines.tantivy.counts import EVERY_STORY, STORY, count
from engines.tantivy.errors import engine_errors
from engines.tantivy.hits import Hits, stored
from engines.tantivy.mirror import mirror_if_read_only
from engines.tantivy.pruning import pruned
from engines.tantivy.query import QueryCompiler
from engines.tantivy.writer import SegmentWriter, is_untidy

_UNDATED = 1 << 60
_BETWEEN = f" {GAP} "


def open_engine(folder: Path, create: bool) -> "TantivyEngine":
    """Open or create the index in a folder."""
    if create:
        write_state(folder, State(fingerprint=fingerprint()))
        with engine_errors(folder):
            tantivy.Index(_schema(), str(folder))
    return TantivyEngine(folder, read_state(folder))


def tidy_folder(folder: Path) -> None:
    """Remove unneeded files that an earlier version or a killed process left in the folder of an index.

    Raises:
        EngineError: it cannot be written, or it is damaged.
    """
    with engine_errors(folder):
        if not is_untidy(folder):
            return
    engine = open_engine(folder, False)
    try:
        engine.tidy()
    finally:
        engine.close()


class TantivyEngine(Marks):
    """One index in one folder. Searching is thread-safe; one process at a time may write."""

    def __init__(self, folder: Path, state: State) -> None:
        super().__init__(folder, state)
        with engine_errors(folder):
            self._mirror = mirror_if_read_only(folder)
            self._index = tantivy.Index.open(str(self._mirror.path if self._mirror else folder))
            # The index's own schema, because field numbers depend on the order of declaration.
            self._schema = self._index.schema
            self._index.config_reader("commit")
            self._index.reload()
        self._visible = state.revision
        self._compiler = QueryCompiler(self._schema)
        self._writer = SegmentWriter(folder, None if self._mirror else self._index, self._index.reload)

    @property
    def revision(self) -> int:
        """The last committed revision. Searches after this see it: the driver alone notices the commit of
        another process up to half a second later.
        """
        revision = super().revision
        if revision != self._visible:
            with engine_errors(self._folder):
                self._index.reload()
            self._visible = revision
        return revision

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents."""
        with engine_errors(self._folder):
            writer = self._writer.get()
            for document in documents:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(_document(document))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        with engine_errors(self._folder):
            writer = self._writer.get()
            for id_ in ids:
                writer.delete_documents_by_term("id", id_)

    def commit(self, revision: int, origin: Origin | None = None) -> None:
        """Commit, then store the revision. A kill between the two repeats harmless work."""
        with engine_errors(self._folder):
            self._writer.commit()
            write_state(self._folder, read_state(self._folder).after(revision, origin))
            self._index.reload()

    def count(self) -> int:
        """The number of documents."""
        with engine_errors(self._folder):
            return int(self._searcher().num_docs)

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search: one pass for the hits, one for all counts, one more for each facet with a choice.

        If several matches are of one story, counting takes a second, small pass over those that have one.
        """
        with engine_errors(self._folder):
            searcher = self._searcher()
            query = replace(query, node=pruned(query.node, lambda f, t: searcher.doc_freq(f, t) > 0))
            hits = Hits(searcher, self._compiler, query)
            counts = count(partial(self._aggregate, searcher), query)
            found = hits.collapsed(counts.surplus) if query.collapse else hits.each()
        return EngineResult(hits.found - counts.surplus, found, counts.facets, counts.timeline, hits.found)

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids."""
        with engine_errors(self._folder):
            searcher = self._searcher()
            found = []
            for id_ in ids:
                query = tantivy.Query.term_query(self._schema, "id", id_)
                hits = searcher.search(query, 1, False).hits
                found += [stored(searcher, address) for _, address in hits]
        return found

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The documents without bodies, in the order of their addresses, which is also the order of equal
        scores.
        """
        with engine_errors(self._folder):
            searcher = self._searcher()
            limit = max(1, searcher.num_docs - start if most is None else most)
            found = searcher.search(tantivy.Query.all_query(), limit, False, offset=start).hits
            for _, address in found if most != 0 else ():
                payload: Any = searcher.doc(address).get_first("payload")
                yield unpack_head(payload)

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """The document frequency of each term."""
        with engine_errors(self._folder):
            searcher = self._searcher()
            return {term: searcher.doc_freq(field, term) for term in terms}

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The exact forms of ``text``."""
        with engine_errors(self._folder):
            found = self._searcher().terms_with_prefix("text", "")
        return ((term, count) for term, count in found if not is_stem_term(term))

    def close(self) -> None:
        """Wait for merges and release the lock. What was not committed is discarded."""
        with engine_errors(self._folder):
            self._writer.close()
            if self._mirror is not None:
                self._mirror.close()

    def tidy(self) -> None:
        """Merge segments and remove files that are not needed."""
        with engine_errors(self._folder):
            self._writer.tidy()

    def _searcher(self) -> Any:
        if self._mirror is not None and self._mirror.sync():
            self._index.reload()
        return self._index.searcher()

    def _aggregate(
        self, searcher: Any, node: TermNode, request: dict[str, Any], stories: tuple[int, int] | None
    ) -> dict[str, Any]:
        check_deadline()
        compiled = self._compiler.compile(node)
        if stories is not None:
            within = (
                tantivy.Query.exists_query(STORY)
                if stories == EVERY_STORY
                else tantivy.Query.range_query(self._schema, STORY, tantivy.FieldType.Integer, *stories)
            )
            compiled = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, compiled), (tantivy.Occur.Must, within)]
            )
        answer: dict[str, Any] = searcher.aggregate(compiled, request)
        return answer


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for field in FIELDS.text_fields:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for facet in FIELDS.indexed_facets:
        builder.add_text_field(facet_field(facet), fast=True, tokenizer_name="raw", index_option="basic")
    for number in ("newest", "oldest", *map(month_field, Calendar)):
        builder.add_integer_field(number, fast=True)
    builder.add_integer_field("day", fast=True, indexed=True)
    builder.add_integer_field(STORY, fast=True, indexed=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def _document(document: IndexedDocument) -> Any:
    made = tantivy.Document()
    made.add_text("id", document.id)
    made.add_bytes("payload", document.payload)
    for field, stream in document.streams.items():
        if stream:
            made.add_pre_tokenized_text(field, tantivy.PreTokenizedString("", _tokens(stream)))
    for facet, values in document.facets.items():
        for value in values:
            made.add_text(facet_field(facet), value)
    made.add_integer("newest", -_UNDATED if document.instant is None else document.instant)
    made.add_integer("oldest", _UNDATED if document.instant is None else document.instant)
    if document.story is not None:
        made.add_integer(STORY, document.story)
    if document.day is not None:
        made.add_integer("day", document.day)
    for name, month in document.months.items():
        made.add_integer(name, month)
    return made


def _tokens(stream: str, token: Callable[..., Any] = tantivy.Token) -> list[Any]:
    """The terms of a stream with their positions. Splitting and creating runs in C."""
    tokens: list[Any] = []
    first = 0
    for part in stream.split(_BETWEEN):
        places = part.split(" ")
        terms = part.replace(" ", FORMS).split(FORMS)
        counts = [place.count(FORMS) + 1 for place in places]
        positions = chain.from_iterable(map(repeat, count_from(first), counts))
        tokens += map(token, terms, positions, repeat(0), repeat(0))
        first += len(places) + GAP_POSITIONS
    return tokens
