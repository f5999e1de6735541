"""Sends requests to a node over HTTP, with only the standard library."""

import http.client
import json
import random
import socket
import urllib.error
import urllib.request
from typing import Any

# Never through a proxy, because a node is on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, body: object = None, *, method: str | None = None, timeout: float = 60) -> Any:
    """The JSON of the response, also for an HTTP error.

    Raises OSError if there is no complete response within ``timeout`` seconds, ValueError if it is not JSON.
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
    """Free ports of 127.0.0.1, outside the range for outgoing connections.

    Chosen at random from twelve thousand, so that two processes at the same time get different ones.
    """
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(20_000, 32_000)
        if port not in found and is_free(port):
            found.append(port)
    return found


def is_free(port: int) -> bool:
    """Whether this port of 127.0.0.1 is free."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
