"""Asks a node over HTTP, with nothing but the standard library."""

import http.client
import json
import random
import socket
import urllib.error
import urllib.request
from typing import Any

# Never by way of a proxy: a node is on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, body: object = None, *, method: str | None = None, timeout: float = 60) -> Any:
    """The answer's JSON, also that of an HTTP error.

    Raises OSError where no whole answer comes in ``timeout`` seconds, ValueError where it is not JSON.
    """
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    try:
        with _opener.open(request, timeout=timeout) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return json.load(refused)
    except http.client.HTTPException as cut:
        raise ConnectionError(f"The answer of {url} was cut: {cut!r}") from cut


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on, outside those that a system gives to outgoing connections.

    Drawn by chance from twelve thousand, so that two processes that look at once take different ones.
    """
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(20_000, 32_000)
        if port not in found and is_free(port):
            found.append(port)
    return found


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of 127.0.0.1."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
