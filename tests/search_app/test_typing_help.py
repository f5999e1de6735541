from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from search_app.service import SearchService
from search_app.texts import LANGUAGES, names, texts_in


def get(client: FlaskClient, path: str, **query: object):
    return client.get(path, query_string=query)


def test_suggestions_of_the_api(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/suggest", q="writer 1", size=3)
    assert answer.status_code == 200
    assert answer.json["query"] == "writer 1"
    first, *_ = answer.json["suggestions"]
    assert (first["kind"], first["text"].split()[0]) == ("author", "Writer")
    assert first["count"] >= 1
    assert first["html"].startswith("<mark>Writer 1</mark>")
    assert len(answer.json["suggestions"]) == 2


def test_suggestions_are_cached_and_open_to_other_origins(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/suggest", q="brid")
    again = client.get("/api/v1/suggest?q=brid", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("text", ["<b", "b", "half", "\ud800", "", "%", "x" * 5_000])
def test_no_suggestion_holds_markup(client: FlaskClient, text: str) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": text.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    for found in answer.json["suggestions"]:
        assert "<" not in found["html"].replace("<mark>", "").replace("</mark>", "")
        assert unescape(found["html"].replace("<mark>", "").replace("</mark>", "")) == found["text"]


@pytest.mark.parametrize("size", ["0", "51", "-1", "many", "1e1"])
def test_a_size_out_of_bounds(client: FlaskClient, size: str) -> None:
    answer = get(client, "/api/v1/suggest", q="b", size=size)
    assert answer.status_code == 400
    assert "1 to 50" in answer.json["error"]["message"]


def test_suggestions_in_one_language(client: FlaskClient) -> None:
    assert get(client, "/api/v1/suggest", q="پل", language="fa").json["suggestions"]
    assert get(client, "/api/v1/suggest", q="پل", language="en").json["suggestions"] == []


def test_offers_of_the_api_lead_where_they_say(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search", q="کتابخابه").json
    assert answer["total"] == 0
    [offer] = answer["suggestions"]
    assert (offer["kind"], offer["text"]) == ("spelling", "کتابخانه")
    led = client.get("/api/v1/search" + offer["url"]).json
    assert led["total"] == offer["total"] > 0
    assert dict(parse_qsl(offer["url"][1:])) == {"q": "کتابخانه"}


def test_an_answer_with_hits_has_no_offers(client: FlaskClient) -> None:
    assert "suggestions" not in get(client, "/api/v1/search", q="کتابخانه").json


def test_offers_keep_the_filters(client: FlaskClient) -> None:
    [offer] = get(client, "/api/v1/search", q="کتابخابه", language="fa").json["suggestions"]
    assert dict(parse_qsl(offer["url"][1:])) == {"q": "کتابخانه", "language": "fa"}


def test_another_language_has_it(client: FlaskClient) -> None:
    found = get(client, "/api/v1/search", q="کتابخانه", language="en").json["suggestions"]
    assert [(offer["kind"], offer["text"]) for offer in found] == [("language", "fa")]


@pytest.mark.parametrize("ui", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "kind"),
    [("کتابخابه", "spelling"), (";jhfohki", "keyboard"), ("ketabkhane", "transliteration")],
)
def test_offers_on_the_page(client: FlaskClient, ui: str, typed: str, kind: str) -> None:
    page = get(client, "/", q=typed, ui=ui).text
    assert texts_in(ui)(names.OFFERS[kind]) in page
    link = page.split('class="offer"')[1].split('href="')[1].split('"')[0]
    assert dict(parse_qsl(urlsplit(unescape(link)).query)) == {"q": "کتابخانه", "ui": ui}
    assert 'class="offer"' not in client.get(unescape(link)).text


def test_an_offer_is_escaped(client: FlaskClient) -> None:
    page = get(client, "/", q='کتابخابه "<script>"').text
    assert "<script>" not in page.split("<main")[1]


def test_the_service_answers_as_the_api_does(service: SearchService) -> None:
    service.warm()
    assert [s.kind for s in service.suggest("writer", 2)] == ["author", "author"]
    assert service.suggest("") == ()
