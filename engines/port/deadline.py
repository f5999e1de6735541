"""How long a request may take. Engines ask between their steps, so that work that nobody waits for stops.

The time is kept in a context variable: it belongs to the request under way in this thread and reaches every
engine without being passed on. Where none was set, work takes as long as it takes.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar, Token

from engines.port.errors import EngineError

_ends: ContextVar[tuple[float, Callable[[], float]] | None] = ContextVar("fehrest_deadline", default=None)

DeadlineToken = Token[tuple[float, Callable[[], float]] | None]


class DeadlineError(EngineError):
    """The request took longer than it may."""

    code = "deadline"


def start_deadline(seconds: float, clock: Callable[[], float] = time.monotonic) -> DeadlineToken:
    """From now on work in this context may take so many seconds; give the token to ``end_deadline``."""
    return _ends.set((clock() + seconds, clock))


def end_deadline(token: DeadlineToken) -> None:
    """Put back the deadline that was there before."""
    _ends.reset(token)


def check_deadline() -> None:
    """Call between steps of work that are short by themselves.

    Raises:
        DeadlineError: the time is over.
    """
    ends = _ends.get()
    if ends is not None and ends[1]() > ends[0]:
        raise DeadlineError("The search took too long and was stopped. Ask for fewer words or patterns")
