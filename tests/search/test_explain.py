import pytest

from engines.port.model import Document
from search.explain import MAX_EXPLAINED
from search.model import Match, SearchRequest
from search.searcher import Searcher
from search.synonyms import Synonyms, read_groups
from tests.engines.engine_support import filled

DOCUMENTS = (
    Document(
        "mill",
        "The mill library",
        "Two libraries stand by the mill. Café owners read the gazette and send e-mail. Kilometres of paths.",
        "en",
        authors=("Ada Hill",),
        categories=(("Town", "Bridges"),),
        tags=("river walks",),
        source="Harbour Gazette",
    ),
    Document("kargah", "کارگاه ۲۰۲۱", "من به کارگاه می‌روم. کتاب‌های علي در تهران است.", "fa"),
)
GROUPS = "newspaper, gazette\nbook house => library\n"
NAMES = "Tehran, تهران, طهران\nriver, رودخانه"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    synonyms = Synonyms({"en": read_groups(GROUPS, "en.txt")[0], "names": read_groups(NAMES, "names.txt")[0]})
    with filled(tmp_path_factory.mktemp("explain"), DOCUMENTS) as engine:
        yield Searcher(engine, synonyms=synonyms)


def why(searcher, text, **how):
    result = searcher.search(SearchRequest(text, explain=True, **how))
    [hit] = result.hits
    return [(part.typed, part.found, part.kind.value) for part in hit.why]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mill", [("mill", ("mill",), "exact")]),
        ("MILL", [("MILL", ("mill",), "exact")]),
        ("library", [("library", ("library", "libraries"), "exact")]),
        ("librarys", [("librarys", ("library", "libraries"), "form")]),
        ("cafe", [("cafe", ("Café",), "spelling")]),
        ("email", [("email", ("e-mail",), "spelling")]),
        ("newspaper", [("newspaper", ("gazette",), "synonym")]),
        ("book house", [(word, ("library", "libraries"), "synonym") for word in ("book", "house")]),
        ("رودخانه", [("رودخانه", ("river",), "script")]),
        ("gaz*", [("gaz*", ("gazette",), "pattern")]),
        ("libary~", [("libary~", ("library",), "fuzzy")]),
        ("library~", [("library~", ("library",), "exact")]),
        ('"mill library"', [("mill library", ("mill library",), "exact")]),
        ("+libraries", [("libraries", ("libraries",), "exact")]),
        ("the mill", [("the", ("The",), "exact"), ("mill", ("mill",), "exact")]),
        ("of mill", [("of", ("of",), "exact"), ("mill", ("mill",), "exact")]),
        ("about mill", [("mill", ("mill",), "exact")]),
        ("mill OR quay", [("mill", ("mill",), "exact")]),
        ("mill -quay", [("mill", ("mill",), "exact")]),
        ("hill", [("hill", ("Hill",), "exact")]),
        ("author:ada", [("ada", ("Ada",), "exact")]),
        ("category:bridge", [("bridge", ("Bridges",), "form")]),
        ("tag:walk", [("walk", ("walks",), "form")]),
        ("source:newspaper", [("newspaper", ("Gazette",), "synonym")]),
        ("title:library", [("library", ("library",), "exact")]),
        ("mill lang:en", [("mill", ("mill",), "exact")]),
        ("می روم", [("می روم", ("می‌روم",), "spelling")]),
        ("میروم", [("میروم", ("می‌روم",), "spelling")]),
        ("رفتن", [("رفتن", ("می‌روم",), "form")]),
        ("على", [("على", ("علي",), "spelling")]),
        ("2021", [("2021", ("۲۰۲۱",), "spelling")]),
        ("Tehran", [("Tehran", ("تهران",), "script")]),
        ("طهران", [("طهران", ("تهران",), "form")]),
    ],
)  # fmt: skip
def test_how_each_part_matched(searcher, text, expected):
    assert why(searcher, text) == expected


def test_what_a_partial_match_misses_is_said(searcher):
    assert why(searcher, "mill quay") == [("mill", ("mill",), "exact"), ("quay", (), "missing")]
    assert why(searcher, "quay mill", match=Match.ANY)[0] == ("quay", (), "missing")


def test_exact_mode_has_no_synonyms(searcher):
    assert why(searcher, "gazette mill", exact=True) == [
        ("gazette", ("gazette",), "exact"),
        ("mill", ("mill",), "exact"),
    ]


def test_nothing_is_told_that_was_not_asked_for(searcher):
    assert [hit.why for hit in searcher.search(SearchRequest("mill")).hits] == [()]
    assert all(hit.why == () for hit in searcher.search(SearchRequest("", explain=True)).hits)


def test_at_most_three_words_the_closest_first(tmp_path):
    body = "walks walking walked walker walk"
    with filled(tmp_path, (Document("walk", "Paths", body, "en"),)) as engine:
        [hit] = Searcher(engine).search(SearchRequest("walk", explain=True)).hits
    assert hit.why[0].found == ("walk", "walks", "walking")


def test_so_many_parts_are_explained(tmp_path):
    documents = [Document(f"b{number:02}", "A bridge", "Of stone.", "en") for number in range(30)]
    with filled(tmp_path, documents) as engine:
        request = SearchRequest("bridge " * 40, explain=True, size=30)
        hits = Searcher(engine).search(request).hits
        assert len(hits) == 30
        most = MAX_EXPLAINED // 40
        assert [len(hit.why) for hit in hits] == [40] * most + [0] * (30 - most)
