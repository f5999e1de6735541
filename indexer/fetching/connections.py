"""Connections to checked addresses, kept open for the next request.

``resolve`` resolves and checks the name, and the connection goes to exactly that address. So a name that
changes its meaning in between (DNS rebinding) leads nowhere else. TLS still verifies the name.
"""

import contextlib
import socket
import ssl
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException

import urllib3

from indexer.fetching.addresses import Target
from indexer.fetching.options import FetchOptions

_MOST = 16


class _Watched(urllib3.connection.HTTPConnection):
    """Ends a connection with very slow headers: each wait for the next piece is short, but not all of them
    together.
    """

    most_seconds = 120.0

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]
        """The beginning of the response. Raises TimeoutError."""
        late = threading.Event()
        watch = threading.Timer(self.most_seconds, self._cut, (late,))
        watch.daemon = True
        watch.start()
        try:
            response = super().getresponse()
        except (OSError, HTTPException) as error:
            if late.is_set():
                raise TimeoutError("the headers took too long") from error
            raise
        finally:
            watch.cancel()
        if late.is_set():  # truncated headers look like complete ones
            response.close()
            raise TimeoutError("the headers took too long")
        return response

    def _cut(self, late: threading.Event) -> None:
        late.set()
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _WatchedTls(_Watched, urllib3.connection.HTTPSConnection):
    pass


class Connections:
    """A connection pool for each scheme, name, port and address."""

    def __init__(self, options: FetchOptions) -> None:
        self._agent = options.user_agent
        self._total = options.total
        self._timeout = urllib3.Timeout(connect=options.connect, read=options.read)
        self._pools: OrderedDict[tuple[str, str, int, str], urllib3.HTTPConnectionPool] = OrderedDict()
        self._tls: ssl.SSLContext | None = None

    def close(self) -> None:
        """Close all connections."""
        while self._pools:
            self._pools.popitem()[1].close()

    @contextlib.contextmanager
    def open(
        self, target: Target, addresses: Sequence[str], headers: Mapping[str, str]
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """The beginning of a response, with its body unread. If an address refuses, the next one is tried.

        Raises urllib3's HTTPError and OSError.
        """
        response = self._request(target, addresses, headers)
        try:
            yield response
        finally:
            # A response that was read completely is already back in its pool. The rest of another one would
            # be taken for the next response.
            response.close()

    def _request(
        self, target: Target, addresses: Sequence[str], headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        sent = {"User-Agent": self._agent, "Accept-Encoding": "gzip", "Host": target.authority, **headers}
        for address in addresses[:-1]:
            try:
                return self._ask(target, address, sent)
            except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
                continue
        return self._ask(target, addresses[-1], sent)

    def _ask(self, target: Target, address: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        return self._pool(target, address).urlopen(
            "GET",
            target.path,
            headers=headers,
            redirect=False,
            retries=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
        )

    def _pool(self, target: Target, address: str) -> urllib3.HTTPConnectionPool:
        key = (target.scheme, target.host, target.port, address)
        pool = self._pools.pop(key, None) or self._new_pool(target, address)
        self._pools[key] = pool
        if len(self._pools) > _MOST:
            self._pools.popitem(last=False)[1].close()
        return pool

    def _new_pool(self, target: Target, address: str) -> urllib3.HTTPConnectionPool:
        if target.scheme == "http":
            plain = urllib3.HTTPConnectionPool(address, target.port, timeout=self._timeout)
            plain.ConnectionCls = type("Watched", (_Watched,), {"most_seconds": self._total})
            return plain
        self._tls = self._tls or ssl.create_default_context()
        pool = urllib3.HTTPSConnectionPool(
            address,
            target.port,
            timeout=self._timeout,
            ssl_context=self._tls,
            server_hostname=target.host,
            assert_hostname=target.host,
        )
        pool.ConnectionCls = type("WatchedTls", (_WatchedTls,), {"most_seconds": self._total})
        return pool
