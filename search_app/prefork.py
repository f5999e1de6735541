"""Several processes behind one address: gunicorn starts, watches and replaces them, and each runs the same
waitress as a service of one process, with its lanes and limits.

One process uses one core, because of the interpreter's lock. gunicorn's own workers have one queue for all
requests, so a worker of ours runs our server. The processes are forked before any engine is open. They share
the listening socket, and the files that engines and dictionaries map.
"""

import fcntl
import logging
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from types import FrameType

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.workers.base import Worker  # type: ignore[import-untyped]

from analyzers import FehrestError
from search_app.serving import SWITCH_SECONDS, Server, make_server
from search_app.settings import Settings

LOG = logging.getLogger(__name__)
_HANGS_SECONDS = 60
"""A process that gives no sign for so long is replaced."""
_SECONDS_TO_FINISH = 20
_LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """What a process serves.

    ``lead`` does what only one of the processes may do, such as updating the index, and ``along`` what each
    of them does, for the time of a ``with``.
    """

    app: Flask
    lead: Callable[[], AbstractContextManager[object]]
    along: AbstractContextManager[object]


class Leadership:
    """A lock that one process holds until it ends, however it ends. Then another one gets it."""

    def __init__(self) -> None:
        # Forked processes share it; nobody else can open it.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the service runs

    def take(self) -> bool:
        """Whether this process has it now."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Prefork(BaseApplication):  # type: ignore[misc]
    """Serves with several processes until SIGINT or SIGTERM. SIGHUP replaces them one after the other.

    Args:
        listening: a socket that accepts connections already.
        make: makes what is served; called in each process.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int,
        listening: socket.socket,
        make: Callable[[], Served],
    ) -> None:
        self.settings = share_of(settings, workers)
        self.leadership = Leadership()
        self._workers, self._make = workers, make
        self._listening = listening.detach()
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn needs to know."""
        for name, value in {
            "bind": f"fd://{self._listening}",
            "workers": self._workers,
            "worker_class": LaneWorker,
            "logger_class": _Log,
            "loglevel": "warning",
            "timeout": _HANGS_SECONDS,
            "graceful_timeout": _SECONDS_TO_FINISH,
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Served:
        """What this process serves."""
        return self._make()


class LaneWorker(Worker):  # type: ignore[misc]
    """A process that runs waitress with its lanes."""

    server: Server | None = None

    def run(self) -> None:
        """Serve until a signal, or until the process that started this one is gone."""
        sys.setswitchinterval(SWITCH_SECONDS)
        served: Served = self.wsgi
        self.server = make_server(served.app, self.app.settings, self.sockets[0].sock)
        with served.along:
            with ExitStack() as stack:
                self._serve(self.server, served, stack)
            self.server.finish(_SECONDS_TO_FINISH / 2)

    def _serve(self, server: Server, served: Served, stack: ExitStack) -> None:
        leads, due = False, 0.0
        while self.alive:
            now = time.monotonic()
            if now >= due:
                due = now + _LOOK_EVERY
                self.notify()
                leads = leads or self._leads(served, stack)
                if os.getppid() != self.ppid:
                    return
            server.turn(_LOOK_EVERY)

    def _leads(self, served: Served, stack: ExitStack) -> bool:
        if not self.app.leadership.take():
            return False
        try:
            stack.enter_context(served.lead())
        except FehrestError as error:
            LOG.error("%s", error.message)
        return True

    def handle_exit(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish running requests and end."""
        self.alive = False
        if self.server is not None:
            self.server.pull_trigger()

    handle_quit = handle_exit


class _Log(Logger):  # type: ignore[misc]
    """gunicorn's messages go where all others go, in the same format."""

    def setup(self, cfg: object) -> None:
        """Let the program's handlers print them."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.setLevel(logging.WARNING)
        self.error_log.propagate = True


def share_of(settings: Settings, workers: int) -> Settings:
    """The settings of one of several processes: limits that hold for all together are divided."""
    return replace(
        settings,
        spool=max(1, settings.spool // workers),
        connections=max(10, -(-settings.connections // workers)),
    )
