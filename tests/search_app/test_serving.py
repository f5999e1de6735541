import gc
import http.client
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from search_app import create_app
from search_app.serving import serve
from search_app.settings import Settings

SCRIPT = """
import sys
from pathlib import Path
from search_app import create_app
from search_app.serving import serve
from search_app.settings import Settings
settings = Settings(data=Path(sys.argv[1]), port=0)
serve(create_app(settings), settings, lambda url: print(url, flush=True))
"""


def test_a_server_on_loopback_keeps_connections_and_stops_when_told(data: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(data)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        assert address.hostname == "127.0.0.1"
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        kept = None
        for path in ("/healthz", "/?q=bridge", "/api/v1/search?q=bridge"):
            connection.request("GET", path)
            response = connection.getresponse()
            assert response.status == 200
            assert response.read()
            assert "Server" not in response.headers
            kept = kept or connection.sock
            assert connection.sock is kept, "the connection was not kept"
        for headers, body, status in (
            ({"Content-Length": "99999999"}, b"", 413),
            ({"X-Long": "x" * 99_999}, b"", 431),
            ({"Content-Length": "many"}, b"", 400),
        ):
            connection.request("POST", "/api/v1/search", body, headers)
            response = connection.getresponse()
            error = json.loads(response.read())["error"]
            assert (response.status, error["status"]) == (status, status)
            assert error["message"]
            assert error["hint"]
        connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0
        assert process.stdout.read() == ""
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_an_address_that_is_taken_leaves_nothing_open(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(data=data, port=taken.getsockname()[1])
        with pytest.raises(OSError, match="use"):
            serve(create_app(settings), settings, lambda _: None)
    gc.collect()


LONG = """
from flask import Flask, Response
from search_app.serving import serve
from search_app.settings import Settings
app = Flask("long")
app.add_url_rule("/long", "long", view_func=lambda: Response(bytes(65536) for _ in range(640)))
app.add_url_rule("/short", "short", view_func=lambda: "here")
serve(app, Settings(port=0, threads=1), lambda url: print(url, flush=True))
"""


def test_a_reader_who_does_not_fetch_a_long_answer_keeps_no_thread() -> None:
    process = subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        assert address.hostname is not None
        slow = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        slow.request("GET", "/long")
        quick = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        quick.request("GET", "/short")
        assert quick.getresponse().read() == b"here"
        assert len(slow.getresponse().read()) == 640 * 65536
        slow.close()
        quick.close()
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
