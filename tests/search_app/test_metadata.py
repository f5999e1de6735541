import json

import pytest
from app_documents import HOSTILE_ID, HOSTILE_TITLE
from flask.testing import FlaskClient
from page_support import tree

from search_app import create_app
from search_app.settings import Settings, SettingsError
from search_app.urls import Urls


def head(client: FlaskClient, address: str):
    return tree(client.get(address).text).xpath("//head")[0]


def properties(element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in element.xpath("meta[@property]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def told_of(element):
    [script] = element.xpath("script[@type='application/ld+json']")
    return json.loads(script.text)


def test_the_front_page_tells_how_it_is_searched(client: FlaskClient) -> None:
    found = told_of(head(client, "/?ui=fa"))
    assert (found["@type"], found["name"], found["inLanguage"]) == ("WebSite", "The Quay & Co", "fa")
    template = found["potentialAction"]["target"]["urlTemplate"]
    assert found["potentialAction"]["query-input"] == "required name=search_term_string"
    address = template.replace("{search_term_string}", "bridge").removeprefix("http://localhost")
    assert tree(client.get(address).text).xpath("string(//input[@id='q']/@value)") == "bridge"


def test_the_front_page_names_itself_in_every_language(client: FlaskClient) -> None:
    links = head(client, "/?ui=sq").xpath("link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang") for link in links} == {"en", "fa", "ar", "sq", "x-default"}
    assert all(link.get("href").startswith("http://localhost/") for link in links)


def test_an_article_is_told_to_crawlers_and_previews(client: FlaskClient) -> None:
    found = head(client, "/article/doc-1?q=bridge")
    article = client.get("/api/v1/articles/doc-1").json
    told = told_of(found)
    assert told["@type"] == "NewsArticle"
    assert told["headline"] == article["title"]
    assert told["inLanguage"] == article["language"] == "fa"
    assert told["datePublished"] == article["date"]
    assert told["dateModified"] == article["modified"]
    assert [author["name"] for author in told["author"]] == article["authors"]
    assert told["mainEntityOfPage"] == article["url"]
    shown = properties(found)
    assert shown["og:type"] == ["article"]
    assert shown["og:title"] == [article["title"]]
    assert shown["og:locale"] == ["fa_IR"]
    assert shown["og:url"] == ["http://localhost/article/doc-1"]
    assert shown["article:tag"] == article["tags"]
    assert found.xpath("string(link[@rel='canonical']/@href)") == article["url"]
    assert 20 < len(found.xpath("string(meta[@name='description']/@content)")) <= 201


def test_a_search_has_a_preview_of_its_own(client: FlaskClient) -> None:
    found = head(client, "/?q=bridge&ui=en")
    shown = properties(found)
    assert shown["og:title"] == ["bridge – The Quay & Co"]
    assert shown["og:url"] == ["http://localhost/?q=bridge&ui=en"]
    assert "articles" in shown["og:description"][0]
    assert found.xpath("script[not(@src)]") == []


def test_no_text_of_an_article_leaves_its_data(client: FlaskClient) -> None:
    found = head(client, Urls().article(HOSTILE_ID))
    assert told_of(found)["headline"] == HOSTILE_TITLE
    assert len(found.xpath("//script[not(@src)]")) == 1
    assert found.xpath("string(link[@rel='canonical']/@href)").startswith("http://localhost/article/odd")
    assert told_of(head(client, "/article/half"))["headline"] == "Half a letter \ufffd bridge"


def test_addresses_are_those_that_the_world_knows(data) -> None:
    client = create_app(Settings(data=data, base_url="https://find.example/news/")).test_client()
    shown = properties(head(client, "/?q=bridge&ui=en"))
    assert shown["og:url"] == ["https://find.example/news/?q=bridge&ui=en"]


BASES = [
    "find.example",
    "ftp://x.example",
    "https://",
    "https://x/?a",
    "http://[",
    "https://x/#a",
    " https://x",
]


@pytest.mark.parametrize("text", BASES)
def test_a_base_that_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="FEHREST_BASE_URL"):
        Settings.load({"FEHREST_BASE_URL": text})
