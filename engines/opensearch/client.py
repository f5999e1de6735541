"""Sends requests to the cluster and maps its errors. Only this module imports the driver."""

import logging
import time
from typing import Any

from opensearchpy import JSONSerializer, OpenSearch, exceptions

from engines.opensearch.refusals import AlreadyThereError, first_line, named
from engines.opensearch.settings import ClusterSettings
from engines.port.encoding import decode_json, encode_json
from engines.port.errors import EngineAccessError, EngineError, EngineUnavailableError

_DEAD_SECONDS = 3
"""Seconds for which a node that did not answer is not used."""
PATIENCE = 60.0
"""Seconds for which a writer waits for an unreachable cluster."""
_AGAIN, _PAUSE = 2, 0.2
_PASSING = frozenset({502, 503, 504})
# The driver logs each failed request with its address, which may contain a password, and its whole body.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)

Json = dict[str, Any]


class _Json(JSONSerializer):
    """Serialises with the faster library."""

    def loads(self, s: str) -> Any:
        try:
            return decode_json(s)
        except ValueError as error:
            raise exceptions.SerializationError(s, error) from error

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, bytes) else encode_json(data)


class Client:
    """One cluster. Thread-safe.

    If a node does not answer, the request is repeated on another. All requests can safely be repeated. All
    errors are ``EngineError``.
    """

    def __init__(self, settings: ClusterSettings) -> None:
        self.settings = settings
        self._major: int | None = None
        self._driver = OpenSearch(hosts=settings.hosts, **_options(settings))

    def ask(
        self,
        method: str,
        path: str,
        body: Json | bytes | None = None,
        missing: Any = None,
        **params: Any,
    ) -> Any:
        """The response to a request.

        Args:
            missing: returned instead of an error for 404, if it is not None.

        Raises:
            EngineError: or a subclass.
        """
        try:
            return self._asked(method, path, body, params)
        except exceptions.NotFoundError as error:
            if missing is not None:
                return missing
            raise self._named(error) from error
        except exceptions.OpenSearchException as error:
            raise self._named(error) from error

    def patiently(self, method: str, path: str, body: Json | None = None, taken: Any = None) -> Any:
        """The response to a request that may have to wait while the cluster elects a manager or moves a
        shard.

        Args:
            taken: returned if the thing to create exists already, if it is not None.

        Raises:
            EngineError: or a subclass; EngineUnavailableError after ``PATIENCE`` seconds.
        """
        until, pause = time.monotonic() + PATIENCE, 0.1
        while True:
            try:
                return self.ask(method, path, body)
            except EngineUnavailableError:
                if time.monotonic() > until:
                    raise
            except AlreadyThereError:
                if taken is None:
                    raise
                return taken
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def _asked(self, method: str, path: str, body: Json | bytes | None, params: Json) -> Any:
        for _ in range(_AGAIN):
            try:
                return self._driver.transport.perform_request(method, path, params=dict(params), body=body)
            except IndexError:
                # Another thread shortened the driver's list of living nodes while it chose one.
                continue
            except exceptions.TransportError as error:
                # A node was lost a moment ago; copies on other nodes take over.
                lost = error.status_code == 500 and _kind(error) == "search_phase_execution_exception"
                if not lost and error.status_code not in _PASSING:
                    raise
                time.sleep(_PAUSE)
        return self._driver.transport.perform_request(method, path, params=dict(params), body=body)

    @property
    def major(self) -> int:
        """The cluster's major version.

        Raises:
            EngineError: it is not OpenSearch.
        """
        if self._major is None:
            found = self.ask("GET", "/")
            version = found.get("version", {}) if isinstance(found, dict) else {}
            if version.get("distribution") != "opensearch":
                raise EngineError(
                    f"What answers at {self.settings.shown} is not OpenSearch. Check FEHREST_OPENSEARCH_URL"
                )
            self._major = int(str(version["number"]).split(".")[0])
        return self._major

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def _named(self, error: exceptions.OpenSearchException) -> EngineError:
        where = self.settings.shown
        if isinstance(error, exceptions.SSLError):
            return EngineAccessError(
                f"The certificate of {where} is not trusted ({first_line(error.info)}). "
                "Set FEHREST_OPENSEARCH_CA to the file of its certificate authority"
            )
        if isinstance(error, exceptions.ConnectionError):
            return EngineUnavailableError(
                f"No node of the search cluster answers at {where} ({first_line(error.error)}). Check that "
                "it runs, and FEHREST_OPENSEARCH_URL"
            )
        if isinstance(error, exceptions.TransportError):
            return named(error.status_code, _kind(error), _reason(error), where)
        return EngineError(
            f"What answers at {where} is not OpenSearch ({first_line(error)}). Check FEHREST_OPENSEARCH_URL"
        )


def _options(settings: ClusterSettings) -> Json:
    options: Json = {
        "timeout": settings.timeout,
        "max_retries": max(2, len(settings.hosts)),
        # Another node may answer in place of a silent one; a single one would only get the same request
        # again.
        "retry_on_timeout": len(settings.hosts) > 1,
        # Otherwise the driver would treat a node as dead that only reports a problem of another one.
        "retry_on_status": (),
        "dead_timeout": _DEAD_SECONDS,
        "timeout_cutoff": 0,
        "pool_maxsize": 32,
        "serializer": _Json(),
    }
    if settings.user:
        options["http_auth"] = (settings.user, settings.password)
    if settings.api_key:
        options["headers"] = {"Authorization": f"ApiKey {settings.api_key}"}
    if settings.ca:
        options["ca_certs"] = settings.ca
    return options


def _kind(error: exceptions.TransportError) -> str:
    return first_line(error.error)


def _reason(error: exceptions.TransportError) -> str:
    """The first reason in the response body. The causes of a failed search are nested deepest."""
    info = error.info.get("error", _failure(error.info)) if isinstance(error.info, dict) else error.info
    if not isinstance(info, dict):
        return first_line(info)
    roots = info.get("root_cause") or [info]
    return first_line(roots[0].get("reason") or info.get("reason") or "")


def _failure(answer: Json) -> Json:
    """The reason of the first failed shard, if a request goes to several."""
    failures = answer.get("_shards", {}).get("failures") or [{}]
    reason: Json = failures[0].get("reason", {})
    return reason
