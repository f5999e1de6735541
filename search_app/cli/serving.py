"""``fehrest serve``: serves the page and the API with a production WSGI server."""

import logging
from contextlib import AbstractContextManager, nullcontext, suppress
from threading import Thread

import click
from flask import Flask

from analyzers import FehrestError
from engines.port.engine import IndexStore
from engines.port.errors import EngineError, EngineUnavailableError, NoIndexError, OutdatedIndexError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.errors import ArchiveError
from indexer.freshness import another_origin, is_current
from indexer.progress import show_progress
from search_app import create_app
from search_app.cli.archives import archive_path
from search_app.cli.dictionaries import made_in_process, prepare_dictionaries
from search_app.cli.errors import AddressError
from search_app.cli.main import data_option, settings_of
from search_app.cli.publishing import publisher_of
from search_app.cli.reconciler import Reconciler
from search_app.cli.updating import PASSING, index_line
from search_app.cli.workers import (
    Ready,
    load_before_forking,
    made_ready,
    number_of_workers,
    serve_with_workers,
)
from search_app.hosts import open_to_others
from search_app.logs import log_as_json
from search_app.service import SearchService
from search_app.serving import address_of, listen
from search_app.serving import serve as serve_app
from search_app.settings import Settings
from search_app.templating import compile_templates

LOG = logging.getLogger(__name__)


class RebuildError(FehrestError):
    """The index has to be rebuilt. Until then the old one is searched."""

    code = "rebuild"


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1).  [FEHREST_HOST]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default 8000).  [FEHREST_PORT]")
@click.option(
    "--threads", type=click.IntRange(1, 64), help="Searches at the same time (default 4).  [FEHREST_THREADS]"
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer (default one per core, at most 4).  [FEHREST_WORKERS]",
)
@data_option
@click.pass_context
def serve(context: click.Context, /, **given: object) -> None:
    """Serve the results page and the API until interrupted.

    First the index is updated if an ingest was killed or the analyzers have changed, and it is kept up to
    date while the service runs. If the search engine cannot be reached, the service starts anyway and answers
    as soon as the engine is available. With several processes, SIGHUP replaces them one after the other.
    """
    settings = settings_of(context, **given)
    if settings.log == "json":
        log_as_json()
    if warning := open_to_others(settings):
        LOG.warning("%s", warning)
    workers = number_of_workers(settings)
    try:
        _serve_alone(settings) if workers == 1 else _serve_with_workers(settings, workers)
    except OSError as error:
        raise AddressError(
            f"{settings.host}:{settings.port} is not available: {error.strerror}. Choose another --port"
        ) from error


def _serve_alone(settings: Settings) -> None:
    service = SearchService(settings, dictionary_maker=made_in_process(settings))
    trouble = make_ready(settings, service)
    publisher = publisher_of(settings, service)
    app = create_app(settings, service, publisher)
    with (
        _answering_prometheus(app, settings, service),
        Reconciler(settings, service, owed=trouble is not None),
        publisher or nullcontext(),
    ):
        # The API answers at once. A page that is asked for meanwhile compiles what it needs itself.
        Thread(target=compile_templates, args=(app,), name="fehrest-templates", daemon=True).start()
        serve_app(app, settings, lambda url: click.echo(_greeting(service, trouble, url)))


def _serve_with_workers(settings: Settings, workers: int) -> None:
    def make() -> Ready:
        service = SearchService(settings, dictionary_maker=made_in_process(settings))
        trouble = make_ready(settings, service)
        return Ready(_greeting(service, trouble, "{}"), trouble)

    load_before_forking(settings)
    ready = made_ready(make)
    listening = listen(settings)
    serve_with_workers(settings, workers, listening, ready, address_of(listening))


def _answering_prometheus(
    app: Flask, settings: Settings, service: SearchService
) -> AbstractContextManager[None]:
    if not settings.metrics:
        return nullcontext()
    from search_app.cli.metrics import answering_prometheus  # an extra

    return answering_prometheus(app, settings, service)


def make_ready(settings: Settings, service: SearchService) -> FehrestError | None:
    """Update the index and load what the first request needs.

    Returns:
        An error that prevented this and may pass by itself, or None.

    Raises:
        FehrestError: a person must fix it before anything can be served.
    """
    trouble: FehrestError | None = None
    try:
        catch_up(settings)
    except EngineUnavailableError as error:
        service.warm_apart()
        return error
    except (*PASSING, ArchiveError, RebuildError) as error:
        trouble = error
        click.echo(f"The index is not up to date for now: {error.message}", err=True)
    try:
        service.warm()
    except EngineUnavailableError as error:
        return error
    except NoIndexError:
        if trouble is None:
            raise
        if isinstance(trouble, ArchiveError) and not isinstance(trouble, PASSING):
            raise trouble from None
    return trouble


def catch_up(settings: Settings) -> None:
    """Update the index to the archive's revision. Prints nothing if it is up to date.

    Raises:
        RebuildError: the index was made from another archive or with other settings. It can still be
        searched.
        FehrestError: any other error that prevents the update.
    """
    if not archive_path(settings).exists():
        return
    store = open_store(settings.engine, settings.data)
    with suppress(EngineError):
        store.clean()  # if the engine is unreachable, the lines below report it
    with Archive(archive_path(settings)) as archive:
        if is_current(archive, store, settings.zone):
            return
        _check_origin(archive, store, settings)
        from indexer.indexing import update_index  # few starts of the service need it

        with show_progress("Indexing") as progress:
            done = update_index(archive, store, timezone=settings.zone, progress=progress)
            prepare_dictionaries(store, settings, done, progress)
        click.echo(index_line(done))


def _check_origin(archive: Archive, store: IndexStore, settings: Settings) -> None:
    if not store.exists():
        return
    try:
        engine = store.open()
    except OutdatedIndexError:
        return
    try:
        reason = another_origin(archive, engine, settings.zone)
    finally:
        engine.close()
    if reason:
        raise RebuildError(f"it is rebuilt in the background, because {reason}")


def _greeting(service: SearchService, trouble: FehrestError | None, url: str) -> str:
    """One line: what is served, or why nothing is for now. The address comes last."""
    # An engine that is unreachable is not asked again, because that may take long.
    error: FehrestError | None = trouble if isinstance(trouble, EngineUnavailableError) else None
    if error is None:
        try:
            return f"Fehrest serves {service.status().documents} articles at {url}"
        except EngineError as found:
            error = found
    away = isinstance(error, EngineUnavailableError)
    what = "The search engine cannot be reached" if away else "There is nothing to search yet"
    reason = (trouble or error).message.rstrip(".")
    return f"{what}: {reason}. Fehrest answers as soon as it can, at {url}"
