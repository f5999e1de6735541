"""How long a request may take. Engines check it between their steps, so that work for nobody stops.

The time is kept in a context variable: it belongs to the current request and reaches every engine without
being passed on. Without a deadline, work may take any time.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar, Token

from engines.port.errors import EngineError

_ends: ContextVar[tuple[float, Callable[[], float]] | None] = ContextVar("fehrest_deadline", default=None)

DeadlineToken = Token[tuple[float, Callable[[], float]] | None]


class DeadlineError(EngineError):
    """The request took too long."""

    code = "deadline"


def start_deadline(seconds: float, clock: Callable[[], float] = time.monotonic) -> DeadlineToken:
    """Set the deadline of the current context. Pass the returned token to ``end_deadline``.

    Args:
        seconds: time from now on.
    """
    return _ends.set((clock() + seconds, clock))


def end_deadline(token: DeadlineToken) -> None:
    """Restore the deadline that was set before."""
    _ends.reset(token)


def check_deadline() -> None:
    """Call this between steps that are short.

    Raises:
        DeadlineError: the deadline has passed.
    """
    ends = _ends.get()
    if ends is not None and ends[1]() > ends[0]:
        raise DeadlineError("The search took too long and was stopped. Use fewer words or patterns")
