import time
from datetime import UTC

import pytest
from did_you_mean_library import DOCUMENTS

from engines.port.model import Document
from search.cached_view import CachedView
from search.dictionaries.reading import read_dictionaries
from search.documents import index_document
from search.suggest import Suggestion, compact
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def suggester(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("suggest"), DOCUMENTS, ready(request, request.param)) as engine:
        yield read_dictionaries(engine).suggester


def texts(found):
    return [suggestion.text for suggestion in found]


def test_categories_authors_phrases_and_titles(suggester):
    assert suggester.suggest("ada") == (Suggestion("Ada Hill", "author", 8, (0, 3)),)
    assert suggester.suggest("brid")[:2] == (
        Suggestion("Bridges", "category", 8, (0, 4)),
        Suggestion("bridge", "phrase", None, (0, 4)),
    )
    assert suggester.suggest("stone b")[0] == Suggestion("stone bridge", "phrase", None, (0, 7))
    assert suggester.suggest("town lib") == (Suggestion("The town library opens", "title", None, (4, 12)),)


def test_phrases_stand_in_two_titles_and_do_not_end_in_function_words(suggester):
    assert [s.kind for s in suggester.suggest("harvest")] == ["title"]
    assert "at the" not in texts(suggester.suggest("at"))
    assert "library" in texts(suggester.suggest("lib"))
    assert not [s for s in suggester.suggest("the", 50) if s.kind == "phrase"]


@pytest.mark.parametrize("typed", ["کتابه", "كتابه", "کتاب ه", "کتاب‌ه", "كِتابه"])
def test_half_spaces_and_letters_are_forgiven(suggester, typed):
    found = suggester.suggest(typed)
    assert "کتاب‌های تازه در تهران" in texts(found)
    assert all(s.text[slice(*s.mark)].startswith("کتاب") for s in found)


@pytest.mark.parametrize("typed", ["shkollë", "shkolle", "SHKOLL", "shkollé"])
def test_accents_are_forgiven(suggester, typed):
    found = suggester.suggest(typed)
    assert found[0].text in ("shkollë", "Shkollë")
    assert found[0].text[slice(*found[0].mark)].casefold().startswith("shkoll")


def test_a_language_only_has_its_own(suggester):
    assert texts(suggester.suggest("b", 50, "sq")) == ["Biblioteka e qytetit"]
    assert suggester.suggest("library", 8, "fa") == ()
    assert suggester.suggest("library", 8, "xx") == ()


def test_titles_have_a_place_beside_frequent_phrases(suggester):
    found = suggester.suggest("b", 3)
    assert [s.kind for s in found][-1] == "title"
    assert len(found) == 3


@pytest.mark.parametrize("typed", ["", " ", "!", "،", "\x00", "library " * 200, "zq"])
def test_nothing_to_suggest(suggester, typed):
    assert suggester.suggest(typed) == ()


def test_sizes(suggester):
    assert suggester.suggest("b", 0) == ()
    assert len(suggester.suggest("b", 2)) == 2


def test_all_engines_suggest_the_same(tmp_path, request):
    answers = []
    for engine in EVERY_ENGINE:
        with filled(tmp_path / engine, DOCUMENTS, ready(request, engine)) as filled_engine:
            made = read_dictionaries(filled_engine).suggester
            prefixes = {compact(d.title)[:n] for d in DOCUMENTS for n in range(1, 9)}
            answers.append({p: made.suggest(p) for p in prefixes})
    assert answers[0] == answers[1] == answers[2]
    assert any(answers[0].values())


def test_an_empty_index_suggests_nothing(tmp_path):
    with filled(tmp_path, ()) as engine:
        assert read_dictionaries(engine).suggester.suggest("b") == ()


def test_a_cached_view_is_made_once_and_again_after_a_change(tmp_path):
    with filled(tmp_path, DOCUMENTS) as engine:
        made = []
        view = CachedView(engine, lambda e: made.append(e) or read_dictionaries(e).suggester, look_every=0)
        assert view.get() is view.get()
        assert len(made) == 1

        engine.add([index_document(Document("new", "Ferry timetable", "A ferry.", "en"), UTC)])
        engine.commit(2)
        view.get()
        deadline = time.monotonic() + 120
        while not view.get().suggest("ferry") and time.monotonic() < deadline:
            time.sleep(0.01)
        assert texts(view.get().suggest("ferry")) == ["Ferry timetable"]
        assert len(made) == 2
