"""Updates the index in a separate process, so that readers of a running service do not wait for it."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from analyzers import FehrestError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.errors import IndexingError
from indexer.freshness import IndexReport
from indexer.progress import SilentProgress
from search_app.settings import Settings

_NICE = 10
_TICK = 0.2
_SECONDS_TO_END = 3.0
"""Seconds that the process has to end. Then it is killed, which never loses anything."""


def update_in_process(settings: Settings, archive: Path, ended: threading.Event) -> IndexReport | None:
    """Update the index in another process, on one core and at low priority.

    The process is spawned, not forked: a fork of a process with threads copies locks in the state they are
    in.

    Args:
        ended: stops the process when set.

    Returns:
        What was indexed, or None if ``ended`` was set.

    Raises:
        FehrestError: the update failed in that process.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_update, args=(settings, archive, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        while not ours.poll(_TICK):
            if ended.is_set():
                process.terminate()
                return None
        answer = ours.recv()
    except EOFError:
        process.join(_SECONDS_TO_END)
        raise IndexingError(
            f"The indexing process ended unexpectedly (exit code {process.exitcode}). "
            "Run this to see the reason: fehrest reindex --changes"
        ) from None
    finally:
        _end(process)
        ours.close()
    if isinstance(answer, FehrestError):
        raise answer
    return answer if isinstance(answer, IndexReport) else None


def _end(process: SpawnProcess) -> None:
    process.join(_SECONDS_TO_END)
    process.kill()
    process.join()
    process.close()


def _update(settings: Settings, path: Path, answer: Connection) -> None:
    """Runs in the other process, so only that one imports the indexer."""
    from indexer.indexing import update_index
    from indexer.processes import start_worker

    start_worker()
    signal.signal(signal.SIGTERM, _let_go)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        store = open_store(settings.engine, settings.data)
        with Archive(path) as archive:
            done = update_index(archive, store, timezone=settings.zone, progress=SilentProgress(), workers=1)
        answer.send(done)
    except FehrestError as error:
        answer.send(error)


def _let_go(*_: object) -> None:
    """Exit through every ``finally``, so that no lock remains until it expires. Does not wait long."""
    ending = threading.Timer(_SECONDS_TO_END, os._exit, (1,))
    ending.daemon = True
    ending.start()
    raise SystemExit(1)
