import gzip

import pytest
from flask.testing import FlaskClient
from page_support import tree

ADDRESSES = (
    "/?q=bridge",
    "/api/v1/search?q=bridge",
    "/results.csv",
    "/results.bib",
    "/results.atom",
    "/sitemap-1.xml",
    "/static/fehrest.css",
    "/static/fehrest.js",
)
SMALL = 60 * 1024
"""Maximum size in bytes of a first visit, without pictures."""


def packed(client: FlaskClient, address: str, **headers: str):
    return client.get(address, headers={"Accept-Encoding": "gzip", **headers})


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_compressed_for_those_who_can_read_it(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    small = packed(client, address)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    # A search in JSON contains how long it took.
    if "api" not in address:
        assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < 0.6 * len(plain.data)
    assert "Content-Encoding" not in plain.headers


def test_a_tag_holds_whether_compressed_or_not(client: FlaskClient) -> None:
    for address in ("/?q=bridge", "/results.csv", "/results.atom"):
        tag = packed(client, address).headers["ETag"]
        assert packed(client, address, **{"If-None-Match": tag}).status_code == 304
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("language", ["en", "fa", "ar", "sq"])
def test_a_first_visit_is_small_even_with_a_hundred_hits(client: FlaskClient, language: str) -> None:
    response = packed(client, f"/?size=100&ui={language}")
    page = tree(gzip.decompress(response.data).decode())
    linked = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href") + page.xpath("//script/@src")
    assert len(linked) == 3
    assert len(response.data) + sum(len(packed(client, link).data) for link in linked) <= SMALL


def test_marked_files_are_kept_for_good_and_others_are_not(client: FlaskClient) -> None:
    page = tree(client.get("/").text)
    for link in page.xpath("//link[@rel='stylesheet']/@href | //script/@src"):
        assert "immutable" in client.get(link).headers["Cache-Control"]
        other = link.partition("?")[0] + "?v=0123456789ab"
        assert "immutable" not in client.get(other).headers["Cache-Control"]
        assert "max-age=3600" in client.get(other).headers["Cache-Control"]
