"""Calls of the API from pages of other origins."""

import pytest
from flask.testing import FlaskClient

from search_app import create_app
from search_app.lanes import Lane, lane_of
from search_app.service import SearchService
from search_app.settings import Settings, SettingsError

PAPER = "https://paper.example"


@pytest.fixture(scope="module")
def limited(service: SearchService) -> FlaskClient:
    settings = Settings(data=service.settings.data, origins=f"{PAPER}/ , https://www.paper.example")
    return create_app(settings).test_client()


def preflight(client: FlaskClient, origin: str, path: str = "/api/v1/search"):
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return client.options(path, headers=headers)


def test_a_preflight_allows_what_the_api_uses(client: FlaskClient) -> None:
    response = preflight(client, "https://any.example")
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert set(response.headers["Access-Control-Allow-Methods"].split(", ")) >= {
        "GET",
        "POST",
        "PUT",
        "DELETE",
    }
    allowed = set(response.headers["Access-Control-Allow-Headers"].split(", "))
    assert allowed == {"Authorization", "Content-Type", "Fehrest-Query", "Idempotency-Key", "If-None-Match"}
    assert int(response.headers["Access-Control-Max-Age"]) == 7200


def test_scripts_can_read_what_they_need(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=bridge", headers={"Origin": "https://any.example"})
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"ETag", "Retry-After", "RateLimit", "Link"}
    assert "Origin" not in response.headers.get("Vary", "")


def test_an_allowed_origin_is_repeated(limited: FlaskClient) -> None:
    for response in (
        preflight(limited, PAPER),
        limited.get("/api/v1/search", headers={"Origin": PAPER}),
        limited.get("/api/v1/search?page=0", headers={"Origin": PAPER}),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == PAPER
        assert "Origin" in response.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://other.example", f"{PAPER}.evil.example", "null", "http://paper.example"]
)
def test_another_origin_is_not_named(limited: FlaskClient, origin: str) -> None:
    for response in (preflight(limited, origin), limited.get("/api/v1/search", headers={"Origin": origin})):
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Origin" in response.headers["Vary"]


def test_an_answer_without_an_origin_is_kept_apart_in_caches(limited: FlaskClient) -> None:
    response = limited.get("/api/v1/search")
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_credentials_are_never_allowed(client: FlaskClient, limited: FlaskClient) -> None:
    for one in (client, limited):
        for response in (preflight(one, PAPER), one.get("/api/v1/search", headers={"Origin": PAPER})):
            assert "Access-Control-Allow-Credentials" not in response.headers


def test_pages_are_for_no_other_origin(client: FlaskClient) -> None:
    response = preflight(client, PAPER, "/")
    assert "Access-Control-Allow-Methods" not in response.headers
    assert "Access-Control-Allow-Origin" not in response.headers


def test_plain_options_names_the_methods_of_a_route(client: FlaskClient) -> None:
    assert "GET" in client.options("/api/v1/search").headers["Allow"]


def test_a_preflight_never_waits_for_searches() -> None:
    assert lane_of("/api/v1/search", "q=a*", "OPTIONS") is Lane.QUICK


@pytest.mark.parametrize(
    "text", ["paper.example", "https://paper.example/path", "ftp://paper.example", "*,https://a.b"]
)
def test_origins_are_checked(text: str) -> None:
    with pytest.raises(SettingsError, match="FEHREST_ORIGINS"):
        Settings.load({"FEHREST_ORIGINS": text})
