import random
from datetime import UTC, datetime

import pytest
from engine_support import filled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from tests.every_engine import EVERY_ENGINE, ready

TEXT = st.text(max_size=30)
NAMES = st.lists(st.text(min_size=1, max_size=12), max_size=3).map(tuple)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.text(min_size=1, max_size=10),
        title=TEXT,
        body=TEXT,
        language=st.sampled_from(["en", "fa", "ar", "sq", "und"]),
        authors=NAMES,
        categories=st.lists(NAMES.filter(bool), max_size=2).map(tuple),
        tags=NAMES,
        date=st.none() | st.datetimes(timezones=st.just(UTC)),
        source=st.none() | st.text(min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda document: document.id,
)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    engine = open_store(ready(request, request.param), tmp_path_factory.mktemp("any")).create()
    yield engine
    engine.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=DOCUMENTS)
def test_any_document_is_kept_found_and_counted(engine, documents):
    random.seed()  # Whoosh uses it to name segments, and Hypothesis gives every example the same seed
    engine.add(index_document(document, UTC) for document in documents)
    engine.commit(1)
    try:
        ids = [document.id for document in documents]
        assert [stored.document for stored in engine.get(ids)] == documents
        searcher = Searcher(engine)
        assert searcher.search(SearchRequest("")).total == engine.count() == len(documents)
        for facet, values in (
            ("tag", {value for document in documents for value in document.tags}),
            ("author", {value for document in documents for value in document.authors}),
            ("category", {value for document in documents for value in document.category_values}),
            ("source", {document.source for document in documents if document.source}),
        ):
            found = searcher.search(SearchRequest(""))
            assert {bucket.value for bucket in found.facets[facet]} == values
            for value in values:
                hits = searcher.search(SearchRequest("", filters=((facet, (value,)),))).total
                assert hits == next(bucket.count for bucket in found.facets[facet] if bucket.value == value)
    finally:
        engine.delete(ids)
        engine.commit(1)


@pytest.mark.parametrize("name", EVERY_ENGINE)
def test_endless_names_and_words_harm_no_other_document(tmp_path, name, request):
    endless = "x" * 100_000
    document = Document(
        "a", endless, f"plum {endless} pear", "en", authors=(endless,), categories=((endless,),),
        tags=(endless,), source=endless, date=datetime(2021, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with filled(
        tmp_path, [document, Document("b", "Plum", "", "en", tags=("fruit",))], engine=ready(request, name)
    ) as engine:
        found = Searcher(engine).search(SearchRequest("plum"))
        assert {hit.document.id for hit in found.hits} == {"a", "b"}
        assert Searcher(engine).search(SearchRequest('"plum pear"')).total == 0
        assert Searcher(engine).search(SearchRequest("", filters=(("tag", ("fruit",)),))).total == 1
