"""What a cluster refuses, in our names: by the status and the type of exception that it gives."""

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
    """There is an index of this name."""


class TooManyBucketsError(EngineError):
    """An answer would have more buckets than the cluster gives at once."""


class TooManyClausesError(EngineError):
    """A query has more words than the cluster looks up at once."""


def named(status: Any, kind: str, reason: str, where: str) -> EngineError:
    """The error for a status and a type of exception that OpenSearch gave."""
    told = f"{kind}: {reason}" if reason and reason != kind else kind
    if status == 401:
        return EngineAccessError(
            f"The search cluster at {where} does not accept the user and the password. Check "
            "FEHREST_OPENSEARCH_USER and FEHREST_OPENSEARCH_PASSWORD, or FEHREST_OPENSEARCH_API_KEY"
        )
    if kind == "cluster_block_exception" and ("read-only" in reason or "FORBIDDEN" in reason):
        return EngineReadOnlyError(
            f"The index takes no writes ({reason}): mostly a disk of the cluster is nearly full. Free space "
            "on it, then run the command again; nothing is lost"
        )
    if status == 403:
        return EngineAccessError(
            f"The user at {where} lacks a right: {reason}. Give it the role of docs/roles that fits"
        )
    if kind == "resource_already_exists_exception":
        return AlreadyThereError(f"There is an index of this name already ({reason})")
    if "too_many_clauses" in told or "maxClauseCount" in told:
        return TooManyClausesError("The query has too many words for the cluster. Shorten it")
    if "too_many_buckets" in told:
        return TooManyBucketsError("The answer has more values than the cluster gives at once")
    if status in _AWAY:
        return _away(where, told)
    if kind == "index_not_found_exception":
        return NoIndexError("There is no such index any more. Make one: fehrest reindex")
    return EngineError(f"The search cluster at {where} refuses a request ({status}): {told}")


def _away(where: str, told: str) -> EngineUnavailableError:
    return EngineUnavailableError(
        f"Part of the search cluster at {where} is away ({told}). Look at its health; what is missing "
        "comes back with its node"
    )


def first_line(value: object) -> str:
    """The first line of what a cluster or the driver says, not too much of it."""
    return str(value).strip().partition("\n")[0][:300]
