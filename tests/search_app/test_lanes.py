import http.client
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response

from search_app import limits
from search_app.errors import BusyError, install
from search_app.lanes import MAX_COSTLY_WAITING, MAX_HEAVY_WAITING, MAX_WAITING, REFUSED, Lane, lane_of
from search_app.responses import json_response
from search_app.serving import Server, make_server
from search_app.settings import Settings

PATIENCE = 60


@pytest.mark.parametrize(
    ("path", "query", "lane"),
    [
        ("/healthz", "", Lane.QUICK),
        ("/readyz", "", Lane.READY),
        ("/static/fehrest.css", "", Lane.QUICK),
        ("/", "q=bridge", Lane.SEARCH),
        ("/", "q=bridge&page=3", Lane.SEARCH),
        ("/", "q=bridge&page=101&size=10", Lane.HEAVY),
        ("/", "page=%DB%B1%DB%B0%DB%B0%DB%B0%DB%B0", Lane.HEAVY),
        ("/api/v1/search", "page=11&size=100", Lane.HEAVY),
        ("/api/v1/search", "page=" + "9" * 400, Lane.SEARCH),
        ("/results.csv", "q=x", Lane.HEAVY),
        ("/", "q=libr*", Lane.COSTLY),
        ("/", "q=libr%2A", Lane.COSTLY),
        ("/", "q=%22stone+bridge%22", Lane.COSTLY),
        ("/", "q=%C2%ABpul+i+kohne%C2%BB", Lane.COSTLY),
        ("/api/v1/search", "q=bridge~", Lane.COSTLY),
        ("/", "q=" + "+".join("abcdefgh"), Lane.SEARCH),
        ("/", "q=" + "+".join("abcdefghi"), Lane.COSTLY),
        ("/", "q=bridge&size=50", Lane.SEARCH),
        ("/", "q=bridge&size=100", Lane.COSTLY),
        ("/", "q=bridge&match=any", Lane.COSTLY),
        ("/", "q=bridge&explain=1", Lane.COSTLY),
        ("/", "q=bridge&author=a&author=b&tag=c&year=2010", Lane.SEARCH),
        ("/", "author=a&tag=b&year=2010&language=en", Lane.COSTLY),
        ("/", "q=%FF%FE", Lane.SEARCH),
        ("/sitemap-3.xml", "", Lane.HEAVY),
        ("/facets/author", "", Lane.HEAVY),
        ("/", "page=1&" * 500, Lane.SEARCH),
    ],
)
def test_a_request_has_a_lane(path: str, query: str, lane: Lane) -> None:
    assert lane_of(path, query) is lane


@dataclass
class Running:
    """A server whose searches and files wait for ``gate``. ``begun`` gets the path of each that has begun."""

    server: Server
    port: int
    gate: threading.Event = field(default_factory=threading.Event)
    begun: "queue.Queue[str]" = field(default_factory=queue.Queue)
    open: list[http.client.HTTPConnection] = field(default_factory=list)

    def send(self, path: str, **headers: str) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers=headers)
        self.open.append(connection)
        return connection

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        response = self.send(path, **headers).getresponse()
        response.read()
        return response


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    app = Flask("lanes")
    limits.install(app, settings.deadline)
    install(app, lambda view: Response(view.code, view.status))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = make_server(app, settings, listening)
        made = Running(server, listening.getsockname()[1])

        def wait(name: str) -> Response:
            made.begun.put(name)
            assert made.gate.wait(PATIENCE)
            return Response(name)

        app.add_url_rule("/search", "search", lambda: wait("search"))
        app.add_url_rule("/api/v1/search", "any", lambda: wait("any"))
        app.add_url_rule("/results.csv", "file", lambda: wait("file"))
        app.add_url_rule("/results.large", "large", lambda: Response(bytes(65536) for _ in range(160)))
        app.add_url_rule("/readyz", "readyz", lambda: json_response({"status": "ready"}))
        app.add_url_rule("/healthz", "healthz", lambda: json_response({"status": "ok"}))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.gate.set()
            for connection in made.open:
                connection.close()
            server.task_dispatcher.shutdown(timeout=PATIENCE)
            server.trigger.pull_trigger(lambda: _close(server))
            thread.join(PATIENCE)


def _close(server: Server) -> None:
    """In the server's own thread, whose loop ends with the last connection."""
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.close()


def test_health_is_answered_while_every_thread_is_busy() -> None:
    with running(Settings(threads=2, heavy_threads=1)) as service:
        for path in ("/search", "/search", "/results.csv", "/search", "/results.csv"):
            service.send(path)
        assert sorted(service.begun.get(timeout=PATIENCE) for _ in range(3)) == ["file", "search", "search"]
        assert service.ask("/healthz").status == 200
        assert service.ask("/readyz").status == 200


def test_searches_are_answered_while_files_are_made() -> None:
    with running(Settings(threads=1, heavy_threads=1)) as service:
        files = [service.send("/results.csv") for _ in range(3)]
        assert service.begun.get(timeout=PATIENCE) == "file"
        search = service.send("/search")
        assert service.begun.get(timeout=PATIENCE) == "search"
        service.gate.set()
        assert search.getresponse().status == 200
        assert [file.getresponse().status for file in files] == [200, 200, 200]


def test_plain_searches_are_answered_while_costly_ones_wait() -> None:
    with running(Settings(threads=1)) as service:
        costly = [service.send("/api/v1/search?q=*e*") for _ in range(8)]
        assert service.begun.get(timeout=PATIENCE) == "any"
        plain = service.send("/search?q=bridge")
        assert service.begun.get(timeout=PATIENCE) == "search"
        service.gate.set()
        assert plain.getresponse().status == 200
        assert [one.getresponse().status for one in costly] == [200] * 8


FULL = [
    ("/search", MAX_WAITING),
    ("/search?q=*e*", MAX_COSTLY_WAITING),
    ("/results.csv", MAX_HEAVY_WAITING),
]


@pytest.mark.parametrize(("path", "waiting"), FULL)
def test_a_full_queue_refuses_and_says_when_to_come_back(path: str, waiting: int) -> None:
    with running(Settings(threads=1, heavy_threads=1)) as service:
        first = service.send(path)
        service.begun.get(timeout=PATIENCE)
        others = [service.send(path) for _ in range(waiting + 1)]
        refused = _first_answered(others)
        response = refused.getresponse()
        assert (response.status, response.read(), response.headers["Retry-After"]) == (503, b"busy", "5")
        service.gate.set()
        rest = [c.getresponse().status for c in (first, *others) if c is not refused]
        assert rest == [200] * (waiting + 1)


def _first_answered(connections: list[http.client.HTTPConnection]) -> http.client.HTTPConnection:
    import select

    ready, _, _ = select.select([connection.sock for connection in connections], [], [], PATIENCE)
    return next(connection for connection in connections if connection.sock is ready[0])


def test_a_reader_who_claims_to_be_refused_harms_nobody() -> None:
    with running(Settings()) as service:
        assert service.ask("/healthz", **{REFUSED.replace("_", "-"): "search"}).status == 200


def test_files_are_refused_while_too_much_waits_for_slow_readers() -> None:
    with running(Settings(spool=1)) as service:
        slow = service.send("/results.large")
        _until(lambda: service.server.spooled() > 1024 * 1024)
        assert service.ask("/results.large").status == 503
        assert service.ask("/healthz").status == 200
        assert len(slow.getresponse().read()) == 160 * 65536
        _until(lambda: service.server.spooled() == 0)
        assert len(service.send("/results.large").getresponse().read()) == 160 * 65536


def test_a_new_connection_closes_the_longest_idle_one() -> None:
    with running(Settings(connections=10)) as service:
        kept = [service.send("/healthz") for _ in range(10)]
        for connection in kept:
            assert connection.getresponse().read()
        idle = [socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) for _ in range(120)]
        assert service.ask("/healthz").status == 200
        assert kept[0].sock is not None
        assert kept[0].sock.recv(1) == b""
        for connection in idle:
            connection.close()


def _until(holds: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    pause = threading.Event()
    for _ in range(PATIENCE * 100):
        if holds():
            return
        pause.wait(0.01)
    pytest.fail("it never came true")


def test_a_refusal_is_an_error_of_ours() -> None:
    assert (BusyError.status, BusyError.code) == (503, "busy")
