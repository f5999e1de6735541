"""Requests to the cluster, and its errors in our names. Only here is the driver imported."""

import logging
import time
from typing import Any

from opensearchpy import JSONSerializer, OpenSearch, exceptions

from engines.opensearch.refusals import AlreadyThereError, first_line, named
from engines.opensearch.settings import ClusterSettings
from engines.port.encoding import decode_json, encode_json
from engines.port.errors import EngineAccessError, EngineError, EngineUnavailableError

_DEAD_SECONDS = 3
"""How long a node that did not answer is passed over."""
PATIENCE = 60.0
"""Seconds for which what writes waits for a cluster that is away."""
_AGAIN, _PAUSE = 2, 0.2
_PASSING = frozenset({502, 503, 504})
# The driver logs each failed request with its address, which may hold a password, and its whole body.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)

Json = dict[str, Any]


class _Json(JSONSerializer):
    """What the driver sends and reads, by the faster library."""

    def loads(self, s: str) -> Any:
        try:
            return decode_json(s)
        except ValueError as error:
            raise exceptions.SerializationError(s, error) from error

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, bytes) else encode_json(data)


class Client:
    """One cluster. Safe in threads.

    A node that does not answer is passed over for another; what it was asked is asked again there. All
    requests may be repeated harmlessly. Every error is an ``EngineError``.
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
        """The answer to a request; ``missing`` where there is no such thing, if that is given.

        Raises:
            EngineError: and its kin.
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
        """The answer to a request that may wait: while the cluster chooses a manager, or a shard moves.

        ``taken`` is the answer where there is such a thing already, if that is given.

        Raises:
            EngineError: and its kin; EngineUnavailableError after ``PATIENCE`` seconds.
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
                # Its list of living nodes became shorter in another thread while it chose one.
                continue
            except exceptions.TransportError as error:
                # Part of it was lost a moment ago; the copies on other nodes take over.
                lost = error.status_code == 500 and _kind(error) == "search_phase_execution_exception"
                if not lost and error.status_code not in _PASSING:
                    raise
                time.sleep(_PAUSE)
        return self._driver.transport.perform_request(method, path, params=dict(params), body=body)

    @property
    def major(self) -> int:
        """The version of the cluster, its first number.

        Raises:
            EngineError: it is no OpenSearch.
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
        """Let go of the connections."""
        self._driver.close()

    def _named(self, error: exceptions.OpenSearchException) -> EngineError:
        where = self.settings.shown
        if isinstance(error, exceptions.SSLError):
            return EngineAccessError(
                f"The certificate of {where} is not trusted ({first_line(error.info)}). "
                "Name the file of its authority in FEHREST_OPENSEARCH_CA"
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
        # One that is silent has others beside it, or would only be asked the same again.
        "retry_on_timeout": len(settings.hosts) > 1,
        # The driver would take a node for dead that only tells of another one.
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
    """The first reason that the answer's body gives; the causes of a failed search stand deepest."""
    info = error.info.get("error", _failure(error.info)) if isinstance(error.info, dict) else error.info
    if not isinstance(info, dict):
        return first_line(info)
    roots = info.get("root_cause") or [info]
    return first_line(roots[0].get("reason") or info.get("reason") or "")


def _failure(answer: Json) -> Json:
    """The reason of the first shard that failed, where a request goes to several and each may."""
    failures = answer.get("_shards", {}).get("failures") or [{}]
    reason: Json = failures[0].get("reason", {})
    return reason
