import pytest
from app_documents import HOSTILE_ID
from flask.testing import FlaskClient
from page_support import faults, tree

from search_app.urls import Urls

PAGES = {
    "/": 200,
    "/?q=bridge": 200,
    "/?q=bridge&size=2&page=2&year=2012&year=2016&year=2020&language=en&from=2010": 200,
    "/?q=bridge&size=100": 200,
    "/?q=zeppelin&language=fa&exact=1&from=nonsense": 200,
    "/?q=bridge+zeppelin+library": 200,
    "/?category=Culture+%3E+Heritage+%3E+Bridges&tag=of+22": 200,
    "/?q=bridge&calendar=jalali&year=1392&year=1395&explain=1": 200,
    "/?from=1392/07&to=1393&calendar=hijri": 200,
    "/?from=2014-03-05&to=2014-03-05": 200,
    "/facets/category?q=bridge&category=Culture": 200,
    "/facets/author?find=zzz": 200,
    "/facets/tag?part=2&size=5": 200,
    "/article/doc-3?q=bridge": 200,
    Urls().article(HOSTILE_ID): 200,
    "/article/half": 200,
    "/nowhere": 404,
}


@pytest.mark.parametrize("ui", ["en", "fa", "ar", "sq"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_sound(client: FlaskClient, address: str, ui: str) -> None:
    response = client.get(f"{address}{'&' if '?' in address else '?'}ui={ui}")
    assert response.status_code == PAGES[address]
    assert faults(response.text) == []


def test_landmarks(client: FlaskClient) -> None:
    shown = tree(client.get("/?q=bridge&ui=en").text)
    for landmark in ("header", "main", "aside", "footer", "form[@role='search']", "nav"):
        assert shown.xpath(f"//{landmark}"), landmark
    names = shown.xpath("//nav/@aria-label")
    assert len(set(names)) == len(shown.xpath("//nav"))
    assert shown.xpath("string(//body/a[1]/@href)") == "#content"
    assert shown.xpath("//main[@id='content']")


def test_headers_of_every_response(client: FlaskClient) -> None:
    for address in ("/", "/nowhere", "/static/fehrest.css", "/api/v1/search", "/article/doc-1", "/search"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]
        assert ("Access-Control-Allow-Origin" in headers) == address.startswith("/api/")


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/?q=bridge")
    again = client.get("/?q=bridge", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_first_visit_is_small_and_asks_no_other_host(client: FlaskClient) -> None:
    response = client.get("/?q=bridge")
    size = len(response.data)
    for link in tree(response.text).xpath("//link[@rel='stylesheet' or @rel='icon']/@href"):
        assert link.startswith("/static/")
        size += len(client.get(link).data)
    assert size <= 60_000
