import math
from datetime import UTC, datetime

import pytest

from engines.port.model import Document
from search.linking.background import background
from search.linking.drafts import matches_in, read_draft
from search.linking.incoming import links_back
from search.linking.names import Name, names_of
from search.linking.outgoing import links_to_set
from search.linking.phrases import Sentences, best_anchor, title_words, weighed
from search.model import SearchRequest
from search.rarity import Rarity
from search.searcher import Searcher
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

FILLER = [
    Document(f"filler{n}", f"Notes of day {n}", f"The council met on day {n} and went home.", "en")
    for n in range(30)
]
LAMP = Document(
    "lamp",
    "The lighthouse of Cape Orsa turns again",
    "Keepers oiled the lamp. Mira Orchard came from Zelbina to see it.",
    "en",
    "https://www.paper.example/lamp/",
    date=datetime(2015, 5, 1, tzinfo=UTC),
)
BOATS = Document(
    "boats",
    "Forty boats race in Zelbina",
    "Rowers waited. Last year Mira Orchard won. The ferry of Zelbina stood still.",
    "en",
    date=datetime(2019, 6, 2, tzinfo=UTC),
)
FANUS = Document("fanus", "فانوس دریایی کوهپایه", "نگهبانان فانوس را روشن کردند. مردم شادی کردند.", "fa")
ALL = [*FILLER, LAMP, BOATS, FANUS]
DRAFT = Document(
    "",
    "The ferry of Zelbina sails again",
    "It passed the lighthouse of Cape Orsa at noon. Mira Orchard waved, and Mira Orchard sang.",
    "en",
)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("linking"), ALL, engine=ready(request, request.param)) as engine:
        yield engine


def test_a_link_has_the_phrase_of_the_draft_that_is_what_the_article_is_about(engine):
    [first, *_] = links_to_set(read_draft(DRAFT, Rarity(engine)))
    assert (first.document.id, first.passage.phrase) == ("lamp", "lighthouse of Cape Orsa")
    assert first.passage.text == "It passed the lighthouse of Cape Orsa at noon."
    assert DRAFT.body[first.passage.at :].startswith(first.passage.phrase)


@pytest.mark.parametrize(
    ("phrase", "fits"),
    [("grain store", True), ("millers of grain", False)],
)
def test_words_from_all_over_a_title_are_no_phrase(tmp_path, phrase, fits):
    mill = Document(
        "mill", "Millers sell a grain store after a price of oats fell", "They kept the oats.", "en"
    )
    others = [
        Document(f"mill{n}", "Notes", "Millers sell grain. A store has oats, and a price fell.", "en")
        for n in range(6)
    ]
    with filled(tmp_path, [mill, *others, *FILLER]) as engine:
        draft = Document("", "Oats", f"The {phrase}. They kept the oats.", "en")
        found = [one.document.id for one in links_to_set(read_draft(draft, Rarity(engine)))]
        assert ("mill" in found) == fits


def test_what_the_draft_links_already_is_not_offered(engine):
    rarity = Rarity(engine)
    linked = read_draft(DRAFT, rarity, frozenset({"paper.example/lamp"}))
    assert "lamp" not in [one.document.id for one in links_to_set(linked)]
    dismissed = links_to_set(read_draft(DRAFT, rarity), excluded=frozenset({"lamp"}))
    assert "lamp" not in [one.document.id for one in dismissed]
    start = DRAFT.body.index("lighthouse")
    taken = read_draft(DRAFT, rarity, spans=((start, start + len("lighthouse of Cape Orsa")),))
    assert "lamp" not in [one.document.id for one in links_to_set(taken)]


def test_a_link_stays_inside_the_scope(engine):
    found = links_to_set(read_draft(DRAFT, Rarity(engine)), (("language", ("fa",)),))
    assert [one.document.id for one in found] == []


def test_an_older_article_that_names_the_subject_should_link_back(engine):
    [first, *_] = links_back(read_draft(DRAFT, Rarity(engine)))
    assert (first.document.id, first.passage.text) == ("boats", "The ferry of Zelbina stood still.")
    assert first.passage.phrase == "ferry of Zelbina"


def test_names_have_their_first_and_last_mention_and_years(engine):
    searcher = Searcher(engine)
    found = {one.name.text: one for one in background(searcher, names_of(read_draft(DRAFT, Rarity(engine))))}
    mira = found["Mira Orchard"]
    assert (mira.total, mira.name.count) == (2, 2)
    assert (mira.first.id, mira.last.id) == ("lamp", "boats")
    assert {bucket.value: bucket.count for bucket in mira.years if bucket.count} == {"2015": 1, "2019": 1}
    assert searcher.search(SearchRequest(mira.query)).total == 2


def test_names_without_capitals_are_words_that_no_dictionary_knows(engine):
    draft = Document("", "خبر تازه", "تیم زلبینا امروز در کوهپایه بازی کرد. زلبینا برد.", "fa")
    assert Name("زلبینا", 2) in names_of(read_draft(draft, Rarity(engine)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("محمد زلبینا آمد. دکتر کوهپوش رفت.", {"محمد زلبینا", "کوهپوش"}),
        ("تعهداتش و اتوبوس‌های توسعه‌ای و تعهداتش و اتوبوس‌های توسعه‌ای ماند.", set()),
        ("زلبینا یک بار آمد. محمد رفت. تهران سرد بود.", {"تهران"}),
    ],
)
def test_a_name_without_capitals_needs_evidence(engine, text, names):
    draft = Document("", "", text, "fa")
    assert {one.text for one in names_of(read_draft(draft, Rarity(engine)))} == names


def test_arabic_forms_of_ordinary_words_are_no_names(engine):
    text = "وزارة التجارة والمعلومات الاقتصادية لتطبيق الأنشطة. عبد الوهاب الطبلاوي في القاهرة."
    names = names_of(read_draft(Document("", "", text, "ar"), Rarity(engine)))
    assert {one.text for one in names} == {"عبد الوهاب الطبلاوي", "القاهرة"}


def test_a_word_that_begins_a_sentence_is_no_name(engine):
    draft = Document("", "News", "Bread is cheap. Home Ben Oakley went. People ate bread.", "en")
    assert [name.text for name in names_of(read_draft(draft, Rarity(engine)))] == ["Ben Oakley"]


def test_a_sentence_is_shown_around_its_phrase_and_a_long_one_is_cut_between_words():
    text = "One is short. " + "word " * 100 + "the phrase here " + "more " * 100 + "end. Last."
    start = text.index("the phrase")
    passage = Sentences(text).passage(start, start + len("the phrase"))
    assert passage.phrase == "the phrase"
    assert passage.text.startswith("word ")
    assert len(passage.text) < 300
    assert Sentences(text).passage(4, 6).text == "One is short."


def test_the_weightiest_words_that_are_close_are_the_phrase(engine):
    rarity = Rarity(engine)
    terms = title_words("The ferry of Zelbina", "en")
    draft = read_draft(BOATS, rarity)
    words = weighed(terms, rarity.weights(term for one in terms for term in one))
    anchor = best_anchor(matches_in(draft.stored, terms), words, draft.sentences)
    assert BOATS.body[anchor.start : anchor.end] == "ferry of Zelbina"
    assert math.hypot(*draft.vector.values()) == pytest.approx(1, abs=0.01)
