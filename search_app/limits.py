"""What one request may cost: its time, and whether there is a thread for it."""

from flask import Flask, g, request

from engines.port.deadline import end_deadline, start_deadline
from search_app.errors import BusyError
from search_app.lanes import REFUSED


def install(app: Flask, seconds: float) -> None:
    """Give each request of an application a deadline, and refuse those that the server has no thread for.

    An answer that is streamed may take longer: its deadline ends where the stream begins.
    """

    def begin() -> None:
        if f"HTTP_{REFUSED}" in request.environ:
            raise BusyError("Too many requests of this kind are waiting. Ask again in some seconds")
        g.deadline = start_deadline(seconds)

    def end(_: BaseException | None) -> None:
        token = g.pop("deadline", None)
        if token is not None:
            end_deadline(token)

    app.before_request(begin)
    app.teardown_request(end)
