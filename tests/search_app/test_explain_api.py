import json

import lxml.html
import pytest
from flask.testing import FlaskClient

from engines.port.model import Document
from search.model import Hit, MatchedPart, MatchKind, Snippet
from search_app.query_strings import write
from search_app.state import read
from search_app.texts import texts_in
from search_app.views.hits import why_lines


def hits(client: FlaskClient, address: str) -> list[dict]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return json.loads(response.data)["hits"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("bridge", {"typed": "bridge", "found": ["bridge"], "kind": "exact"}),
        ("bridges", {"typed": "bridges", "found": ["bridge"], "kind": "form"}),
        ("zeppelin bridge", {"typed": "zeppelin", "found": [], "kind": "missing"}),
    ],
)
def test_each_hit_says_why_it_matched(client: FlaskClient, text: str, part: dict) -> None:
    found = hits(client, f"/api/v1/search?q={text}&explain=1&tag=tag+1&language=en")
    assert found
    assert all(part in hit["why"] for hit in found)


def test_only_where_asked(client: FlaskClient) -> None:
    assert all("why" not in hit for hit in hits(client, "/api/v1/search?q=bridge"))
    assert all("why" not in hit for hit in hits(client, "/api/v1/search?q=bridge&explain=0"))
    assert all(hit["why"] == [] for hit in hits(client, "/api/v1/search?explain=1"))


def test_the_wish_stays_in_the_addresses_of_pages() -> None:
    assert ("explain", "1") in write(read([("q", "bridge"), ("explain", "yes")]).request)
    assert "explain" not in dict(write(read([("q", "bridge")]).request))


def test_another_value_is_an_error_of_the_api(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=bridge&explain=perhaps")
    assert response.status_code == 400
    assert "'explain' is 'perhaps'; it must be 1 or 0" in response.text


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "“bridges”: in the form bridge"), ("fa", "«bridges»: به صورت bridge"),
     ("ar", "«bridges»: بالصيغة bridge"), ("sq", "“bridges”: në trajtën bridge")],
)  # fmt: skip
def test_the_page_says_why_where_asked(client: FlaskClient, language: str, expected: str) -> None:
    shown = lxml.html.fromstring(client.get(f"/?q=bridges&explain=1&language=en&ui={language}").data)
    lines = [line.text_content().strip() for line in shown.xpath("//ul[@class='why']/li")]
    assert lines
    assert set(lines) == {expected}
    plain = lxml.html.fromstring(client.get(f"/?q=bridges&language=en&ui={language}").data)
    assert not plain.xpath("//ul[@class='why']")


def test_what_was_typed_is_escaped_on_the_page(client: FlaskClient) -> None:
    shown = client.get("/?q=%3Cimg%20src=x%3E+bridge&explain=1&language=en").text
    assert "why" in shown
    assert "<img src=x" not in shown


def test_every_kind_has_a_line() -> None:
    parts = tuple(MatchedPart("bridge", ("<b>", "ura"), kind) for kind in MatchKind)
    hit = Hit(Document("x", "t", "b"), 1.0, Snippet("t"), why=parts)
    for language in ("en", "fa", "ar", "sq"):
        lines = why_lines(hit, texts_in(language))
        assert len(set(lines)) == len(MatchKind)
        assert not any("<b>" in line for line in lines)
