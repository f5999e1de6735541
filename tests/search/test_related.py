from collections import Counter
from dataclasses import replace
from datetime import UTC

import numpy as np
import pytest

from engines.port.model import Document
from engines.port.offsets import encode
from engines.port.payload import pack
from engines.registry import open_store
from meaning.quantized import quantized
from search.documents import index_document
from search.rarity import Rarity
from search.related import related, telling_terms
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

FILLER = [
    Document(f"filler{n}", f"Notes of day {n}", f"The council met on day {n} and went home.", "en")
    for n in range(30)
]
HONEY = Document(
    "honey", "Honey festival in Zelbina", "Beekeepers bring jars of honey. The bees had a good year.", "en"
)
BEES = Document("bees", "A year of bees", "Beekeepers count their hives; the honey is dark this year.", "en")
HERON = Document("heron", "Herons return", "Bird watchers counted herons in the reeds near the ferry.", "en")
ASAL = Document("asal", "جشنواره عسل", "زنبورداران عسل تازه آوردند و کندوها را نشان دادند.", "fa")
KANDU = Document("kandu", "کندوهای تازه", "زنبورداران از عسل امسال می‌گویند.", "fa")
NAHL = Document("nahl", "مهرجان العسل", "جاء النحالون بالعسل من الجبل وعرضوا الخلايا.", "ar")
JABAL = Document("jabal", "خلايا في الجبل", "يحكي النحالون عن العسل وعن الجبل.", "ar")
MJALTE = Document("mjalte", "Festa e mjaltit", "Bletarët sollën mjaltë nga mali dhe treguan koshere.", "sq")
KOSHERE = Document("koshere", "Koshere të reja", "Bletarët flasin për mjaltin e këtij viti.", "sq")
FERRY = Document(
    "ferry",
    "A ferry from Lisbon reaches Tokyo",
    "The ferry left Lisbon in 1987 with 412 passengers. It called at Cairo, Nairobi and Jakarta, and it came"
    " to Tokyo after 76 days. In 2003 it sailed from Oslo to Havana.",
    "en",
)
LENJ = Document(
    "lenj",
    "کشتی لیسبون به توکیو رسید",
    "کشتی در سال ۱۹۸۷ با ۴۱۲ مسافر از لیسبون رفت. در قاهره، نایروبی و جاکارتا ایستاد و پس از ۷۶ روز به"
    " توکیو رسید. در سال ۲۰۰۳ از اسلو به هاوانا رفت.",
    "fa",
)
ALL = [*FILLER, LENJ, HONEY, BEES, HERON, ASAL, KANDU, NAHL, JABAL, MJALTE, KOSHERE]


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("related"), ALL, engine=ready(request, request.param)) as engine:
        yield engine


@pytest.mark.parametrize(
    ("document", "first"), [(HONEY, BEES), (BEES, HONEY), (ASAL, KANDU), (NAHL, JABAL), (MJALTE, KOSHERE)],
    ids=lambda d: d.id,
)  # fmt: skip
def test_the_right_article_comes_first_and_never_itself(engine, document, first):
    found = related(engine, document)
    assert found[0].document == first
    assert document.id not in [hit.document.id for hit in found]
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_the_shared_words_are_in_both_and_as_written(engine):
    [hit] = [hit for hit in related(engine, HONEY) if hit.document == BEES]
    assert {"Beekeepers", "bees"} <= set(hit.shared) or {"Beekeepers", "Honey"} <= set(hit.shared)
    text = f"{HONEY.title} {HONEY.body}"
    assert all(word in text for word in hit.shared)
    assert not {"The", "of", "a", "in", "had"} & set(hit.shared)


def test_a_draft_that_is_in_no_index(engine):
    draft = Document("", "Our bees", "The honey of our beekeepers is dark.", "en")
    assert {hit.document.id for hit in related(engine, draft)[:2]} == {"honey", "bees"}


def test_a_draft_that_is_a_translation_is_already_published(engine):
    [hit] = [hit for hit in related(engine, replace(FERRY, id="")) if hit.why.published]
    assert hit.document == LENJ
    for language in ("same", "ar"):
        assert LENJ not in [hit.document for hit in related(engine, replace(FERRY, id=""), language=language)]
    short = replace(FERRY, id="", body="The ferry left Lisbon, and it came to Tokyo after 76 days.")
    assert not [hit for hit in related(engine, short) if hit.why.published]


def test_all_articles_with_the_text_of_a_draft_are_among_the_first(tmp_path):
    words = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(80))
    draft = Document("", "Words", words, "en")
    copies = [replace(draft, id=f"copy{n}", title=f"Copy {n}", body=f"{words} end {n}") for n in range(3)]
    with filled(tmp_path, [*copies, *FILLER]) as engine:
        found = related(engine, draft, 2)
        assert len(found) == 2
        assert all(hit.why.published for hit in related(engine, draft, 3))


class CountingEngine:
    """An engine that counts what it is asked for."""

    def __init__(self, engine):
        self._engine, self.asked = engine, Counter()

    def __getattr__(self, name):
        value = getattr(self._engine, name)
        self.asked[name] += name in ("search", "get", "count")
        return value


def test_a_request_takes_one_search_and_reads_what_it_shows_at_once(engine):
    counting = CountingEngine(engine)
    rarity = Rarity(counting)
    assert related(counting, HONEY, language="same", rarity=rarity)
    assert +counting.asked == {"search": 1, "get": 2, "count": 1}
    counting.asked.clear()
    assert related(counting, replace(HONEY, id=""), language="same", rarity=rarity)
    assert +counting.asked == {"search": 1, "get": 1}


def test_a_draft_in_no_known_language(engine):
    draft = replace(HONEY, id="", language="und")
    assert {hit.document.id for hit in related(engine, draft)[:2]} == {"honey", "bees"}


@pytest.mark.parametrize("text", ["", "the", "1234 5678", "😀", "zzzyx", "and of the"])
def test_a_text_that_tells_nothing_has_none(engine, text):
    assert related(engine, Document("", text, text, "en")) == ()


def test_articles_that_only_share_weak_words_are_not_related(tmp_path):
    one = Document("one", "Looms", "On Friday two hundred people got a new loom. Weavers take minutes.", "en")
    other = Document(
        "other", "Ovens", "On Friday two hundred people got a new oven. Bakers take minutes.", "en"
    )
    loom = Document("loom", "A loom is sold", "Two weavers took the new loom on Friday.", "en")
    with filled(tmp_path, [one, other, loom, *FILLER]) as engine:
        [hit] = related(engine, one)
        assert hit.document == loom
        assert {word.lower() for word in hit.shared} == {"looms", "weavers"}


def test_one_telling_word_is_enough_where_there_is_no_other(engine):
    assert [hit.document.id for hit in related(engine, Document("", "herons", "", "en"))] == ["heron"]


def test_as_many_as_asked_for(engine):
    draft = Document("", "Our bees", "The honey of our beekeepers is dark.", "en")
    every = related(engine, draft, 100)
    assert len(every) > 1
    assert related(engine, draft, 1) == every[:1]
    assert related(engine, HONEY, 0) == ()


def test_what_most_articles_say_tells_nothing(engine):
    terms = {term.surface for term in telling_terms(engine, FILLER[0])}
    assert not terms & {"council", "day", "met"}


def test_the_title_weighs_more_than_the_body(engine):
    terms = telling_terms(engine, Document("", "herons", "hives", "en"))
    assert [term.surface for term in terms] == ["herons", "hives"]


def test_a_huge_document_is_cut(engine):
    draft = Document("", "", "honey beekeepers " * 60_000, "en")
    assert {hit.document.id for hit in related(engine, draft)[:2]} == {"honey", "bees"}


def test_an_index_without_signatures_gives_the_same_articles(tmp_path):
    engine = open_store("tantivy", tmp_path).create()
    tagged = [replace(document, tags=("year",)) for document in ALL]
    indexed = [index_document(document, UTC) for document in tagged]
    vector = encode(())
    engine.add(
        replace(one, payload=pack(document, vector)) for one, document in zip(indexed, tagged, strict=True)
    )
    engine.commit(1)
    assert related(engine, replace(HONEY, tags=("year",)))[0].document.id == "bees"
    engine.close()


def test_only_the_wanted_language_is_found(engine):
    draft = Document("", "honey عسل", "honey beekeepers عسل زنبورداران", "en")
    assert {hit.document.language for hit in related(engine, draft, language="same")} == {"en"}
    assert {hit.document.language for hit in related(engine, draft, language="fa")} == {"fa"}


def test_vectors_decide_among_articles_with_the_same_words(tmp_path):
    near, far = np.array([[1, 0.2]], np.float32), np.array([[-0.2, 1]], np.float32)

    def like_bees(id_, vector, model="one"):
        return replace(BEES, id=id_, embedding=quantized(vector, model)[0])

    honey = replace(HONEY, embedding=quantized(near, "one")[0])
    others = [
        like_bees("a", far),
        like_bees("b", far),
        like_bees("c", near),
        like_bees("d", near, "two"),
        replace(BEES, id="e"),
    ]
    with filled(tmp_path, [honey, *others, *FILLER]) as engine:
        first, *rest = [hit.document.id for hit in related(engine, honey)]
        assert first == "c"
        assert set(rest[:4]) == {"a", "b", "d", "e"}
        bare = replace(honey, embedding=b"", body=honey.body + " ")
        assert next(hit.document.id for hit in related(engine, bare)) == "a"


def test_in_another_language_words_are_translated_and_vectors_decide(tmp_path):
    near, far = np.array([[1, 0.2]], np.float32), np.array([[-0.2, 1]], np.float32)
    source = Document("s", "A library near the bridge", "The library and the bridge are old.", "en")
    texts = {"one": "Biblioteka dhe ura.", "two": "Biblioteka, ura dhe një mal i gjatë me borë."}
    others = [Document(id_, "", text, "sq") for id_, text in texts.items()]

    def found(document, *others):
        with filled(tmp_path, [*others, *FILLER]) as engine:
            return related(engine, document, language="sq")

    words = found(source, *others)
    assert [hit.document.id for hit in words] == ["one", "two"]
    assert all(0 < hit.score <= 1 for hit in words)
    vectors = {"s": near, "one": far, "two": near}
    embedded = [replace(one, embedding=quantized(vectors[one.id], "model")[0]) for one in (source, *others)]
    assert [hit.document.id for hit in found(*embedded)] == ["two", "one"]
    same = [replace(one, story=7) for one in embedded]
    assert found(*same) == ()


def test_the_vector_of_a_draft_is_made_if_there_are_others_to_compare_it_with(tmp_path):
    near, far = np.array([[1, 0.2]], np.float32), np.array([[-0.2, 1]], np.float32)
    asked = []

    def embedding(draft):
        asked.append(draft.title)
        return quantized(near, "model")[0]

    others = [
        replace(BEES, id=id_, embedding=quantized(vector, "model")[0])
        for id_, vector in (("a", far), ("b", near))
    ]
    draft = replace(HONEY, id="")
    with filled(tmp_path / "with", [*others, *FILLER]) as engine:
        assert [hit.document.id for hit in related(engine, draft)] == ["a", "b"]
        assert [hit.document.id for hit in related(engine, draft, embedding=embedding)] == ["b", "a"]
    assert asked == [HONEY.title]
    bare = [replace(one, embedding=b"") for one in others]
    with filled(tmp_path / "without", [*bare, *FILLER]) as engine:
        related(engine, draft, embedding=embedding)
    assert asked == [HONEY.title]
