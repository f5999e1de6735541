"""The WSGI server of a process: waitress, many threads. ``prefork`` runs several of them."""

import json
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from copy import copy
from types import FrameType
from typing import Any

from flask import Flask
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]

from search_app.errors import error_json, refused
from search_app.lanes import WRITES, Lanes
from search_app.push.records import MAX_BULK
from search_app.settings import Settings

_IDLE_SECONDS = 30
"""Seconds for which an idle connection is kept open."""
_SPARE_CONNECTIONS = 100
"""Connections that are accepted beyond the setting, while idle ones are closed to make room."""
_MEGABYTE = 1024 * 1024
_MAX_HEADERS = 32 * 1024
_MAX_BODY = 64 * 1024
_MOST_WAITING = 256 * 1024 * 1024
"""Maximum number of bytes of one response that may wait for a slow reader; above a megabyte they are in a
temporary file. As long as they fit, the thread that produced them is free. The longest export is a fraction
of this.
"""
SWITCH_SECONDS = 0.0002
"""Python's switch interval, in seconds. The default of 5 ms is longer than a whole search, and a request
would wait that long each time it returns from the engine while the vocabulary is rebuilt in a background
thread.
"""


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a large body only for addresses that take articles, and only with a key or a signature."""

    adj: Adjustments

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the header, and choose the limit for the body."""
        super().parse_header(header_plus)
        named = not {"AUTHORIZATION", "X_GHOST_SIGNATURE"}.isdisjoint(self.headers)
        if not (named and self.path.startswith(WRITES)):
            own = copy(self.adj)
            own.max_request_body_size = _MAX_BODY
            self.adj = own


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """Answers a request that the application never sees, in the form of the application's errors."""

    def execute(self) -> None:
        """Write the answer."""
        error = self.request.error
        body = json.dumps(error_json(refused(error.code, self.request.adj.max_request_body_size))).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json; charset=utf-8"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser
    error_task_class = _ErrorTask


class Server(TcpWSGIServer):  # type: ignore[misc]
    """waitress with a limit: a new connection beyond ``most`` closes the one that has been idle longest.

    waitress alone would accept no more connections until some time out, 30 to 60 seconds later.
    """

    most = 500
    channel_class = _Channel

    def handle_accept(self) -> None:
        """Accept a connection."""
        super().handle_accept()
        self.close_idle(len(self.active_channels) - self.most)

    def close_idle(self, number: int) -> None:
        """Close up to ``number`` connections without a running request, longest idle first."""
        if number <= 0:
            return
        channels = [channel for channel in self.active_channels.values() if not channel.will_close]
        idle = [channel for channel in channels if not channel.requests]
        for channel in sorted(idle, key=lambda channel: channel.last_activity)[:number]:
            channel.will_close = True

    def turn(self, seconds: float) -> None:
        """Handle what has arrived; wait for it up to ``seconds``."""
        self.asyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)

    def finish(self, seconds: float) -> None:
        """Accept no more connections, and finish running requests within ``seconds``."""
        self.del_channel(self._map)
        self.socket.close()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and any(map(_is_busy, list(self.active_channels.values()))):
            self.turn(0.1)
        self.task_dispatcher.shutdown()

    def spooled(self) -> int:
        """Bytes of responses that wait for slow readers."""
        return sum(channel.total_outbufs_len for channel in list(self.active_channels.values()))


def _is_busy(channel: Any) -> bool:
    return bool(channel.requests or channel.total_outbufs_len)


def listen(settings: Settings) -> socket.socket:
    """A socket at the address of the settings. With port 0 a free one is chosen.

    Raises:
        OSError: the address is not available.
    """
    # If the address is taken, waitress leaks what it opened, so the socket is opened first.
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    return socket.create_server((settings.host, settings.port), family=family)


def make_server(app: Flask, settings: Settings, listening: socket.socket) -> Server:
    """The server of an application on a listening socket."""
    lanes = Lanes(settings.threads, settings.heavy_threads, settings.spool * _MEGABYTE)
    adjustments = Adjustments(
        sockets=[listening],
        ident=None,
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=_IDLE_SECONDS // 3,
        connection_limit=settings.connections + _SPARE_CONNECTIONS,
        asyncore_use_poll=True,
        max_request_header_size=_MAX_HEADERS,
        max_request_body_size=MAX_BULK + 1,
        outbuf_high_watermark=_MOST_WAITING,
        # The application reads them if the settings name proxies.
        clear_untrusted_proxy_headers=not settings.proxies,
    )
    server = Server(
        app,
        {},
        True,
        listening,
        dispatcher=lanes,
        adj=adjustments,
        bind_socket=False,
        sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
    )
    server.most = settings.connections
    lanes.spooled = server.spooled
    return server


def serve(app: Flask, settings: Settings, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. Running requests are finished.

    Args:
        on_ready: called with the address as soon as connections are accepted. With port 0 a free one is
        chosen.

    Raises:
        OSError: the address is not available.
    """
    listening = listen(settings)
    server = make_server(app, settings, listening)
    _stop_on_sigterm()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        on_ready(address_of(listening))
        server.run()
    finally:
        server.close()


def address_of(listening: socket.socket) -> str:
    """The web address of a listening socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _stop_on_sigterm() -> None:
    """Treat a supervisor's SIGTERM like Ctrl-C, after which waitress finishes its work."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
