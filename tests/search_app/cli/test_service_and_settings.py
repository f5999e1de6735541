import threading
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from engines.port.errors import NoIndexError
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search_app.service import NotFoundError, SearchService
from search_app.settings import Settings, SettingsError


def publish(store, *titles):
    engine = store.create()
    engine.add(index_document(Document(title, title, "A plum.", "en"), UTC) for title in titles)
    engine.commit(len(titles))
    store.publish(engine)
    engine.close()


@pytest.fixture(params=["tantivy", "whoosh"])
def settings(request, tmp_path):
    return Settings(data=tmp_path, engine=request.param)


@pytest.fixture
def store(settings):
    return open_store(settings.engine, settings.data)


def test_a_service_before_there_is_an_index_and_after(settings, store):
    service = SearchService(settings)
    with pytest.raises(NoIndexError):
        service.search(SearchRequest("plum"))
    publish(store, "one")
    assert service.search(SearchRequest("plum")).total == 1


def test_synonyms_that_change_are_used_by_the_next_request(settings, store):
    folder = settings.data / "synonyms"
    folder.mkdir()
    service = SearchService(replace(settings, synonyms=str(folder)), look_every=0)
    publish(store, "one")
    before = service.state()
    assert service.search(SearchRequest("damson")).total == 0
    (folder / "en.txt").write_text("damson, plum\n", "utf-8")
    assert service.search(SearchRequest("damson")).total == 1
    assert service.state() != before


def test_a_swap_and_a_way_back_are_seen_by_the_next_request(settings, store):
    service = SearchService(settings)
    publish(store, "one")
    assert service.status().documents == 1
    publish(store, "one", "two")
    assert (service.status().documents, service.status().revision) == (2, 2)
    store.rollback()
    assert service.search(SearchRequest("plum")).total == 1


def test_articles(settings, store):
    service = SearchService(settings)
    publish(store, "one")
    assert service.article("one").title == "one"
    for id_ in ("two", "", "x" * 100_000, "one\x00"):
        with pytest.raises(NotFoundError):
            service.article(id_)


def test_the_analysis_of_another_installation_is_told(settings, store):
    publish(store, "one")
    service = SearchService(settings)
    assert service.status().current_analysis
    another = SearchService(settings, analysis=lambda: "another")
    assert not another.status().current_analysis


def test_requests_in_threads_while_generations_swap(settings, store):
    service = SearchService(settings)
    publish(store, "one", "two")
    service.warm()
    errors, totals, done = [], set(), threading.Event()

    def ask():
        while not done.is_set():
            try:
                totals.add(service.search(SearchRequest("plum")).total)
            except Exception as error:
                errors.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        publish(store, "one", "two")
        store.clean()
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert totals == {2}


def test_settings_are_those_of_the_environment_unless_given():
    environment = {
        "FEHREST_DATA": "/srv/archive",
        "FEHREST_PORT": "9000",
        "FEHREST_SITE_NAME": "Harbour",
        "PORT": "1",
    }
    settings = Settings.load(environment, port=None, engine="whoosh")
    assert settings == Settings(data=Path("/srv/archive"), port=9000, site_name="Harbour", engine="whoosh")
    assert Settings.load({}) == Settings()
    assert Settings.load({"FEHREST_PORT": ""}).port == 8000
    assert Settings.load({"FEHREST_FOLD": "0"}).collapse == 0
    assert Settings.load({"FEHREST_FOLD": "0", "FEHREST_COLLAPSE": "1"}).collapse == 1
    assert str(Settings.load({"FEHREST_TIMEZONE": "Asia/Tehran"}).zone) == "Asia/Tehran"


@pytest.mark.parametrize(
    ("name", "given"), [("port", -1), ("port", 65_536), ("threads", 65), ("page_size", 101)]
)
def test_numbers_have_bounds(name, given):
    with pytest.raises(SettingsError, match=f"FEHREST_{name.upper()} must be"):
        Settings.load({}, **{name: given})


def test_no_kept_answer_outlives_a_commit(settings, store):
    service = SearchService(settings)
    publish(store, "one")
    assert [service.search(SearchRequest("plum")).total for _ in range(2)] == [1, 1]
    engine = store.open()
    engine.delete(["one"])
    engine.commit(engine.revision + 1)
    engine.close()
    assert service.search(SearchRequest("plum")).total == 0
