"""Web archives, mirrors, and saved answers of the REST API."""

import gzip
import json
from datetime import UTC

import pytest

from indexer.archive import Archive
from indexer.article import Article, RawDocument
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from indexer.sources import Failure, Skipped, open_source
from indexer.sources.mirrors import mirrored_url
from tests.real_data import require


def page(title, url="", text="The harbour master counted the boats of the evening."):
    link = f'<link rel="canonical" href="{url}">' if url else ""
    body = "".join(f"<p>{text} That was on evening number {n} of the long summer.</p>" for n in range(4))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{link}</head>'
        f'<body class="single"><article><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{body}</div></article></body></html>'
    )


def warc_record(kind, url, payload):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def warc(path, captures, packed=True):
    records = [warc_record("warcinfo", "", b"software: test\r\n")]
    for url, content, status, kind in captures:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{content}".encode()
        records += [
            warc_record("request", url, b"GET / HTTP/1.1\r\n\r\n"),
            warc_record("response", url, answer),
        ]
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return path


CAPTURES = [
    ("https://town.example/boats/", page("Boats"), "200 OK", "text/html; charset=UTF-8"),
    ("https://town.example/gone/", page("Gone"), "404 Not Found", "text/html"),
    ("https://town.example/a.png", "png", "200 OK", "image/png"),
    ("https://town.example/boats/", page("Boats again"), "200 OK", "text/html"),
    ("https://town.example/nets/", page("Nets"), "200 OK", "text/html"),
]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive(tmp_path, packed):
    path = warc(tmp_path / "crawl.dat", CAPTURES, packed)
    records = list(open_source(path).records())
    pages = [record for record in records if isinstance(record, RawDocument)]
    assert [record.url for record in pages] == ["https://town.example/boats/", "https://town.example/nets/"]
    assert pages[0].encoding == "UTF-8"
    assert pages[0].content.decode() == page("Boats")
    reasons = [record.reason for record in records if isinstance(record, Skipped)]
    assert len(reasons) == 3
    assert "404" in reasons[0]
    assert "captured before" in reasons[2]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kept", [0.5, 0.61, 0.97])
def test_half_a_web_archive(tmp_path, packed, kept):
    path = warc(tmp_path / "crawl.warc", CAPTURES * 3, packed)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    records = list(open_source(path).records())
    assert [record.url for record in records if isinstance(record, RawDocument)]
    failures = [record.reason for record in records if isinstance(record, Failure)]
    assert failures
    assert all("truncated" in reason or "damaged" in reason for reason in failures)


def test_a_broken_web_archive(tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\nContent-Length: many\r\n\r\n" + b"\x00" * 500)
    assert any(isinstance(record, Failure) for record in open_source(path).records())


def taken(path, tmp_path, **options):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        report = ingest([path], archive, timezone=UTC, progress=SilentProgress(), workers=1, **options)
        return report, [change.article for change in archive.changes() if change.article]


@pytest.fixture
def mirror(tmp_path):
    root = tmp_path / "mirror" / "town.example"
    files = {
        "index.html": page("Town", "https://town.example/", "The town lies on the river."),
        "boats/index.html": page("Boats"),
        "2021/05/nets.html": page("Nets", text="Nets were mended on the quay."),
        "index.html?p=12": page("Sails", "https://town.example/sails/", "Sails dried in the wind."),
        "index.html@p=13.html": page("Oars", text="Oars were carved of ash."),
        "boats/feed/index.html": '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Boats</title>'
        "<description>The boats</description></item></channel></rss>",
        "wp-json/index.html": '{"name":"Town","namespaces":["wp/v2"],"routes":{}}',
        "wp-json/oembed/1.0/embed?url=x": '{"version":"1.0","provider_name":"Town","title":"Boats"}',
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root.parent


def test_a_mirror_gives_each_story_once_and_with_its_address(mirror, tmp_path):
    report, articles = taken(mirror, tmp_path)
    assert report.failed == 0
    assert {article.title: article.url for article in articles if article.title != "Town"} == {
        "Boats": "https://town.example/boats/",
        "Nets": "https://town.example/2021/05/nets.html",
        "Sails": "https://town.example/sails/",
        "Oars": "https://town.example/?p=13",
    }


def test_only_a_mirror_has_addresses(tmp_path):
    (tmp_path / "my.archive").mkdir()
    file = tmp_path / "my.archive" / "boats.html"
    file.write_text(page("Boats"))
    assert mirrored_url(file) is None


def test_saved_answers_of_the_api(tmp_path):
    post = {
        "id": 7,
        "link": "https://town.example/boats/",
        "title": {"rendered": "Boats"},
        "content": {"rendered": "<p>The boats came home.</p>"},
        "_embedded": {
            "author": [{"name": "Clara Penhale"}],
            "wp:term": [
                [{"id": 3, "name": "Harbour", "taxonomy": "category"}],
                [{"name": "sea", "taxonomy": "post_tag"}],
            ],
        },
    }
    path = tmp_path / "posts.json"
    path.write_text(json.dumps([post, {"rendered": 1}, 5]))
    first, *rest = open_source(path).records()
    assert isinstance(first, Article)
    assert (first.title, first.body, first.authors) == ("Boats", "The boats came home.", ("Clara Penhale",))
    assert (first.categories, first.tags) == ((("Harbour",),), ("sea",))
    assert [type(record) for record in rest] == [Skipped, Skipped]
    path.write_bytes(gzip.compress(json.dumps(post).encode()))
    assert [record.title for record in open_source(path).records()] == ["Boats"]
    path.write_text(json.dumps([post])[:-20])
    assert [type(record) for record in open_source(path).records()] == [Failure]


def test_real_answers_of_an_api():
    folder = require("wordpress/rest/tuqulore")
    records = list(open_source(folder).records())
    articles = {record.url: record for record in records if isinstance(record, Article)}
    assert not [record for record in records if isinstance(record, Failure)]
    assert len(articles) == 10
    assert all(article.title and len(article.body) > 100 and article.date for article in articles.values())
    assert not [url for url, article in articles.items() if "<p" in article.body or "[/" in article.body]
