import urllib.request

import pytest
from cli_support import fehrest
from prometheus_client.parser import text_string_to_metric_families

from search_app import create_app
from search_app.cli.errors import AddressError
from search_app.cli.metrics import answering_prometheus
from search_app.service import SearchService
from search_app.settings import Settings


def figures(text: str) -> dict[tuple[str, ...], float]:
    """(name, values of labels…) -> value."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def scraped(data, capsys):
    """Asks like Prometheus, while an application runs on the data folder."""
    settings = Settings(data=data, metrics="127.0.0.1:0", events="on")
    service = SearchService(settings)
    app = create_app(settings, service)
    with answering_prometheus(app, settings, service):
        address = capsys.readouterr().out.split()[-1]

        def scrape():
            with urllib.request.urlopen(f"{address}metrics", timeout=60) as answer:
                return figures(answer.read().decode())

        yield app.test_client(), scrape


def test_prometheus_sees_requests_index_archive_and_memory(scraped, data, tmp_path) -> None:
    client, scrape = scraped
    client.get("/api/v1/search?q=plums")
    client.get("/api/v1/articles/nobody")
    client.get("/none/such")
    client.post("/events", json={"events": [{"type": "query", "query": text} for text in ("plums", "a@b")]})
    client.application.extensions["events"].flush()
    found = scrape()
    assert (found["fehrest_events_total", "stored"], found["fehrest_events_total", "ignored"]) == (1, 1)
    assert found["fehrest_request_seconds_count", "/api/v1/search", "200"] == 1
    assert found["fehrest_request_seconds_count", "/api/v1/articles/<any_id:id_>", "404"] == 1
    assert found["fehrest_request_seconds_count", "unknown", "404"] == 1
    assert found[("fehrest_engine_up",)] == found[("fehrest_archive_up",)] == 1
    assert found[("fehrest_articles",)] == found[("fehrest_archived_articles",)] == 2
    assert found[("fehrest_index_segments",)] == 1
    size = sum(path.stat().st_size for path in data.glob("tantivy/*/*"))
    assert found[("fehrest_index_bytes",)] == size
    assert 0 <= found[("fehrest_index_generation_age_seconds",)] < 36_000
    assert found[("fehrest_waiting_articles",)] == 0
    assert found["fehrest_ingested_records_total", "added"] == 2
    assert found["fehrest_ingested_records_total", "failed"] == 0
    assert found[("process_resident_memory_bytes",)] > 1_000_000


def test_failed_records_and_waiting_articles_are_counted(scraped, data, tmp_path) -> None:
    from indexer.archive import Archive
    from indexer.article import Article

    _, scrape = scraped
    bad = tmp_path / "bad.jsonl"
    bad.write_text('not json\n{"title": 1\n')
    assert fehrest("--data", data, "ingest", bad).exit_code == 3
    with Archive(data / "archive.sqlite3") as archive:
        archive.put(Article("A new plum", "The plums were late.", "en"))
    found = scrape()
    assert found["fehrest_ingested_records_total", "failed"] == 2
    assert found[("fehrest_waiting_articles",)] == 1


def test_without_an_index_it_says_so(scraped, data) -> None:
    (data / "tantivy" / "current").unlink()
    _, scrape = scraped
    found = scrape()
    assert found[("fehrest_engine_up",)] == found[("fehrest_archive_up",)] == 0
    assert ("fehrest_articles",) not in found


def test_readers_of_the_site_get_no_figures(scraped) -> None:
    client, _ = scraped
    assert client.get("/metrics").status_code == 404


def test_an_address_that_is_taken_is_named(scraped, data, capsys) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(data=data, metrics=f"127.0.0.1:{taken.getsockname()[1]}")
        service = SearchService(settings)
        with (
            pytest.raises(AddressError, match="FEHREST_METRICS"),
            answering_prometheus(create_app(settings, service), settings, service),
        ):
            pass
