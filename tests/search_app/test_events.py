"""The log of finished queries and clicks: what counts, what is kept, and that it disturbs nobody."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from keyed import bearer, error_of, make_key, publish

from search_app import create_app
from search_app.events.log import EventLog
from search_app.events.model import Click, Finished, Query, Source
from search_app.events.reports import Report, report
from search_app.events.store import EventStore
from search_app.settings import Settings

NOW = datetime(2026, 5, 9, 14, 35, tzinfo=UTC)
TYPED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("events")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def app(data: Path):
    return create_app(Settings(data=data, events="on"))


@pytest.fixture
def client(app) -> FlaskClient:
    EventStore(app_folder(app)).clear()
    return app.test_client()


def app_folder(app) -> Path:
    return app.extensions["events"]._store.path.parent


@pytest.fixture
def log(app, client):
    """Returns what is stored, when everything is written."""

    def read(table: str = "queries"):
        app.extensions["events"].flush()
        path = EventStore(app_folder(app)).path
        if not path.exists():
            return []
        connection = sqlite3.connect(path)
        try:
            return connection.execute(f"SELECT * FROM {table} ORDER BY folded").fetchall()  # noqa: S608
        finally:
            connection.close()

    return read


def send(
    client: FlaskClient, *events: dict, address: str = "/api/v1/events", kind: str = "text/plain", **more
):
    return client.post(address, data=json.dumps({"events": events}), content_type=kind, **more)


QUERY = {
    "type": "query",
    "query": "The Harvest",
    "filters": "page=2&language=en&x=1",
    "language": "en",
    "total": 3,
}
CLICK = {"type": "click", "query": "the  harvest", "id": "en-1", "rank": 2}


@pytest.mark.parametrize("kind", ["text/plain", "text/plain;charset=UTF-8", "application/json"])
def test_queries_and_clicks_are_stored_without_a_reader(client: FlaskClient, log, kind: str) -> None:
    answer = send(
        client, QUERY | {"source": "widget"}, CLICK, kind=kind, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert (answer.status_code, answer.json) == (202, {"accepted": 2})
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    [(hour, *query)] = log()
    assert len(hour) == len("2026-05-09T14")
    assert query == ["the harvest", "The Harvest", "language=en", "en", "widget", 3, 1]
    [(_, *click)] = log("clicks")
    assert click == ["the harvest", "the  harvest", "", "", "api", "en-1", 2, 1]
    assert b"192.0.2" not in (app_folder(client.application) / "events.sqlite3").read_bytes()


def test_equal_events_are_one_row(client: FlaskClient, log) -> None:
    for total in (3, None, 2):
        send(client, QUERY | {"total": total}, CLICK)
    assert [row[-2:] for row in log()] == [(2, 3)]
    assert [row[-1] for row in log("clicks")] == [3]


@pytest.mark.parametrize(
    ("event", "part"),
    [
        ({"type": "visit"}, "'type'"),
        ({"type": "query"}, "'query'"),
        ({"type": "query", "query": " "}, "'query'"),
        ({"type": "query", "query": "x" * 1001}, "'query'"),
        ({"type": "query", "query": "x", "total": -1}, "'total'"),
        ({"type": "query", "query": "x", "total": True}, "'total'"),
        ({"type": "query", "query": "x", "reader": 7}, "'reader'"),
        ({"type": "query", "query": "x", "source": "mail"}, "'source'"),
        ({"type": "click", "query": "x", "rank": 1}, "'id'"),
        ({"type": "click", "query": "x", "id": "1", "rank": 0}, "'rank'"),
    ],
)
def test_a_wrong_event_is_named(client: FlaskClient, log, event: dict, part: str) -> None:
    answer = send(client, QUERY, event)
    assert error_of(answer) == (400, "bad-request")
    assert "Event 1" in answer.json["error"]["message"]
    assert part in answer.json["error"]["message"]
    assert log() == []


def test_it_is_off_unless_it_is_set(data: Path) -> None:
    client = create_app(Settings(data=data)).test_client()
    EventStore(data).clear()
    assert error_of(send(client, QUERY)) == (403, "events-off")
    client.get("/?q=harvest", headers=TYPED)
    client.get("/api/v1/search?q=harvest", headers={"Fehrest-Query": "finished"})
    client.application.extensions["events"].flush()
    assert not EventStore(data).path.exists()
    assert "events.js" not in client.get("/?q=harvest").text
    assert client.get("/widget/texts.json").json["events"] is False


@pytest.mark.parametrize("text", ["mira@post.example", "+1 (555) 010-0199", "5550100199", "x " * 150])
def test_what_may_be_personal_is_not_stored(client: FlaskClient, log, text: str) -> None:
    assert send(client, QUERY | {"query": text}).status_code == 202
    send(client, QUERY | {"query": "election 2026"})
    assert [row[1] for row in log()] == ["election 2026"]


def test_a_program_says_that_a_query_is_finished(client: FlaskClient, log) -> None:
    address = "/api/v1/search?q=harvest&language=fa&size=1"
    tag = client.get(address).headers["ETag"]
    assert log() == []
    client.get(address, headers={"Fehrest-Query": "finished"})
    again = client.get(address, headers={"Fehrest-Query": "finished", "If-None-Match": tag})
    assert again.status_code == 304
    assert [row[1:] for row in log()] == [("harvest", "harvest", "language=fa", "", "api", 3, 2)]


HERE = "http://localhost/"


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin", "Referer": f"{HERE}?q=quinces"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Referer": f"{HERE}article/en-1?q=Harvest"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Referer": f"{HERE}widget"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "https://paper.example/"}, False),
        ({"Sec-Fetch-Mode": "cors"}, False),
        ({"Sec-Purpose": "prefetch"}, False),
        ({"Cache-Control": "max-age=0"}, False),
    ],
)
def test_a_page_without_scripts_counts_a_typed_query(
    client: FlaskClient, log, headers: dict, counts: bool
) -> None:
    client.get("/?q=harvest&ui=fa", headers=TYPED | headers)
    client.get("/?q=harvest&page=2", headers=TYPED)
    client.get("/", headers=TYPED)
    client.get("/?q=harvest")
    assert [row[1:] for row in log()] == ([("harvest", "harvest", "", "fa", "page", 3, 1)] if counts else [])


def test_pages_report_to_an_address_that_needs_no_key(data: Path) -> None:
    app = create_app(Settings(data=data, events="on", api_keys="required", api_rate="3/minute"))
    client = app.test_client()
    assert "events.js" in client.get("/?q=harvest").text
    assert error_of(send(client, QUERY)) == (401, "key-required")
    key = make_key(data, "events", "read")
    assert send(client, QUERY, headers=bearer(key)).status_code == 202
    assert send(client, QUERY, address=f"/api/v1/events?key={key}").status_code == 202
    answers = [send(client, QUERY, address="/events").status_code for _ in range(4)]
    assert answers == [202, 202, 202, 429]


def test_a_preflight_allows_the_header(client: FlaskClient) -> None:
    asked = {"Origin": "https://paper.example", "Access-Control-Request-Method": "GET"}
    allowed = client.options("/api/v1/search", headers=asked).headers["Access-Control-Allow-Headers"]
    assert "Fehrest-Query" in allowed


def finished(text: str, total: int | None = 1, **more: str) -> Finished:
    return Finished(Query(text, **more), total)


def test_old_and_rare_queries_are_deleted(tmp_path: Path) -> None:
    store = EventStore(tmp_path)
    for days, text, times in (
        (100, "old", 5),
        (8, "rare", 2),
        (8, "often", 2),
        (1, "often", 1),
        (1, "new", 1),
    ):
        events = [finished(text), Click(Query(text), "a", 1)]
        store.add(events * times, NOW - timedelta(days=days))
    store.purge(NOW, days=90, least=3)
    assert {line.text for line in report(store, Report.TOP, now=NOW, days=1000)} == {"often", "new"}
    with store.opened() as connection:
        assert {row[0] for row in connection.execute("SELECT folded FROM clicks")} == {"often", "new"}


def test_a_full_file_counts_what_it_knows(tmp_path: Path) -> None:
    store = EventStore(tmp_path, rows=2)
    assert store.add(map(finished, "abca"), NOW) == 1
    assert [(line.text, line.count) for line in report(store, Report.TOP, now=NOW)] == [("a", 2), ("b", 1)]


def test_reports(tmp_path: Path) -> None:
    store = EventStore(tmp_path)
    fa = {"language": "fa"}
    store.add(
        [finished("Kites", 0), finished("kites", 4), finished("kites", 4), finished("mill", 0, **fa)], NOW
    )
    store.add([finished("harvest"), finished("kites", 0, filters="year=2021")], NOW)
    store.add([Click(Query("kites"), "a", 2), Click(Query("kites"), "b", 5)], NOW)
    top = report(store, Report.TOP, now=NOW)
    assert [(line.text, line.filters, line.count, line.clicks, line.rank) for line in top] == [
        ("kites", "", 3, 2, 3.5),
        ("harvest", "", 1, 0, None),
        ("kites", "year=2021", 1, 0, None),
        ("mill", "", 1, 0, None),
    ]
    none = report(store, Report.NONE, now=NOW)
    assert [(line.text, line.filters, line.last) for line in none] == [
        ("kites", "year=2021", "2026-05-09"),
        ("mill", "", "2026-05-09"),
    ]
    assert [line.text for line in report(store, Report.UNCLICKED, now=NOW)] == ["harvest"]
    assert [line.text for line in report(store, Report.TOP, now=NOW, language="fa")] == ["mill"]
    assert report(store, Report.TOP, now=NOW + timedelta(days=40)) == []
    assert report(EventStore(tmp_path / "none"), Report.TOP) == []


class Stuck(EventStore):
    """A file that is locked until ``release`` is set."""

    def __init__(self, folder: Path) -> None:
        import threading

        super().__init__(folder)
        self.began, self.release = threading.Event(), threading.Event()

    def add(self, events, now):
        self.began.set()
        self.release.wait(60)
        return super().add(events, now)


def test_a_request_never_waits_for_the_file(tmp_path: Path) -> None:
    store = Stuck(tmp_path)
    log = EventLog(Settings(data=tmp_path, events="on"), store=store, waiting=2, clock=lambda: NOW)
    counts = {"stored": 0, "dropped": 0, "ignored": 0}
    log.observe = lambda result, number: counts.__setitem__(result, counts[result] + number)
    log.put([finished("first"), finished("mira@post.example")])
    assert store.began.wait(60)
    log.put(finished(text) for text in ("second", "third", "too many", "far too many"))
    assert counts == {"stored": 0, "dropped": 2, "ignored": 1}
    store.release.set()
    log.flush()
    assert counts == {"stored": 3, "dropped": 2, "ignored": 1}
    assert {line.text for line in report(store, Report.TOP, now=NOW)} == {"first", "second", "third"}


def test_a_file_that_cannot_be_written_disturbs_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "events.sqlite3").mkdir()
    log = EventLog(Settings(data=tmp_path, events="on"))
    for _ in range(2):
        log.put([finished("a"), finished("b")])
        log.flush()
    assert [record.message for record in caplog.records if "are not stored" in record.message].__len__() == 1


def test_the_source_of_a_page_is_the_page(client: FlaskClient, log) -> None:
    send(client, QUERY, address="/events")
    assert log()[0][5] == Source.PAGE.value
