"""The WSGI server: waitress, many threads, one process."""

import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

from flask import Flask
from waitress.server import create_server  # type: ignore[import-untyped]

from search_app.settings import Settings

_IDLE_SECONDS = 30
"""How long a connection is kept for a further request."""
_MOST_CONNECTIONS = 500
_MAX_HEADERS = 32 * 1024
_MAX_BODY = 64 * 1024
_MOST_WAITING = 256 * 1024 * 1024
"""Bytes of one answer that may wait for a slow reader, past a megabyte in a temporary file. While they fit,
the thread that made them is free for others; the longest export is a fraction of it."""
_SWITCH_SECONDS = 0.0002
"""How long one thread may keep the others waiting. Python's own 5 ms would be more than a whole answer takes,
each time that a request comes back from the engine while vocabulary or suggestions are made anew aside."""


def serve(app: Flask, settings: Settings, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are finished.

    ``on_ready`` is told the address as soon as connections are taken; with the port 0 a free one is found.

    Raises:
        OSError: the address cannot be had.
    """
    # waitress leaves what it opened behind when the address is taken, so the socket is made before.
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.create_server((settings.host, settings.port), family=family)
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        ident=None,
        channel_timeout=_IDLE_SECONDS,
        connection_limit=_MOST_CONNECTIONS,
        max_request_header_size=_MAX_HEADERS,
        max_request_body_size=_MAX_BODY,
        outbuf_high_watermark=_MOST_WAITING,
        clear_untrusted_proxy_headers=True,
    )
    _stop_on_sigterm()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        on_ready(_address(server.effective_host, int(server.effective_port)))
        server.run()
    finally:
        server.close()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _stop_on_sigterm() -> None:
    """A supervisor's stop is taken as a reader's Ctrl-C, which waitress finishes its work on."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
