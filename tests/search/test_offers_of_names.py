"""A name typed in the other script is offered, and no other name or common word of its consonants."""

from collections import Counter
from datetime import UTC

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

TEXTS = [
    *["رجوع به کتاب لازم است؛ نان کم است."] * 6,
    "شهر قم و شهر موصل و شهر مکه",
    "رجوی و خامنه‌ای و حزب‌الله",
    *["خمینی شهر و خمینی"] * 6,
    "أحاسيس، إقصاء",
    "المسجد الأقصى، بن لادن، الحوثيين، كييف",
    "mogul rajoni maskat ktiv",
    "Rouhani",
    "Netanyahu and Netanyahu's office",
    *["نتانیاهو"] * 8,
    *["روحانی"] * 8,
]


@pytest.fixture(scope="module")
def offers(tmp_path_factory):
    engine = open_store("tantivy", tmp_path_factory.mktemp("offers")).create()
    engine.add(
        index_document(Document(str(at), "", text, "en" if text.isascii() else "fa"), UTC)
        for at, text in enumerate(TEXTS)
    )
    engine.commit(1)
    searcher, known = Searcher(engine), read_vocabulary(engine)

    def of(text: str) -> list[str]:
        result = searcher.search(SearchRequest(text, size=1))
        return [offer.text for offer in did_you_mean(searcher, known, result)]

    yield of
    engine.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Khamenei", "خامنه‌ای"),
        ("Rajavi", "رجوی"),
        ("Qom", "قم"),
        ("Mosul", "موصل"),
        ("Makkah", "مکه"),
        ("Hezbollah", "حزب‌الله"),
        ("Hizbullah", "حزب‌الله"),
        ("Rouhani", "روحانی"),
        ("Netanyahu", "نتانیاهو"),
        ("Kyiv", "کییف"),
    ],
)
def test_the_name_is_the_only_offer(offers, typed, name):
    assert offers(typed) == [name]


@pytest.mark.parametrize(
    ("typed", "name", "other"),
    [("al-Aqsa", "الاقصی", "اقصاء"), ("Bin Laden", "لادن", ""), ("Houthis", "الحوثیین", "احاسیس")],
)
def test_a_name_of_several_parts_is_offered(offers, typed, name, other):
    found = offers(typed)
    assert found
    assert name in fold(found[0])
    assert not other or not any(other in fold(offer) for offer in found)


@pytest.mark.parametrize(
    ("one", "other"), [(LATIN, PERSIAN), (LATIN, ARABIC), (PERSIAN, LATIN), (ARABIC, LATIN)]
)
def test_of_many_names_the_right_one_is_offered(one, other):
    known = vocabulary(Counter(word for row in names() for word in row[other]))
    measured = measure(one, other, known)
    assert measured.names > 250
    assert measured.right >= 0.93
    assert measured.other_name <= 0.01
