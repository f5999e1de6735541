from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from engines.port.model import Document
from engines.port.offsets import encode, encode_words
from engines.port.payload import unpack
from engines.port.terms import FORMS, GAP
from search.documents import analyze, index_document, join_streams, stream
from search.model import SearchRequest
from search.searcher import Searcher
from tests.engines.engine_support import BRIDGE, DOCUMENTS, LIBRARY, POL, filled


def positions(text):
    return [place.split(FORMS) for place in text.split(" ")]


def test_exact_form_stem_and_root_stand_at_one_position():
    places = positions(stream(analyze("Old bridges", "en")))
    assert places == [["old", "EN:old", "EN~old"], ["bridges", "EN:bridge", "EN~bridg"]]


def test_a_root_is_searched_but_not_marked():
    ((_, word),) = analyze("bridges", "en")
    assert word.terms == ("bridges", "EN:bridge")


def test_a_joined_word_and_its_parts_share_positions():
    places = positions(stream(analyze("می‌روم خانه", "fa")))
    assert "می‌روم".replace("\u200c", "") in places[0]
    assert any("خانه" in place for place in places)


def test_a_word_of_another_script_has_the_stems_of_its_own_languages():
    terms = [term for place in positions(stream(analyze("کتاب bridges", "fa"))) for term in place]
    assert {"bridges", "EN:bridge"} <= set(terms)
    assert not any(term.startswith("FA:bridge") for term in terms)


def test_a_text_in_no_known_language_has_the_stems_of_every_language_of_its_script():
    terms = {term for place in positions(stream(analyze("کتاب‌ها bridges", "und"))) for term in place}
    assert "EN:bridge" in terms
    assert {term[:3] for term in terms if term[:1].isupper()} >= {"EN:", "SQ:", "FA:", "AR:"}


def test_equal_words_are_one_object_however_they_are_written():
    first, second = analyze("Bridge BRIDGE", "en").words
    assert first is second
    assert analyze("bridge", "und").words != [first], "another language may have other terms"


def test_words_as_objects_are_packed_like_their_terms():
    found = analyze("The old bridge, an Old Bridge. می‌روم", "en")
    tokens = found.tokens
    packed = encode((word.terms, token.start, token.end) for token, word in found)
    assert packed == encode_words(found.words, tokens.starts, tokens.ends)


def test_streams_are_joined_with_a_gap():
    assert join_streams(["a", "", "b"]) == f"a {GAP} b"


def test_offsets_lead_back_into_title_and_body():
    for document in DOCUMENTS:
        stored = unpack(index_document(document, UTC).payload)
        text = f"{document.title}\n{document.body}"
        for token, terms in analyze(document.body, document.language):
            spans = {text[start:end] for start, end in stored.vector.spans(terms.terms[0])}
            assert token.text in spans


def test_no_phrase_crosses_the_border_of_title_and_body_or_of_two_tags(tmp_path):
    document = replace(
        BRIDGE, title="A harvest of plums", body="Festival day.", tags=("red boat", "blue kite")
    )
    with filled(tmp_path, [document]) as engine:
        found = {
            text: Searcher(engine).search(SearchRequest(text)).total
            for text in ('"of plums"', '"plums festival"', '"festival day"', '"boat blue"', 'tag:"boat blue"',
                         'tag:"blue kite"', '"blue kite"')
        }  # fmt: skip
    assert found == {
        '"of plums"': 1, '"plums festival"': 0, '"festival day"': 1, '"boat blue"': 0, 'tag:"boat blue"': 0,
        'tag:"blue kite"': 1, '"blue kite"': 1,
    }  # fmt: skip


def test_every_field_is_searched_with_the_text(tmp_path):
    with filled(tmp_path, [BRIDGE, LIBRARY, POL]) as engine:
        for word in ("stones", "masons", "whitlock", "heritage", "gazette"):
            hits = Searcher(engine).search(SearchRequest(word)).hits
            assert [hit.document.id for hit in hits] == ["bridge"], word


def test_the_facets_of_a_document():
    indexed = index_document(BRIDGE, ZoneInfo("Europe/Tirane"))
    assert indexed.facets == {
        "category": ("Culture", "Culture > Heritage", "News"),
        "author": ("Nora Whitlock",),
        "language": ("en",),
        "year": ("2021",),
        "jalali_year": ("1400",),
        "hijri_year": ("1442",),
        "source": ("Harbour Gazette",),
        "tag": ("bridge", "stone masons"),
        "kind": ("article",),
    }
    assert indexed.day == 20210510, "22:30 in UTC is the next day there"
    assert indexed.instant == int(BRIDGE.date.timestamp())


def test_a_document_with_nothing_but_an_id():
    indexed = index_document(Document("a", "", ""), UTC)
    assert set(indexed.streams.values()) == {""}
    assert (indexed.day, indexed.instant, indexed.facets["year"]) == (None, None, ())


@pytest.mark.parametrize(
    ("moment", "zone"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), timezone(timedelta(hours=-5))),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), timezone(timedelta(hours=5))),
    ],
)
def test_dates_at_the_ends_of_the_calendar_are_kept(moment, zone):
    assert index_document(replace(BRIDGE, date=moment), zone).day in (10101, 99991231)
