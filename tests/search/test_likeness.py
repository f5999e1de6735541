from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engines.port.model import Document
from engines.port.payload import pack, unpack, unpack_summary
from search.copies import Compared, is_copy
from search.documents import described
from search.likeness import Columns, columns_of, cosine, vector, with_neighbours
from search.rarity import Rarity
from search.reasons import Affinity, address_key, affinity, links_in, reasons
from search.signature import MAX_TERMS, Signature

HONEY = Document(
    "honey", "Honey festival", "The bees had honey in 2019, and bees make more. More bees.", "en"
)
WORDS = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)]


def test_a_signature_has_the_counts_of_content_words():
    counts = Signature.decoded(described(HONEY).signature).counts
    assert counts["EN:bee"] == 3
    assert counts["EN:honey"] == 3, "the title counts twice"
    assert not {"the", "and", "2019"} & {term.rpartition(":")[2] for term in counts}


@pytest.mark.parametrize(
    "signature", [Signature({}), Signature({"a": 1}), Signature({"EN:b": 99, "ج": 2}, 7)]
)
def test_a_signature_survives_storing(signature):
    back = Signature.decoded(signature.encoded())
    assert back.rest == signature.rest
    assert back.counts == {term: min(count, 35) for term, count in signature.counts.items()}


def test_a_long_text_keeps_its_most_frequent_terms():
    document = Document("long", "", " ".join([*WORDS, *WORDS[-5:]]), "en")
    kept = Signature.decoded(described(document).signature)
    assert len(kept.counts) == MAX_TERMS
    assert kept.rest == len(WORDS) - MAX_TERMS
    assert list(kept.counts.values())[:6] == [2, 2, 2, 2, 2, 1]


def test_a_payload_has_the_signature_and_its_summary_no_body():
    stored = described(HONEY)
    payload = pack(HONEY, b"\0" * 12, stored.signature)
    assert unpack(payload).signature == unpack_summary(payload).signature == stored.signature
    assert unpack_summary(payload).document == replace(HONEY, body="")
    assert unpack(pack(HONEY, b"\0" * 12)).signature == ""


class Counted:
    """What ``Rarity`` asks an engine for: of 9 documents all have ``a`` and no term else is frequent."""

    def __init__(self, frequencies):
        self.revision, self.frequencies, self.asked = 1, frequencies, []

    def count(self):
        return 9

    def document_frequencies(self, field, terms):
        self.asked.append(sorted(terms))
        return {term: self.frequencies.get(term, 0) for term in terms}


def test_equal_signatures_are_alike_and_what_every_document_has_does_not_count():
    rarity = Rarity(Counted({"a": 9, "b": 4, "c": 1}))
    texts = [Signature(counts).encoded() for counts in ({"b": 2, "c": 1}, {"c": 1, "d": 1}, {"a": 3})]
    one = vector(texts[0], rarity)
    same, other, common = columns_of(texts, rarity)
    assert cosine(one, same) == pytest.approx(1)
    assert 0.3 < cosine(one, other) < 0.7
    assert cosine(one, common) == 0
    assert vector(texts[2], rarity) == vector("", rarity) == {}


def test_the_weights_of_a_request_stay_and_its_documents_are_looked_up_at_once():
    engine = Counted({"a": 9, "b": 4, "c": 1})
    rarity = Rarity(engine)
    fixed = rarity.for_request()
    assert fixed.of_each([["a", "b"], [], ["b", "c"]]) == [[0.0, rarity.weights("b")["b"]], [], [
        rarity.weights("b")["b"], rarity.weights("c")["c"]
    ]]  # fmt: skip
    assert engine.asked == [["a", "b", "c"]]
    engine.revision, engine.frequencies = 2, {"a": 1}
    assert fixed.weights("a")["a"] == 0
    assert rarity.weights("a")["a"] > 0


def test_frequent_terms_are_remembered_longest():
    engine = Counted({"a": 9, "b": 4})
    rarity = Rarity(engine, most=3)
    rarity.weights("abcd")
    assert rarity.weights("abc")["b"] > 0
    assert engine.asked == [["a", "b", "c", "d"], ["c"]]


def test_what_the_nearest_say_brings_others_closer():
    near, far, other = (
        Columns(terms, weights, 1.0) for terms, weights in (("ab", [0.8, 0.6]), ("b", [1.0]), ("c", [1.0]))
    )
    own = {"a": 1.0}
    scores = with_neighbours([near, far, other], [cosine(own, each) for each in (near, far, other)])
    assert scores[0] > scores[1] > scores[2] == 0


def test_reasons_have_places_and_what_else_is_shared():
    day = datetime(2021, 5, 4, tzinfo=UTC)
    one = replace(HONEY, categories=(("Town", "Food"),), tags=("Bees",), authors=("Ada",), date=day)
    other = replace(one, id="other", title="Bees", body="A year of honey.", date=day.replace(day=9))
    other = replace(
        other, categories=(("Town", "Farm"),), tags=("bees", "year"), url="https://www.paper.example/a/?b=1"
    )
    linked = links_in('<a href="http://paper.example/a">bees</a>')
    why = reasons(
        described(one), described(other), [("EN:bee", "bees", 0.5), ("EN:honey", "Honey", 0.4)], linked
    )
    assert [(t.word, t.in_title, t.in_body) for t in why.terms] == [
        ("bees", True, False),
        ("Honey", False, True),
    ]
    assert (why.category, why.authors, why.tags, why.days) == ("Town", ("Ada",), ("bees",), 5)
    assert why.links
    assert not why.published
    assert affinity(one, other) > affinity(one, replace(other, tags=(), date=None)) == 1
    assert affinity(one, other, Affinity(0, 0, 0, 0)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.paper.example/a/", "http://paper.example/a?utm=1"),
        ("https://paper.example/%D8%A7%D8%A8", "https://paper.example/اب"),
    ],
)
def test_one_page_has_one_address(one, other):
    assert address_key(one) == address_key(other) != ""


def test_an_invalid_address_is_none():
    assert address_key("http://[") == ""
    assert links_in("see http://[ and nothing") == frozenset()


def _is_copy(draft, other):
    weights = lambda words: {word: 40.0 if word in RARE else 1.0 for word in words}  # noqa: E731
    return is_copy(Compared(draft), Compared(other), weights)


RARE = {"zelbina", "orsa", "tapiola", "vanta"}


def test_an_edited_copy_is_published_and_another_text_is_not():
    text = " ".join(WORDS)
    one = Document("", "", text, "en")
    edited = replace(one, body=" ".join([*WORDS[100:], "and a new end of it"]))
    assert _is_copy(one, edited)
    assert not _is_copy(one, replace(one, body=" ".join(reversed(WORDS))))
    assert not _is_copy(one, replace(edited, language="sq"))
    assert not _is_copy(replace(one, body="too short"), replace(one, body="too short"))


def test_a_short_notice_inside_a_long_draft_is_no_copy_of_it_but_an_excerpt_of_an_article_is_one():
    notice, article = Document("", "", " ".join(WORDS[:30]), "en"), Document("", "", " ".join(WORDS), "en")
    assert not _is_copy(article, notice)
    assert _is_copy(notice, article)


def _report(parts):
    return Document(
        "", "", " ".join(w for at, p in enumerate(parts) for w in (*WORDS[at * 9 : at * 9 + 9], p)), "en"
    )


@pytest.mark.parametrize("other", ["Tapiola Vanta 1987 2003 4411 77", "Zelbina Orsa 1 2 3 5"])
def test_the_next_report_of_a_series_is_no_copy(other):
    first = _report(["Zelbina", "Orsa", "1987", "2003", "4411", "77"])
    assert _is_copy(first, first)
    assert not _is_copy(first, _report(other.split()))
