"""A hit in a PDF leads to the page that has the words: on the page, in the API and in feeds."""

import json
from datetime import UTC

import pytest

from engines.registry import open_store
from indexer.archive import Archive
from indexer.indexing import update_index
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from search_app.application import make_app
from search_app.presenters import page_url
from search_app.service import SearchService
from search_app.settings import Settings

ADDRESS = "https://town.example/files/gauges.pdf"
PAGES = (
    "The cover has a drawing of the harbour.",
    "The gauge stood low.",
    "The sluice was oiled in\fautumn.",
)
RECORDS = (
    {"id": "known", "title": "Report of the weir", "body": "\n\f\n".join(PAGES), "url": ADDRESS},
    {"id": "unknown", "title": "Notes of the quay", "body": "\f".join(("Nothing.", "A barge sank."))},
    {"id": "plain", "title": "The heron census", "body": "Herons were counted.", "url": f"{ADDRESS}x"},
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    (data / "a.jsonl").write_text("".join(json.dumps({"language": "en", **one}) + "\n" for one in RECORDS))
    options = {"timezone": UTC, "progress": SilentProgress(), "workers": 1}
    with Archive(data / "archive.sqlite3") as archive:
        ingest([data / "a.jsonl"], archive, **options)
        update_index(archive, open_store("tantivy", data), **options)
    return make_app(SearchService(Settings(data=data))).test_client()


@pytest.mark.parametrize(
    ("query", "page", "address"),
    [
        ("drawing", 1, f"{ADDRESS}#page=1"),
        ("gauge", 2, f"{ADDRESS}#page=2"),
        ("sluice", 3, f"{ADDRESS}#page=3"),
        ("autumn", 4, f"{ADDRESS}#page=4"),
        ("barge", 2, None),
    ],
)
def test_a_snippet_names_its_page(client, query, page, address):
    [hit] = client.get(f"/api/v1/search?q={query}").get_json()["hits"]
    [snippet] = hit["snippets"]
    assert (snippet["page"], snippet["url"]) == (page, address)
    assert "\f" not in snippet["text"]
    start, end = snippet["marks"][0]
    assert snippet["text"][start:end] == query


def test_an_article_without_pages_has_no_number(client):
    [hit] = client.get("/api/v1/search?q=herons").get_json()["hits"]
    assert not {"page", "url"} & hit["snippets"][0].keys()
    assert "#page=" not in client.get("/?q=herons").text


def test_links_lead_to_the_page(client):
    assert (
        f'<a class="n" href="{ADDRESS}#page=2" lang="en"><bdi>Page 2</bdi></a>'
        in client.get("/?q=gauge").text
    )
    assert "صفحهٔ ۲" in client.get("/?q=gauge&ui=fa").text
    assert f'href="{ADDRESS}#page=3"' in client.get("/article/known?q=sluice").text
    assert f'href="{ADDRESS}"' in client.get("/article/known").text
    assert f'"{ADDRESS}#page=2"' in client.get("/results.atom?q=gauge").text


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("https://a.example/b.PDF?c=1#d", 7, "https://a.example/b.PDF?c=1#page=7"),
        ("https://a.example/b.pdf", 0, None),
        ("https://a.example/b.html", 2, None),
        ("ftp://a.example/b.pdf", 2, None),
        ("https://[a.example/b.pdf", 2, None),
        (None, 2, None),
    ],
)
def test_only_a_pdf_on_the_web_has_pages(url, page, expected):
    assert page_url(url, page) == expected
