"""Figures for Prometheus, on an address of their own: a reader of the site cannot ask for them.

Requests are counted as they are answered. What is known of the index is read when Prometheus asks.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from analyzers import FehrestError
from search_app.service import SearchService

Figures = Callable[[], Iterable[Metric]]
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def make_registry(service: SearchService, *more: Figures) -> CollectorRegistry:
    """A registry with the figures of this process, of the index of a service, and of ``more``."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    for figures in (lambda: index_figures(service), *more):
        registry.register(_Asked(figures))
    return registry


def install(app: Flask, registry: CollectorRegistry | None) -> None:
    """Measure each request of an application until its answer begins, by route and status, and count events.

    Without a registry the figures are only in the folder that several processes share.
    """
    seconds = Histogram(
        "fehrest_request_seconds",
        "Time until an answer begins",
        ("route", "status"),
        buckets=_BUCKETS,
        registry=registry,
    )

    def begin() -> None:
        g.measured_from = time.perf_counter()

    def finish(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        took = time.perf_counter() - g.get("measured_from", time.perf_counter())
        seconds.labels(route, str(response.status_code)).observe(took)
        return response

    events = Counter(
        "fehrest_events", "Finished queries and clicks by what became of them", ("result",), registry=registry
    )
    app.extensions["events"].observe = lambda result, number: events.labels(result).inc(number)
    app.before_request(begin)
    app.after_request(finish)


def index_figures(service: SearchService) -> Iterator[Metric]:
    """The state of the index. Without an engine that answers, only ``fehrest_engine_up`` 0."""
    try:
        status, size = service.status(), service.index_size()
    except FehrestError:
        yield gauge("fehrest_engine_up", "1 if the engine answers", 0)
        return
    yield gauge("fehrest_engine_up", "1 if the engine answers", 1)
    yield gauge("fehrest_articles", "Articles in the index", status.documents)
    yield gauge("fehrest_index_revision", "Revision of the archive that the index holds", status.revision)
    if size is None:
        return
    yield gauge("fehrest_index_bytes", "Size of the current generation", size.bytes)
    yield gauge("fehrest_index_segments", "Segments of the current generation", size.segments)
    age = max(0.0, time.time() - size.made.timestamp())
    yield gauge("fehrest_index_generation_age_seconds", "Time since the current generation was begun", age)


def gauge(name: str, text: str, value: float) -> Metric:
    """One figure without labels."""
    return GaugeMetricFamily(name, text, value=value)


class _Asked(Collector):
    """A collector that calls a function for each scrape."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Any]:
        """The figures of now."""
        return self._figures()
