"""When the file of dictionaries is made (suggestions, did-you-mean): by commands that index, by a service."""

import multiprocessing
import os
import signal
from contextlib import suppress
from pathlib import Path

from analyzers import FehrestError
from engines.port.engine import IndexStore, SearchEngine
from engines.registry import open_store
from indexer.freshness import IndexReport
from indexer.progress import Progress, SilentProgress, told_if_slow
from search.dictionaries.build import build
from search.dictionaries.folder import Build, DictionaryFolder
from search_app.settings import Settings

_SMALL = 5_000
"""Articles up to which the file is made after every change: it takes about a second."""
_SHARE = 0.01
"""Of a larger index so much has to change; until then the earlier file is used, or a service makes it."""
_NICE = 10


def dictionary_folder(settings: Settings, store: IndexStore, maker: Build | None = None) -> DictionaryFolder:
    """The folder of dictionaries in the data folder."""
    return DictionaryFolder(
        Path(settings.data) / "dictionaries", store.version, collapse=bool(settings.collapse), maker=maker
    )


def prepare_dictionaries(
    store: IndexStore, settings: Settings, done: IndexReport, progress: Progress | None = None
) -> None:
    """Make the file of an index that a command changed, if enough changed for it or there is none yet.

    What prevents it is no error of the command: a service makes what is missing.
    """
    folder = dictionary_folder(settings, store)
    changed = done.indexed + done.deleted
    if not done.swapped or not (done.rebuilt or changed or folder.latest() is None):
        return
    with suppress(FehrestError, OSError):
        engine = store.open()
        try:
            large = engine.count() > _SMALL
            if large and not done.rebuilt and folder.latest() and changed < engine.count() * _SHARE:
                return
            with told_if_slow(progress or SilentProgress(), "suggestions are being prepared"):
                folder.make(engine)
        finally:
            engine.close()


def made_in_process(settings: Settings) -> Build:
    """Makes the file in a process of its own, on one core and behind all others, so that no reader waits."""

    def make(engine: SearchEngine, path: Path) -> None:
        if engine.count() > _SMALL:
            process = multiprocessing.get_context("spawn").Process(
                target=_make, args=(settings, path), daemon=True
            )
            process.start()
            process.join()
            if process.exitcode == 0:
                return
        build(engine, path, collapse=bool(settings.collapse))

    return make


def _make(settings: Settings, path: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    engine = open_store(settings.engine, settings.data).open()
    build(engine, path, collapse=bool(settings.collapse))
