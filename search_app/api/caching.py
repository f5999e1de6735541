"""Validators by the state of the index: an unchanged answer is recognised before it is computed."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Response, request

from search_app.access.gate import current_scope
from search_app.service import SearchService

MAX_AGE = 60
"""Seconds for which an answer may be used without asking."""
STALE = 600
"""Seconds after that for which a cache may still use it while it asks again."""


def answered(service: SearchService, make: Callable[[], Response]) -> Response:
    """An answer that depends only on the address, the key's filter and the index.

    The ETag is made from these. If the client has it, the answer is 304 and ``make`` is not called.
    """
    tag = _tag(service)
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    response.set_etag(tag, weak=True)
    control = response.cache_control
    control.public, control.max_age = True, MAX_AGE
    control["stale-while-revalidate"] = str(STALE)
    return response


def _tag(service: SearchService) -> str:
    # Recent articles rank higher, so an answer also depends on the day.
    day = datetime.now(UTC).date().isoformat()
    parts = (service.answer_state(), day, request.full_path, repr(current_scope()))
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
