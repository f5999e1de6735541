import pytest
from did_you_mean_library import DOCUMENTS

from search.did_you_mean import did_you_mean, finds_little, read_vocabulary
from search.model import SearchRequest
from search.searcher import Searcher
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def offers(request, tmp_path_factory):
    """The suggestions for a query, as (kind, text, total)."""
    with filled(tmp_path_factory.mktemp("did_you_mean"), DOCUMENTS, ready(request, request.param)) as engine:
        vocabulary, searcher = read_vocabulary(engine), Searcher(engine)

        def ask(text, **more):
            found = did_you_mean(searcher, vocabulary, searcher.search(SearchRequest(text, **more)))
            for offer in found:
                assert searcher.search(offer.request).total == offer.total > 0
            return [(offer.kind, offer.text, offer.total) for offer in found]

        yield ask


@pytest.mark.parametrize(
    ("typed", "meant", "total"),
    [
        ("libary", "library", 3),  # dropped
        ("librarry", "library", 3),  # doubled
        ("lirbary", "library", 3),  # swapped
        ("librsry", "library", 3),  # a neighbouring key
        ("mussum", "museum", 1),  # two letters
        ("کتابخابه", "کتابخانه", 2),
        ("كتابخابه", "کتابخانه", 2),
        ("تهرن", "تهران", 2),
        ("مدرصة", "مدرسة", 1),
        ("bibloteka", "biblioteka", 1),
        ("shkolë", "shkollë", 2),
    ],
)
def test_one_slip_is_put_right_as_articles_write_the_word(offers, typed, meant, total):
    assert offers(typed)[:1] == [("spelling", meant, total)]


def test_one_wrong_persian_letter_is_one_letter_and_not_two_bytes(offers):
    assert offers("تهرمن")[0][1] == "تهران"
    assert offers("ابار") == [("spelling", "انار", 1)]  # no word of four letters may have two typos


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("town libary", "town library"),
        ("the libary", "the library"),
        ("libary brigde", "library bridge"),
        ("libary -tools", "library -tools"),
        ("title:libary", "title:library"),
        ('"town libary"', '"town library"'),
        ("کتابخانه تهرنا", "کتابخانه تهران"),
    ],
)
def test_only_the_wrong_words_change(offers, typed, meant):
    assert offers(typed)[0][:2] == ("spelling", meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stonebridge", "stone bridge"),
        ("news paper", "newspaper"),
        ("foot ball match", "football match"),
        ("شهرتهران", "شهر تهران"),
    ],
)
def test_a_missing_or_extra_space(offers, typed, meant):
    found = offers(typed)
    assert found
    assert found[0][:2] == ("spelling", meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (";jhfohki", "کتابخانه"),
        ("jivhk", "تهران"),
        ("مهذقشقغ", "library"),
        ("سفخدث", "stone"),
        ("l;jfm", "مكتبة"),
        ("Yjarri", "Zjarri"),
    ],
)
def test_typed_on_another_keyboard(offers, typed, meant):
    assert meant in [text for _, text, _ in offers(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ketabkhane", "کتابخانه"),
        ("ketabkhaneh", "کتابخانه"),
        ("Tehran", "تهران"),
        ("tehraan", "تهران"),
        ("ketabkhane tehran", "کتابخانه تهران"),
        ("anar", "انار"),
        ("madrasa", "مدرسة"),
        ("maktaba", "مكتبة"),
        ("ویتلاک", "Whitlock"),
    ],
)
def test_romanised_words_meet_their_script_and_back(offers, typed, meant):
    found = [text.casefold() for kind, text, _ in offers(typed) if kind == "transliteration"]
    assert found == [meant.casefold()]


def test_the_languages_that_have_it(offers):
    assert offers("library", filters=(("language", ("fa",)),)) == [("language", "en", 3)]
    assert offers("library", filters=(("language", ("en",)),)) == []


def test_without_filters(offers):
    found = offers("library", filters=(("author", ("مینا سرابی",)),))
    assert found == [("filters", "library", 3)]
    assert offers("library lang:fa") == [("filters", "library", 3)]
    assert offers("library after:2030") == [("filters", "library", 3)]
    assert offers("library lang:en") == []


@pytest.mark.parametrize(
    "typed", ["library", "libraries", "the bridge", "کتابخانه", "مكتبة", "shkolla", "", "zqxwv"]
)
def test_nothing_is_offered_without_need_or_without_hits(offers, typed):
    assert offers(typed) == []


@pytest.mark.parametrize(
    "typed", ["((", "libary" * 200, "a" * 999, "٪؟!", "\x00libary", "ل" * 300, "libary " * 90]
)
def test_whatever_is_typed(offers, typed):
    for _, text, total in offers(typed):
        assert text
        assert total


def test_an_answer_that_is_good_enough_costs_nothing(tmp_path):
    with filled(tmp_path, DOCUMENTS) as engine:
        searcher = Searcher(engine)
        assert not finds_little(searcher.search(SearchRequest("library")))
        assert finds_little(searcher.search(SearchRequest("libary")))
        assert not finds_little(searcher.search(SearchRequest("libary", page=2)))
        assert not finds_little(searcher.search(SearchRequest("")))
