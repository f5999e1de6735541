"""A proxy in front of a node with which tests refuse, break or count requests."""

import http.client
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as received."""

    method: str
    path: str
    body: bytes
    authorization: str = ""


@dataclass(frozen=True)
class Answered:
    """The proxy's response instead of the node's; without a status it closes the connection."""

    status: int | None
    body: object = field(default_factory=dict)


Rule = Callable[[Asked], Answered | None]
"""Decides about a request; None lets it through."""
Change = Callable[[Asked, bytes], bytes]
"""Changes the node's response."""


class Proxy(ThreadingHTTPServer):
    """Forwards to one node, with TLS if configured. ``rule`` and ``change`` may be set at any time."""

    daemon_threads = True

    def __init__(self, node: str, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            # The handshake is done in the request's thread, because a client without TLS may delay it.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.node = urlsplit(node)
        self.asked: list[Asked] = []
        self.rule: Rule = lambda _: None
        self.change: Change = lambda _, answer: answer

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: Any) -> None:
        """Clients may close the connection, too."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise each answer waits 40 ms, until the client has confirmed its headers.
    disable_nagle_algorithm = True
    server: Proxy

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, body, self.headers.get("Authorization", ""))
        self.server.asked.append(asked)
        ruled = self.server.rule(asked)
        if ruled is None:
            self._send(*self._node(asked))
        elif ruled.status is None:
            self.close_connection = True
        else:
            self._send(ruled.status, json.dumps(ruled.body).encode())

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _forward  # noqa: N815

    def _node(self, asked: Asked) -> tuple[int, bytes]:
        node = http.client.HTTPConnection(self.server.node.hostname or "", self.server.node.port, timeout=60)
        try:
            node.request(asked.method, asked.path, asked.body, {"Content-Type": "application/json"})
            answer = node.getresponse()
            return answer.status, self.server.change(asked, answer.read())
        finally:
            node.close()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def proxy(node: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    server = Proxy(node, tls)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
