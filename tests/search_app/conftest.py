from pathlib import Path
from typing import Any

import pytest
from app_documents import publish
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    publish(folder, "tantivy")
    return folder


@pytest.fixture(scope="session")
def service(data: Path) -> SearchService:
    return SearchService(Settings(data=data, site_name="The Quay & Co"))


class Client(FlaskClient):
    """Reads every response completely, so that no file remains open."""

    def open(self, *given: Any, **named: Any) -> TestResponse:
        return super().open(*given, **{"buffered": True, **named})


@pytest.fixture(scope="session")
def app(service: SearchService) -> Flask:
    made = create_app(service=service)
    made.test_client_class = Client
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
