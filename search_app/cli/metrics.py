"""``serve``: figures for Prometheus, on an address that readers of the site do not reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIServer

import click
from flask import Flask
from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.core import CounterMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from analyzers import FehrestError
from indexer.archive import Archive
from search_app import metrics
from search_app.cli.archives import archive_path
from search_app.cli.errors import AddressError
from search_app.service import SearchService
from search_app.settings import Settings


@contextmanager
def answering_prometheus(app: Flask, settings: Settings, service: SearchService) -> Iterator[None]:
    """Measure an application and answer Prometheus at the setting's address, for the time of a ``with``.

    Raises:
        AddressError: the address cannot be listened on.
    """
    registry = metrics.make_registry(service, lambda: archive_figures(settings, service))
    metrics.install(app, registry)
    with _answering(settings, registry):
        yield


@contextmanager
def answering_for_all(settings: Settings, service: SearchService) -> Iterator[None]:
    """Answer Prometheus with the requests of all processes of a service, also of those that have ended.

    Raises:
        AddressError: the address cannot be listened on.
    """
    registry = metrics.make_registry(service, lambda: archive_figures(settings, service))
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    with _answering(settings, registry):
        yield


@contextmanager
def _answering(settings: Settings, registry: CollectorRegistry) -> Iterator[None]:
    address = settings.metrics_address
    if address is None:
        raise ValueError("FEHREST_METRICS is not set")
    server, thread = _listen(address, registry)
    click.echo(
        f"Prometheus is answered at http://{settings.metrics.rpartition(':')[0]}:{server.server_port}/"
    )
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def archive_figures(settings: Settings, service: SearchService) -> Iterator[Metric]:
    """What the archive holds, and how much of it waits for the index; nothing without an archive."""
    path = archive_path(settings)
    if not path.exists():
        return
    try:
        with Archive(path, wait=1.0) as archive:
            total, counts = archive.count(), archive.counts()
            waiting = archive.count_changes(service.status().revision)
    except FehrestError:
        yield metrics.gauge("fehrest_archive_up", "1 if archive and index can be read", 0)
        return
    yield metrics.gauge("fehrest_archive_up", "1 if archive and index can be read", 1)
    yield metrics.gauge("fehrest_archived_articles", "Articles in the archive", total)
    yield metrics.gauge("fehrest_waiting_articles", "Changes in the archive that the index lacks", waiting)
    records = CounterMetricFamily(
        "fehrest_ingested_records", "Records by what became of them", labels=["result"]
    )
    for result in ("added", "updated", "withheld", "failed"):
        records.add_metric([result], counts.get(result, 0))
    yield records


def _listen(address: tuple[str, int], registry: CollectorRegistry) -> tuple[WSGIServer, Thread]:
    host, port = address
    try:
        return start_http_server(port, host, registry)
    except OSError as error:
        raise AddressError(
            f"FEHREST_METRICS: {host}:{port} cannot be listened on: {error.strerror}. Choose another address"
        ) from error
