"""Searching in other languages: translations match as alternatives, and are counted exactly."""

from dataclasses import replace

import pytest

from analyzers import LANGUAGES
from engines.port.model import Document
from search.alternatives import token_graph
from search.model import MatchKind, SearchRequest
from search.searcher import Searcher
from search.synonyms.groups import key_of
from search.translations import Translations, read_rows, shipped_rows
from search.translations.files import TranslationsError
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

DOCUMENTS = (
    Document("en1", "The library", "The bridge near the mill was repaired.", "en"),
    Document("en2", "Libraries", "Two libraries lend books.", "en"),
    Document("fa1", "کتابخانه‌های شهر", "خوانندگان آمدند.", "fa"),
    Document("ar1", "الأخبار", "مكتبات كثيرة في المدينة.", "ar"),
    Document("sq1", "Lajme", "Bibliotekat u hapën. Kryeministri erdhi.", "sq"),
    Document("sq2", "Era", "Fryn erë e fortë.", "sq"),
    Document("en3", "An era", "The era of steam.", "en"),
    Document("fa2", "نخست‌وزیر", "نخست‌وزیر از پل گذشت.", "fa"),
)


@pytest.fixture(scope="module")
def translations():
    return Translations(shipped_rows())


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(request, tmp_path_factory, translations):
    folder = tmp_path_factory.mktemp("translations")
    with filled(folder, DOCUMENTS, engine=ready(request, request.param)) as engine:
        yield Searcher(engine, translations=translations)


def found(searcher, text, **options):
    result = searcher.search(SearchRequest(text, across=True, **options))
    assert result.total == len(result.hits)
    languages = {bucket.value: bucket.count for bucket in result.facets["language"]}
    hits = [hit.document.language for hit in result.hits]
    assert languages == {language: hits.count(language) for language in hits}
    return {hit.document.id for hit in result.hits}


@pytest.mark.parametrize(
    "text", ["library", "libraries", "کتابخانه", "المكتبات", "biblioteka", "bibliotekave"]
)
def test_a_word_of_any_language_finds_all_of_them(searcher, text):
    assert found(searcher, text) == {"en1", "en2", "fa1", "ar1", "sq1"}


def test_without_the_switch_only_the_words_match(searcher):
    assert {hit.document.id for hit in searcher.search(SearchRequest("library")).hits} == {"en1", "en2"}


def test_what_was_typed_comes_first(searcher):
    hits = searcher.search(SearchRequest("library", across=True)).hits
    assert {hit.document.id for hit in hits[:2]} == {"en1", "en2"}


def test_an_expression_is_translated_as_a_whole(searcher):
    assert found(searcher, "prime minister") == {"fa2", "sq1"}
    assert found(searcher, "prime minister bridge") == {"fa2"}


def test_a_translation_matches_no_word_of_another_language(searcher):
    assert found(searcher, "باد") == {"sq2"}


def test_a_word_can_be_left_out(searcher):
    assert found(searcher, "library", skipped=("bibliotekë",)) == {"en1", "en2", "fa1", "ar1"}


@pytest.mark.parametrize("text", ['"library"', "+library", "librar*"])
def test_quotes_and_patterns_are_not_translated(searcher, text):
    assert found(searcher, text) <= {"en1", "en2"}


@pytest.mark.parametrize("text", ["not", "can", "این", "كانت", "للعملة"])
def test_function_words_and_words_of_the_same_stem_have_no_translation(searcher, text):
    found = {one.word for one in searcher.translated(SearchRequest(text))}
    assert found <= {"currency", "ارز", "monedhë", "valutë"}


def test_exact_words_are_not_translated(searcher):
    assert found(searcher, "library", exact=True) == {"en1"}
    assert searcher.translated(SearchRequest("library", exact=True)) == ()


def test_each_hit_says_which_translation_it_has(searcher):
    result = searcher.search(SearchRequest("library", across=True, explain=True))
    why = {hit.document.id: (hit.why[0].kind, hit.why[0].found) for hit in result.hits}
    short = searcher.search(SearchRequest("library", across=True))
    assert {hit.document.id: [part.kind for part in hit.why] for hit in short.hits} == {
        id_: [kind] if kind is MatchKind.TRANSLATION else [] for id_, (kind, _) in why.items()
    }
    assert why["sq1"] == (MatchKind.TRANSLATION, ("Bibliotekat",))
    assert why["fa1"][0] == why["ar1"][0] == MatchKind.TRANSLATION
    assert why["en1"][0] is MatchKind.EXACT
    assert {(one.typed, one.language) for one in result.translations} == {
        ("library", "fa"),
        ("library", "ar"),
        ("library", "sq"),
    }


def test_filters_apply_to_translations(searcher):
    assert found(searcher, "library lang:fa") == {"fa1"}


def written(word):
    return key_of(word).replace("-", " ")


def test_every_shipped_word_can_be_looked_up(translations):
    rows = shipped_rows()
    assert len(rows) > 2_000
    for row in (*rows[:1_500:2], *rows[1_500::10]):
        for language, words in row.words:
            for word in words:
                # A word that is written alike is found anyway.
                others = {other for other, known in row.words if {*map(written, known)} != {written(word)}}
                graph = token_graph(word)
                if len(graph) == 1 and graph[0].is_function_word():
                    continue
                there = {one.language for one in translations.found(word, token_graph(word))}
                assert others <= there | {language}, word


def test_no_shipped_word_is_its_own_translation():
    for row in shipped_rows():
        assert len({language for language, _ in row.words}) == len(row.words) >= 2
        assert {language for language, _ in row.words} <= LANGUAGES.keys()


def test_a_broken_table_names_its_line():
    with pytest.raises(TranslationsError, match=r"own\.txt:3: 1 columns; the first line has 2"):
        read_rows("# comment\nen | sq\nbridge", "own.txt")
    with pytest.raises(TranslationsError, match="fewer than two languages"):
        read_rows("en | sq\nbridge |", "own.txt")
    [row] = read_rows("en | xx | sq\nold  bridge, span | ? | urë # a comment", "own.txt")
    assert row.words == (("en", ("old bridge", "span")), ("sq", ("urë",)))


def test_synonyms_stay(searcher, translations):
    request = SearchRequest("library", across=True)
    assert replace(request, across=False) == SearchRequest("library")
    assert Translations().found("library", token_graph("library")) == ()
