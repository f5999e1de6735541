from datetime import UTC, datetime, timedelta, timezone

from engine_support import DOCUMENTS
from hypothesis import given
from hypothesis import strategies as st

from engines.port.model import Document
from engines.port.offsets import encode
from engines.port.payload import pack, unpack

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)
TEXTS = st.lists(ANY, max_size=3).map(tuple)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DATES = st.none() | st.datetimes(timezones=ZONES)
ANYTHING = st.builds(
    Document,
    id=ANY,
    title=ANY,
    body=ANY,
    language=st.sampled_from(["en", "fa", "und"]),
    url=st.none() | ANY,
    authors=TEXTS,
    categories=st.lists(TEXTS, max_size=3).map(tuple),
    tags=TEXTS,
    date=DATES,
    modified=DATES,
    source=st.none() | ANY,
    translations=TEXTS,
)


@given(ANYTHING)
def test_what_goes_in_comes_out(document):
    assert unpack(pack(document, encode([]))).document == document


def test_the_vector_comes_out_too():
    for document in DOCUMENTS:
        stored = unpack(pack(document, encode([(("a", "EN:a"), 1, 2)])))
        assert stored.document == document
        assert stored.vector.spans("EN:a") == [(1, 2)]


def test_a_date_without_a_zone_is_read_as_utc():
    stored = unpack(pack(Document("a", "", "", date=datetime(2021, 5, 9)), encode([])))
    assert stored.document.date == datetime(2021, 5, 9, tzinfo=UTC)
