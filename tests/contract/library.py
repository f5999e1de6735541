"""A small library of documents for the contract suite, and helpers to search an engine for it."""

from collections.abc import Callable
from datetime import UTC, datetime

from engines.port.engine import SearchEngine
from engines.port.model import Document, IndexedDocument
from search.documents import index_document
from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

DOCUMENTS = (
    Document(
        "bridge-en",
        "The old stone bridge reopens",
        "Masons repaired the stone bridge over the river.\n\n"
        "The town library shows photographs of the works.",
        "en",
        url="https://chronicle.example/bridge",
        authors=("Ada Hill",),
        categories=(("Town", "Bridges"),),
        tags=("stone", "river"),
        date=datetime(2019, 5, 4, 10, tzinfo=UTC),
        source="Harbour Gazette",
    ),
    Document(
        "library-en",
        "A new library by the river",
        "The libraries of the valley lend more books. "
        "A stone stair leads to the reading room of the bridge keeper.",
        "en",
        authors=("Ada Hill", "Ben Moss"),
        categories=(("Culture", "Libraries"), ("Town",)),
        tags=("books",),
        date=datetime(2021, 1, 31, 23, 30, tzinfo=UTC),
    ),
    Document(
        "harvest-en",
        "Plum harvest begins early",
        "Growers picked 10.5 tonnes of plums in a week. Write to plums@orchard.example for a visit.",
        "en",
        authors=("Ben Moss",),
        categories=(("Harvest",),),
        date=datetime(2021, 8, 15, tzinfo=UTC),
    ),
    Document(
        "library-fa",
        "کتابخانهٔ تازه کنار رودخانه",
        "کتاب‌های تازه به کتابخانه رسید.\n\nکودکان هر روز به کتابخانه می‌روند و کتاب می‌خوانند.",
        "fa",
        authors=("مینا سرابی",),
        categories=(("فرهنگ", "کتابخانه‌ها"),),
        date=datetime(2021, 2, 1, tzinfo=UTC),
    ),
    Document(
        "bridge-ar",
        "ترميم الجسر الحجري القديم",
        "رمم البناؤون الجسر فوق النهر. وتعرض المكتبة صور العمل.",
        "ar",
        authors=("سامي نهري",),
        categories=(("المدينة",),),
        date=datetime(2019, 5, 5, tzinfo=UTC),
    ),
    Document(
        "library-sq",
        "Biblioteka e re pranë lumit",
        "Bibliotekës i erdhën libra të rinj. Fëmijët shkojnë çdo ditë në bibliotekë dhe lexojnë libra.",
        "sq",
        authors=("Ada Hill",),
        categories=(("Kultura",),),
    ),
)
"""The Albanian one has no date."""

Shared = Callable[[Callable[[SearchEngine], None]], SearchEngine]
"""Fills an index that several tests read."""


def indexed(document: Document) -> IndexedDocument:
    return index_document(document, UTC)


def fill(engine: SearchEngine, documents: tuple[Document, ...] = DOCUMENTS, revision: int = 1) -> None:
    engine.add(indexed(document) for document in documents)
    engine.commit(revision)


def ask(engine: SearchEngine, text: str = "", **more: object) -> SearchResult:
    return Searcher(engine).search(SearchRequest(text, **more))  # type: ignore[arg-type]


def ids(engine: SearchEngine, text: str = "", **more: object) -> list[str]:
    return [hit.document.id for hit in ask(engine, text, **more).hits]


def found(engine: SearchEngine, text: str = "", **more: object) -> set[str]:
    return set(ids(engine, text, size=100, **more))


def counts(result: SearchResult, facet: str) -> dict[str, int]:
    return {bucket.value: bucket.count for bucket in result.facets[facet]}
