"""Whoosh, the engine in pure Python, for hosts without binary packages and a few thousand articles: a search
takes tens of milliseconds. Only this module and ``query`` import the driver.
"""

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import batched, islice
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index, query, reading, scoring, writing
from whoosh.analysis import Token, Tokenizer

from analyzers import fingerprint
from engines.folders.marks import Marks
from engines.folders.state import State, read_state, write_state
from engines.port.deadline import check_deadline
from engines.port.engine import EngineQuery, EngineResult
from engines.port.errors import EngineBusyError, EngineError
from engines.port.fields import FIELDS, facet_field
from engines.port.model import Document, IndexedDocument
from engines.port.origin import Origin
from engines.port.payload import StoredDocument, unpack, unpack_head
from engines.port.terms import FORMS, GAP, GAP_POSITIONS, Bool, is_stem_term
from engines.whoosh.hits import Match, collapsed, each, keys
from engines.whoosh.query import STORY, SegmentMatcher
from engines.whoosh.tally import Tally

_VALUES = "\x1f"
_AT_ONCE = 100
"""Documents that are read before other threads may read."""
_LOOK_EVERY = 0.1
"""Seconds between two looks at the deadline while another thread reads."""


class StreamTokenizer(Tokenizer):  # type: ignore[misc]
    """Reads the streams of ``search.documents``. Whoosh expects a single token object that changes."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """The terms of a stream at their positions."""
        token = Token(positions=True, boost=1.0)
        position = 0
        for forms in value.split(" "):
            if forms == GAP:
                position += GAP_POSITIONS
                continue
            for form in filter(None, forms.split(FORMS)):
                token.text, token.pos, token.stopped = form, position, False
                yield token
            position += 1


class ValueTokenizer(Tokenizer):  # type: ignore[misc]
    """Each value of a facet as one token."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """One token per value."""
        token = Token(boost=1.0)
        for text in value.split(_VALUES):
            token.text, token.stopped = text, False
            yield token


def open_engine(folder: Path, create: bool) -> "WhooshEngine":
    """Open or create the index in a folder."""
    if create:
        write_state(folder, State(fingerprint=fingerprint()))
        index.create_in(str(folder), _schema())
    return WhooshEngine(folder, read_state(folder))


def count_segments(folder: Path) -> int:
    """The number of segments in a folder; those that a merge has just replaced are counted too."""
    return sum(1 for _ in folder.glob("*.seg"))


class WhooshEngine(Marks):
    """One index in one folder. One process at a time may write."""

    def __init__(self, folder: Path, state: State) -> None:
        super().__init__(folder, state)
        self._writer: Any = None
        self._lock = threading.RLock()
        # Whoosh only replaces committed documents, so a document that may come twice waits here.
        self._pending: dict[str, IndexedDocument] = {}
        with _errors(folder):
            # Use our schema, because the pickled one names modules of the version that wrote it.
            self._index = index.open_dir(str(folder), schema=_schema())
            self._searcher = self._open_searcher()

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add or replace documents."""
        with _errors(self._folder):
            self._open_writer()
            self._pending |= {document.id: document for document in documents}

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        with _errors(self._folder):
            writer = self._open_writer()
            for id_ in ids:
                self._pending.pop(id_, None)
                writer.delete_by_term("id", id_)

    def commit(self, revision: int, origin: Origin | None = None) -> None:
        """Commit, then store the revision. A kill between the two repeats harmless work."""
        with _errors(self._folder):
            if self._writer is not None:
                for document in self._pending.values():
                    self._writer.update_document(**_fields(document))
                self._writer.commit()
                self._forget()
            write_state(self._folder, read_state(self._folder).after(revision, origin))
        with self._alone():
            self._refresh()

    def count(self) -> int:
        """The number of documents."""
        with self._alone():
            return int(self._refresh().doc_count())

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search: the tree gives the documents, and one pass over their facets gives all counts."""
        with self._alone():
            searcher = self._refresh()
            tally = Tally(query)
            matches: list[Match] = []
            segments = [segment for segment, _ in searcher.leaf_searchers()]
            for number, segment in enumerate(segments):
                matcher = SegmentMatcher(segment)
                node = Bool(must=(query.node, query.days)) if query.days else query.node
                passing = tally.count(segment, matcher.docs(node))
                matches += keys(segment, number, matcher, query, passing)
            total, hits = (
                collapsed(segments, matches, query) if query.collapse else each(segments, matches, query)
            )
        return EngineResult(total, hits, tally.facets(), tally.timeline(), len(matches))

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids."""
        with self._alone():
            searcher = self._refresh()
            found = (searcher.document(id=id_) for id_ in ids)
            return [unpack(fields["payload"]) for fields in found if fields]

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The documents without bodies, in the order of their numbers."""
        with self._alone():
            reader = self._refresh().reader()
            end = None if most is None else start + most
            numbers = list(islice(reader.all_doc_ids(), start, end))
        for some in batched(numbers, _AT_ONCE):
            with self._alone():
                heads = [unpack_head(reader.stored_fields(number)["payload"]) for number in some]
            yield from heads

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """The document frequency of each term."""
        with self._alone():
            reader = self._refresh().reader()
            return {term: int(reader.doc_frequency(field, term)) for term in terms}

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The exact forms of ``text``."""
        with self._alone():
            reader = self._refresh().reader()
            terms = ((term.decode("utf-8"), info) for term, info in reader.iter_field("text"))
            found = [(term, int(info.doc_frequency())) for term, info in terms if not is_stem_term(term)]
        return iter(found)

    def close(self) -> None:
        """Release files and the lock."""
        if self._writer is not None:
            self._writer.cancel()
            self._forget()
        with suppress(reading.ReaderClosed):  # already closed
            self._searcher.close()
        self._index.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread at a time: Whoosh's readers share positions in their files.

        Threads would gain nothing, because all of it holds the interpreter's lock.
        """
        while not self._lock.acquire(timeout=_LOOK_EVERY):
            check_deadline()
        try:
            with _errors(self._folder):
                yield
        finally:
            self._lock.release()

    def _forget(self) -> None:
        self._writer = None
        self._pending = {}

    def _refresh(self) -> Any:
        # Whoosh's own refresh fails if the index was empty before.
        try:
            if not self._searcher.up_to_date():
                self._searcher = self._open_searcher()
        except (index.IndexError, OSError):
            # Two swaps remove a generation from its folder; its open files can still be read.
            if self._folder.exists():
                raise
        return self._searcher

    def _open_searcher(self) -> Any:
        return self._index.refresh().searcher(weighting=scoring.BM25F(B=0.75, K1=1.2))

    def _open_writer(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(limitmb=256)
            except index.LockError as error:
                raise EngineBusyError(
                    f"Another process is writing to the index in {self._folder}. Try again when it is done"
                ) from error
        return self._writer


def _schema() -> fields.Schema:
    schema = fields.Schema(
        id=fields.ID(unique=True, stored=True),
        payload=fields.STORED(),
        facets=fields.COLUMN(columns.VarBytesColumn()),
        instant=fields.COLUMN(columns.VarBytesColumn()),
        day=fields.NUMERIC(int, bits=32, signed=True),
        story=fields.ID(),
    )
    for field in FIELDS.text_fields:
        schema.add(field, fields.TEXT(analyzer=StreamTokenizer(), phrase=True))
    for facet in FIELDS.indexed_facets:
        schema.add(facet_field(facet), fields.KEYWORD(analyzer=ValueTokenizer()))
    return schema


def _fields(document: IndexedDocument) -> dict[str, Any]:
    made: dict[str, Any] = {"id": document.id, "payload": document.payload}
    made |= {field: stream for field, stream in document.streams.items() if stream}
    made |= {facet_field(f): _VALUES.join(values) for f, values in document.facets.items() if values}
    values: dict[str, Any] = {f: v for f, v in document.facets.items() if v}
    if document.story is not None:
        values[STORY] = document.story
        made[STORY] = str(document.story)
    values |= {name: f"{month // 100:04}-{month % 100:02}" for name, month in document.months.items()}
    if document.day is not None:
        digits = f"{document.day:08d}"
        values["day"] = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        made["day"] = document.day
        made["instant"] = str(document.instant).encode()
    made["facets"] = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return made


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    """Whoosh's exceptions have no common base class. These are raised by an index in a bad state."""
    try:
        yield
    except (
        index.IndexError,
        writing.IndexingError,
        query.QueryError,
        reading.ReaderClosed,
        OSError,
    ) as error:
        raise EngineError(f"The search engine failed in {folder}: {error}") from error
