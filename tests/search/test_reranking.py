"""Ranking by meaning: it changes the order of the first hits, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from engines.port.model import Document, Sort
from meaning.quantized import quantized
from search.dictionaries.sections import in_memory
from search.encoders import ModelEncoder, WordEncoder
from search.model import Match, SearchRequest, Translation
from search.query import parse
from search.reranking import DEPTH, Reranking, blended, plain_words
from search.searcher import Searcher
from search.translations import Translations, read_rows, target_languages
from search.word_vectors import WordVector, WordVectors, write_word_vectors
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

NUMBER = 130


class Compass:
    """A model with a direction for each of three words; other words have none."""

    name = fingerprint = "compass"
    size = 3

    def __init__(self):
        self.asked = []

    def queries(self, texts):
        self.asked += texts
        return self.passages(texts)

    def passages(self, texts):
        known = ("north", "south", "heron")
        rows = [[1e-3 + float(word in text) for word in known] for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def document(number):
    """Every tenth is about the south, which its words do not say."""
    text = "north " * 3 if number % 10 else "south"
    [vector] = quantized(Compass().passages([text]), Compass.fingerprint)
    return Document(
        f"d{number:03}",
        "",
        f"A heron. {'It stood on the weir. ' * (number % 7)}",
        "en",
        categories=((f"c{number % 3}",),),
        story=number // 2 if number < 20 else None,
        embedding=vector,
    )


DOCUMENTS = [document(number) for number in range(NUMBER)]


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reranking")
    with filled(folder, DOCUMENTS, engine=ready(request, request.param)) as made:
        yield made


@pytest.fixture
def model():
    return Compass()


@pytest.fixture
def searcher(engine, model):
    return Searcher(engine, reranking=Reranking(ModelEncoder(lambda: model), weight=0.9))


def ids(result):
    return [hit.document.id for hit in result.hits]


SOUTH = SearchRequest("heron south", match=Match.ANY, collapse=False)


def test_what_is_near_in_meaning_comes_first(searcher, engine):
    wide = replace(SOUTH, size=DEPTH)
    words, both = ids(Searcher(engine).search(wide)), ids(searcher.search(wide))
    near = {one for one in words if int(one[1:]) % 10 == 0}
    assert set(both) == set(words)
    assert 0 < len(near) < DEPTH
    assert set(both[: len(near)]) == near


@pytest.mark.parametrize("collapse", [False, True])
def test_the_pages_together_are_all_hits_once(searcher, engine, collapse):
    request = replace(SOUTH, collapse=collapse, size=30)
    plain = Searcher(engine).search(request)
    pages = [searcher.search(replace(request, page=page)) for page in range(1, plain.pages + 1)]
    found = [one for page in pages for one in ids(page)]
    assert len(found) == len(set(found)) == plain.total
    for page in pages:
        assert page.facets == plain.facets
        assert (page.total, page.articles, page.timeline) == (plain.total, plain.articles, plain.timeline)


def test_hits_after_the_first_ones_stay_where_they_are(searcher, engine):
    late = replace(SOUTH, size=10, page=DEPTH // 10 + 1)
    assert ids(searcher.search(late)) == ids(Searcher(engine).search(late))
    straddling = replace(SOUTH, size=40, page=DEPTH // 40 + 1)
    kept = slice(DEPTH % 40, None)
    assert ids(searcher.search(straddling))[kept] == ids(Searcher(engine).search(straddling))[kept]


@pytest.mark.parametrize(
    "request_",
    [
        replace(SOUTH, meaning=False),
        replace(SOUTH, exact=True),
        replace(SOUTH, sort=Sort.NEWEST),
        replace(SOUTH, text='heron "south"'),
        replace(SOUTH, text="heron sout*"),
        replace(SOUTH, text="heron OR south"),
        replace(SOUTH, text="heron -south"),
        replace(SOUTH, text=""),
        replace(SOUTH, size=0),
    ],
    ids=lambda one: f"{one.text} {one.sort.value}",
)
def test_the_model_is_not_asked(searcher, model, engine, request_):
    assert ids(searcher.search(request_)) == ids(Searcher(engine).search(request_))
    assert model.asked == []


def test_filters_are_no_words(searcher, model):
    searcher.search(replace(SOUTH, text="heron lang:en south after:1900", match=Match.ANY))
    assert model.asked in ([], ["heron south"])
    assert plain_words(parse("heron lang:en south")) == "heron south"


def test_a_query_is_embedded_once(searcher, model):
    for page in (1, 2, 1):
        searcher.search(replace(SOUTH, page=page))
    assert model.asked == ["heron south"]


def test_a_draft_is_embedded_once_as_articles_are(model):
    encoder = ModelEncoder(lambda: model)
    draft = Document("", "north", "A heron went " * 100, "en")
    changed = replace(draft, body=draft.body + "and came back")
    assert encoder.embedding(draft) == quantized(model.passages(["north heron"]), model.fingerprint)[0]
    model.passages = None
    assert encoder.embedding(changed) == encoder.embedding(draft)


def test_measurements_see_the_same_order(searcher):
    request = replace(SOUTH, size=20)
    assert [id_ for id_, _ in searcher.rank(request)] == ids(searcher.search(request))


def write_words(writer, *words):
    centre = np.full(3, 0.1, np.float32)
    vectors = Compass().passages(words)
    rows = [WordVector(("en", word), 5, row) for word, row in zip(words, vectors, strict=True)]
    write_word_vectors(writer, Compass.fingerprint, {"en": centre}, rows)


@pytest.fixture
def by_words(engine):
    vectors = WordVectors(in_memory(lambda writer: write_words(writer, "north", "south")))
    return Searcher(engine, reranking=Reranking(WordEncoder(vectors), weight=0.9))


def test_vectors_of_words_order_as_a_model_does(by_words, searcher):
    wide = replace(SOUTH, size=DEPTH)
    near = sum(int(one[1:]) % 10 == 0 for one in ids(by_words.search(wide)))
    assert 0 < near < DEPTH
    assert set(ids(by_words.search(wide))[:near]) == set(ids(searcher.search(wide))[:near])


def test_without_a_known_word_the_order_stays(by_words, engine):
    for text in ("heron weir", "the", "هرون"):
        request = SearchRequest(text, match=Match.ANY)
        assert ids(by_words.search(request)) == ids(Searcher(engine).search(request))


@pytest.mark.parametrize("across", [True, False])
def test_hits_by_translations_are_ranked_deeper_and_mostly_by_meaning(engine, model, across):
    """The first 50 hits are not all about the south; only with translations do the others count."""
    translations = Translations(read_rows("en | sq\nheron | çafka\n", "own.txt"))
    reranking = Reranking(ModelEncoder(lambda: model), weight=0.0, across_weight=1.0)
    searcher = Searcher(engine, reranking=reranking, translations=translations)
    words = Searcher(engine, translations=translations)
    request = SearchRequest("çafka south", match=Match.ANY, collapse=False, size=100, across=across)
    found, plain = ids(searcher.search(request)), ids(words.search(request))
    near = {f"d{number:03}" for number in range(0, NUMBER, 10)}
    assert (set(found[: len(near)]) == near) == across
    assert (found == plain) != across
    assert [id_ for id_, _ in searcher.rank(request)] == found


def test_the_language_of_a_query_is_not_one_of_translations():
    def found(*languages):
        return target_languages(
            Translation(f"word{n}", language, "x") for n, language in enumerate(languages)
        )

    assert found() == frozenset()
    assert found("fa", "fa", "fa", "sq") == {"fa"}
    one = [Translation("era", language, "x") for language in ("en", "sq", "fa", "ar")]
    assert target_languages(one) == {"fa", "ar"}
    assert target_languages(one[1:]) == {"sq", "fa", "ar"}


def test_vectors_of_another_model_change_nothing(engine):
    other = Compass()
    other.fingerprint = "another"
    searcher = Searcher(engine, reranking=Reranking(ModelEncoder(lambda: other)))
    assert ids(searcher.search(SOUTH)) == ids(Searcher(engine).search(SOUTH))


def test_without_vectors_no_model_is_loaded(tmp_path):
    def fail():
        raise AssertionError

    bare = [replace(one, embedding=b"") for one in DOCUMENTS[:12]]
    with filled(tmp_path, bare) as engine:
        assert Searcher(engine, reranking=Reranking(ModelEncoder(fail))).search(SOUTH).total == 12


def test_the_scale_of_a_score():
    # The deviation of 0.7, 0.8 and 0.9 is 0.0816, and 2.5 times that 0.204.
    assert blended([4.0, 2.0, 1.0], [0.8, 0.9, 0.7], 0.5) == pytest.approx([0.5, 0.4949, -0.1199], abs=1e-4)
    assert blended([4.0, 2.0, 1.0], [0.8, None, 0.9], 0.5) == pytest.approx([0.3, 0.25, 0.325])
    for same in ([None, None], [0.8, 0.8], [0.8, None]):
        assert blended([4.0, 2.0], same, 0.5) == [4.0, 2.0]
    assert blended([], [], 0.5) == []
