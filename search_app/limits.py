"""Limits of one request: its time, and whether a thread is free for it."""

from flask import Flask, g, request

from engines.port.deadline import end_deadline, start_deadline
from search_app.errors import BusyError
from search_app.lanes import REFUSED


def install(app: Flask, seconds: float) -> None:
    """Give each request a deadline, and refuse those that the server has no thread for.

    Args:
        seconds: time limit of a request. It ends when a streamed response begins.
    """

    def begin() -> None:
        if f"HTTP_{REFUSED}" in request.environ:
            raise BusyError("Too many requests of this kind are waiting. Try again in a few seconds")
        g.deadline = start_deadline(seconds)

    def end(_: BaseException | None) -> None:
        token = g.pop("deadline", None)
        if token is not None:
            end_deadline(token)

    app.before_request(begin)
    app.teardown_request(end)
