from datetime import UTC
from pathlib import Path

import pytest

from analyzers import get_analyzer
from engines.port.model import Document
from engines.port.terms import root_term
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from tests.every_engine import EVERY_ENGINE, ready

BRIDGED = Document("related", "", "The connection was late. Boats connected towns, connecting daily.", "en")
PLAIN = Document("plain", "", "The connection was late. Boats visited towns, returning daily.", "en")
OTHER = Document("other", "", "Boats connected the towns.", "en")


def test_arabic_has_roots_beside_lemmas() -> None:
    """The lemma of a broken plural is its singular; light10 keeps the plural."""
    analyzer = get_analyzer("ar")
    assert analyzer.root("المدن") == "مدن"
    assert "مدن" not in analyzer.stems("المدن")
    assert root_term("AR", "مدن") in index_document(Document("d", "", "المدن", "ar"), UTC).streams["text"]


@pytest.mark.parametrize("name", EVERY_ENGINE)
@pytest.mark.parametrize("order", [(BRIDGED, PLAIN, OTHER), (PLAIN, OTHER, BRIDGED)])
def test_a_root_ranks_but_does_not_match(
    tmp_path: Path, name: str, order: tuple[Document, ...], request: pytest.FixtureRequest
) -> None:
    engine = open_store(ready(request, name), tmp_path).create()
    engine.add(index_document(document, UTC) for document in order)
    engine.commit(1)
    result = Searcher(engine).search(SearchRequest("connection"))
    engine.close()
    assert [hit.document.id for hit in result.hits] == ["related", "plain"]
    marked = {s.text[a:b] for hit in result.hits for s in hit.snippets for a, b in s.marks}
    assert marked == {"connection"}
