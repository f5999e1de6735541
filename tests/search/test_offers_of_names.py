"""A name typed in the other script is offered, and no other name or common word of its consonants."""

import json
from collections import Counter
from datetime import UTC
from pathlib import Path

import pytest

from analyzers import fold
from benchmarks.offers import ARABIC, LATIN, PERSIAN, measure, names, vocabulary
from engines.port.model import Document
from engines.registry import open_store
from search.did_you_mean import did_you_mean
from search.did_you_mean.vocabulary import read_vocabulary
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher

CASES = json.loads((Path(__file__).parents[1] / "datasets" / "offers.json").read_text("utf-8"))
TEXTS = [(row["language"], row["text"]) for row in CASES["documents"] for _ in range(row["times"])]


@pytest.fixture(scope="module")
def offers(tmp_path_factory):
    engine = open_store("tantivy", tmp_path_factory.mktemp("offers")).create()
    engine.add(
        index_document(Document(str(at), "", text, language), UTC)
        for at, (language, text) in enumerate(TEXTS)
    )
    engine.commit(1)
    searcher, known = Searcher(engine), read_vocabulary(engine)

    def of(text: str) -> list[str]:
        result = searcher.search(SearchRequest(text, size=1))
        return [offer.text for offer in did_you_mean(searcher, known, result)]

    yield of
    engine.close()


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["reason"])
def test_the_name_is_offered_or_nothing(offers, case):
    found = [fold(offer) for offer in offers(case["typed"])]
    if case["offered"]:
        assert found, case
        assert fold(case["offered"]) in found[0]
        assert len(found) == 1 or " " in found[0]
    assert not any(case.get("never", "-") in offer for offer in found)


@pytest.mark.parametrize(
    ("one", "other"), [(LATIN, PERSIAN), (LATIN, ARABIC), (PERSIAN, LATIN), (ARABIC, LATIN)]
)
def test_of_many_names_the_right_one_is_offered(one, other):
    known = vocabulary(Counter(word for row in names() for word in row[other]))
    measured = measure(one, other, known)
    assert measured.names > 250
    assert measured.right >= 0.93
    assert measured.other_name <= 0.01
