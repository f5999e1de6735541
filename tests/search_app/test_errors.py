import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.model import SearchRequest, SearchResult
from search_app import create_app
from search_app.service import SearchService


class Broken(SearchService):
    def search(self, request: SearchRequest) -> SearchResult:
        raise RuntimeError("secret: the password is quince")


@pytest.fixture
def broken(service: SearchService) -> FlaskClient:
    return create_app(service=Broken(service.settings)).test_client()


def test_what_nobody_expected_is_logged_and_not_told(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for address in ("/?q=bridge", "/api/v1/search?q=bridge"):
        response = broken.get(address)
        assert response.status_code == 500
        assert "quince" not in response.text
    assert json.loads(response.data)["error"]["code"] == "internal-server-error"
    assert [r.exc_info is not None for r in caplog.records] == [True, True]


def test_pages_get_a_page(client: FlaskClient) -> None:
    response = client.get("/nowhere?ui=fa")
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert 'dir="rtl"' in response.text
    assert "چنین صفحه‌ای نیست" in response.text
    assert client.get("/article/nobody").status_code == 404
    assert client.post("/").status_code == 405


def test_two_applications_share_nothing(app: Flask, service: SearchService) -> None:
    other = create_app(service=service)
    assert other is not app
    assert other.view_functions is not app.view_functions
    assert other.view_functions["pages.results"] is not app.view_functions["pages.results"]
