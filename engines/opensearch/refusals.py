"""Maps the errors of a cluster to those of the port, by status and type of exception."""

from typing import Any

from engines.port.errors import (
    EngineAccessError,
    EngineError,
    EngineReadOnlyError,
    EngineUnavailableError,
    NoIndexError,
)

_AWAY = frozenset({408, 429, 500, 502, 503, 504})


class AlreadyThereError(EngineError):
    """An index with this name exists already."""


class TooManyBucketsError(EngineError):
    """A response would have more buckets than the cluster returns."""


class TooManyClausesError(EngineError):
    """A query has more words than the cluster looks up in one request."""


def named(status: Any, kind: str, reason: str, where: str) -> EngineError:
    """The error for a status and an exception type of OpenSearch.

    Args:
        status: the HTTP status.
        kind: OpenSearch's type of exception.
        reason: the text of the exception.
        where: the address of the cluster, for the message.
    """
    told = f"{kind}: {reason}" if reason and reason != kind else kind
    if status == 401:
        return EngineAccessError(
            f"The search cluster at {where} does not accept the user and the password. Check "
            "FEHREST_OPENSEARCH_USER and FEHREST_OPENSEARCH_PASSWORD, or FEHREST_OPENSEARCH_API_KEY"
        )
    if kind == "cluster_block_exception" and ("read-only" in reason or "FORBIDDEN" in reason):
        return EngineReadOnlyError(
            f"The index is read-only ({reason}), usually because a disk of the cluster is nearly full. Free "
            "space on it, then run the command again; nothing is lost"
        )
    if status == 403:
        return EngineAccessError(
            f"The user at {where} lacks a permission: {reason}. Give it the matching role in docs/roles"
        )
    if kind == "resource_already_exists_exception":
        return AlreadyThereError(f"An index with this name exists already ({reason})")
    if "too_many_clauses" in told or "maxClauseCount" in told:
        return TooManyClausesError("The query has too many words for the cluster. Shorten it")
    if "too_many_buckets" in told:
        return TooManyBucketsError("The answer has more values than the cluster gives at once")
    if status in _AWAY:
        return _away(where, told)
    if kind == "index_not_found_exception":
        return NoIndexError("The index no longer exists. Create one: fehrest reindex")
    return EngineError(f"The search cluster at {where} refused a request ({status}): {told}")


def _away(where: str, told: str) -> EngineUnavailableError:
    return EngineUnavailableError(
        f"Part of the search cluster at {where} is unavailable ({told}). Check its health; what is missing "
        "comes back with its node"
    )


def first_line(value: object) -> str:
    """The first line of a message from the cluster or the driver, shortened."""
    return str(value).strip().partition("\n")[0][:300]
