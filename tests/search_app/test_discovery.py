import json
import re
from datetime import UTC
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from app_documents import HOSTILE_ID
from flask.testing import FlaskClient
from lxml import etree
from page_support import tree

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search_app import create_app
from search_app.application import make_app
from search_app.exports.sizes import ExportSizes
from search_app.service import SearchService
from search_app.settings import Settings
from search_app.urls import Urls

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
STORY = {"en": "en-1", "fa": "fa", "sq": "sq"}
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def xml(client: FlaskClient, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.data)


def locations(element) -> list[str]:
    return [found.text for found in element.iter(f"{SITEMAP}loc")]


# Sitemaps


@pytest.mark.parametrize("part", [1, 5, 48, 1000])
def test_the_sitemap_leads_to_every_article_once(service: SearchService, part: int) -> None:
    client = make_app(service, ExportSizes(sitemap=part)).test_client()
    index = xml(client, "/sitemap.xml")
    assert index.tag == f"{SITEMAP}sitemapindex"
    assert len(index) == -(-48 // part)
    found = []
    for address in locations(index):
        urls = xml(client, address.removeprefix("http://localhost"))
        assert urls.tag == f"{SITEMAP}urlset"
        assert 1 <= len(urls) <= min(part, 50_000)
        found += locations(urls)
    assert len(set(found)) == len(found) == 48
    assert f"http://localhost{Urls().article(HOSTILE_ID)}" in found
    assert client.get(found[3].removeprefix("http://localhost")).status_code == 200


def test_the_structure_of_a_part(client: FlaskClient) -> None:
    """The order and the kinds of elements of sitemaps.org's schema."""
    for url in xml(client, "/sitemap-1.xml"):
        names = [child.tag for child in url]
        assert names in ([f"{SITEMAP}loc"], [f"{SITEMAP}loc", f"{SITEMAP}lastmod"])
        if (moment := url.findtext(f"{SITEMAP}lastmod")) is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", moment)
    dated = [url for url in xml(client, "/sitemap-1.xml") if "doc-1<" in f"{url.findtext(f'{SITEMAP}loc')}<"]
    assert dated[0].findtext(f"{SITEMAP}lastmod") == "2023-01-01"


def test_parts_that_are_not_there(client: FlaskClient) -> None:
    for address in (
        "/sitemap-0.xml",
        "/sitemap-2.xml",
        "/sitemap-9999999999999999.xml",
        "/sitemap-x.xml",
    ):
        assert client.get(address).status_code == 404, address


def story(id_: str, language: str, number: int | None) -> Document:
    return Document(id_, f"A {language} story", "The bridge is open.", language, story=number)


@pytest.fixture
def stories(tmp_path: Path) -> FlaskClient:
    store = open_store("tantivy", tmp_path)
    engine = store.create()
    documents = (
        story("en-2", "en", 5),
        story("sq", "sq", 5),
        story("fa", "fa", 5),
        story("en-1", "en", 5),
        story("twin-1", "en", 6),
        story("twin-2", "en", 6),
        story("alone", "ar", None),
    )
    engine.add(index_document(document, UTC) for document in documents)
    engine.commit(1)
    store.publish(engine)
    return create_app(Settings(data=tmp_path, base_url="https://find.example")).test_client()


def test_translations_are_alternates_of_each_other(stories: FlaskClient) -> None:
    urls = {url.findtext(f"{SITEMAP}loc"): url for url in xml(stories, "/sitemap-1.xml")}
    told = {language: f"https://find.example/article/{id_}" for language, id_ in STORY.items()}
    for id_ in ("en-1", "en-2", "sq", "fa", "twin-1", "twin-2", "alone"):
        links = urls[f"https://find.example/article/{id_}"].findall(f"{XHTML}link")
        found = {link.get("hreflang"): link.get("href") for link in links}
        assert found == (told if id_ in STORY.values() else {}), id_
        assert all(link.get("rel") == "alternate" for link in links)


def test_a_feed_has_a_story_once_with_its_translations_and_a_file_every_article(stories: FlaskClient) -> None:
    feed = etree.fromstring(stories.get("/results.atom?q=bridge").data)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 3
    alternates = (entry.findall("{*}link[@rel='alternate']") for entry in entries)
    kinds = [sorted(link.get("hreflang") for link in links) for links in alternates]
    assert sorted(kinds) == [["ar"], ["en"], ["en", "fa", "sq"]]
    assert len(stories.get("/results.jsonl?q=bridge").text.splitlines()) == 7
    every = etree.fromstring(stories.get("/results.atom?q=bridge&collapse=0").data)
    assert len(every.findall("{http://www.w3.org/2005/Atom}entry")) == 7


# Robots


def test_robots_may_read_articles_and_not_every_filter(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())
    for address in (
        "/",
        "/article/doc-1",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/?ui=fa",
        "/static/fehrest.css",
    ):
        assert robots.can_fetch("any", address), address
    for address in (
        "/?q=bridge",
        "/?year=2012",
        "/api/v1/search",
        "/results.csv?q=x",
        "/article.bib?id=x",
        "/?prefer=fa",
    ):
        assert not robots.can_fetch("any", address), address
    assert not robots.can_fetch("any", "/?prefer=fa")
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


# OpenSearch


def test_caches_keep_a_description_of_each_language(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml", headers={"Accept-Language": "fa"})
    assert "q={searchTerms}&amp;page={startPage?}&amp;ui=fa" in response.text
    assert "Accept-Language" in response.vary


@pytest.mark.parametrize("language", ["en", "fa", "ar", "sq"])
def test_browsers_find_how_the_site_is_searched(client: FlaskClient, language: str) -> None:
    page = tree(client.get(f"/?ui={language}").text)
    [link] = page.xpath("//link[@rel='search']")
    assert link.get("type") == "application/opensearchdescription+xml"
    response = client.get(link.get("href"))
    assert response.mimetype == "application/opensearchdescription+xml"
    found = etree.fromstring(response.data)
    assert found.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 1 <= len(found.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert found.findtext(f"{OPENSEARCH}Description")
    assert found.findtext(f"{OPENSEARCH}Language") == language
    templates = {url.get("type"): url.get("template") for url in found.iter(f"{OPENSEARCH}Url")}
    for kind, words in (("text/html", "bridge"), ("application/atom+xml", "bridge")):
        address = templates[kind].replace("{searchTerms}", words).replace("{startPage?}", "")
        answer = client.get(address.removeprefix("http://localhost"))
        assert answer.status_code == 200
        assert answer.mimetype == kind
        assert f'lang="{language}"' in answer.text


def test_suggestions_for_browsers(client: FlaskClient) -> None:
    response = client.get("/opensearch/suggest?q=bri")
    assert response.mimetype == "application/x-suggestions+json"
    typed, completions = json.loads(response.data)
    assert typed == "bri"
    assert completions == [s["text"] for s in client.get("/api/v1/suggest?q=bri").json["suggestions"]]
    assert completions
