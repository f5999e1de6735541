from datetime import UTC, datetime

import feedparser
from app_documents import HOSTILE_ID, HOSTILE_TITLE
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search_app import create_app
from search_app.application import make_app
from search_app.exports.sizes import ExportSizes
from search_app.service import SearchService
from search_app.settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"
REQUIRED = ("id", "title", "updated")


def parsed(client: FlaskClient, address: str):
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    found = feedparser.parse(response.data)
    assert not found.bozo, found.get("bozo_exception")
    return found


def links(found) -> dict[str, str]:
    return {link.rel: link.href for link in found.feed.links}


def test_a_feed_of_a_search_has_its_articles_the_newest_first(client: FlaskClient) -> None:
    found = parsed(client, "/results.atom?q=bridge&language=en&ui=en&sort=oldest&size=1")
    expected = client.get("/api/v1/search?q=bridge&language=en&sort=newest&size=100").json["hits"]
    assert [entry.title for entry in found.entries] == [hit["title"] for hit in expected]
    assert len(expected) > 5
    dates = [entry.published for entry in found.entries if "published" in entry]
    assert dates == sorted(dates, reverse=True)
    entry = found.entries[0]
    assert entry.link.startswith("http://localhost/article/doc-")
    assert [link.href for link in entry.links if link.rel == "via"] == [expected[0]["url"]]
    assert [author.name for author in entry.authors] == expected[0]["authors"]
    assert {tag.term for tag in entry.tags} >= set(expected[0]["tags"])
    assert found.feed.title == "The Quay & Co: bridge"


def test_a_feed_is_atom(client: FlaskClient) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what every feed and every entry must have."""
    feed = etree.fromstring(client.get("/results.atom?ui=fa").data)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in REQUIRED:
            assert len(element.findall(ATOM + name)) == 1, name
        for moment in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            datetime.strptime(moment.text or "", "%Y-%m-%dT%H:%M:%SZ")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all((id_ or "").startswith("urn:uuid:") for id_ in ids)


def test_pages_of_a_feed_lead_to_all_of_it(service: SearchService) -> None:
    client = make_app(service, ExportSizes(feed=7)).test_client()
    address, seen, pages = "/results.atom?ui=sq", [], 0
    while address:
        found = parsed(client, address)
        seen += [entry.id for entry in found.entries]
        pages += 1
        here = links(found)
        assert here["first"] == "http://localhost/results.atom?ui=sq"
        assert here["last"].endswith("page=7&ui=sq")
        assert ("previous" in here) == (pages > 1)
        assert here["alternate"] == "http://localhost/?ui=sq"
        address = here.get("next", "").removeprefix("http://localhost")
    assert pages == 7
    assert len(set(seen)) == len(seen) == 48


def test_languages_and_directions_go_along(client: FlaskClient) -> None:
    feed = etree.fromstring(client.get("/results.atom?q=پل&ui=fa").data)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(lang) == "fa"
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.get(lang) for entry in entries} == {"fa"}
    summaries = [entry.findtext(f"{ATOM}summary") for entry in entries]
    assert all('<p dir="rtl" lang="fa">' in summary and "<mark>پل</mark>" in summary for summary in summaries)
    # The site's name is Latin, so the title needs a mark for right to left.
    assert (feed.findtext(f"{ATOM}title") or "").startswith("\u200f")


def test_nothing_of_an_article_becomes_a_part_of_the_feed(client: FlaskClient) -> None:
    found = parsed(client, "/results.atom?q=alert")
    [entry] = [e for e in found.entries if HOSTILE_ID.split("/")[0] in e.link]
    feed = etree.fromstring(client.get("/results.atom?q=alert").data)
    titles = [element.text for element in feed.iter(f"{ATOM}title")]
    assert HOSTILE_TITLE in titles
    assert "via" not in {link.rel for link in entry.links}
    assert "<img" not in feed.findtext(f"{ATOM}entry/{ATOM}summary")
    assert parsed(client, "/results.atom?q=half").entries[0].title.startswith("Half a letter")


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/results.atom?q=bridge")
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get("/results.atom?q=bridge", headers=headers)
        assert (again.status_code, again.data) == (304, b"")


def test_ids_stay_when_the_service_moves(client: FlaskClient, app: Flask, data) -> None:
    moved = create_app(Settings(data=data, base_url="https://search.example/find/")).test_client()
    here, there = parsed(client, "/results.atom?q=bridge"), parsed(moved, "/results.atom?q=bridge")
    assert [e.id for e in here.entries] == [e.id for e in there.entries]
    assert here.feed.id == there.feed.id
    assert there.entries[0].link.startswith("https://search.example/find/article/")
    assert links(there)["self"] == "https://search.example/find/results.atom?q=bridge"


def test_an_empty_feed_is_one(client: FlaskClient) -> None:
    found = parsed(client, "/results.atom?q=zeppelin")
    assert found.entries == []
    assert found.feed.updated


def test_a_host_that_cannot_be_is_not_handed_on(client: FlaskClient) -> None:
    response = client.get("/results.atom", headers={"Host": 'evil"><x.example'})
    assert b"evil" not in response.data


def test_control_characters_do_not_break_it(tmp_path) -> None:
    store = open_store("tantivy", tmp_path)
    engine = store.create()
    broken = "Bell\x07 and \x00 null \ufffe \ud83d"
    day = datetime(2020, 1, 1, tzinfo=UTC)
    document = Document("x\x01", broken, broken, "en", authors=("A\x07",), tags=("\x00t",), date=day)
    engine.add([index_document(document, UTC)])
    engine.commit(1)
    store.publish(engine)
    client = create_app(Settings(data=tmp_path, site_name=broken)).test_client()
    for address in ("/results.atom", "/results.atom?q=bell", "/sitemap-1.xml", "/opensearch.xml"):
        etree.fromstring(client.get(address).data)
