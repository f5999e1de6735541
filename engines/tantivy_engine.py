"""Tantivy, the default engine: a library in Rust, some thousands of articles a second, searches well under a
millisecond. The only modules that import the driver are this one and ``tantivy_query``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from analyzers import fingerprint
from engines.base import EngineHit, EngineQuery, EngineResult
from engines.errors import EngineBusyError, EngineError
from engines.fields import check_facet
from engines.model import FACETS, IndexedDocument, Interval, Sort
from engines.payload import StoredDocument, unpack
from engines.state import State, read_state, write_state
from engines.tantivy_query import QueryCompiler, facet_field
from engines.terms import (
    FORMS,
    GAP,
    GAP_POSITIONS,
    TEXT_FIELDS,
    AnyValue,
    Bool,
    DayRange,
    TermNode,
    is_stem_term,
    matching,
)

_HEAP = 256_000_000
_UNDATED = 1 << 60
_ALL_BUCKETS = 60_000
_ORDERS = {
    Sort.NEWEST: ("newest", tantivy.Order.Desc),
    Sort.OLDEST: ("oldest", tantivy.Order.Asc),
}
_TIMELINES = {Interval.YEAR: "year", Interval.MONTH: "month", Interval.DAY: "day"}


def open_engine(folder: Path, create: bool) -> "TantivyEngine":
    """The index in a folder, or a new one."""
    if create:
        write_state(folder, State(fingerprint=fingerprint()))
        with _errors(folder):
            tantivy.Index(_schema(), str(folder))
    return TantivyEngine(folder, read_state(folder))


class TantivyEngine:
    """One index in one folder. Searches from several threads are safe; one process may write at a time."""

    def __init__(self, folder: Path, state: State) -> None:
        self._folder = folder
        self._state = state
        self._schema = _schema()
        with _errors(folder):
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("commit")
            self._index.reload()
        self._compiler = QueryCompiler(self._schema)
        self._writer: Any = None

    @property
    def revision(self) -> int:
        """The last committed revision of the archive."""
        return read_state(self._folder).revision

    @property
    def fingerprint(self) -> str:
        """Of the analyzers that made the tokens."""
        return self._state.fingerprint

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents."""
        with _errors(self._folder):
            writer = self._open_writer()
            for document in documents:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(_document(document))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        with _errors(self._folder):
            writer = self._open_writer()
            for id_ in ids:
                writer.delete_documents_by_term("id", id_)

    def commit(self, revision: int) -> None:
        """Commit, then note the revision: a kill between the two repeats harmless work."""
        with _errors(self._folder):
            if self._writer is not None:
                self._writer.commit()
                self._writer.garbage_collect_files()
            write_state(self._folder, State(revision, self._state.fingerprint, self._state.format))
            self._index.reload()

    def count(self) -> int:
        """The number of documents."""
        return int(self._index.searcher().num_docs)

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search: one pass for the hits, one for all counts, one more for each facet with a choice."""
        with _errors(self._folder):
            searcher = self._index.searcher()
            compiled = self._compiler.compile(_restricted(query))
            hits, total = self._hits(searcher, compiled, query)
            facets, timeline = self._counts(searcher, query)
        return EngineResult(total, hits, facets, timeline)

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids."""
        with _errors(self._folder):
            searcher = self._index.searcher()
            found = []
            for id_ in ids:
                query = tantivy.Query.term_query(self._schema, "id", id_)
                found += [_stored(searcher, address) for _, address in searcher.search(query, 1, False).hits]
        return found

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands."""
        with _errors(self._folder):
            searcher = self._index.searcher()
            return {term: searcher.doc_freq(field, term) for term in terms}

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The exact forms of ``text``."""
        with _errors(self._folder):
            found = self._index.searcher().terms_with_prefix("text", "")
        return ((term, count) for term, count in found if not is_stem_term(term))

    def close(self) -> None:
        """Wait for merges and let go of the lock."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except ValueError as error:
                if "Lock" in str(error):
                    raise EngineBusyError(
                        f"Another process is writing to the index in {self._folder}. "
                        "Try again when it is done"
                    ) from error
                raise
        return self._writer

    def _hits(self, searcher: Any, compiled: Any, query: EngineQuery) -> tuple[tuple[EngineHit, ...], int]:
        order: dict[str, Any] = {}
        if query.sort is not Sort.RELEVANCE:
            order["order_by_field"], order["order"] = _ORDERS[query.sort]
        found = searcher.search(compiled, max(1, query.limit), True, offset=query.offset, **order)
        hits = found.hits if query.limit else ()
        scored = query.sort is Sort.RELEVANCE
        return (
            tuple(
                EngineHit(_stored(searcher, address), score if scored else None) for score, address in hits
            ),
            found.count,
        )

    def _counts(
        self, searcher: Any, query: EngineQuery
    ) -> tuple[dict[str, tuple[tuple[str, int], ...]], tuple[tuple[str, int], ...]]:
        chosen = dict(query.filters)
        plain = [facet for facet in query.facets if facet not in chosen]
        request = {facet: _facet_request(facet, query.facet_size) for facet in plain}
        if query.timeline:
            request["timeline"] = {"terms": {"field": _TIMELINES[query.timeline], "size": _ALL_BUCKETS}}
        answer = (
            searcher.aggregate(self._compiler.compile(matching(_restricted(query))), request)
            if request
            else {}
        )
        for facet in query.facets:
            if facet in chosen:
                without = self._compiler.compile(matching(_restricted(query, leave_out=facet)))
                answer |= searcher.aggregate(without, {facet: _facet_request(facet, _ALL_BUCKETS)})
        facets = {
            facet: _buckets(answer[facet], query.facet_size, chosen.get(facet, ())) for facet in query.facets
        }
        timeline = sorted((_bar(b["key"], query.timeline), b["doc_count"]) for b in _raw(answer, "timeline"))
        return facets, tuple(timeline)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for field in TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for facet in FACETS:
        builder.add_text_field(facet_field(facet), fast=True, tokenizer_name="raw", index_option="basic")
    for number in ("newest", "oldest", "year", "month"):
        builder.add_integer_field(number, fast=True)
    builder.add_integer_field("day", fast=True, indexed=True)
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
    if document.day is not None:
        made.add_integer("day", document.day)
        made.add_integer("month", document.day // 100)
        made.add_integer("year", document.day // 10_000)
    return made


def _tokens(stream: str, token: Callable[..., Any] = tantivy.Token) -> list[Any]:
    tokens = []
    position = 0
    for forms in stream.split(" "):
        if forms == GAP:
            position += GAP_POSITIONS
            continue
        tokens += [token(form, position, 0, 0) for form in forms.split(FORMS) if form]
        position += 1
    return tokens


def _stored(searcher: Any, address: Any) -> StoredDocument:
    return unpack(searcher.doc(address).get_first("payload"))


def _restricted(query: EngineQuery, leave_out: str | None = None) -> TermNode:
    limits: list[TermNode] = [AnyValue(f, values) for f, values in query.filters if f != leave_out]
    limits += [query.days] if isinstance(query.days, DayRange) else []
    return Bool(must=(query.node, *limits)) if limits else query.node


def _facet_request(facet: str, size: int) -> dict[str, Any]:
    # The size within a segment decides whether the counts are exact, the size of the answer its cost.
    wanted = min(_ALL_BUCKETS, 2 * size + 10)
    return {"terms": {"field": facet_field(check_facet(facet)), "size": wanted, "segment_size": _ALL_BUCKETS}}


def _raw(answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.get(name, {}).get("buckets", [])
    return found


def _buckets(answer: dict[str, Any], size: int, chosen: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    counted = [(str(b["key"]), int(b["doc_count"])) for b in answer["buckets"]]
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    listed, rest = counted[:size], dict(counted[size:])
    missing = [value for value in chosen if value not in dict(listed)]
    return (*listed, *((value, rest.get(value, 0)) for value in missing))


def _bar(key: float, interval: Interval | None) -> str:
    number = f"{int(key):08d}" if interval is Interval.DAY else str(int(key))
    if interval is Interval.YEAR:
        return number.zfill(4)
    return "-".join(filter(None, (number[:4], number[4:6], number[6:])))


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    """The driver raises ValueError and OSError for all that goes wrong."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineError(f"The search engine failed in {folder}: {error}") from error
