import json
import logging
import threading
import time
from dataclasses import replace

import pytest
from away import HOST, Switch, away_store
from flask.testing import FlaskClient

from engines.port.errors import EngineAccessError, EngineUnavailableError
from search_app import create_app
from search_app.outage import Outage
from search_app.service import SearchService

PROGRAMS = (
    "/api/v1/search?q=bridge",
    "/api/v1/facets/author",
    "/api/v1/related?id=doc-1",
    "/api/v1/articles/doc-1",
    "/api/v1/suggest?q=bri",
    "/api/v1/status",
    "/opensearch/suggest?q=bri",
    "/readyz",
)
READERS = (
    "/",
    "/?q=bridge",
    "/facets/author",
    "/article/doc-1",
    "/results.csv?q=bridge",
    "/results.jsonl",
    "/results.bib",
    "/article.ris?id=doc-1",
    "/results.atom",
    "/sitemap.xml",
    "/sitemap-1.xml",
)
UNASKED = ("/healthz", "/robots.txt", "/opensearch.xml", "/static/fehrest.css")
HEADINGS = {
    "en": "The search cannot be reached right now",
    "fa": "اکنون دسترسی به جست‌وجو ممکن نیست",
    "ar": "تعذّر الوصول إلى البحث الآن",
    "sq": "Kërkimi nuk arrihet tani",
}


@pytest.fixture
def switch(tmp_path):
    return Switch(tmp_path / "away")


@pytest.fixture
def settings(service, tmp_path):
    """With a data folder of its own, in which no test has built dictionaries yet."""
    return replace(service.settings, data=tmp_path / "data")


@pytest.fixture
def remote(data, settings, switch):
    return SearchService(settings, away_store(data, switch))


@pytest.fixture
def client(remote, app) -> FlaskClient:
    made = create_app(service=remote)
    made.test_client_class = app.test_client_class
    return made.test_client()


def is_away(answer) -> bool:
    assert HOST not in answer.text
    assert "quince" not in answer.text
    assert "10.1.2.3" not in answer.text
    assert answer.headers["Retry-After"] == "5"
    return answer.status_code == 503


@pytest.mark.parametrize("met", [True, False], ids=["that was there before", "that never was"])
def test_programs_are_told_in_their_shape(client, switch, met):
    if met:
        assert client.get("/readyz").status_code == 200
    switch.off()
    for address in PROGRAMS:
        answer = client.get(address)
        assert is_away(answer), address
        error = json.loads(answer.data)["error"]
        assert (error["code"], error["status"]) == ("engine-unavailable", 503)
        assert "cannot be reached" in error["message"]
        assert "try again" in error["message"]


@pytest.mark.parametrize("language", HEADINGS)
def test_readers_get_a_page_in_their_language(client, switch, language):
    switch.off()
    for address in READERS:
        answer = client.get(address, headers={"Accept-Language": language})
        assert is_away(answer), address
        assert f"<h1>{HEADINGS[language]}</h1>" in answer.text
        assert "Cache-Control" not in answer.headers


def test_what_needs_no_engine_goes_on(client, switch):
    switch.off()
    before = switch.asked
    for address in UNASKED:
        assert client.get(address).status_code == 200
    assert switch.asked == before


def test_the_next_request_is_answered_when_it_is_back(client, switch):
    expected = {address: client.get(address).status_code for address in (*PROGRAMS, *READERS)}
    assert set(expected.values()) == {200}
    switch.off()
    assert {client.get(address).status_code for address in READERS} == {503}
    switch.on()
    for address in (*PROGRAMS, *READERS):
        assert client.get(address).status_code == 200, address


def test_suggestions_go_on_from_memory(client, switch):
    before = client.get("/api/v1/suggest?q=bri").json
    assert before["suggestions"]
    switch.off()
    assert is_away(client.get("/?q=bridge"))
    assert client.get("/api/v1/suggest?q=bri").json == before
    assert client.get("/opensearch/suggest?q=bri").json[1]


def test_suggestions_of_an_earlier_process_go_on(client, data, settings, switch):
    before = client.get("/api/v1/suggest?q=bri").json
    another = create_app(service=SearchService(settings, away_store(data, switch))).test_client()
    assert another.get("/readyz").status_code == 200
    switch.off()
    assert another.get("/api/v1/suggest?q=bri").json == before


def test_an_outage_is_logged_once_and_its_end_once(settings, data, switch, caplog):
    caplog.set_level(logging.INFO)
    remote = SearchService(settings, away_store(data, switch))
    remote.outage = Outage(quiet=0)
    client = create_app(service=remote).test_client()
    for _ in range(2):
        switch.off()
        for address in (*PROGRAMS, *READERS):
            client.get(address)
        switch.on()
        time.sleep(0.001)
        for _ in range(5):
            client.get("/readyz")
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 4, told
    assert told[0].startswith("engine-unavailable: No node does")
    assert told[1].startswith("The search engine answers again")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def logged_outage(**how) -> Outage:
    outage = Outage(**how)
    outage.logged = True
    return outage


def ask(outage: Outage, error: Exception | None = None) -> None:
    with outage.watched():
        if error:
            raise error


def test_an_outage_that_comes_and_goes_is_told_once(caplog):
    clock = Clock()
    outage = logged_outage(quiet=5, clock=clock)
    for _ in range(100):
        with pytest.raises(EngineUnavailableError):
            ask(outage, EngineUnavailableError("a shard is missing"))
        ask(outage)
        clock.now += 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    clock.now += 5
    ask(outage)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "it could not be reached for 99 s" in caplog.records[1].getMessage()


def test_a_refusal_during_an_outage_is_told_as_well(caplog):
    outage = logged_outage()
    for error in (EngineUnavailableError("away"), EngineAccessError("wrong password")) * 3:
        with pytest.raises(type(error)):
            ask(outage, error)
    assert [record.getMessage() for record in caplog.records] == [
        "engine-unavailable: away",
        "engine-access: wrong password",
    ]


def test_while_it_lasts_one_request_waits_and_the_others_do_not():
    clock = Clock()
    outage = Outage(lasting=3, clock=clock)
    with pytest.raises(EngineUnavailableError):
        ask(outage, EngineUnavailableError("away"))
    assert not outage.lasts
    clock.now += 4
    assert outage.lasts
    hangs, may_end = threading.Event(), threading.Event()

    def hang():
        with outage.watched():
            hangs.set()
            may_end.wait(120)

    asking = threading.Thread(target=hang)
    asking.start()
    assert hangs.wait(120)
    with pytest.raises(EngineUnavailableError, match="another request is trying it"):
        ask(outage)
    may_end.set()
    asking.join(120)
    assert not outage.lasts
    ask(outage)


def test_a_wrong_password_is_told_to_the_log_alone(client, switch, caplog):
    switch.off(EngineAccessError)
    for address in ("/readyz", "/api/v1/search?q=bridge", "/?q=bridge"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "quince" not in answer.text
        assert answer.headers["Retry-After"] == "5"
    assert len(caplog.records) == 1
