"""``serve`` with several processes: how many, what each of them serves, and what only one of them does."""

import gc
import multiprocessing
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

import click
from flask import Flask

from analyzers import FehrestError
from search_app import create_app
from search_app.cli.dictionaries import made_in_process
from search_app.cli.publishing import publisher_of
from search_app.cli.reconciler import Reconciler
from search_app.generations import synonyms_of
from search_app.service import SearchService, load_words
from search_app.settings import Settings
from search_app.templating import compile_templates

MOST_BY_DEFAULT = 4
"""Processes that are started without a setting, on however many cores."""


@dataclass(frozen=True, slots=True)
class Ready:
    """How the start went: the greeting, with ``{}`` for the address, and what could not be done yet."""

    greeting: str
    trouble: FehrestError | None


def number_of_workers(settings: Settings, platform: str = sys.platform, cores: int | None = None) -> int:
    """How many processes to serve with: those of the settings, or one per core, at most four.

    One where processes cannot be forked (Windows, macOS). If more were asked for, a message says so.
    """
    if platform in ("win32", "darwin"):
        if settings.workers > 1:
            click.echo("One process is used: several are not possible on this system", err=True)
        return 1
    return settings.workers or min(MOST_BY_DEFAULT, cores or len(os.sched_getaffinity(0)))


def serve_with_workers(
    settings: Settings, workers: int, listening: socket.socket, ready: Ready, url: str
) -> None:
    """Serve until SIGINT or SIGTERM, which end the program."""
    from search_app.prefork import Prefork, Served  # not needed with one process

    owed = ready.trouble is not None

    def make() -> Served:
        service = SearchService(settings, dictionary_maker=made_in_process(settings))
        with suppress(FehrestError):
            service.warm_apart() if owed else service.warm()
        publisher = publisher_of(settings, service)
        app = create_app(settings, service, publisher)
        if settings.metrics:
            _measure(app)
        return Served(app, partial(_leading, settings, service, owed), publisher or nullcontext())

    with _shared_figures() if settings.metrics else nullcontext():
        server = Prefork(settings, workers, listening, make)
        click.echo(ready.greeting.format(url))
        server.run()


def load_before_forking(settings: Settings) -> None:
    """Load what every process needs, so that those forked from this one start sooner and share its memory.

    Opens no engine and starts no thread.

    Raises:
        SynonymError: a synonym file has an error.
    """
    compile_templates(create_app(settings))
    load_words(settings, synonyms_of(settings))
    gc.freeze()  # collections in the processes leave the shared pages alone


def made_ready(make: Callable[[], Ready]) -> Ready:
    """Make everything ready in a process of its own, so that no engine has threads where workers are forked.

    Raises:
        FehrestError: a person must fix it before anything can be served.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_make_ready, args=(make, sender))
    process.start()
    sender.close()
    try:
        found = receiver.recv()
    except EOFError:
        sys.exit(process.exitcode or 1)  # it has printed why
    finally:
        process.join()
    if isinstance(found, FehrestError):
        raise found
    return found  # type: ignore[no-any-return]


def _make_ready(make: Callable[[], Ready], sender: Connection) -> None:
    from indexer.processes import start_worker

    start_worker()
    try:
        sender.send(make())
    except FehrestError as error:
        sender.send(error)


@contextmanager
def _leading(settings: Settings, service: SearchService, owed: bool) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(Reconciler(settings, service, owed=owed))
        if settings.metrics:
            from search_app.cli.metrics import answering_for_all  # an extra

            stack.enter_context(answering_for_all(settings, service))
        yield


def _measure(app: Flask) -> None:
    from search_app.metrics import install  # an extra

    install(app, None)


@contextmanager
def _shared_figures() -> Iterator[None]:
    """A folder in which all processes count requests. The library looks for it when it is imported."""
    folder, made_by = tempfile.mkdtemp(prefix="fehrest-metrics-"), os.getpid()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        if os.getpid() == made_by:  # a worker leaves this block, too, when it ends
            shutil.rmtree(folder, ignore_errors=True)
